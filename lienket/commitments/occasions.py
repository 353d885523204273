"""When somebody is reminded: from the deadline and the last sign of life to dated occasions. Pure: no database, no clock.

before  deadline Thursday 31/12/2026, today Thursday 24/12
after   due_soon → officer, "deadline 2026-12-31 -7"

Days come from settings (REMIND_BEFORE, REMIND_EVERY, SILENT_DAYS, SILENT_EVERY, LADDER_OVERDUE, LADDER_SILENT, LADDER_EVERY).
What is said before a deadline and falls on a day off is said on the last working day before it, so that nobody comes back from
Tết to a deadline that has passed unannounced; everything else counts on the next working day. The ladder climbs by days since
the deadline or since the last sign of life, whichever is later: an update brings it down to the officer at once.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.conf import settings

from lienket.lib.working_days import is_working_day, next_working_day, previous_working_day

from .chase import Reason, Rung

DAY = dt.timedelta(days=1)
LONGEST = 730  # days; two years after a deadline a person has to decide, not a reminder
RUNGS = list(Rung)


@dataclass(frozen=True, slots=True)
class Window:
    """The days a run answers for: after the last working day it ran, up to and with `today`."""

    after: dt.date
    today: dt.date

    def days(self) -> list[dt.date]:
        """Each of them."""
        return [self.today - dt.timedelta(days=n) for n in range((self.today - self.after).days)]

    def holds(self, day: dt.date) -> bool:
        """Whether `day` is one of them."""
        return self.after < day <= self.today

    def among(self, offsets: range, *, since: dt.date) -> range:
        """Those of `offsets`, in days from `since`, that fall into the window: reckoned, for a round asks many thousand times."""
        first, last = (self.after - since).days + 1, (self.today - since).days
        skip = max(0, -((offsets.start - first) // offsets.step))
        return range(offsets.start + skip * offsets.step, min(offsets.stop, last + 1), offsets.step)


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of one party's part. `quiet_since`: the last update, paper of it or meeting of its programme."""

    deadline: dt.date | None
    last_activity_on: dt.date | None
    quiet_since: dt.date
    confirming: bool = False  # it waits for this party's confirmation, no longer for its lead agency


@dataclass(frozen=True, slots=True)
class Occasion:
    """One reminder that is due, and the day the rule named."""

    rung: Rung
    reason: Reason
    key: str
    day: dt.date


def due(standing: Standing, window: Window) -> list[Occasion]:
    """The reminders of this part, at most one for each rung: of several occasions the last one, a deadline before silence."""
    found: dict[Rung, Occasion] = {}
    for occasion in [*_silence(standing, window), *_deadline(standing, window)]:
        known = found.get(occasion.rung)
        if known is None or known.reason == Reason.SILENT or known.day <= occasion.day:
            found[occasion.rung] = occasion
    return sorted(found.values(), key=lambda one: RUNGS.index(one.rung))


def _deadline(standing: Standing, window: Window) -> Iterator[Occasion]:
    deadline = standing.deadline
    if deadline is None or standing.confirming:
        return
    reason = Reason.OVERDUE if deadline < window.today else Reason.DUE_SOON
    for offset in _before():
        day = deadline + dt.timedelta(days=offset)
        if not is_working_day(day):
            day = previous_working_day(day)
        if window.holds(day):
            yield Occasion(Rung.OFFICER, reason, f"deadline {deadline} {offset:+d}", day)
    for offset in window.among(_weekly(), since=deadline):
        yield Occasion(Rung.OFFICER, reason, f"deadline {deadline} {offset:+d}", deadline + DAY * offset)
    if reason != Reason.OVERDUE:
        return
    base = max(deadline, standing.last_activity_on or deadline)
    for name, days in _ladder(settings.LADDER_OVERDUE):
        for offset in window.among(days, since=base):
            yield Occasion(Rung(name), reason, f"late {base} {offset:+d}", base + DAY * offset)


def _silence(standing: Standing, window: Window) -> Iterator[Occasion]:
    if standing.deadline is not None and standing.deadline < window.today and not standing.confirming:
        return  # the deadline says it already
    since = standing.quiet_since
    first = Rung.FOCAL if standing.confirming else Rung.OFFICER
    for offset in window.among(_silent(), since=since):
        yield Occasion(first, Reason.SILENT, f"silent {since} {offset:+d}", since + DAY * offset)
    for name, days in _ladder(settings.LADDER_SILENT, beyond=settings.SILENT_DAYS):
        if RUNGS.index(Rung(name)) > RUNGS.index(first):
            for offset in window.among(days, since=since):
                yield Occasion(Rung(name), Reason.SILENT, f"silent {since} {offset:+d}", since + DAY * offset)


def _before() -> list[int]:
    """Days from the deadline on which the officer is told of it: -15, -7, -1, 0."""
    return [-days for days in settings.REMIND_BEFORE]


def _weekly() -> range:
    """Days after the deadline on which the officer is reminded."""
    return range(settings.REMIND_EVERY, LONGEST, settings.REMIND_EVERY)


def _silent() -> range:
    """Days of silence on which the officer is asked."""
    return range(settings.SILENT_DAYS, LONGEST, settings.SILENT_EVERY)


def _ladder(ladder: Mapping[str, int], *, beyond: int = 0) -> list[tuple[str, range]]:
    """The rungs above the officer and on which days each is told: first as the ladder says, then again every LADDER_EVERY."""
    return [(name, range(beyond + first, LONGEST, settings.LADDER_EVERY)) for name, first in ladder.items()]


def deadlines_touched(window: Window) -> set[dt.date]:
    """Every deadline from which an occasion falls into the window, the ones brought forward from days off among them."""
    offsets = {*_before(), *_weekly(), *(day for _, days in _ladder(settings.LADDER_OVERDUE) for day in days)}
    opens = next_working_day(window.today + DAY)
    days = [*window.days(), *(window.today + DAY * n for n in range(1, (opens - window.today).days))]
    return {day - dt.timedelta(days=offset) for day in days for offset in offsets}


def activity_touched_when_late(window: Window) -> set[dt.date]:
    """Every last sign of life from which the ladder of an overdue part reaches a rung in the window."""
    offsets = {day for _, days in _ladder(settings.LADDER_OVERDUE) for day in days}
    return {day - dt.timedelta(days=offset) for day in window.days() for offset in offsets}


def silence_touched(window: Window) -> set[dt.date]:
    """Every last sign of life from which silence has an occasion in the window."""
    ladder = _ladder(settings.LADDER_SILENT, beyond=settings.SILENT_DAYS)
    offsets = {*_silent(), *(day for _, days in ladder for day in days)}
    return {day - dt.timedelta(days=offset) for day in window.days() for offset in offsets}
