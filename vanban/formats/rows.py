"""Tables that come back as data (.xlsx, or text with separators) → their rows, each with its number in the sheet.

before  a workbook, or "Số;Nội dung\\nCK-01;Mở tour" in any encoding an office may have used
after   row 1 ("Số", "Nội dung"), row 2 ("CK-01", "Mở tour"); days as "31/12/2026", figures plain ("46387")

A paper is read otherwise (`xlsx.py`): there rows are laid into a text. Formulas are not reckoned here: what the program that saved the
workbook last found is the cell. Of a merged cell the first place holds the words, the others are empty.
"""

import csv
import io
from typing import Any

from vanban.formats.errors import Broken, EmptyFile, TooLarge, UnknownFormat
from vanban.formats.extracted import Limits, Row, Sheet
from vanban.formats.sniff import describe, format_of
from vanban.formats.txt import read_txt
from vanban.formats.xlsx import look_through, opened_workbook, shown

_SEPARATORS = ";,\t"
_WIDEST = 256  # columns read


def read_rows(data: bytes, filename: str, limits: Limits) -> Sheet:
    """The rows of the first sheet that holds any. Raises a subclass of `Unreadable`; EmptyFile where no cell is filled."""
    if not data:
        raise EmptyFile
    if len(data) > limits.max_bytes:
        raise TooLarge(limit=limits.max_bytes, unit="bytes", found=len(data))
    kind, _ = format_of(data, filename, limits)
    if kind == "xlsx":
        return _of_workbook(data, limits)
    if kind == "txt":
        return _filled(_of_text(read_txt(data, filename).text), limits)
    raise UnknownFormat(found=describe(data))


def _of_workbook(data: bytes, limits: Limits) -> Sheet:
    look_through(data, limits)
    with opened_workbook(data) as (workbook, names):
        sheets = [sheet for name in names if (sheet := workbook.get_sheet_by_name(name)).start is not None]
        if not sheets:
            raise EmptyFile
        # Its rows come from the sheet's first on, its columns from the first filled.
        _top, left = sheets[0].start
        rows = [(at, [""] * left + [_plain(v) for v in raw]) for at, raw in enumerate(sheets[0].iter_rows(), 1)]
        notes = [("more_sheets", len(sheets) > 1), ("merged_cells", bool(sheets[0].merged_cell_ranges))]
    return _filled(rows, limits, tuple(note for note, holds in notes if holds))


def _of_text(text: str) -> list[tuple[int, list[str]]]:
    first, _, rest = text.partition("\n")
    before = 0
    if first.strip().strip('"').lower().startswith("sep=") and len(first.strip().strip('"')) <= len("sep=;"):
        separator, text, before = first.strip().strip('"')[4:] or "\t", rest, 1
    else:
        head = next((line for line in text.split("\n") if line.strip()), "")
        separator = max(_SEPARATORS, key=head.count)
    try:
        found = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        return [(at, row) for at, row in enumerate(found, 1 + before)]
    except (csv.Error, TypeError) as problem:
        raise Broken(format="csv", found="quotation marks that do not close, or a cell without end") from problem


def _filled(rows: list[tuple[int, list[str]]], limits: Limits, notes: tuple[str, ...] = ()) -> Sheet:
    """Rows with something in them, without the empty cells behind it."""
    kept = []
    length = 0
    for number, whole in rows:
        cells = whole[:_WIDEST]
        while cells and not cells[-1].strip():
            cells.pop()
        length += sum(map(len, cells))
        if length > limits.max_characters:
            raise TooLarge(limit=limits.max_characters, unit="characters", found=length)
        if cells:
            kept.append(Row(number, tuple(cells)))
    if not kept:
        raise EmptyFile
    return Sheet(tuple(kept), notes)


def _plain(value: Any) -> str:
    """A typed value as text; figures without the dots of thousands, for one may be a day's serial number."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:.0f}" if value == value // 1 else f"{value:.10g}"
    return shown(value)
