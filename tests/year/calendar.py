"""The clock of a whole process: what is set here every thread reads, those of a server that answers a browser among them.

`clock.set_to` is for the code inside its block; a page is answered by a thread that never entered it.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone

from lienket.lib import clock


class Calendar:
    """Stands in for the clock's own variable: one moment for everybody, moved by `turn_to`."""

    def __init__(self) -> None:
        self._moment: dt.datetime | None = None

    def get(self) -> dt.datetime | None:
        return self._moment

    def turn_to(self, day: dt.date, at: dt.time = dt.time(9)) -> None:
        """From now on it is `day`, at nine in the morning of the site's time zone where no other time is said."""
        self._moment = timezone.make_aware(dt.datetime.combine(day, at))


@contextmanager
def calendar() -> Iterator[Calendar]:
    """Within the block the site's clock is the calendar's, in every thread."""
    own, ours = clock._set_to, Calendar()
    clock._set_to = ours
    try:
        yield ours
    finally:
        clock._set_to = own
