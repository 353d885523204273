"""Housekeeping that belongs to no room: see settings.PERIODIC."""

import datetime as dt

from django.contrib.sessions.backends.db import SessionStore
from django_tasks_db.models import DBTaskResult

from lienket.lib import clock

KEEP_DONE = dt.timedelta(days=14)


def clear_sessions() -> None:
    """Delete sessions that have expired."""
    SessionStore.clear_expired()


def clear_done_jobs() -> int:
    """Delete jobs that ended well more than two weeks ago; failed ones stay until an administrator decides."""
    old = DBTaskResult.objects.successful().filter(finished_at__lt=clock.machine_now() - KEEP_DONE)
    return old.delete()[0]
