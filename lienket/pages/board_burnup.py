"""Confirmed work against plan: how many commitments should be done by each day, by their deadlines, and how many are."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from lienket.commitments.states import CommitmentState
from lienket.commitments.timeliness import OPEN_STATES
from lienket.lib.explanation import Counted, Explanation, LeftOut
from lienket.lib.numbers import format_date, format_number
from lienket.lib.plots import Days, Tick, month_ends, place, round_up, stairs
from lienket.programmes.models import Programme

MONTHLY_UP_TO = 18  # months; a longer programme is told by quarters, one of many years by years
QUARTERLY_UP_TO = 72


@dataclass(frozen=True, slots=True)
class Point:
    """How it stands at the end of one day: planned by the deadlines in force, by the first ones, and confirmed (None ahead of today)."""

    day: dt.date
    planned: int
    first_planned: int
    confirmed: int | None
    today: bool

    @property
    def gap(self) -> int | None:
        """Confirmed beyond what was planned; below zero it lags."""
        return None if self.confirmed is None else self.confirmed - self.planned


@dataclass(frozen=True, slots=True)
class Burnup:
    """The points of the table, and the same as lines in a box of 100 × 100."""

    points: list[Point]
    total: int
    top: int
    planned: str
    first_planned: str
    confirmed: str
    today_at: str
    confirmed_at: str  # height of today's point, from the top
    ticks: list[Tick]
    scale: list[tuple[int, str]]
    now: Point
    moved: bool  # the first deadlines make another line

    @property
    def behind(self) -> int:
        """How many commitments the plan is ahead of what is confirmed."""
        return -(self.now.gap or 0)


def counted_rows(rows: Iterable[Any]) -> list[Any]:
    """The commitments of the denominator: given out or done, with a deadline."""
    return [row for row in rows if row.deadline is not None and (row.state in OPEN_STATES or row.state == "done")]


def burnup(rows: Sequence[Any], programme: Programme, today: dt.date) -> Burnup | None:
    """The chart; None where no commitment has a deadline to plan by."""
    counted = counted_rows(rows)
    if not counted:
        return None
    planned = sorted(row.deadline for row in counted)
    first = sorted(row.original_deadline or row.deadline for row in counted)
    confirmed = sorted(row.completed_on for row in counted if row.completed_on is not None)
    begin = min([d for d in (programme.period_from, planned[0], first[0], *confirmed[:1]) if d is not None])
    end = max([d for d in (programme.period_to, planned[-1], first[-1], today) if d is not None])
    months = (end.year - begin.year) * 12 + end.month - begin.month + 1
    step = 1 if months <= MONTHLY_UP_TO else 3 if months <= QUARTERLY_UP_TO else 12
    days = sorted({*month_ends(begin, end, step), today})
    points = [
        Point(
            day,
            bisect_right(planned, day),
            bisect_right(first, day),
            bisect_right(confirmed, day) if day <= today else None,
            day == today,
        )
        for day in days
    ]
    span = Days(begin, days[-1])
    width, top = max((span.last - begin).days, 1), round_up(len(counted))

    def drawn(dates: Sequence[dt.date], until: dt.date) -> str:
        grown = [(max(0, (day - begin).days), n) for n, day in enumerate(dates, 1) if day <= until]
        return stairs([(0, 0), *grown, ((until - begin).days, len(grown))], width, top)

    now = next(point for point in points if point.today)
    return Burnup(
        points=points,
        total=len(counted),
        top=top,
        planned=drawn(planned, span.last),
        first_planned=drawn(first, span.last),
        confirmed=drawn(confirmed, today) if today >= begin else "",
        today_at=span.at(today),
        confirmed_at=place(top - (now.confirmed or 0), top),
        ticks=span.years() if months > MONTHLY_UP_TO else span.months(3),
        scale=[(n, place(top - n, top)) for n in (0, top // 2, top)],
        now=now,
        moved=first != planned,
    )


def explain_burnup(chart: Burnup, rows: Sequence[Any], today: dt.date, links: Mapping[str, str]) -> Explanation:
    """Planned and confirmed as of today, over which commitments, and which stay out."""
    counted = {row.pk for row in counted_rows(rows)}
    apart: dict[str, int] = {}
    for row in rows:
        if row.pk not in counted:
            kind = row.state if row.state not in (*OPEN_STATES, "done") else "no_deadline"
            apart[kind] = apart.get(kind, 0) + 1
    now = chart.now
    return Explanation(
        formula=_(
            "Planned: commitments whose deadline has come by the day. Confirmed: commitments whose output is dated by the "
            "day and which every party confirmed. Each counts once, whatever its size."
        ),
        denominator=_("%(of)s of %(total)s commitments have a deadline and are given out or done.")
        % {"of": format_number(chart.total), "total": format_number(len(rows))},
        counted=[
            Counted(
                _("Confirmed by %(day)s") % {"day": format_date(today)},
                format_number(now.confirmed or 0),
                [_("confirmed by the focal agency or the Office of every party")],
                links["done"],
            ),
            Counted(
                _("Planned by %(day)s") % {"day": format_date(today)},
                format_number(now.planned),
                (),
                links["due_by_now"],
            ),
            Counted(_("Planned in all"), format_number(chart.total), (), links["counted"]),
        ],
        left_out=[
            LeftOut(f"{_label(kind)}: {format_number(count)}", _why(kind), links[kind])
            for kind, count in sorted(apart.items())
        ],
        as_of=today,
    )


def _label(kind: str) -> str:
    return _("Without a deadline") if kind == "no_deadline" else str(CommitmentState(kind).label)


def _why(kind: str) -> str:
    return _("no day to plan by") if kind == "no_deadline" else _("not running, so not planned")
