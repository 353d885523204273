"""Files into lines: whatever stands above the heads, in whatever order and language; what is no such table is refused with its cure."""

import datetime as dt

import pytest

from lienket.files.refusals import SecretStamp
from lienket.files.tests.samples import DOCX, PDF, PNG, docx
from lienket.sheets import reading
from lienket.sheets.columns import DEADLINE, NUMBER, TITLE
from lienket.sheets.reading import TableRefused, read_table

from .tables import as_csv, workbook

HEAD = ["Số", "Nội dung", "Thời hạn"]
ROW = ["CK-01", "Mở tour", "31/12/2026"]


def cells(content, name="bang.xlsx"):
    return [(line.number, dict(line.cells)) for line in read_table(content, name).lines]


READ = {NUMBER: "CK-01", TITLE: "Mở tour", DEADLINE: "31/12/2026"}


@pytest.mark.parametrize(
    "rows",
    [
        [HEAD, ROW],
        [["Deadline", "Number", "Content"], ["31/12/2026", "CK-01", "Mở tour"]],
        [["  SỐ * ", "noi dung:", "THỜI  HẠN"], ROW],
        [HEAD, ["CK-01", "Mở tour", dt.date(2026, 12, 31)]],
        [HEAD, [" CK-01\u200e", "Mở\ntour", "31/12/2026"]],
    ],
)
def test_the_same_line_however_its_table_was_laid_out(rows):
    assert cells(workbook(rows)) == [(2, READ)]


def test_heads_may_stand_below_a_title_and_be_said_again():
    rows = [["BẢNG THEO DÕI"], [], ["STT", *HEAD], [1, *ROW], [], ["STT", *HEAD], [2, "", "Một ô"]]
    table = read_table(workbook(rows), "bang.xlsx")
    assert [line.number for line in table.lines] == [4, 7]
    assert table.lines[0].cells == READ
    assert table.ignored == ["STT"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_of_any_program(separator, encoding):
    content = as_csv([HEAD, ROW], separator).decode().encode(encoding)
    assert cells(content, "bang.csv") == [(2, READ)]


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (workbook([["A", "B"], ["1", "2"]]), "bang.xlsx", "Không thấy dòng tiêu đề"),
        (workbook([["Số", "Thời hạn"], ["1", "2"]]), "bang.xlsx", "“Nội dung”"),
        (workbook([[*HEAD, "Deadline"], ROW]), "bang.xlsx", "hai cột cùng tên “Thời hạn”"),
        (workbook([HEAD, ["", " ", "\u200e"]]), "bang.xlsx", "chưa có dòng nào"),
        (workbook([]), "bang.xlsx", "trống"),
        (PDF, "bang.xlsx", "không phải là bảng đọc được"),
        (DOCX, "bang.docx", "không phải là bảng đọc được"),
        (PNG, "bang.csv", "không phải là bảng đọc được"),
        (docx("x", **{"xl/workbook.xml": "<workbook/>"}), "bang.xlsx", "không phải là bảng đọc được"),
        (b"PK\x03\x04" + b"\0" * 50, "bang.xlsx", ""),
        (workbook([HEAD, ROW])[:900], "bang.xlsx", ""),
    ],
)
def test_what_is_no_such_table_is_refused_in_words(content, name, said):
    with pytest.raises(TableRefused) as refused:
        read_table(content, name)
    assert said in refused.value.message
    assert len(refused.value.message) > 20


def test_more_rows_than_are_read_at_a_time(monkeypatch):
    monkeypatch.setattr(reading, "MOST_LINES", 3)
    assert len(cells(workbook([HEAD, *[ROW] * 3]))) == 3
    with pytest.raises(TableRefused, match="Bảng có 4 dòng"):
        cells(workbook([HEAD, *[ROW] * 4]))


@pytest.mark.parametrize("place", [(0, "MẬT"), (2, "TUYỆT MẬT")])
def test_a_secrecy_mark_in_any_cell(place):
    row, mark = place
    rows = [["Bảng"], HEAD, list(ROW)]
    rows[row][0] = mark
    with pytest.raises(SecretStamp):
        read_table(workbook(rows), "bang.xlsx")
