"""Tables for the tests: what the page hands out, read again and changed, written by a spreadsheet's own writer."""

import csv
import datetime as dt
import io
import re

import python_calamine
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

HEAD = ["Số", "Nội dung", "Nhóm nội dung", "Lĩnh vực", "Cơ quan chủ trì", "Thời hạn", "Sản phẩm"]


def address(programme) -> str:
    return f"/chuong-trinh/{programme.slug}/nhap-tu-bang/"


def handed_out(client, programme, kind="xlsx", language="vi") -> bytes:
    """The file behind the page's own link."""
    return client.get(programme.get_absolute_url(), {"dang": kind, "lang": language}).content


def opened(content: bytes) -> list[list]:
    """Its rows as Excel would have them, days as days."""
    return python_calamine.load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def workbook(rows) -> bytes:
    """Rows as a program of its own writes them; the text of a day stays text."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"strings_to_formulas": False})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet()
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, dt.date):
                sheet.write_datetime(at, column, dt.datetime(cell.year, cell.month, cell.day), day)
            elif isinstance(cell, str):
                sheet.write_string(at, column, cell)
            elif cell is not None:
                sheet.write_number(at, column, cell)
    book.close()
    return out.getvalue()


def as_csv(rows, separator=",") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue().encode()


def hand_in(client, programme, content, name="bang.xlsx", **fields):
    """The file sent to the page; rows mean a workbook of them under the usual heads."""
    data = content if isinstance(content, bytes) else workbook([HEAD, *content])
    return client.post(address(programme), {"file": SimpleUploadedFile(name, data)} | fields)


def slip(response) -> str:
    return re.search(r'name="phieu" value="([^"]+)"', response.content.decode())[1]


def confirm(client, programme, response):
    """Press the button under a preview; the page of what became of it."""
    return client.post(address(programme), {"buoc": "lam", "phieu": slip(response)}, follow=True)


def counts(response) -> tuple[int, int, int]:
    """(would be done, refused, unchanged) of a preview."""
    found = [response.context[name] for name in ("allowed", "refused", "same")]
    return tuple(map(len, found))


def words(response, which="allowed") -> list[str]:
    return [outlook.words for _row, outlook in response.context[which]]
