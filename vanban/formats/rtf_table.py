"""Rows of an RTF table as read, and laid under the edges that all rows of the table share."""

from bisect import bisect_left
from collections.abc import Callable

import msgspec

from vanban.formats.font_runs import Piece
from vanban.formats.table import CellContent, Rows

PAGE = "\f"  # a page break inside a paragraph, until it is laid
_SAME_EDGE = 40  # twips: edges of cells nearer than this are one


class CellRead(msgspec.Struct):
    """The definition of a cell: its right edge in twips and how it is merged."""

    edge: int
    joins_left: bool = False
    joins_up: bool = False


class RowRead(msgspec.Struct):
    """A row as read: what its cells are, and the lines of each."""

    definitions: list[CellRead]
    contents: list[list[list[Piece]]]


def laid_rows(rows: list[RowRead], line: Callable[[list[Piece]], str]) -> Rows:
    """The rows with every cell in its column; `line` makes words of pieces."""
    edges: list[int] = []
    for edge in sorted({cell.edge for row in rows for cell in row.definitions}):
        if not edges or edge - edges[-1] > _SAME_EDGE:
            edges.append(edge)
    laid: Rows = []
    for row in rows:
        cells: list[CellContent] = []
        column = 0
        for place, lines in enumerate(row.contents):
            known = row.definitions[place] if place < len(row.definitions) else CellRead(0)
            reach = max(bisect_left(edges, known.edge - _SAME_EDGE) + 1, column + 1)
            words = [part for raw in lines for part in line(raw).replace(PAGE, "").split("\n") if part.strip()]
            if known.joins_left and cells:
                cells[-1].column_span += reach - column
                cells[-1].paragraphs += words
            else:
                cells.append(CellContent(words or [""], column, reach - column, known.joins_up))
            column = reach
        laid.append(cells)
    return laid
