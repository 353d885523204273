import re
import time
import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

import vanban
from vanban.extract import Bomb, Broken, EmptyFile, Extracted, Limits, TooLarge, Unreadable, extract
from vanban.formats.xlsx import shown
from vanban.tests.papers import with_parts
from vanban.tests.plans import COLUMNS, EXPECTED, HEAD, TASKS, who_does_what


def workbook(*sheets, formats=None):
    """Sheets as lists of rows; a tuple (value, "format") is written in that format, {"merge": …} merges."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file)
    for rows in sheets:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, tuple):
                    sheet.write(at, column, value[0], book.add_format({"num_format": value[1]}))
                elif isinstance(value, dict):
                    sheet.merge_range(at, column, at + value["down"], column + value["right"], value["words"])
                elif value is not None:
                    sheet.write(at, column, value)
    book.close()
    return file.getvalue()


def test_a_plan_becomes_rows_and_rows_become_assignments():
    read = extract(workbook([*([line] for line in HEAD), [], COLUMNS, *TASKS]), "a.xlsx")
    assert read.text.split("\n")[:-1] == [*HEAD, " | ".join(COLUMNS), *(" | ".join(task) for task in TASKS)]
    assert all(read.text[cell.start : cell.end] == cell.text for cell in read.tables[0].cells)
    assert who_does_what(vanban.read(read.text)) == EXPECTED


def test_typed_cells_as_a_vietnamese_reader_sees_them():
    day = (date(2026, 12, 31), "dd/mm/yyyy")
    read = extract(
        workbook([["Chỉ tiêu", "Trị", "Hạn"], ["Vốn", 12500, day], ["Tỷ lệ", (0.855, "0.0%"), day]]), "a.xlsx"
    )
    assert read.text == "Chỉ tiêu | Trị | Hạn\nVốn | 12.500 | 31/12/2026\nTỷ lệ | 85,5% | 31/12/2026\n"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (2026.0, "2026"),
        (1234567, "1.234.567"),
        (-12500.25, "-12.500,25"),
        (0.75, "0,75"),
        (0.00001, "0,00001"),
        (True, "Có"),
        (None, ""),
        (float("nan"), ""),
        (datetime(2026, 3, 5, 14, 30), "05/03/2026 14:30"),
        ("dòng\r\nhai", "dòng\nhai"),
    ],
)
def test_values(value, words):
    assert shown(value) == words


def test_merged_cells_sub_headings_and_a_header_of_two_levels():
    rows = [
        ["TT", "Nội dung", {"down": 0, "right": 1, "words": "Cơ quan thực hiện"}, None, "Thời hạn"],
        [None, None, "Chủ trì", "Phối hợp"],
        [None, "Lĩnh vực du lịch"],
        [1, "Mở tour liên tỉnh", {"down": 1, "right": 0, "words": "Sở Du lịch"}, "Sở Y tế", "Quý I/2026"],
        [2, "Bán vé liên tuyến", None, "Sở Tài chính", "Quý II/2026"],
    ]
    read = extract(workbook(rows), "a.xlsx")
    assert read.text.split("\n")[:-1] == [
        "TT | Nội dung | Cơ quan thực hiện |  | Thời hạn",
        " |  | Chủ trì | Phối hợp",
        "Lĩnh vực du lịch",
        "1 | Mở tour liên tỉnh | Sở Du lịch | Sở Y tế | Quý I/2026",
        "2 | Bán vé liên tuyến | 〃 | Sở Tài chính | Quý II/2026",
    ]
    assert [leads for leads, *_ in who_does_what(vanban.read(read.text))] == [("Sở Du lịch",)] * 2


def test_merged_cells_of_a_table_that_begins_below_empty_rows():
    merged = {"down": 1, "right": 0, "words": "Sở Du lịch"}
    table = [["TT", "Nội dung", "Chủ trì"], [1, "Mở tour", merged], [2, "Bán vé"]]
    assert extract(workbook([[], [], *table]), "a.xlsx").text == extract(workbook(table), "a.xlsx").text
    assert "2 | Bán vé | 〃" in extract(workbook([[], [], *table]), "a.xlsx").text


def test_each_sheet_is_a_page_and_blank_rows_part_tables():
    read = extract(workbook([["a", "b"], [], ["c", "d"]], [["e", "f"]]), "a.xlsx")
    assert [read.text[page.start : page.end] for page in read.pages] == ["a | b\nc | d\n", "e | f\n"]
    assert len(read.tables) == 3


def test_nothing_in_it():
    with pytest.raises(EmptyFile):
        extract(workbook([[]]), "a.xlsx")


SHEET = "xl__worksheets__sheet1_xml"
HEAD_XML = (
    '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
)
TAIL_XML = "</sheetData></worksheet>"


def test_two_cells_at_the_far_corners_of_a_sheet_are_refused():
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    with pytest.raises(Bomb, match="nearly endless"):
        extract(with_parts(workbook([["a"]]), **{SHEET: HEAD_XML + cells + TAIL_XML}), "a.xlsx")


def test_one_long_string_in_many_cells_is_refused():
    strings = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>'
        + "x" * 900_000
        + "</t></si></sst>"
    )
    cells = "".join(f'<row r="{at}"><c r="A{at}" t="s"><v>0</v></c></row>' for at in range(1, 3000))
    with pytest.raises(Bomb):
        extract(
            with_parts(workbook([["a"]]), **{SHEET: HEAD_XML + cells + TAIL_XML, "xl__sharedStrings_xml": strings}),
            "a.xlsx",
        )


def test_an_entity_bomb_is_refused():
    laughs = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">]><styleSheet>&a;</styleSheet>'
    with pytest.raises(Bomb, match="declares entities"):
        extract(with_parts(workbook([["a"]]), xl__styles_xml=laughs), "a.xlsx")


def test_too_long_and_too_many_parts():
    with pytest.raises(TooLarge):
        extract(workbook([["chữ " * 50]]), "a.xlsx", limits=Limits(max_characters=100))


def test_a_wide_and_a_long_sheet_take_their_time_and_no_more():
    began = time.process_time()
    read = extract(workbook([[f"ô {at} {column}" for column in range(12)] for at in range(6_000)]), "a.xlsx")
    assert read.text.count("\n") == 6_000
    assert time.process_time() - began < 12


def tried(data):
    try:
        read = extract(data, "a.xlsx")
    except Unreadable:
        return
    assert isinstance(read, Extracted)
    assert "".join(read.text[page.start : page.end] for page in read.pages) == read.text


WHOLE = workbook([COLUMNS, *TASKS])


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.9, 0.99])
def test_cut_short(share):
    with pytest.raises((Broken, EmptyFile)):
        extract(WHOLE[: int(len(WHOLE) * share)], "a.xlsx")


@given(st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=4)), min_size=1, max_size=6))
@settings(max_examples=100, deadline=None)
def test_mutated_files_raise_nothing_but_unreadable(changes):
    data = bytearray(WHOLE)
    for where, new in changes:
        at = int(where * (len(data) - 1))
        data[at : at + len(new)] = new
    tried(bytes(data))


@given(st.floats(0, 1), st.binary(max_size=8), st.integers(0, 20))
@settings(max_examples=100, deadline=None)
def test_a_changed_sheet_raises_nothing_but_unreadable(where, new, gone):
    with zipfile.ZipFile(BytesIO(WHOLE)) as container:
        part = bytearray(container.read("xl/worksheets/sheet1.xml"))
    at = int(where * len(part))
    part[at : at + gone] = new
    tried(with_parts(WHOLE, **{SHEET: bytes(part)}))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (f'<row r="1"><c r="A{"9" * 400}"><v>1</v></c></row>', "no sheet has"),
        ('<row r="1"><c r="&#65;1"><v>1</v></c></row>', "no sheet has"),
        ('<row r = "1"><c r = "a1"/></row><row r="1048576"><c r=\'XFD1048576\'><v>1</v></c></row>', "endless"),
        (f'<row>{"<c/>" * 3000}</row>{"<row/>" * 3000}<row r="5000"/>', "endless"),
    ],
)
def test_places_that_would_make_the_reader_lay_out_the_void(rows, said):
    with zipfile.ZipFile(BytesIO(WHOLE)) as container:
        sheet = container.read("xl/worksheets/sheet1.xml").decode()
    broken = re.sub(r"<sheetData>.*</sheetData>", lambda _: f"<sheetData>{rows}</sheetData>", sheet, flags=re.DOTALL)
    with pytest.raises((Bomb, Broken), match=said):
        extract(with_parts(WHOLE, **{SHEET: broken}), "a.xlsx")


@pytest.mark.parametrize("count", ['uniqueCount="4294967296"', "count = '99999999999'"])
def test_a_count_for_which_room_would_be_made_is_not_believed(count):
    with pytest.raises(Bomb, match="endlessly many"):
        extract(with_parts(WHOLE, xl__sharedStrings_xml=f"<sst {count}><si><t>a</t></si></sst>"), "a.xlsx")


def test_strings_without_an_end_take_linear_time():
    began = time.process_time()
    tried(with_parts(WHOLE, xl__sharedStrings_xml="<sst>" + "<si>" * 400_000 + "</sst>"))
    assert time.process_time() - began < 8
