"""Places on a chart as percentages of its width and height: drawings that stretch with the page while words and marks keep their size."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


def place(part: float, whole: float) -> str:
    """`part` of `whole` as an SVG length: "37.5%". Always with a point, whatever the language of the page."""
    share = 0.0 if whole <= 0 else max(0.0, min(1.0, part / whole))
    return f"{100 * share:.2f}%"


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar: its code (which gives colour and word), how many it stands for, where it begins and how wide it is."""

    code: str
    count: int
    x: str
    width: str


def segments(parts: Iterable[tuple[str, int]], most: int) -> list[Segment]:
    """The parts of one bar side by side, empty ones left out. `most` is the length of the longest bar, so that bars compare."""
    found, reached = [], 0
    for code, count in parts:
        if count:
            found.append(Segment(code, count, place(reached, most), place(count, most)))
            reached += count
    return found


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the scale with its word."""

    label: str
    at: str


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of time as a scale from left to right, both days included."""

    first: dt.date
    last: dt.date

    def at(self, day: dt.date) -> str:
        """Where a day stands; days outside stand at the edge."""
        return place((day - self.first).days, max((self.last - self.first).days, 1))

    def has(self, day: dt.date) -> bool:
        """Whether the day lies on the scale."""
        return self.first <= day <= self.last

    def years(self) -> list[Tick]:
        """Every new year on the scale."""
        return [Tick(str(y), self.at(dt.date(y, 1, 1))) for y in range(self.first.year + 1, self.last.year + 1)]

    def months(self, step: int = 1) -> list[Tick]:
        """The first day of every `step`-th month on the scale: "3/2026"."""
        number, found = self.first.year * 12 + self.first.month, list[Tick]()
        while (day := dt.date(number // 12, number % 12 + 1, 1)) <= self.last:
            if (day.month - 1) % step == 0:
                found.append(Tick(f"{day.month}/{day.year}", self.at(day)))
            number += 1
        return found


def month_ends(first: dt.date, last: dt.date, step: int) -> list[dt.date]:
    """The last day of every `step`-th month (3: of every quarter) from `first`'s until `last` is reached or passed."""
    number, found = first.year * 12 + first.month, list[dt.date]()
    while not found or found[-1] < last:
        end = dt.date(number // 12, number % 12 + 1, 1) - dt.timedelta(days=1)
        if number % step == 0:
            found.append(end)
        number += 1
    return found


def line(points: Sequence[tuple[float, float]], width: float, height: float) -> str:
    """Points of a polyline in a box of 100 × 100 that a template stretches; the second value grows upwards."""
    return " ".join(
        f"{100 * x / width if width else 0:.2f},{100 - (100 * y / height if height else 0):.2f}" for x, y in points
    )


def stairs(points: Sequence[tuple[float, float]], width: float, height: float) -> str:
    """The same as steps: a count stays as it is until the next day it grows."""
    steps: list[tuple[float, float]] = []
    for x, y in points:
        if steps:
            steps.append((x, steps[-1][1]))
        steps.append((x, y))
    return line(steps, width, height)


def round_up(most: int) -> int:
    """A friendly top for a scale of counts, never below `most`: even, so that half of it is a whole number too."""
    if most <= 2:
        return 2
    unit = 1
    while unit * 10 < most:
        unit *= 10
    for factor in (2, 4, 6, 8, 10):
        if unit * factor >= most:
            return unit * factor
    return most
