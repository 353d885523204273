"""What a list hands out can be opened again and says the same."""

import csv
import datetime as dt
import io
from decimal import Decimal

import python_calamine

from lienket.lib.exports import as_csv, as_xlsx, table_response

HEADER = ["Nội dung", "Thời hạn", "Giá trị"]
ROWS = [
    ["Mở điểm bán sản phẩm OCOP", dt.date(2027, 3, 31), Decimal("37.5")],
    ["=HYPERLINK(0)", None, 0],
    ["- gạch đầu dòng", dt.date(2026, 2, 5), None],
]


def test_a_spreadsheet_keeps_days_numbers_and_text_as_what_they_are():
    sheet = python_calamine.load_workbook(io.BytesIO(as_xlsx("Cam kết [1]", HEADER, ROWS))).get_sheet_by_index(0)
    head, first, second, third = sheet.to_python()
    assert head == HEADER
    assert first == ["Mở điểm bán sản phẩm OCOP", dt.date(2027, 3, 31), 37.5]
    assert second == ["=HYPERLINK(0)", "", 0]
    assert third[0] == "- gạch đầu dòng"
    assert third[2] == ""


def test_csv_guards_what_a_spreadsheet_would_run():
    text = as_csv(HEADER, ROWS).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == HEADER
    assert rows[1] == ["Mở điểm bán sản phẩm OCOP", "31/03/2027", "37.5"]
    assert rows[2] == ["'=HYPERLINK(0)", "", "0"]
    assert rows[3] == ["'- gạch đầu dòng", "05/02/2026", ""]


def test_the_file_is_an_attachment_named_in_plain_letters():
    response = table_response("csv", "Cam kết Đà Nẵng", HEADER, ROWS)
    assert response["Content-Disposition"].startswith('attachment; filename="cam-ket-da-nang-')
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert table_response("xlsx", "Cam kết", HEADER, []).content[:2] == b"PK"
