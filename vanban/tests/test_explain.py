"""`vanban explain`: the carets stand under the words, the reasons are told, an offset narrows it down."""

import pytest

from vanban import read
from vanban.explain import OutsideText, columns, explain
from vanban.explain_words import FAMILIES, REASONS, RULES, SAYS
from vanban.trace import FAMILIES as KNOWN_FAMILIES
from vanban.trace import REASONS as KNOWN_REASONS

TEXT = (
    "Hai địa phương bàn việc chung\n\nThứ hai, 13/05/2024 08:00\n\n"
    "Sáng 12/5/2024, Chủ tịch UBND tỉnh Lào Cai Nguyễn Thái Bình đề nghị Hải Phòng hỗ trợ vốn trên 37.700 tỷ đồng cho quốc lộ 4.\n"
    "Hai bên thống nhất giao Sở Y tế lập kế hoạch trước ngày 30/6/2025.\n"
)


def under_carets(block: str, mark: str) -> str:
    """The words that a block's carets stand under."""
    words, carets = block.split("\n")[:2]
    return "".join(w for w, c in zip(words, carets.ljust(len(words)), strict=False) if c == mark)


def blocks(text: str, offset: int | None = None, **more: object) -> list[str]:
    return explain(text, offset, **more).rstrip("\n").split("\n\n")


@pytest.mark.parametrize("width", [40, 80, 200])
def test_carets_stand_under_the_words_of_every_fact(width: int) -> None:
    marked = {under_carets(block, "^") for block in blocks(TEXT, width=width)}
    reading = read(TEXT)
    short = [f.text for f in (*reading.quantities, *reading.dates, *reading.localities) if len(f.text) < 20]
    assert short
    assert set(short) <= marked


def test_tells_the_rule_and_what_fell() -> None:
    told = explain(TEXT, language="en")
    assert "money 37700000000000 more_than VND" in told
    assert "taken: a number beside a unit of money (rule money)" in told
    assert "locality “Thái Bình” — set aside because is a person's name" in told
    assert "figure “4” — set aside because the word before it makes it a name, not a count" in told
    assert "“thống nhất giao” = assign" in told


def test_an_offset_shows_what_stands_there_widest_first() -> None:
    shown = blocks(TEXT, TEXT.index("37.700"))
    assert [under_carets(block, mark) for block, mark in zip(shown[1:], "^.", strict=True)] == [
        "trên 37.700 tỷ đồng",
        "37",
    ]
    assert shown[0].split("\n")[1].startswith("=")


def test_where_nothing_is_it_says_so() -> None:
    assert explain("Trời đẹp.", 3, language="en").startswith("There is no fact at offset 3.")
    assert explain("Trời đẹp.", language="vi") == "Văn bản không có dữ kiện nào.\n"


@pytest.mark.parametrize("offset", [-1, len(TEXT), 10**9])
def test_an_offset_outside_the_text_is_refused(offset: int) -> None:
    with pytest.raises(OutsideText, match=f"expected an offset from 0 to {len(TEXT) - 1}, found {offset}"):
        explain(TEXT, offset)


def test_marks_and_wide_letters_are_counted_by_columns() -> None:
    assert (columns("ba"), columns("e\u0301"), columns("\u200b"), columns("漢")) == (2, 1, 0, 2)


def test_nothing_in_a_text_can_steer_the_terminal() -> None:
    told = explain("Tỉnh Lào Cai \x1b[31m có 12 xã\u202e.")
    assert "\x1b" not in told
    assert "\u202e" not in told


def test_both_languages_have_every_word() -> None:
    assert set(REASONS["vi"]) == set(REASONS["en"]) == set(KNOWN_REASONS)
    assert set(FAMILIES["vi"]) == set(FAMILIES["en"]) == {*KNOWN_FAMILIES, "number"}
    assert set(RULES["vi"]) == set(RULES["en"])
    assert set(SAYS["vi"]) == set(SAYS["en"])
