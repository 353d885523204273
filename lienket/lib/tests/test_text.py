"""Text at the door, for search and in order."""

import unicodedata

import pytest

from lienket.lib import text


def test_clean_composes_and_drops_what_is_no_text():
    apart = unicodedata.normalize("NFD", "Hà Tĩnh")
    assert text.clean(apart + "\x00\u202e\ufeff") == "Hà Tĩnh"
    assert text.clean("một\r\nhai\rba\tbốn") == "một\nhai\nba\tbốn"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Đường", "duong"),
        ("HÀ TĨNH", "ha tinh"),
        ("37 tỷ", "37 tỉ"),
        ("kỹ thuật", "ki thuat"),
        ("quý II", "quí ii"),
        ("Mỹ", "my"),
    ],
)
def test_searchable_forms_meet(one, other):
    assert text.searchable(one) == text.searchable(other)


@pytest.mark.parametrize(("one", "other"), [("thủy", "thui"), ("say", "sai"), ("tay", "tai")])
def test_searchable_keeps_other_words_apart(one, other):
    assert text.searchable(one) != text.searchable(other)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Đường Hồ Chí Minh", "duong-ho-chi-minh"),
        ("Hà Nội – Hà Tĩnh 2026–2030", "ha-noi-ha-tinh-20262030"),
        ("ƯỚC MƠ", "uoc-mo"),
    ],
)
def test_slug_folds_first(name, slug):
    assert text.slug(name) == slug


def test_vietnamese_order():
    ordered = [
        "2 bên",
        "10 bên",
        "An",
        "An Bình",
        "Anh",
        "Ăn",
        "Ba",
        "Bà",
        "Bả",
        "Bã",
        "Bá",
        "Bạ",
        "Dung",
        "Đà Nẵng",
        "Điều 9",
        "Điều 10",
        "Em",
        "Ê",
    ]
    assert sorted(set(ordered), key=text.vietnamese_sort_key) == ordered


def test_letters_count_before_tones_within_a_word_and_words_before_letters():
    assert text.vietnamese_sort_key("Hà Tĩnh") > text.vietnamese_sort_key("Hà Nội")
    assert text.vietnamese_sort_key("hoà") < text.vietnamese_sort_key("hoan")
    assert text.vietnamese_sort_key("HÀ NỘI") == text.vietnamese_sort_key("Hà Nội")


def test_the_key_is_digits_so_that_every_collation_agrees():
    assert text.vietnamese_sort_key("Ủy ban nhân dân tỉnh Kon Tum (cũ) ñ").isdigit()
