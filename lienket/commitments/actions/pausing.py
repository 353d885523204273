"""T10 the Office pauses, T10b it resumes: the clock stands still between the two, and for how long is kept."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from lienket.accounts.models import Officer
from lienket.lib import clock
from lienket.lib.saving import save_clean
from lienket.lib.text import is_blank

from ..models import DeadlineChange, Pause, Responsibility, Step
from ..transitions import BY_CODE
from .deadlines import move_deadline
from .taking import begin, refuse, take


@transaction.atomic
def pause(responsibility: Responsibility, *, reason: str, expected_on: dt.date | None, by: Officer) -> Step:
    """T10: the clock stands still for all sides. `expected_on` is when work is expected to go on; the Office is then reminded.

    By the Office of an acting party, for the assigner; the others are told at once, as they are of a deadline.
    """
    row = BY_CODE["T10"]
    begin(responsibility, row, by)
    problems: dict[str, str] = {}
    if is_blank(reason):
        problems["reason"] = _("Say why the work stands still: everyone on the commitment reads it.")
    going_on = _later(expected_on, problems)
    refuse(problems)
    stands = Pause(
        commitment=responsibility.commitment, paused_on=clock.today(), expected_on=going_on, reason=reason,
        state_before=responsibility.commitment.state,
    )  # fmt: skip
    save_clean(stands)
    return take(responsibility, row, by=by, marks={}, note=reason, day=going_on)


@transaction.atomic
def resume(responsibility: Responsibility, *, note: str = "", move_the_deadline: bool = True, by: Officer) -> Step:
    """T10b: work goes on where it stood. The days it stood still are added to the deadline unless the assigner keeps the day.

    That change is recorded like any other, but it is no extension: nobody asked for more time.
    """
    row = BY_CODE["T10b"]
    begin(responsibility, row, by)
    commitment = responsibility.commitment
    stands = commitment.pauses.get(ended_on=None)
    stands.ended_on = clock.today()
    save_clean(stands, only=["ended_on"])
    days = stands.days(clock.today())
    step = take(responsibility, row, by=by, marks={}, note=note, to=stands.state_before, days=days)
    if move_the_deadline and days and commitment.deadline is not None:
        move_deadline(
            commitment, new=commitment.deadline + dt.timedelta(days=days), reason=stands.reason,
            kind=DeadlineChange.Kind.PAUSE, by=by,
        )  # fmt: skip
    return step


def _later(expected_on: dt.date | None, problems: dict[str, str]) -> dt.date:
    """The day work goes on; where none after today was given the problem is noted."""
    if expected_on is None or expected_on <= clock.today():
        problems["expected_on"] = _("Give the day on which the work is expected to go on: a day after today.")
        return clock.today()
    return expected_on
