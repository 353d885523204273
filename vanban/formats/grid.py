"""Ruled lines of a page → the grids they draw: edges of columns and rows, and cells merged where a line is missing.

before  a few dozen horizontal and vertical strokes, often in pieces
after   `Grid`s with their cells, each a box with its place and reach
Leaves alone: underlines, frames around one block, strokes that cross nothing.

All numbers are points, from the left and from the bottom of the page as it is seen.
"""

from collections.abc import Iterable, Sequence

import msgspec

Box = tuple[float, float, float, float]  # left, bottom, right, top

_SAME = 2.5  # two strokes nearer than this are one
_REACH = 4.0  # a stroke that ends this near another one touches it
_MOST_CROSSINGS = 60_000  # pairs looked at on one page: a drawing has more, a table never
_MOST_CELLS = 4_000
_LEAST_SIDE = 5.0  # a row lower than this holds no text
_LEAST_ROW = 9.0  # strokes that stick out by less hold no line of text between them


class Ruling(msgspec.Struct, frozen=True, order=True):
    """A stroke along one axis: at `at` across, from `low` to `high` along."""

    at: float
    low: float
    high: float


class GridCell(msgspec.Struct, frozen=True):
    """One cell, rows counted from the top."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box


class Grid(msgspec.Struct, frozen=True):
    """A drawn table: its box, the places of its column edges from the left, its cells in reading order."""

    box: Box
    edges: tuple[float, ...]
    rows: int
    cells: tuple[GridCell, ...]


def merged(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Strokes drawn in pieces or twice, as whole ones."""
    found: list[Ruling] = []
    band: list[Ruling] = []
    for ruling in sorted(rulings):
        if band and ruling.at - band[0].at > _SAME:
            found += _joined(band)
            band = []
        band.append(ruling)
    return found + _joined(band)


def _joined(band: list[Ruling]) -> list[Ruling]:
    """Strokes at one place across, those that touch along it joined."""
    found: list[Ruling] = []
    if not band:
        return found
    at = sum(ruling.at for ruling in band) / len(band)
    low = high = None
    for ruling in sorted(band, key=lambda ruling: ruling.low):
        if low is None or high is None:
            low, high = ruling.low, ruling.high
        elif ruling.low <= high + _SAME:
            high = max(high, ruling.high)
        else:
            found.append(Ruling(at, low, high))
            low, high = ruling.low, ruling.high
    if low is not None and high is not None:
        found.append(Ruling(at, low, high))
    return found


def grids(across: Iterable[Ruling], down: Iterable[Ruling]) -> list[Grid]:
    """The grids that horizontal (`across`) and vertical (`down`) strokes draw, the upper ones first."""
    levels, uprights = merged(across), merged(down)
    if len(levels) * len(uprights) > _MOST_CROSSINGS:
        return []
    found = []
    for horizontal, vertical in _connected(levels, uprights):
        grid = _grid(horizontal, vertical)
        if grid is not None:
            found.append(grid)
    found.sort(key=lambda grid: -grid.box[3])
    return [grid for grid in found if not any(_within(grid.box, other.box) for other in found if other is not grid)]


def _within(inner: Box, outer: Box) -> bool:
    return (
        outer[0] - _SAME <= inner[0]
        and outer[1] - _SAME <= inner[1]
        and inner[2] <= outer[2] + _SAME
        and inner[3] <= outer[3] + _SAME
    )


def _connected(levels: list[Ruling], uprights: list[Ruling]) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Strokes that touch, directly or through others."""
    parent = list(range(len(levels) + len(uprights)))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for i, level in enumerate(levels):
        for k, upright in enumerate(uprights, len(levels)):
            touches = (
                level.low - _REACH <= upright.at <= level.high + _REACH
                and upright.low - _REACH <= level.at <= upright.high + _REACH
            )
            if touches:
                parent[root(i)] = root(k)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for i, level in enumerate(levels):
        groups.setdefault(root(i), ([], []))[0].append(level)
    for k, upright in enumerate(uprights, len(levels)):
        groups.setdefault(root(k), ([], []))[1].append(upright)
    return list(groups.values())


def _edges(rulings: list[Ruling], least: float) -> list[float]:
    edges: list[float] = []
    for ruling in sorted(rulings):
        if not edges or ruling.at - edges[-1] > least:
            edges.append(ruling.at)
    return edges


def _closed(levels: list[Ruling], uprights: list[Ruling]) -> list[Ruling]:
    """The horizontal strokes, and one at either end where the vertical ones stick out: a row broken by the page has no line there."""
    if len(uprights) < 3 or not levels:
        return levels
    lows, highs = sorted(ruling.low for ruling in uprights), sorted((ruling.high for ruling in uprights), reverse=True)
    left, right = min(ruling.at for ruling in uprights), max(ruling.at for ruling in uprights)
    ends = []
    # The second one counts: a single stroke that sticks out is no row.
    if min(ruling.at for ruling in levels) - lows[1] > _LEAST_ROW:
        ends.append(Ruling(lows[1], left, right))
    if highs[1] - max(ruling.at for ruling in levels) > _LEAST_ROW:
        ends.append(Ruling(highs[1], left, right))
    return levels + ends


def _covers(rulings: Sequence[Ruling], at: float, along: float) -> bool:
    return any(
        abs(ruling.at - at) <= _LEAST_SIDE and ruling.low - _SAME <= along <= ruling.high + _SAME for ruling in rulings
    )


def _grid(levels: list[Ruling], uprights: list[Ruling]) -> Grid | None:
    lefts = _edges(uprights, _LEAST_SIDE)
    levels = _closed(levels, uprights)
    bottoms = _edges(levels, _LEAST_SIDE)
    columns, rows = len(lefts) - 1, len(bottoms) - 1
    if columns < 2 or rows < 1 or columns * rows > _MOST_CELLS:
        return None
    tops = bottoms[::-1]
    owner = list(range(rows * columns))

    def root(cell: int) -> int:
        while owner[cell] != cell:
            owner[cell] = owner[owner[cell]]
            cell = owner[cell]
        return cell

    near_x = {x: [r for r in uprights if abs(r.at - x) <= _LEAST_SIDE] for x in lefts}
    near_y = {y: [r for r in levels if abs(r.at - y) <= _LEAST_SIDE] for y in tops}
    for row in range(rows):
        middle = (tops[row] + tops[row + 1]) / 2
        for column in range(columns):
            here = row * columns + column
            centre = (lefts[column] + lefts[column + 1]) / 2
            for other, apart in (
                (here + 1, column + 1 == columns or _covers(near_x[lefts[column + 1]], lefts[column + 1], middle)),
                (here + columns, row + 1 == rows or _covers(near_y[tops[row + 1]], tops[row + 1], centre)),
            ):
                if not apart:
                    first, second = sorted((root(here), root(other)))
                    owner[second] = first
    reach: dict[int, list[int]] = {}
    for cell in range(rows * columns):
        reach.setdefault(root(cell), []).append(cell)
    cells = []
    for members in reach.values():
        top, bottom = members[0] // columns, members[-1] // columns
        left, right = min(m % columns for m in members), max(m % columns for m in members)
        if (bottom - top + 1) * (right - left + 1) != len(members):
            return None  # no table has cells of such a shape; this is a drawing
        box = (lefts[left], tops[bottom + 1], lefts[right + 1], tops[top])
        cells.append(GridCell(top, left, bottom - top + 1, right - left + 1, box))
    if len(cells) < 2 or len({cell.column for cell in cells}) < 2:
        return None
    return Grid((lefts[0], tops[-1], lefts[-1], tops[0]), tuple(lefts), rows, tuple(cells))
