"""Tables drawn on the pages of a PDF → rows of cells in place of the lines they were read as.

A table that goes on over the page stays one table: a header repeated there is left out, a row broken in two is whole again.
"""

from collections.abc import Callable
from itertools import count

import msgspec

from vanban.formats.grid import Box, Grid, GridCell
from vanban.formats.reflow import Line, Pages, TableRow, glued, mend_hyphens
from vanban.formats.table import CellContent

_NEAR = 1.0
_SAME_EDGE = 6.0  # points by which the columns of one table may differ between two pages
_ENDS = (".", ";", ":", "!", "?", "/")
_NUMBERED = 0.6  # of a table's rows begin with a number: then a row that does not goes on with the one before


class Letters(msgspec.Struct, frozen=True):
    """The letters of a page in the order they were written, and the place of each by its index."""

    text: str
    middle: Callable[[int], tuple[float, float]]


def with_tables(lines: list[Line], grids: list[Grid], letters: Letters, numbers: "count[int]") -> list[Line]:
    """The lines of a page with each table's lines replaced by its rows. A letter in no cell keeps its line out of the table."""
    for grid in grids:
        inside = [at for at, line in enumerate(lines) if line.row is None and _holds(grid.box, line)]
        words = _words(grid, [lines[at] for at in inside], letters) if inside else None
        if not words:
            continue
        rows = _rows(grid, words, next(numbers))
        gone = set(inside)
        lines = [
            kept
            for at, line in enumerate(lines)
            for kept in (rows if at == inside[0] else [] if at in gone else [line])
        ]
    return lines


def _holds(box: Box, line: Line) -> bool:
    if line.base is None or line.at is None:
        return False
    return box[0] - _NEAR <= line.left <= box[2] and box[1] - _NEAR <= line.base <= box[3]


def _words(grid: Grid, lines: list[Line], letters: Letters) -> dict[GridCell, list[str]] | None:
    """The lines of every cell; None where a letter lies in no cell, so that what looks like a table is none."""
    where = _Finder(grid)
    words: dict[GridCell, list[list[str]]] = {}
    for line in lines:
        start = line.at or 0
        cell = None
        for at, char in enumerate(letters.text[start : start + len(line.text)], start):
            if char.isspace():
                if cell is not None:
                    words[cell][-1].append(" ")
                continue
            here = where.cell(*letters.middle(at))
            if here is None:
                return None
            if here is not cell:
                words.setdefault(here, []).append([])
                cell = here
            words[here][-1].append(char)
    return {cell: ["".join(piece).strip() for piece in pieces] for cell, pieces in words.items()}


class _Finder:
    """Which cell of a grid holds a place."""

    def __init__(self, grid: Grid) -> None:
        self._cells = grid.cells
        self._last: GridCell | None = None

    def cell(self, x: float, y: float) -> GridCell | None:
        """The cell, or None: most letters lie in the cell of the letter before."""
        for cell in (self._last, *self._cells) if self._last is not None else self._cells:
            if cell is not None and cell.box[0] <= x <= cell.box[2] and cell.box[1] <= y <= cell.box[3]:
                self._last = cell
                return cell
        return None


def _rows(grid: Grid, words: dict[GridCell, list[str]], table: int) -> list[Line]:
    """The rows that hold words, from the top."""
    placed: list[dict[int, CellContent]] = [{} for _ in range(grid.rows)]
    places: list[tuple[float, float]] = [(0.0, 0.0)] * grid.rows
    for cell in grid.cells:
        paragraphs = _paragraphs(words.get(cell, []))
        placed[cell.row][cell.column] = CellContent(paragraphs, cell.column, cell.column_span)
        places[cell.row] = cell.box[1], cell.box[3]
        for below in range(cell.row + 1, cell.row + cell.row_span):
            placed[below][cell.column] = CellContent([""], cell.column, cell.column_span, continues=bool(paragraphs[0]))
    lines = []
    for contents, (base, _) in zip(placed, places, strict=True):
        row = TableRow(table, grid.edges, [contents[column] for column in sorted(contents)])
        if row.text:
            lines.append(Line(row.text, grid.box[0], grid.box[2], base, row))
    return lines


def _paragraphs(pieces: list[str]) -> list[str]:
    """The lines of a cell; two that a mark at the break holds together are one."""
    found: list[str] = []
    for raw in pieces:
        line = mend_hyphens(raw)
        if found and line and glued(found[-1], line):
            found[-1] += line
        elif line:
            found.append(line)
    return found or [""]


def joined_over_pages(pages: Pages) -> list[str]:
    """Make one table of those that go on over the page, in place; returns the header lines that were repeated."""
    dropped: list[str] = []
    table: list[TableRow] = []  # the rows of the table with which the page before ended
    for page in pages:
        first = page[0].row if page else None
        if first is None or not table or not _same_columns(table[-1].edges, first.edges):
            table = _last_table(page)
            continue
        here = [line for line in page if line.row is not None and line.row.table == first.table]
        rows = [line.row for line in here if line.row is not None]
        gone = _repeated(table, rows)
        if not gone and _begins_with(rows[0], table[0]):
            # No line was drawn between the header and the rest of a broken row.
            dropped.append(table[0].text)
            _cut_header(rows[0], table[0])
        dropped += [row.text for row in rows[:gone]]
        if max(1, gone) < len(table) and gone < len(rows) and _continues(table, rows[gone]):
            _join(table[-1], rows[gone])
            gone += 1
        for row in rows:
            row.table = table[-1].table
        ends_here = page[-1] is here[-1]
        left_out = {id(line) for line in here[:gone]}
        page[:] = [line for line in page if id(line) not in left_out]
        table = table + rows[gone:] if ends_here else _last_table(page)
    return dropped


def _last_table(page: list[Line]) -> list[TableRow]:
    """The rows of the table with which a page ends."""
    last = page[-1].row if page else None
    if last is None:
        return []
    return [line.row for line in page if line.row is not None and line.row.table == last.table]


def _same_columns(before: tuple[float, ...], after: tuple[float, ...]) -> bool:
    return len(before) == len(after) and all(abs(a - b) <= _SAME_EDGE for a, b in zip(before, after, strict=True))


def _repeated(table: list[TableRow], here: list[TableRow]) -> int:
    """How many rows at the head of a page repeat the head of the table."""
    repeated = 0
    for old, new in zip(table, here, strict=False):
        if old.text != new.text:
            break
        repeated += 1
    return repeated


def _begins_with(row: TableRow, header: TableRow) -> bool:
    """Whether every cell of a row begins with the words of the header's."""
    heads = {cell.column: cell.one_line for cell in header.cells}
    return len(row.cells) == len(heads) > 1 and all(
        cell.one_line.startswith(heads.get(cell.column, "\0")) for cell in row.cells
    )


def _cut_header(row: TableRow, header: TableRow) -> None:
    for cell, head in zip(row.cells, header.cells, strict=True):
        cell.paragraphs = [cell.one_line[len(head.one_line) :].strip()]


def _continues(table: list[TableRow], row: TableRow) -> bool:
    """Whether the first row of a page is the rest of the last row of the page before: no number of its own, no new sentence."""
    numbered = sum(bool(old.cells and old.cells[0].column == 0 and old.cells[0].one_line) for old in table)
    if numbered < _NUMBERED * len(table) or (row.cells and row.cells[0].column == 0 and row.cells[0].one_line):
        return False
    above = {cell.column: cell.one_line for cell in table[-1].cells}
    filled = [cell for cell in row.cells if cell.one_line]
    return bool(filled) and all(
        cell.column in above and (cell.one_line[0].islower() or not above[cell.column].endswith(_ENDS))
        for cell in filled
    )


def _join(row: TableRow, rest: TableRow) -> None:
    by_column = {cell.column: cell for cell in rest.cells if cell.one_line}
    row.cells = [
        msgspec.structs.replace(
            cell, paragraphs=[part for part in (*cell.paragraphs, *by_column[cell.column].paragraphs) if part]
        )
        if cell.column in by_column
        else cell
        for cell in row.cells
    ]
