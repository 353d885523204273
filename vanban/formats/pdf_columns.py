"""Task tables of a PDF whose columns stand only by alignment → grids, as if their lines had been drawn.

before  a header "TT   Nội dung   Chủ trì   Thời hạn" and rows under it, no stroke on the page
after   a `Grid` with an edge in every strip of white that runs through header and rows
A table that goes on on the next page without its header is read in the columns of the page before, when its rows are numbered.
Leaves alone: pages without such a header, prose (its words cross the strips), tables of figures.

All numbers are points, from the left and from the bottom of the page as it is seen.
"""

import itertools
import re
from collections.abc import Callable

import msgspec

from vanban.fold import fold
from vanban.formats.grid import Box, Grid, GridCell
from vanban.tables import roles_of

_NEEDED = tuple(
    re.compile(fold(words)) for words in ("nội dung|nhiệm vụ|công việc", "chủ trì|thực hiện|đầu mối|phụ trách")
)
_WORD = re.compile(r"\S+")
_SAME_LINE = 3.0  # two words whose feet differ by less stand on one line
_GAP = 6.0  # white between two cells of a header
_STRIP = 3.0  # white between two columns all the way down
_MOST_WORDS = 4_000  # on one page
_FOOTER = 1  # lines below a table that still goes on: a page's number
_FEWEST_CELLS = 3  # in a row that goes on without a header
_MOST_HEADER = 3  # lines of a header
_NUMBER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,2})*|[IVXLC]{1,6}|[a-zđ])[.)]?")
_WIDER = 0.6  # of a letter's height: white between two words of prose is less
_LOOSE = 1.3  # times the usual distance of two lines: more white than that parts two rows

Place = Callable[[int], Box]


class Word(msgspec.Struct, frozen=True):
    """A word where it stands."""

    left: float
    right: float
    base: float
    top: float
    text: str


Row = list[Word]


def aligned_grids(text: str, place: Place, before: tuple[float, ...] = ()) -> tuple[list[Grid], tuple[float, ...]]:
    """The task tables of a page by alignment, and the edges of the one that goes on to its end (else none). `place` tells the box of
    the letter at an index of `text`; `before` are the edges with which the page before ended: its table may go on without a header.
    """
    low = fold(text)
    headed = all(pattern.search(low) for pattern in _NEEDED)
    if not headed and not before:
        return [], ()
    lines = _lines(text, place)
    found: list[Grid] = []
    at, end = _going_on(lines, before, found) if before and lines and _header(lines, 0) is None else (0, 0)
    while at < len(lines):
        header = _header(lines, at)
        if header is None:
            at += 1
            continue
        columns, first = header
        strips, end = _reach(lines, at, first, columns)
        grid = _grid(lines[at:first], lines[first:end], strips) if end > first else None
        if grid is not None:
            found.append(grid)
        at = max(end, at + 1)
    open_ended = bool(found) and len(lines) - end <= _FOOTER
    return found, found[-1].edges if open_ended else ()


def _going_on(lines: list[Row], edges: tuple[float, ...], found: list[Grid]) -> tuple[int, int]:
    """The rows at the head of a page that stand in the columns of the page before, added to `found`; where they end, twice."""
    strips = [(edge - _STRIP, edge + _STRIP) for edge in edges[1:-1]]
    end = 0
    while end < len(lines) and (narrowed := _narrowed(strips, lines[end])) is not None:
        strips = narrowed
        end += 1
    numbered = [line for line in lines[:end] if line[0].right < edges[1] and _NUMBER.fullmatch(line[0].text)]
    if not numbered or any(len(_segments(line)) < _FEWEST_CELLS for line in numbered):
        return 0, 0
    grid = _grid([], lines[:end], strips, edges)
    if grid is None:
        return 0, 0
    found.append(grid)
    return end, end


def _lines(text: str, place: Place) -> list[Row]:
    """The words of a page by the line they are seen on, from the top."""
    words = []
    for number, found in enumerate(_WORD.finditer(text)):
        if number == _MOST_WORDS:
            return []
        left, base, _, top = place(found.start())
        _, _, right, _ = place(found.end() - 1)
        words.append(Word(left, right, base, top, found.group()))
    words.sort(key=lambda word: -word.base)
    lines: list[Row] = []
    for word in words:
        if lines and lines[-1][0].base - word.base < _SAME_LINE:
            lines[-1].append(word)
        else:
            lines.append([word])
    for line in lines:
        line.sort(key=lambda word: word.left)
    return lines


def _segments(line: Row) -> list[Row]:
    """The line's words in groups that white parts."""
    groups: list[Row] = []
    for word in line:
        if groups and word.left - groups[-1][-1].right < _GAP:
            groups[-1].append(word)
        else:
            groups.append([word])
    return groups


def _header(lines: list[Row], at: int) -> tuple[list[tuple[float, float]], int] | None:
    """The columns of a header that begins on line `at`, left and right of each, and the first line behind it."""
    columns: list[list[Row]] = [[group] for group in _segments(lines[at])]
    if len(columns) < 3 or not roles_of([_said(column) for column in columns]):
        return None
    end = at + 1
    numbered = roles_of([_said(column) for column in columns]).get(0) == "number"
    while numbered and end < len(lines) and end - at < _MOST_HEADER:
        if lines[end][0].left < columns[1][0][0].left - _GAP and _NUMBER.fullmatch(lines[end][0].text):
            break
        into = [_column_of(group, columns) for group in _segments(lines[end])]
        if None in into:
            break
        for group, column in zip(_segments(lines[end]), into, strict=True):
            columns[column or 0].append(group)
        end += 1
    return [(min(g[0].left for g in column), max(g[-1].right for g in column)) for column in columns], end


def _said(column: list[Row]) -> str:
    return " ".join(word.text for group in column for word in group)


def _column_of(group: Row, columns: list[list[Row]]) -> int | None:
    """Which one column's head the group stands under."""
    under = [
        at
        for at, column in enumerate(columns)
        if group[0].left < max(g[-1].right for g in column) and min(g[0].left for g in column) < group[-1].right
    ]
    return under[0] if len(under) == 1 else None


def _reach(
    lines: list[Row], at: int, first: int, columns: list[tuple[float, float]]
) -> tuple[list[tuple[float, float]], int]:
    """The strips of white between the columns, and the first line that stands across one: there the table ends."""
    strips = [((before[0] + before[1]) / 2, (after[0] + after[1]) / 2) for before, after in itertools.pairwise(columns)]
    end = at
    while end < len(lines):
        narrowed = _narrowed(strips, lines[end])
        if narrowed is None or (
            end > first and lines[end - 1][0].base - lines[end][0].base > 4 * (lines[end][0].top - lines[end][0].base)
        ):
            break
        strips = narrowed
        end += 1
    return strips, end


def _narrowed(strips: list[tuple[float, float]], line: Row) -> list[tuple[float, float]] | None:
    """The strips as far as the line's words leave them white; None where one is gone."""
    left_white = []
    for low, high in strips:
        edges = [low]
        pieces: list[tuple[float, float]] = []
        for word in line:
            if word.right > low and word.left < high:
                pieces.append((edges[-1], word.left))
                edges.append(max(edges[-1], word.right))
        pieces.append((edges[-1], high))
        start, stop = max(pieces, key=lambda piece: piece[1] - piece[0])
        before = max((word.right for word in line if word.right <= start), default=None)
        behind = min((word.left for word in line if word.left >= stop), default=None)
        no_more_than_a_blank = (
            before is not None and behind is not None and behind - before < _WIDER * (line[0].top - line[0].base)
        )
        if stop - start < _STRIP or no_more_than_a_blank:
            return None
        left_white.append((start, stop))
    return left_white


def _grid(
    header: list[Row], body: list[Row], strips: list[tuple[float, float]], edges: tuple[float, ...] = ()
) -> Grid | None:
    """The grid through the middle of every strip (or along the edges of the page before) and between the rows."""
    words = [word for line in (*header, *body) for word in line]
    edges = edges or (
        min(word.left for word in words) - 1,
        *((low + high) / 2 for low, high in strips),
        max(word.right for word in words) + 1,
    )
    rows = [*([header] if header else []), *_rows(body, edges[1])]
    if len(rows) < 1 + bool(header):
        return None
    levels = [max(word.top for word in rows[0][0]) + 2]
    for above, below in itertools.pairwise(rows):
        levels.append((min(word.base for word in above[-1]) + max(word.top for word in below[0])) / 2)
    levels.append(min(word.base for word in rows[-1][-1]) - 2)
    cells = tuple(
        GridCell(row, column, 1, 1, (edges[column], levels[row + 1], edges[column + 1], levels[row]))
        for row in range(len(rows))
        for column in range(len(edges) - 1)
    )
    return Grid((edges[0], levels[-1], edges[-1], levels[0]), edges, len(rows), cells)


def _rows(body: list[Row], first_edge: float) -> list[list[Row]]:
    """The lines by row: a number in the first column begins one, or more white than between two lines."""
    numbered = [line[0].right < first_edge and _NUMBER.fullmatch(line[0].text) is not None for line in body]
    steps = sorted(before[0].base - after[0].base for before, after in itertools.pairwise(body))
    usual = steps[len(steps) // 4] if steps else 0.0
    rows: list[list[Row]] = []
    for at, line in enumerate(body):
        begins = numbered[at] if numbered[0] else at == 0 or body[at - 1][0].base - line[0].base > _LOOSE * usual
        if begins or not rows:
            rows.append([line])
        else:
            rows[-1].append(line)
    return rows
