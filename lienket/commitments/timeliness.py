"""Standing against the deadline: computed from stored dates whenever it is asked, in Python and in SQL by the same rule.

Handbook, section 2: completed (in time, late) and not completed (in time, overdue) are published, and the four add up.
What has no deadline is counted as such and stays out of the four; a paused, stopped, carried-over or drafted item is outside.
"""

import datetime as dt
from dataclasses import dataclass, field, fields
from typing import TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Case, CharField, Count, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from lienket.lib.questions import Given

D = TypeVar("D", dt.date, Given, dt.date | Given)

OPEN_STATES = ("assigned", "accepted", "in_progress", "awaiting_confirmation")


class Timeliness(models.TextChoices):
    """The words state tracking systems print."""

    IN_TIME = "in_time", _("In time")
    DUE_SOON = "due_soon", _("Due soon")
    OVERDUE = "overdue", _("Overdue")
    DONE_ON_TIME = "done_on_time", _("Done on time")
    DONE_LATE = "done_late", _("Done late")
    NO_DEADLINE = "no_deadline", _("No deadline set")
    OUTSIDE = "outside", _("Not counted")


def soon(today: D) -> D:
    """The last day that counts as due soon (DUE_SOON_DAYS after `today`)."""
    return today + dt.timedelta(days=settings.DUE_SOON_DAYS)


def timeliness(state: str, deadline: dt.date | None, completed_on: dt.date | None, today: dt.date) -> Timeliness:
    """The rule. A deadline falling on `today` is still in time (and due soon); completion on the deadline is on time."""
    if state != "done" and state not in OPEN_STATES:
        return Timeliness.OUTSIDE
    if deadline is None:
        return Timeliness.NO_DEADLINE
    if state == "done" and completed_on is not None:
        return Timeliness.DONE_ON_TIME if completed_on <= deadline else Timeliness.DONE_LATE
    if deadline < today:
        return Timeliness.OVERDUE
    return Timeliness.DUE_SOON if deadline <= soon(today) else Timeliness.IN_TIME


def timeliness_in_sql(today: dt.date | Given) -> Case:
    """The same rule as an expression."""
    is_open = Q(state__in=OPEN_STATES)
    return Case(
        When(~is_open & ~Q(state="done"), then=Value(Timeliness.OUTSIDE.value)),
        When(deadline=None, then=Value(Timeliness.NO_DEADLINE.value)),
        When(state="done", completed_on__lte=F("deadline"), then=Value(Timeliness.DONE_ON_TIME.value)),
        When(state="done", then=Value(Timeliness.DONE_LATE.value)),
        When(deadline__lt=today, then=Value(Timeliness.OVERDUE.value)),
        When(deadline__lte=soon(today), then=Value(Timeliness.DUE_SOON.value)),
        default=Value(Timeliness.IN_TIME.value),
        output_field=CharField(),
    )


def standings_in_sql(today: dt.date | Given) -> dict[str, Q]:
    """Each standing as a condition, so that the database can tell from its statistics how many rows fit."""
    is_open, is_done = Q(state__in=OPEN_STATES), Q(state="done")
    return {
        Timeliness.OUTSIDE: ~is_open & ~is_done,
        Timeliness.NO_DEADLINE: Q(deadline=None) & (is_open | is_done),
        Timeliness.DONE_ON_TIME: is_done & Q(completed_on__lte=F("deadline")),
        Timeliness.DONE_LATE: is_done & Q(completed_on__gt=F("deadline")),  # what is done has its day, by constraint
        Timeliness.OVERDUE: is_open & Q(deadline__lt=today),
        Timeliness.DUE_SOON: is_open & Q(deadline__gte=today, deadline__lte=soon(today)),
        Timeliness.IN_TIME: is_open & Q(deadline__gt=soon(today)),
    }


@dataclass(frozen=True, slots=True)
class FourStates:
    """The four published counts and what they leave out. The four add up to `of`; `total` is every commitment asked about."""

    done_on_time: int = 0
    done_late: int = 0
    open_in_time: int = 0
    overdue: int = 0
    no_deadline: int = 0
    drafted: int = 0
    paused: int = 0
    stopped: int = 0
    carried_over: int = 0
    due_soon: int = 0  # a part of open_in_time
    # The same commitments against the first deadline each was given. Beside the counts, not part of them: two counts are
    # equal when what they publish is.
    original_done_on_time: int = field(default=0, compare=False)
    original_done_late: int = field(default=0, compare=False)
    original_open_in_time: int = field(default=0, compare=False)
    original_overdue: int = field(default=0, compare=False)
    original_no_deadline: int = field(default=0, compare=False)
    moved: int = field(default=0, compare=False)  # of those counted, whose deadline is no longer the first one

    @property
    def of(self) -> int:
        """The denominator: commitments given out, with a deadline, neither paused, stopped nor carried over."""
        return self.done_on_time + self.done_late + self.open_in_time + self.overdue

    @property
    def by_original(self) -> "FourStates":
        """What the four would be had no deadline moved; what stays out for its state stays out here too."""
        return FourStates(
            done_on_time=self.original_done_on_time,
            done_late=self.original_done_late,
            open_in_time=self.original_open_in_time,
            overdue=self.original_overdue,
            no_deadline=self.original_no_deadline,
            drafted=self.drafted,
            paused=self.paused,
            stopped=self.stopped,
            carried_over=self.carried_over,
        )

    @property
    def total(self) -> int:
        """Every commitment, those outside the denominator too."""
        return self.of + self.left_out

    @property
    def left_out(self) -> int:
        """How many stay out of the denominator; the fields say why."""
        return self.no_deadline + self.drafted + self.paused + self.stopped + self.carried_over

    @property
    def done(self) -> int:
        """Done, on time or late, among those counted."""
        return self.done_on_time + self.done_late


# The counts that are published of every list: the four, and what they leave out.
PUBLISHED = frozenset(one.name for one in fields(FourStates) if one.compare and one.name != "due_soon")


def four_counts(today: dt.date | Given) -> dict[str, Count]:
    """The aggregates behind FourStates, one pass over the rows."""
    dated, is_open = ~Q(deadline=None), Q(state__in=OPEN_STATES)
    running = is_open & Q(deadline__gte=today)
    rules = {
        "done_on_time": Q(state="done", completed_on__lte=F("deadline")),
        "done_late": Q(state="done", completed_on__gt=F("deadline")),
        "open_in_time": running,
        "overdue": is_open & Q(deadline__lt=today),
        "no_deadline": ~dated & (is_open | Q(state="done")),
        "drafted": Q(state="drafted"),
        "paused": Q(state="paused"),
        "stopped": Q(state="stopped"),
        "carried_over": Q(state="carried_over"),
        "due_soon": running & Q(deadline__lte=soon(today)),
        "original_done_on_time": Q(state="done", completed_on__lte=F("original_deadline")),
        "original_done_late": Q(state="done", completed_on__gt=F("original_deadline")),
        "original_open_in_time": is_open & Q(original_deadline__gte=today),
        "original_overdue": is_open & Q(original_deadline__lt=today),
        "original_no_deadline": Q(original_deadline=None) & (is_open | Q(state="done")),
        "moved": dated & (is_open | Q(state="done")) & ~Q(original_deadline=F("deadline")),
    }
    return {name: Count("pk", filter=rule) for name, rule in rules.items()}
