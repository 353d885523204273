"""The clock tick: periodic functions, each run once per period however many workers there are.

The table is `settings.PERIODIC`, dotted path → seconds, so that a room above can be named without being imported here.
"""

import datetime as dt
import threading
from collections.abc import Callable

import structlog
from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection
from django.utils.module_loading import import_string

from lienket.jobs.models import Rhythm
from lienket.lib import clock

log = structlog.get_logger("lienket.jobs")


def run_due() -> list[str]:
    """Run every periodic function whose time has come; their names."""
    now = clock.machine_now()
    next_at = dict(Rhythm.objects.values_list("name", "next_at"))
    ran = []
    for name, seconds in settings.PERIODIC.items():
        if name not in next_at:
            Rhythm.objects.get_or_create(name=name, defaults={"next_at": now})
        if next_at.get(name, now) <= now and _claim(name, now, seconds):
            _run(name)
            ran.append(name)
    return ran


def _claim(name: str, now: dt.datetime, seconds: float) -> bool:
    """Move the next run on; only one worker's UPDATE finds the row still due."""
    due = Rhythm.objects.filter(name=name, next_at__lte=now)
    return bool(due.update(next_at=now + dt.timedelta(seconds=seconds)))


def _run(name: str) -> None:
    problem = ""
    try:
        function: Callable[[], object] = import_string(name)
        function()
    except Exception as error:  # noqa: BLE001 - one periodic function must not stop the others
        problem = type(error).__name__
        # The class only: a message may carry a mail address, and logs hold no personal data.
        log.error("periodic_failed", function=name, error=problem)
    Rhythm.objects.filter(name=name).exclude(last_problem=problem).update(last_problem=problem)


class Ticker(threading.Thread):
    """Looks at the timetable once a second until stopped."""

    def __init__(self, every: float = 1.0) -> None:
        super().__init__(name="ticker", daemon=True)
        self._every = every
        self._done = threading.Event()

    def run(self) -> None:
        """The thread's loop; a database that does not answer is asked again at the next tick."""
        while not self._done.wait(self._every):
            try:
                close_old_connections()
                run_due()
            except DatabaseError as error:
                log.warning("tick_failed", error=type(error).__name__)
                connection.close()
        connection.close()

    def stop(self, *, within: float) -> None:
        """End after the function now running, waiting at most `within` seconds for it."""
        self._done.set()
        self.join(within)
