"""Syllables split at a tone mark are read whole; two words stay two; every fact is still the characters it points at."""

import unicodedata

import pytest

from vanban import read
from vanban.mend import splits
from vanban.spans import _is_plain, squeeze
from vanban.tests.papers import ARTICLE, EVERY_LETTER
from vanban.tests.plans import FOOT, HEAD, TASKS


@pytest.mark.parametrize(
    ("split", "whole"),
    [
        ("tri ển khai", "triển khai"), ("th ành ph ố", "thành phố"), ("thà nh phố Hà N ội", "thành phố Hà Nội"), 
        ("đị nh hướ ng", "định hướng"),
        ("h ợ p tác", "hợp tác"), ("hô ̣i nghị", "hội nghị"), ("S ở Y tế", "Sở Y tế"), ("Ngh ị quy ết", "Nghị quyết"),
        ("kinh t ế - xã h ội", "kinh tế - xã hội"),
        ("tỉ nh Hà T ĩnh", "tỉnh Hà Tĩnh"), ("ph át tri ển du l ịch", "phát triển du lịch"), ("3 t ỷ đ ồng", "3 tỷ đồng"), ("n ăm 2026", "năm 2026"),
        ("huyệ n", "huyện"), ("TH ÀNH PH Ố", "THÀNH PHỐ"),
    ],
)  # fmt: skip
def test_split_syllables_are_read_whole(split, whole):
    assert squeeze(unicodedata.normalize("NFC", split))[0] == whole


@pytest.mark.parametrize(
    "words",
    [
        "dài 5 m ở xã", "lúc 8 h ở đó", "điểm b ở Phụ lục", "TP ở miền", "Hà Nội ủy quyền", "khoản c ủy quyền", "tổ c", "cao 3 m",
        "điểm a, b, c ở trên", "Nguyễn Thị Ý",
        "vui vẻ ra về ề à", "chi ân", "đi ăn ở", "cho ông", "quý ông", "th. ở", "t. ủy", *ARTICLE.split("\n"),
        EVERY_LETTER, *HEAD, *(cell for row in TASKS for cell in row), FOOT,
    ],
)  # fmt: skip
def test_two_words_stay_two(words):
    assert splits(f"th ành {words}")[1:] == []
    assert squeeze(words)[0] == words


def test_facts_keep_the_characters_they_were_given():
    text = (
        "Ngày 5/3/2026, t ỉnh Hà T ĩnh và th ành ph ố Hà N ội h ọp; t ổng v ốn đạt trên 1.250 t ỷ đ ồng, giao S ở Y tế."
    )
    whole = "Ngày 5/3/2026, tỉnh Hà Tĩnh và thành phố Hà Nội họp; tổng vốn đạt trên 1.250 tỷ đồng, giao Sở Y tế."
    torn, plain = read(text), read(whole)
    assert torn.text == text
    assert [p.code for p in torn.localities] == [p.code for p in plain.localities] == ["42", "01"]
    assert [p.text for p in torn.localities] == ["Hà T ĩnh", "Hà N ội"]
    assert [(q.value, q.unit, q.bound) for q in torn.quantities] == [
        (q.value, q.unit, q.bound) for q in plain.quantities
    ]
    assert [a.type for a in torn.agencies] == [a.type for a in plain.agencies]
    for fact in (*torn.localities, *torn.quantities, *torn.agencies, *torn.dates, *torn.statements):
        assert text[fact.start : fact.end] == fact.text
    assert read(unicodedata.normalize("NFD", text)) == torn


def test_loose_marks_find_their_letter():
    text = "Hô ̣i nghi ̣ cu ̉a ti ̉nh Hà Ti ̃nh có 30 dư ̣ án."
    found = read(text)
    assert [p.code for p in found.localities] == ["42"]
    assert [q.unit for q in found.quantities] == ["dự án"]
    for fact in (*found.localities, *found.quantities):
        assert found.text[fact.start : fact.end] == fact.text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Hà Nội có 5 xã.\n\nHai bên họp.\n", True),
        ("TT\tNội dung\t\tThời hạn", True),
        ("th ành ph ố", False),
        ("hai\tnh\tba", False),
        ("hai  bên", False),
        ("hai \nbên", False),
        ("hai\u00a0 bên", False),
        ("hai\u200bbên", False),
        ("hai\r\nbên", False),
    ],
)
def test_one_look_tells_a_text_without_anything_to_mend(text: str, plain: bool) -> None:
    assert squeeze("Hai bên họp.") == ("Hai bên họp.", None)  # the first text of a process gets the closer looks
    assert _is_plain(text) is plain
    if plain:
        assert splits(text) == []
        assert squeeze(text) == (text, None)
