"""Excel workbooks (.xlsx) → every sheet a page, its cells as a Vietnamese reader sees them.

before  a sheet with a title row, a header, rows of dates and figures, cells merged over rows
after   the title as a line; the rows laid under their header; "31/12/2026", "12.500", "0,75"

Figures below ten thousand keep no dot: they may be years. Before anything is built the parts are looked through, because one cell
at the far corner of a sheet would make any reader lay out all the empty ones before it.
"""

import math
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from vanban.formats.docx_parts import unpack
from vanban.formats.errors import Bomb, Broken, EmptyFile, EncryptedFile, Unreadable
from vanban.formats.extracted import Extracted, Limits, TextBuilder
from vanban.formats.table import CellContent, lay_table
from vanban.formats.xlsx_styles import Place, Styles

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_STRINGS = "xl/sharedStrings.xml"
_PLACED = re.compile(rb"""\sr\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_PLACE = re.compile(rb"([A-Za-z]{1,3})?(\d{1,7})")
_COUNT = re.compile(rb"""\s(?:uniqueC|c)ount\s*=\s*["'](\d{7,30})""")  # for so many entries room is made at once
_ROW, _CELL = re.compile(rb"<(?:\w+:)?row[\s/>]"), re.compile(rb"<(?:\w+:)?c[\s/>]")
_SHARED = re.compile(rb"""\st=["']s["'][^>]*>\s*(?:<f[^>]*/?>[^<]*(?:</f>)?)?\s*<v>(\d{1,7})</v>""")
_STRING = re.compile(rb"<si(?=[\s/>])")
_MOST_CELLS = 4_000_000  # in the rectangle of one sheet, empty ones too
_MOST_SHEETS = 200
_FAR = 10**9
_WIDEST = 256  # columns read
_DAY_ONE = 60  # serial days before March 1900 are times without a day


class Percent(float):
    """A share that its cell shows as a percentage."""


@contextmanager
def opened_workbook(data: bytes) -> Iterator[tuple[Any, list[str]]]:
    """A workbook and the names of its sheets in sight; what goes wrong with it in the block is raised as errors.py names it."""
    from python_calamine import CalamineError, PasswordError, load_workbook

    try:
        workbook = load_workbook(BytesIO(data))
        yield (
            workbook,
            [
                about.name
                for about in workbook.sheets_metadata
                if str(about.visible).endswith("Visible") and str(about.typ).endswith("WorkSheet")
            ],
        )
    except PasswordError as problem:
        raise EncryptedFile(format="Excel") from problem
    except (CalamineError, ValueError, OSError, IndexError) as problem:
        raise Broken(format="xlsx", found="its sheets cannot be read") from problem
    except (MemoryError, RecursionError) as problem:
        raise Bomb(found="a part that needs too much memory") from problem


def read_xlsx(data: bytes, limits: Limits) -> Extracted:
    """Raises `Broken`, `Bomb`, `EncryptedFile`, `TooLarge` or `EmptyFile` when there is nothing to be had."""
    percents = look_through(data, limits)
    builder = TextBuilder(limits.max_characters)
    inner: list[str] = []
    with opened_workbook(data) as (workbook, shown):
        for name in shown[:_MOST_SHEETS]:
            sheet = workbook.get_sheet_by_name(name)
            start = builder.length
            inner += _lay_sheet(sheet, percents.get(name, frozenset()), builder)
            if builder.length > start and name != shown[-1]:
                builder.new_page()
        hidden = [about.name for about in workbook.sheets_metadata if about.name not in shown]
    if not builder.text().strip():
        raise EmptyFile
    return Extracted(
        text=builder.text(),
        pages=builder.pages(),
        format="xlsx",
        encoding="utf-8",
        tables=tuple(builder.tables),
        notes=(*(("hidden_sheets",) if hidden else ()), *(("normalised",) if builder.normalised else ())),
        aside=tuple(dict.fromkeys(line.strip() for line in (*shown, *hidden, *inner) if line.strip())),
    )


def _lay_sheet(sheet: Any, percents: frozenset[Place], builder: TextBuilder) -> list[str]:
    """Lay one sheet; returns the lines inside cells that lost a line of their own."""
    if sheet.start is None:
        return []
    left = sheet.start[1]  # its rows come from the first of the sheet on, its columns from the first filled one
    covered = {
        (row, column): (row == first[0], column == first[1], first, last)
        for first, last in _merged(sheet)
        for row in range(first[0], min(last[0], first[0] + 5_000) + 1)
        for column in range(first[1], min(last[1], left + _WIDEST) + 1)
    }
    inner: list[str] = []
    pending: list[list[CellContent]] = []
    for at, raw in enumerate(sheet.iter_rows()):
        values = [
            Percent(value) if (at, column) in percents and isinstance(value, int | float) else value
            for column, value in enumerate(raw[:_WIDEST], left)
        ]
        cells = _row(values, at, left, covered)
        if any(cell.one_line for cell in cells):
            pending.append(cells)
        elif pending:
            inner += _lay_block(pending, builder)
            pending = []
    return inner + _lay_block(pending, builder)


def _merged(sheet: Any) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    budget = _MOST_CELLS // 10
    for first, last in sheet.merged_cell_ranges or ():
        budget -= (last[0] - first[0] + 1) * (min(last[1], _WIDEST) - min(first[1], _WIDEST) + 1)
        if budget > 0:
            yield first, last


def _row(values: list[Any], at: int, left: int, covered: dict[Any, Any]) -> list[CellContent]:
    """The cells of one row: merged ones once, and of those that go on from above a mark."""
    cells: list[CellContent] = []
    for column, value in enumerate(values, left):
        first_row, first_column, first, last = covered.get((at, column), (True, True, None, None))
        if not first_column:
            continue
        wide = last[1] - first[1] + 1 if last is not None else 1
        lines = shown(value).split("\n") if first_row else [""]
        cells.append(CellContent(lines, column - left, wide, continues=not first_row))
    while cells and not cells[-1].one_line and not cells[-1].continues:
        cells.pop()
    return cells


def _lay_block(rows: list[list[CellContent]], builder: TextBuilder) -> list[str]:
    """Rows without an empty one between: lines where only one cell is filled, above and below the table they stand around."""
    inner: list[str] = []
    filled = [sum(bool(cell.one_line) for cell in row) for row in rows]
    tabular = [at for at, count in enumerate(filled) if count > 1]
    if not tabular:
        for row in rows:
            _lay_line(row, builder)
        return inner
    first, last = tabular[0], tabular[-1]
    for row in rows[:first]:
        _lay_line(row, builder)
    table = []
    for row, count in zip(rows[first : last + 1], filled[first : last + 1], strict=True):
        alone = [cell for cell in row if cell.one_line] if count == 1 and not any(c.continues for c in row) else row
        table.append(alone)
    inner += lay_table(table, builder)
    for row in rows[last + 1 :]:
        _lay_line(row, builder)
    return inner


def _lay_line(row: list[CellContent], builder: TextBuilder) -> None:
    for cell in row:
        for line in cell.paragraphs:
            if line.strip():
                builder.line(line.strip())


def shown(value: Any) -> str:
    """A typed value as a Vietnamese reader sees it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, datetime):
        day = f"{value:%d/%m/%Y}"
        return day if value.time() == time() else f"{day} {value:%H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds() // 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(value, Percent):
        return f"{_figure(round(float(value) * 100, 8))}%"
    if isinstance(value, int | float):
        return _figure(float(value))
    return str(value).replace("\r\n", "\n").replace("\r", "\n")


def _figure(value: float) -> str:
    if not math.isfinite(value):
        return ""
    whole = value == int(value)
    if abs(value) >= 1e15:
        return f"{value:.0f}"
    text = f"{value:.0f}" if whole else f"{value:.10g}"
    if "e" in text:
        text = f"{value:.12f}".rstrip("0")
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    units, _, decimals = digits.partition(".")
    if len(units) > 4:
        units = f"{int(units):,}".replace(",", ".")
    return f"{sign}{units},{decimals}" if decimals else f"{sign}{units}"


def look_through(data: bytes, limits: Limits) -> dict[str, frozenset[Place]]:
    """Refuse what would make the reader of workbooks build more than the file holds; yields each sheet's cells shown as percentages."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as container:
            names = container.namelist()
            styles = Styles(container, limits)
            lengths = _lengths(unpack(container, _STRINGS, limits) or b"")
            written = 0
            for name in names:
                if not name.lower().endswith(".xml"):
                    continue
                part = unpack(container, name, limits) or b""
                if any(int(count) > _MOST_CELLS for count in _COUNT.findall(part)):
                    raise Bomb(found="a part that promises endlessly many entries")
                # Which part is a sheet is said by another part: whatever has rows of cells may be one.
                _look_at_places(part)
                if not _SHEET.fullmatch(name):
                    continue
                styles.look_at(name, part)
                written += sum(lengths[int(at)] for at in _SHARED.findall(part) if int(at) < len(lengths))
                if written > 8 * limits.max_characters:
                    raise Bomb(found="parts that unpack to far too much")
            return styles.percents()
    except Unreadable:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError, SyntaxError) as problem:
        raise Broken(format="xlsx", found="a part cannot be unpacked") from problem
    except RuntimeError as problem:  # how zipfile says that a part wants a password
        raise EncryptedFile(format="Excel") from problem


def _lengths(strings: bytes) -> list[int]:
    return [len(string) for string in _STRING.split(strings)[1:]]


def _look_at_places(part: bytes) -> None:
    """Refuse a sheet whose cells stand at places that no sheet has, or span more empty cells than can be laid out."""
    begins = part.find(b"sheetData")
    if begins < 0:
        return
    last_row = last_column = 0
    first_row = first_column = _FAR
    chunks = _ROW.split(part[begins:])[1:]
    for chunk in chunks:
        placed = 0
        for quoted, single in _PLACED.findall(chunk):
            place = _PLACE.fullmatch(quoted or single)
            if place is None:
                raise Broken(format="xlsx", found="a cell at a place that no sheet has")
            letters, row = place.group(1), int(place.group(2))
            first_row, last_row = min(first_row, row), max(last_row, row)
            if letters:
                placed += 1
                column = 0
                for letter in letters.upper():
                    column = 26 * column + letter - 64
                first_column, last_column = min(first_column, column), max(last_column, column)
        cells = len(_CELL.findall(chunk))
        if cells > placed:
            first_column, last_column = min(first_column, 1), last_column + cells
    rows = max(last_row + 1 - first_row, 0) + len(
        chunks
    )  # those that do not say where they are stand behind the others
    if rows * max(last_column + 1 - first_column, 1) > _MOST_CELLS:
        raise Bomb(found="a sheet that is nearly endless")
