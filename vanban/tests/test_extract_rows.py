"""Tables that come back as data: rows with their numbers, whatever program saved them; hostile ones are refused."""

import contextlib
import io
import zipfile
from datetime import date

import pytest
import xlsxwriter

from vanban.extract import (
    Bomb,
    Broken,
    EmptyFile,
    EncryptedFile,
    Limits,
    TooLarge,
    UnknownFormat,
    Unreadable,
    rows_bounded,
)
from vanban.tests.papers import with_parts
from vanban.tests.test_extract_xlsx import workbook

ROWS = [["Số", "Nội dung"], ["CK-01", "Mở tour; bán hàng"]]


def rows(data, name="bang.xlsx", **limits):
    return rows_bounded(data, name, seconds=20, limits=Limits(**limits))


def plainly(sheet):
    return [(row.number, list(row.cells)) for row in sheet.rows]


def test_a_workbook_keeps_the_numbers_of_its_rows_and_every_single_cell():
    day = (date(2026, 12, 31), "dd/mm/yyyy")
    sheet = rows(workbook([["Tên bảng"], [], ["Số", "Nội dung", "Hạn"], ["1", "Mở tour", day], [None, "Một ô"]]))
    assert plainly(sheet) == [
        (1, ["Tên bảng"]),
        (3, ["Số", "Nội dung", "Hạn"]),
        (4, ["1", "Mở tour", "31/12/2026"]),
        (5, ["", "Một ô"]),
    ]
    assert sheet.notes == ()


def test_figures_stay_plain_for_one_may_be_the_serial_number_of_a_day():
    assert plainly(rows(workbook([[46387, 12500.5, 1e300, True]]))) == [(1, ["46387", "12500.5", f"{1e300:.0f}", "Có"])]


def test_a_table_that_begins_away_from_the_corner():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    book.add_worksheet().write(4, 2, "Nội dung")
    book.close()
    assert plainly(rows(out.getvalue())) == [(5, ["", "", "Nội dung"])]


def test_merged_cells_and_further_sheets_are_said():
    merged = workbook([["Số", {"words": "Gộp", "right": 1, "down": 1}], ["1"], ["2", "b"]], [["khác"]])
    sheet = rows(merged)
    assert plainly(sheet)[:2] == [(1, ["Số", "Gộp"]), (2, ["1"])]
    assert sheet.notes == ("more_sheets", "merged_cells")


def test_a_formula_is_what_the_program_that_saved_it_last_found():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    book.add_worksheet().write_formula(0, 0, '=HYPERLINK("http://x.example","bấm")', None, "bấm")
    book.close()
    assert plainly(rows(out.getvalue())) == [(1, ["bấm"])]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "windows-1258"])
def test_text_with_any_separator_and_encoding(separator, encoding):
    lines = [separator.join(f'"{cell}"' for cell in row) for row in ROWS]
    text = "\r\n".join([*lines, "", f"CK-02{separator}Tổ chức hội chợ nông sản của tỉnh"])
    if encoding == "windows-1258":
        pytest.importorskip("encodings.cp1258")
        text = "".join(_for_1258(c) for c in text)
    sheet = rows(text.encode(encoding), "bang.csv")
    assert plainly(sheet) == [
        (1, ROWS[0]),
        (2, ROWS[1]),
        (4, ["CK-02", "Tổ chức hội chợ nông sản của tỉnh"]),
    ]


def _for_1258(char):
    """Letters as the code page has them: base with hat, then the tone as a mark of its own."""
    import unicodedata

    whole = unicodedata.normalize("NFD", char)
    tones = "".join(mark for mark in whole[1:] if mark in "\u0300\u0301\u0303\u0309\u0323")
    base = unicodedata.normalize("NFC", "".join(c for c in whole if c not in tones or not tones))
    return base + tones


def test_the_line_by_which_excel_names_its_separator_is_no_row():
    assert plainly(rows("sep=|\nSố|Nội dung;khác\n".encode(), "a.csv")) == [(2, ["Số", "Nội dung;khác"])]


def test_decomposed_letters_and_nul_come_composed_and_marked():
    import unicodedata

    text = "Số,Nội\0 dung\n" + "CK-01,Tổ chức hội chợ nông sản của tỉnh\n" * 5
    assert plainly(rows(unicodedata.normalize("NFD", text).encode(), "a.csv"))[:2] == [
        (1, ["Số", "Nội\ufffd dung"]),
        (2, ["CK-01", "Tổ chức hội chợ nông sản của tỉnh"]),
    ]


def test_a_line_break_within_a_cell_does_not_part_the_row():
    assert plainly(rows(b'a,"b\nc"\nd\n', "a.csv")) == [(1, ["a", "b\nc"]), (2, ["d"])]


@pytest.mark.parametrize(
    ("data", "name", "error"),
    [
        (b"", "a.csv", EmptyFile),
        (b";;;\n;;\n", "a.csv", EmptyFile),
        (b"%PDF-1.4", "a.csv", UnknownFormat),
        (b"<html><table><tr><td>1</table>", "a.csv", UnknownFormat),
        (b"PK\x03\x04 no zip", "a.xlsx", Broken),
        (b'a,"' + b"x" * 200_000 + b'"\n', "a.csv", Broken),
        (b"sep=\nx", "a.csv", None),
    ],
)
def test_what_is_no_table_is_refused_in_words(data, name, error):
    if error is None:
        assert rows(data, name).rows
        return
    with pytest.raises(error):
        rows(data, name)


def test_bombs_and_locked_workbooks_are_refused():
    good = workbook(ROWS)
    far = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with pytest.raises(Bomb):
        rows(with_parts(good, xl__worksheets__sheet1_xml=f'<worksheet xmlns="{main}">{far}</worksheet>'))
    with pytest.raises(Bomb):
        rows(with_parts(good, xl__worksheets__sheet1_xml="<x>" + " " * 30_000_000))
    with pytest.raises(EncryptedFile):
        rows(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(TooLarge):
        rows(good, max_bytes=100)
    with pytest.raises(TooLarge):
        rows(good, max_characters=20)


@pytest.mark.parametrize("cut", range(0, 100, 7))
def test_a_workbook_cut_anywhere_is_refused_or_read(cut):
    good = workbook(ROWS)
    with contextlib.suppress(Unreadable):
        assert rows(good[: len(good) * cut // 100]).rows


def test_a_workbook_without_the_part_it_names_is_broken():
    with zipfile.ZipFile(io.BytesIO(workbook(ROWS))) as whole:
        parts = {name: whole.read(name) for name in whole.namelist() if "sheet1" not in name}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as less:
        for name, content in parts.items():
            less.writestr(name, content)
    with pytest.raises(Broken):
        rows(out.getvalue())
