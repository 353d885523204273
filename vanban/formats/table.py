"""Tables laid into a text: one row a line, cells apart by " | ", each cell under its column's header.

A cell merged over columns is followed by empty ones; one merged over rows is repeated below by a ditto mark ("〃"), which the reader
of rows resolves; a cell over the whole width is a line of its own, as a sub-heading is.
"""

import re

import msgspec

from vanban.formats.extracted import Cell, Table, TextBuilder
from vanban.tables import DITTO

GAP = " | "
_SPACES = re.compile(r"\s+")


class CellContent(msgspec.Struct):
    """A cell as read: its paragraphs, where it stands, how far it is merged. `continues` = the lower part of a vertical merge;
    `pages_before` (on the first cell of a row) = the row begins that many pages on."""

    paragraphs: list[str]
    column: int
    column_span: int = 1
    continues: bool = False
    pages_before: int = 0

    @property
    def one_line(self) -> str:
        """The cell on one line."""
        return _SPACES.sub(" ", " ".join(self.paragraphs)).strip()

    @property
    def laid(self) -> str:
        """The cell as it is laid: what continues a cell above and says nothing itself becomes a ditto mark."""
        return self.one_line or (DITTO if self.continues else "")


Rows = list[list[CellContent]]


def lay_table(rows: Rows, builder: TextBuilder) -> list[str]:
    """One row a line. Returns the lines inside cells that thereby lost a line of their own."""
    start = builder.length
    cells: list[Cell] = []
    inner_lines: list[str] = []
    continued = [{cell.column for cell in row if cell.continues} for row in rows]
    for at, row in enumerate(rows):
        for _ in range(row[0].pages_before if row else 0):
            builder.new_page()
        column = 0
        for place, content in enumerate(row):
            if len(row) > 1:
                builder.add(GAP * max(min(place, 1), content.column - column))
            column = content.column
            begin, end = builder.add(content.laid)
            inner_lines += content.paragraphs if len(content.paragraphs) > 1 else []
            if not content.continues:
                down = 1
                while at + down < len(rows) and column in continued[at + down]:
                    down += 1
                cells.append(Cell(at, column, begin, end, builder.last, down, content.column_span))
        builder.add("\n")
    builder.tables.append(Table(start, builder.length, tuple(cells)))
    return inner_lines
