import unicodedata

import pytest

from vanban.encodings import to_legacy
from vanban.extract import extract
from vanban.tests.papers import ARTICLE


def test_plain_text_comes_back_as_it_is():
    read = extract(ARTICLE.encode(), "tin.txt")
    assert read.text == ARTICLE
    assert (read.format, read.encoding, read.notes, read.tables) == ("txt", "utf-8", (), ())
    assert [(page.number, page.start, page.end) for page in read.pages] == [(1, 0, len(ARTICLE))]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_other_unicode_reads_the_same(encoding):
    assert extract(ARTICLE.encode(encoding), "tin.txt").text == ARTICLE


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viscii"])
def test_an_old_code_page_is_converted_and_noted(encoding):
    read = extract(to_legacy(ARTICLE, encoding).encode("latin-1"), "tin.txt")
    assert (read.text, read.encoding, read.notes) == (ARTICLE, encoding, (f"converted_from_{encoding}",))


def test_decomposed_letters_are_composed_and_noted():
    read = extract(unicodedata.normalize("NFD", ARTICLE).encode(), "tin.txt")
    assert (read.text, read.notes) == (ARTICLE, ("normalised",))


def test_line_ends_are_unified():
    assert extract(b"mot\r\nhai\rba\n", "a.txt").text == "mot\nhai\nba\n"


def test_spacing_and_invisible_marks_stay():
    text = "Hà\u00a0Nội  và\u200b Hà\tTĩnh\n\n\nhết"
    assert extract(text.encode(), "a.txt").text == text


def test_a_form_feed_begins_a_page():
    read = extract("trang một\n\ftrang hai\n\ftrang ba".encode(), "a.txt")
    assert [read.text[page.start : page.end].strip() for page in read.pages] == ["trang một", "trang hai", "trang ba"]
    assert [page.start for page in read.pages[1:]] == [page.end for page in read.pages[:-1]]


def test_a_zero_byte_does_not_travel_on():
    read = extract((ARTICLE + "\0").encode(), "a.txt")
    assert "\0" not in read.text
    assert read.notes == ("damaged_characters",)


@pytest.mark.parametrize("name", ["", "tin", "tin.md", "ghi chú.log", "a.b.TXT", "C:\\van ban\\tin.txt"])
def test_names_that_promise_nothing_else_are_text(name):
    assert extract(ARTICLE.encode(), name).format == "txt"
