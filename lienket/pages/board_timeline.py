"""The board's timeline: every commitment along the months, its deadline now and at first, when it was done, and today."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from lienket.commitments.states import CommitmentState
from lienket.commitments.timeliness import OPEN_STATES, timeliness
from lienket.lib.exports import Cell
from lienket.lib.plots import Days

from .board_asked import Asked, Sheet

PAGE_SIZE = 60
MONTHS_UP_TO = 24  # a longer scale has its lines at years


@dataclass(frozen=True, slots=True)
class Track:
    """One commitment on the line; places are SVG lengths, None where there is nothing to draw."""

    pk: int
    number: str
    title: str
    state: str
    state_label: str
    standing: str
    deadline: dt.date
    first: dt.date | None  # the first deadline, where it is another one
    done: dt.date | None
    deadline_at: str
    first_at: str | None
    done_at: str | None


@dataclass(frozen=True, slots=True)
class Timeline:
    """All tracks by deadline, on one scale."""

    tracks: list[Track]
    days: Days
    ticks: list[Any]
    today_at: str | None
    undated: int

    @property
    def shown(self) -> list[Track]:
        """As many as a page bears; the file has all."""
        return self.tracks[:PAGE_SIZE]

    @property
    def more(self) -> int:
        """How many are not drawn."""
        return max(0, len(self.tracks) - PAGE_SIZE)


def timeline(asked: Asked) -> Timeline | None:
    """Commitments with a deadline that are not drafts, open ones first by deadline; None without any. No query beside the rows."""
    dated = [row for row in asked.rows if row.deadline is not None and row.state != "drafted"]
    if not dated:
        return None
    every = [day for row in dated for day in (row.deadline, row.original_deadline, row.completed_on) if day is not None]
    first, last = min(*every, asked.today), max(*every, asked.today)
    edge = dt.timedelta(days=max(3, (last - first).days // 40))
    days = Days(first - edge, last + edge)
    dated.sort(key=lambda row: (row.state not in OPEN_STATES, row.deadline, row.number))
    months = (days.last.year - days.first.year) * 12 + days.last.month - days.first.month
    return Timeline(
        tracks=[_track(row, days, asked.today) for row in dated],
        days=days,
        ticks=days.months(1 if months <= 8 else 3) if months <= MONTHS_UP_TO else days.years(),
        today_at=days.at(asked.today),
        undated=sum(row.deadline is None and row.state != "drafted" for row in asked.rows),
    )


def _track(row: Any, days: Days, today: dt.date) -> Track:
    moved = row.original_deadline is not None and row.original_deadline != row.deadline
    return Track(
        pk=row.pk,
        number=row.number,
        title=row.title,
        state=row.state,
        state_label=str(CommitmentState(row.state).label),
        standing=str(timeliness(row.state, row.deadline, row.completed_on, today)),
        deadline=row.deadline,
        first=row.original_deadline if moved else None,
        done=row.completed_on,
        deadline_at=days.at(row.deadline),
        first_at=days.at(row.original_deadline) if moved else None,
        done_at=days.at(row.completed_on) if row.completed_on is not None else None,
    )


def context(asked: Asked) -> dict[str, Any]:
    """What the view shows."""
    return {"timeline": timeline(asked)}


def sheet(asked: Asked) -> Sheet:
    """One row per commitment on the line."""
    header = [_("Number"), _("Content"), _("State"), _("First deadline"), _("Deadline"), _("Completed on")]
    return Sheet("tien-trinh", header, _rows(timeline(asked)))


def _rows(found: Timeline | None) -> Iterator[list[Cell]]:
    for one in found.tracks if found is not None else ():
        yield [one.number, one.title, one.state_label, one.first or one.deadline, one.deadline, one.done]


SHEETS = {"": sheet}
