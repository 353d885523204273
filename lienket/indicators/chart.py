"""Geometry of the chart of an indicator: every side's values over the periods and the target, as plain numbers a template draws."""

from dataclasses import dataclass
from decimal import Decimal

from lienket.lib.numbers import format_amount

from .gathering import Series

WIDTH, HEIGHT = 720, 240
LEFT, RIGHT, TOP, BOTTOM = 8, 8, 16, 28
# Sides differ by shape as well as by colour: circle, square, diamond, triangle.
SHAPES = (
    "M-6,0a6,6 0 1,0 12,0a6,6 0 1,0 -12,0z",
    "M-5,-5h10v10h-10z",
    "M0,-7l7,7l-7,7l-7,-7z",
    "M0,-7l7,12h-14z",
)
SHOWN = 16  # periods; older ones stand in the table only


@dataclass(frozen=True, slots=True)
class Point:
    """A side's value of one period."""

    x: int
    y: int
    words: str
    period: str


@dataclass(frozen=True, slots=True)
class Line:
    """One side: its points, and the stretches between neighbouring periods (a period without a value breaks the line)."""

    name: str
    path: str
    number: int
    points: list[Point]
    stretches: list[str]


@dataclass(frozen=True, slots=True)
class Chart:
    """Lines of all sides, labels of the periods, and where the target lies."""

    lines: list[Line]
    labels: list[tuple[int, str]]
    target_y: int | None
    target: str
    base_y: int
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def target_word_y(self) -> int:
        """Its word stands above the line, or below where the line touches the top."""
        y = self.target_y or 0
        return y - 6 if y > 24 else y + 16


def chart(series: Series) -> Chart | None:
    """The chart of the latest periods; None while no side has an approved value."""
    cells = series.cells[-SHOWN:]
    one = series.indicator
    values = {
        (index, party): entry.value.quotient(one.unit)
        for index, cell in enumerate(cells)
        for party, entry in cell.entries.items()
    }
    if not values:
        return None
    # A sum's target is for all periods together; drawn beside single periods it would mislead.
    target = one.target if one.aggregation != "sum" else None
    known = [*values.values(), *([target] if target is not None else []), Decimal(0)]
    low, high = min(known), max(known)
    span = high - low or Decimal(1)

    def x(index: int) -> int:
        if len(cells) == 1:
            return WIDTH // 2
        return LEFT + 40 + (WIDTH - LEFT - RIGHT - 80) * index // (len(cells) - 1)

    def y(value: Decimal) -> int:
        return int(TOP + (HEIGHT - TOP - BOTTOM) * (high - value) / span)

    lines = []
    for number, party in enumerate(series.parties):
        points = {
            index: Point(x(index), y(value), format_amount(value, one.unit), cells[index].period.label)
            for (index, of), value in sorted(values.items())
            if of == party.pk
        }
        stretches = [
            f"{points[index].x},{points[index].y} {points[index + 1].x},{points[index + 1].y}"
            for index in points
            if index + 1 in points
        ]
        lines.append(
            Line(str(party.locality.short_name), SHAPES[number % len(SHAPES)], number, list(points.values()), stretches)
        )
    step = max(1, len(cells) // 6)
    labels = [(x(index), cell.period.label) for index, cell in enumerate(cells) if index % step == 0]
    return Chart(
        lines=lines,
        labels=labels,
        target_y=y(target) if target is not None else None,
        target=format_amount(target, one.unit) if target is not None else "",
        base_y=y(Decimal(0)),
    )
