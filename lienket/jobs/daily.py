"""Work that is done once a day: begun at an hour, taken up again if its worker dies, marked when it is whole.

A periodic function of settings.PERIODIC calls `once_a_day` every few minutes. The work itself must bear being begun again:
it looks what is there already, because a killed worker leaves the day unmarked.
"""

import datetime as dt
from collections.abc import Callable

from django.utils.timezone import localtime

from lienket.jobs.models import DayDone
from lienket.lib import clock


def once_a_day(name: str, do: Callable[[dt.date], object], *, at: dt.time) -> bool:
    """Run `do(today)` unless it is earlier than `at` or was done today; whether it ran."""
    today = clock.today()
    if localtime(clock.now()).time() < at or done_on(name, today):
        return False
    do(today)
    mark_done(name, today)
    return True


def done_on(name: str, day: dt.date) -> bool:
    """Whether the work of this name was finished for `day`."""
    return DayDone.objects.filter(name=name, day=day).exists()


def mark_done(name: str, day: dt.date) -> None:
    """The work of this name is whole for `day`."""
    DayDone.objects.get_or_create(name=name, day=day)


def last_done_before(name: str, day: dt.date) -> dt.date | None:
    """The last day before `day` for which it was finished; None where it never was."""
    return DayDone.objects.filter(name=name, day__lt=day).order_by("-day").values_list("day", flat=True).first()
