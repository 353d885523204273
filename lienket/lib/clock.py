"""Time, handed in once: every deed and page asks this clock, so that a test or the demo's history can set it."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from django.utils import timezone

_set_to: ContextVar[dt.datetime | None] = ContextVar("lienket_clock", default=None)


def now() -> dt.datetime:
    """The present moment, aware, in UTC unless the clock is set."""
    return _set_to.get() or timezone.now()


def machine_now() -> dt.datetime:
    """The machine's own time, which nothing sets: for leases, time limits and pauses, which happen to machines and not in the story."""
    return timezone.now()


def today() -> dt.date:
    """Today's date in the site's time zone (Asia/Ho_Chi_Minh)."""
    return _day_in(int(now().timestamp()) // 60)


@lru_cache(maxsize=16)
def _day_in(minute: int) -> dt.date:
    """The day of a minute since 1970; a page asks it for every row and every right."""
    moment = dt.datetime.fromtimestamp(minute * 60, dt.UTC)
    return timezone.localtime(moment, timezone.get_default_timezone()).date()


@contextmanager
def set_to(moment: dt.datetime | dt.date) -> Iterator[dt.datetime]:
    """Within the block the clock stands at `moment`; a bare date means 09:00 of that day in the site's time zone."""
    if not isinstance(moment, dt.datetime):
        moment = dt.datetime.combine(moment, dt.time(9))
    if timezone.is_naive(moment):
        moment = timezone.make_aware(moment)
    token = _set_to.set(moment)
    try:
        yield moment
    finally:
        _set_to.reset(token)
