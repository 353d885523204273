import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.fold import fold, key, nfc, plain, visible
from vanban.spans import Span, squeeze


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà Bình", "HÒA BÌNH"),
        ("Uỷ ban", "Ủy ban"),
        ("Thuý", "Thúy"),
        ("12 tỉ", "12 tỷ"),
        ("Quí I", "quý i"),
        ("bác sỹ", "bác sĩ"),
        ("Hà Nội – Huế", "hà nội - huế"),
    ],
)
def test_two_spellings_of_one_word_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("hòa", "hoa"), ("tỷ", "tý"), ("Đà", "Da"), ("năm", "nam")])
def test_different_words_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text())
def test_fold_keeps_the_length(text: str) -> None:
    assert len(fold(nfc(text))) == len(nfc(text))


def test_search_spelling_has_no_diacritics() -> None:
    assert plain("Đề nghị  SỞ Tài chính") == "de nghi so tai chinh"
    assert key("  Hoà\u200b  Bình ") == key("HÒA BÌNH")
    assert visible("thiên\u00ad tai") == "thiên tai"


@given(st.text(alphabet="ab \n\r\u200b\u00ad\u00a0x", max_size=60))
def test_squeezed_offsets_lead_back(text: str) -> None:
    squeezed, back = squeeze(text)
    if back is None:
        assert squeezed == text
        return
    for i, char in enumerate(squeezed):
        assert text[back.start(i)] == char
        assert back.end(i + 1) == back.start(i) + 1


def test_spans() -> None:
    assert Span(3, 7).of("từ Huế ra") == "Huế "
    assert Span(0, 5).overlaps(Span(4, 9))
    assert not Span(0, 5).overlaps(Span(5, 9))
    assert Span(0, 9).contains(Span(5, 9))
