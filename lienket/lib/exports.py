"""A list as a person shows it, as a file: typed cells in xlsx, guarded text in csv, so that what goes out can come back in."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Literal

import xlsxwriter
from django.http import HttpResponse
from django.utils.translation import gettext

from lienket.lib import clock
from lienket.lib.text import slug

Cell = str | int | float | Decimal | dt.date | None
Kind = Literal["xlsx", "csv"]
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def _guarded(cell: Cell) -> str:
    """Text for csv: a spreadsheet must not take a promise that begins with "-" for a formula."""
    if cell is None:
        return ""
    if isinstance(cell, dt.date):
        return cell.strftime("%d/%m/%Y")
    text = str(cell)
    return f"'{text}" if isinstance(cell, str) and text.startswith(_FORMULA_STARTS) else text


def unguarded(text: str) -> str:
    """What a cell said before it was guarded, when a file of ours comes back."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA_STARTS) else text


def as_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with a byte order mark (Excel needs it to read Vietnamese), one header line."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([_guarded(cell) for cell in row] for row in rows)
    return ("\ufeff" + out.getvalue()).encode()


def as_xlsx(title: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A workbook of one sheet: days and numbers as typed cells, text never as a formula, header frozen, filter on."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"})
    sheet = book.add_worksheet("".join(c for c in title if c not in "[]:*?/\\")[:31] or "1")
    widths = [len(name) for name in header]
    sheet.write_row(0, 0, header, bold)
    last = 0
    for last, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            if cell is None:
                continue
            if isinstance(cell, dt.date):
                sheet.write_datetime(last, column, dt.datetime(cell.year, cell.month, cell.day), day)
            elif isinstance(cell, str):
                sheet.write_string(last, column, cell, wrap)
            else:
                sheet.write_number(last, column, cell, wrap)
            widths[column] = min(60, max(widths[column], len(str(cell))))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width + 2)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(header) - 1)
    book.close()
    return out.getvalue()


def table_response(kind: str, title: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """The list as an attachment named after it and the day. `kind` other than csv means xlsx."""
    name = f"{slug(title) or 'lien-ket'}-{clock.today():%Y-%m-%d}"
    if kind == "csv":
        response = HttpResponse(as_csv(header, rows), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        return response
    response = HttpResponse(
        as_xlsx(gettext(title), header, rows),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response
