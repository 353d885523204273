"""Geometry of the small charts, as plain values that templates draw: no style attributes, so nothing the policy would block."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from lienket.lib.numbers import percent

WIDTH = 1000
FOUR = (
    ("done_on_time", _("Done on time"), "check-circle"),
    ("done_late", _("Done late"), "check"),
    ("open_in_time", _("Open, in time"), "clock"),
    ("overdue", _("Overdue"), "exclamation-triangle"),
)
# Counted, but not among the four: a commitment that is not running, or that nobody gave a deadline.
OUTSIDE = (
    ("no_deadline", _("without a deadline")),
    ("drafted", _("drafts")),
    ("paused", _("paused")),
    ("stopped", _("stopped")),
    ("carried_over", _("carried over")),
)


def read(thing: Any, name: str, default: Any = None) -> Any:
    """A named value of a mapping or an object."""
    return thing.get(name, default) if isinstance(thing, dict) else getattr(thing, name, default)


@dataclass(slots=True)
class Part:
    """One state of the four: its count, share, and place in the bar."""

    code: str
    label: Any
    icon: str
    count: int
    percent: int
    x: int
    width: int
    url: str = ""


@dataclass(slots=True)
class FourStates:
    """The four add up to `total`; what is `outside` is counted apart."""

    parts: list[Part]
    total: int
    due_soon: int
    outside: list[tuple[Any, int]] = field(default_factory=list)

    @property
    def outside_total(self) -> int:
        """How many are not in the denominator."""
        return sum(count for _label, count in self.outside)


def four_states(counts: Any) -> FourStates:
    """The stacked bar of the four states over a width of 1000."""
    values = [(code, label, icon, int(read(counts, code, 0) or 0)) for code, label, icon in FOUR]
    total = sum(count for *_rest, count in values)
    parts, reached = [], 0
    for code, label, icon, count in values:
        left = WIDTH * reached // total if total else 0
        reached += count
        right = WIDTH * reached // total if total else 0
        parts.append(Part(code, label, icon, count, percent(count, total), left, right - left))
    apart = read(counts, "outside") or [(label, int(read(counts, code, 0) or 0)) for code, label in OUTSIDE]
    outside = [(label, count) for label, count in apart if count]
    return FourStates(parts, total, int(read(counts, "due_soon", 0) or 0), outside)


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One content group: what is done, overdue and still open in time, over a width of 1000."""

    label: str
    code: str
    url: str
    done: int
    overdue: int
    total: int

    @property
    def percent(self) -> int:
        """Share done."""
        return percent(self.done, self.total)

    @property
    def done_width(self) -> int:
        """Width of the done part."""
        return WIDTH * self.done // self.total if self.total else 0

    @property
    def overdue_width(self) -> int:
        """Width of the overdue part."""
        return WIDTH * self.overdue // self.total if self.total else 0

    @property
    def overdue_x(self) -> int:
        """Overdue stands at the end of the bar."""
        return WIDTH - self.overdue_width


def group_rows(groups: Iterable[Any]) -> list[GroupRow]:
    """Rows of the progress bars by group."""
    return [
        GroupRow(
            label=read(g, "label", ""),
            code=str(read(g, "code", "") or ""),
            url=read(g, "url", "") or "",
            done=int(read(g, "done", 0) or 0),
            overdue=int(read(g, "overdue", 0) or 0),
            total=int(read(g, "total", 0) or 0),
        )
        for g in groups
    ]


@dataclass(frozen=True, slots=True)
class Event:
    """A dated point on the line."""

    day: dt.date
    label: str
    url: str
    tone: str
    x: int
    past: bool


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """A period from `start` to `end` over a width of 1000, with its years and where today stands."""

    start: dt.date
    end: dt.date
    today: dt.date
    today_x: int | None
    years: list[tuple[int, int]]
    events: list[Event]
    elapsed: int


def period_line(start: dt.date, end: dt.date, today: dt.date, events: Iterable[Any]) -> PeriodLine:
    """Where years, today and events stand between two days (ends included). Events outside are drawn at the edge."""
    days = max((end - start).days, 1)

    def place(day: dt.date) -> int:
        return max(0, min(WIDTH, WIDTH * (day - start).days // days))

    points = sorted(
        (
            Event(
                day := read(e, "day"),
                str(read(e, "label", "")),
                read(e, "url", "") or "",
                read(e, "tone", "") or "",
                place(day),
                day <= today,
            )
            for e in events
        ),
        key=lambda e: e.day,
    )
    return PeriodLine(
        start=start,
        end=end,
        today=today,
        today_x=place(today) if start <= today <= end else None,
        years=[(year, place(dt.date(year, 1, 1))) for year in range(start.year + 1, end.year + 1)],
        events=points,
        elapsed=percent(max(0, min(days, (today - start).days)), days),
    )
