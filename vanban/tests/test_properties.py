"""What holds for every text: nothing raises, every fact is the characters it points at, two runs say the same."""

import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vanban import Reading, read

PIECES = [
    "Hà Nội", "tỉnh Hà Tĩnh", "TP.HCM", "UBND", "Sở Y tế", "Ban Thường vụ", "Tỉnh ủy", "đề nghị", "thống nhất", "giao", "hai bên", "phối hợp với",
    "ngày 30/6/2028", "quý I/2027", "từ 5 đến 7", "tỷ đồng", "20,5%", "trên 1.300", "dự án", "năm", "mươi", "hai", "trăm", "\n", "\n\n", "\t", ";",
    ": ", ". ", ", ", "1. ", "a) ", "- ", "II. ", "Điều 1. ", "KẾ HOẠCH", "Kính gửi: ", "Nơi nhận:", "TT\tNội dung\tChủ trì", "\u200b", "\u00ad",
    "Ông Trần Văn A", "Chủ tịch", "188/KH-UBND", "(", ")", "như ", " và ", "kinh nghiệm ", "trước ", "\r\n", "\ud800", "\u202e", "thứ 9 cả nước",
]  # fmt: skip
papers = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=40).map(" ".join)


def spanned(reading: Reading) -> list[dict[str, Any]]:
    facts: list[dict[str, Any]] = []

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            if "start" in value:
                facts.append(value)
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list | tuple):
            for inner in value:
                walk(inner)

    walk(reading.as_contract())
    return facts


@settings(deadline=None, max_examples=150)
@given(papers)
def test_every_fact_is_its_characters(text: str) -> None:
    reading = read(text)
    for fact in spanned(reading):
        assert 0 <= fact["start"] < fact["end"] <= len(reading.text)
        assert reading.text[fact["start"] : fact["end"]] == fact["text"]
    for name in ("localities", "agencies", "people", "dates", "quantities", "references", "statements"):
        starts = [fact.start for fact in getattr(reading, name)]
        assert starts == sorted(starts)


@settings(deadline=None, max_examples=60)
@given(papers)
def test_two_runs_say_the_same(text: str) -> None:
    assert read(text) == read(text)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from([p for p in PIECES if p != "\ud800"]), max_size=30).map(" ".join))
def test_composed_and_decomposed_text_have_the_same_values(text: str) -> None:
    assert read(unicodedata.normalize("NFD", text)) == read(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    "text",
    [
        "mới có 64/1.000.68.5 xã",
        "1/1.00,0.0 xã",
        "",
        "\n" * 50,
        "9" * 20000,
        "(" * 5000,
        "- " * 3000,
        "Điều 1. " * 800,
        "\x00\ud800\ufffe",
        "a" * 50000,
        "Số: 03/BBGN-BG-HP\nĐề nghị chuyền",  # asks nobody, in a paper of nobody
    ],
)
def test_broken_input_is_read_all_the_same(text: str) -> None:
    assert read(text).text == text


def test_invisible_marks_are_skipped_but_never_removed() -> None:
    text = "Tỉnh Hà\u200b Tĩnh có  trên\u00a0 1.300 dự\u00ad án."
    reading = read(text)
    assert reading.text == text
    assert [text[x.start : x.end] for x in reading.localities] == ["Hà\u200b Tĩnh"]
    assert [(str(q.value), q.text) for q in reading.quantities] == [("1300", "trên\u00a0 1.300 dự\u00ad án")]
