import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import vanban
from vanban.encodings import to_legacy
from vanban.extract import Bomb, Broken, EmptyFile, Extracted, Limits, NoText, TooLarge, Unreadable, extract
from vanban.tests.plans import COLUMNS, EXPECTED, FOOT, HEAD, TASKS, who_does_what

FONTS = r"{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\fnil .VnTime;}{\f2 VNI-Times;}{\f3\fcharset163 Arial;}{\f4 .VnTimeH;}}"


def escaped(text):
    """Text as Word writes it: beyond ASCII by number, with "?" for those who cannot."""
    plain = re.sub(r"([\\{}])", r"\\\1", text)
    return "".join(c if ord(c) < 128 else f"\\u{ord(c) if ord(c) < 0x8000 else ord(c) - 0x10000}?" for c in plain)


def rtf(body):
    return (
        r"{\rtf1\ansi\ansicpg1252\deff0"
        + FONTS
        + r"{\colortbl;\red0\green0\blue0;}{\*\generator Riched20 10.0;}"
        + body
        + "}"
    ).encode()


def legacy(text, encoding):
    return "".join(c if ord(c) < 128 else f"\\'{ord(c):02x}" for c in to_legacy(text, encoding))


def row(cells, marks=None):
    marks = marks or [""] * len(cells)
    edges = "".join(rf"{mark}\clbrdrt\brdrs\cellx{1500 * (at + 1)}" for at, mark in enumerate(marks))
    return rf"\trowd{edges}\pard\intbl " + "".join(rf"{escaped(cell)}\cell " for cell in cells) + r"\row "


def test_paragraphs_signs_and_letters():
    read = extract(
        rtf(r"\pard " + escaped("Hội nghị “hợp tác” {1}") + r"\par d\'f2ng\tab A\~B\_C\emdash D\line x\par"), "a.rtf"
    )
    assert read.text == "Hội nghị “hợp tác” {1}\ndòng\tA\u00a0B-C—D\nx\n"
    assert (read.format, read.notes) == ("rtf", ())


def test_letters_beyond_the_basic_plane_and_longer_substitutes():
    assert extract(rtf(r"\uc2\u272\'c4\'90ng \uc1\u-10179?\u-8704?"), "a.rtf").text == "Đng 😀\n"


@pytest.mark.parametrize(("font", "encoding"), [("f1", "tcvn3"), ("f2", "vni")])
def test_runs_in_old_typefaces_are_converted_and_others_are_not(font, encoding):
    read = extract(rtf(rf"\pard\{font} {legacy('Sở Du lịch chủ trì', encoding)}\f0 , caf\'e9\par"), "a.rtf")
    assert read.text == "Sở Du lịch chủ trì, café\n"
    assert read.notes == (f"converted_from_{encoding}",)


def test_a_typeface_of_capitals_and_a_vietnamese_code_page():
    read = extract(rtf(rf"\f4 {legacy('kế hoạch', 'tcvn3')}\par\f3 vi\'ea\'f2c l\'e0m\par"), "a.rtf")
    assert read.text == "KẾ HOẠCH\nviệc làm\n"


def test_a_table_becomes_rows_and_rows_become_assignments():
    body = "".join(rf"\pard {escaped(line)}\par " for line in HEAD)
    body += "".join(row(cells) for cells in [COLUMNS, *TASKS]) + rf"\pard {escaped(FOOT)}\par"
    read = extract(rtf(body), "a.rtf")
    assert read.text.split("\n")[:-1] == [*HEAD, " | ".join(COLUMNS), *(" | ".join(task) for task in TASKS), FOOT]
    assert all(read.text[cell.start : cell.end] == cell.text for cell in read.tables[0].cells)
    assert who_does_what(vanban.read(read.text)) == EXPECTED


def test_merged_cells():
    body = row(["TT", "Nhóm", "x", "Hạn"], ["", r"\clmgf", r"\clmrg", ""])
    body = body.replace("x\\cell", "\\cell") + row(["1", "Một", "Hai", "Quý I"], ["", "", "", r"\clvmgf"])
    read = extract(rtf(body + row(["2", "Ba", "Bốn", ""], ["", "", "", r"\clvmrg"]) + r"\pard\par"), "a.rtf")
    assert read.text.split("\n")[:3] == ["TT | Nhóm |  | Hạn", "1 | Một | Hai | Quý I", "2 | Ba | Bốn | 〃"]


def test_what_is_not_the_text_is_set_aside():
    body = (
        r"{\info{\title K\u7871? ho\u7841?ch}{\author Ai}}{\header \pard D\'f2ng \'f0\'e2u\par}{\stylesheet{\s0 Normal;}}"
        r"\pard Ch\u7919?{\v \u7849?n}{\footnote \pard Ghi ch\'fa\par}{\*\bkmkstart x}{\pict\pngblip 89504e47}"
        r"{\field{\*\fldinst HYPERLINK x}{\fldrslt li\'ean}}{\*\unknown g\'ec}\par"
    )
    read = extract(rtf(body), "a.rtf")
    assert read.text == "Chữ[1]liên\n[1] Ghi chú\n"
    assert read.title == "Kế hoạch"
    assert set(read.aside) == {"Dòng ðâu", "ẩn"}


def test_pages_and_list_marks():
    read = extract(rtf(r"\pard{\listtext 1.\tab}M\u7897?t\par\page Hai\par"), "a.rtf")
    assert [read.text[page.start : page.end] for page in read.pages] == ["1.\tMột\n", "Hai\n"]


def test_binary_pictures_are_stepped_over():
    assert extract(rtf(r"a{\pict\bin9 }}}}{{{\\x}b"), "a.rtf").text == "ab\n"


@pytest.mark.parametrize(
    ("body", "error"),
    [("", EmptyFile), (r"{\pict\pngblip 8950}", NoText), ("{" * 5_000, Bomb)],
)
def test_no_text_or_a_trap(body, error):
    with pytest.raises(error):
        extract(rtf(body), "a.rtf")


def test_cut_short_and_too_long():
    with pytest.raises((Broken, EmptyFile)):
        extract(rtf("chu")[:40], "a.rtf")
    with pytest.raises(TooLarge):
        extract(rtf("chữ cái " * 100), "a.rtf", limits=Limits(max_characters=100))


@pytest.mark.parametrize(
    "body",
    [
        "{\\b " * 900 + "x",
        r"\'e9" * 500_000,
        r"\par" * 500_000,
        r"\trowd\cellx1\intbl\cell\row" * 40_000,
        "".join(rf"\trowd\cellx{at * 100}\intbl a\cell\row" for at in range(20_000)),
        "}" * 1_000_000,
        "\\" * 1_000_000,
        r"\u1" * 300_000,
        "a" * 3_000_000,
    ],
)
def test_files_made_to_take_for_ever_do_not(body):
    began = time.process_time()
    tried(rtf(body))
    assert time.process_time() - began < 8


def tried(data):
    try:
        read = extract(data, "a.rtf")
    except Unreadable:
        return
    assert isinstance(read, Extracted)
    assert "".join(read.text[page.start : page.end] for page in read.pages) == read.text
    assert all(read.text[cell.start : cell.end] == cell.text for table in read.tables for cell in table.cells)


WHOLE = rtf(r"\pard Ch\u7919?{\footnote x}" + row(["a", "b"]) + row(["c", "d"]) + r"\pard\f1 \'b5\par{\header y}")


@given(st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6), st.integers(0, 6)), max_size=6), st.floats(0.1, 1))
@settings(max_examples=200, deadline=None)
def test_mutated_and_truncated_files_raise_nothing_but_unreadable(changes, share):
    data = bytearray(WHOLE)
    for where, new, gone in changes:
        at = len(b"{\\rtf1") + int(where * (len(data) - 8))
        data[at : at + gone] = new
    tried(bytes(data[: int(len(data) * share)]))


LAYOUT = [
    r"\trowd",
    r"\cellx900",
    r"\cell",
    r"\row",
    r"\intbl ",
    r"\pard",
    r"\par ",
    r"\clvmrg",
    r"\clmrg",
    r"\page",
    r"\nestcell",
]
REST = [
    "{",
    "}",
    r"\footnote",
    r"\u7919?",
    "chu ",
    r"\*",
    r"\'b5",
    r"\f1",
    r"\v",
    r"\bin3",
    r"\header",
    r"{\pict",
    r"\info",
    r"\title",
]
WORDS = st.sampled_from([*LAYOUT, *REST])


@given(st.lists(WORDS, max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_words_in_any_order(words):
    tried(rtf("".join(words)))
