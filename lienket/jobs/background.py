"""Declaring a background job: what django-tasks declares, and how often and how long it may be tried."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

from django.utils.functional import Promise
from django_tasks import task
from django_tasks.base import Task

P = ParamSpec("P")
T = TypeVar("T")


_LEASE, _LIMIT, _PAUSE = dt.timedelta(minutes=5), dt.timedelta(minutes=30), dt.timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one kind of job.

    `title`: what it is called on the administrators' page. `retries`: attempts after the first, whether it raised or its
    worker died. `lease`: how long a worker may be silent before another takes the job. `limit`: how long one attempt may
    last. `pause`: before the first retry, doubled each time.
    """

    retries: int = 3
    lease: dt.timedelta = _LEASE
    limit: dt.timedelta = _LIMIT
    pause: dt.timedelta = _PAUSE
    title: str | Promise = ""

    @property
    def attempts(self) -> int:
        """How many attempts there are in all."""
        return self.retries + 1

    def pause_after(self, attempt: int) -> dt.timedelta:
        """How long to wait after the failed attempt of this number (from 1); never more than an hour."""
        return min(self.pause * (1 << min(attempt - 1, 16)), dt.timedelta(hours=1))


_TERMS: dict[str, Terms] = {}


def background(
    *,
    retries: int = 3,
    lease: dt.timedelta = _LEASE,
    limit: dt.timedelta = _LIMIT,
    pause: dt.timedelta = _PAUSE,
    title: str | Promise = "",
) -> Callable[[Callable[P, T]], Task[P, T]]:
    """Make a module-level function a job; `job.enqueue(document_id=…)` puts a row into the caller's transaction.

    Arguments are plain JSON values. A job may run more than once (a worker can die after the work and before the note of
    it), so it begins by looking whether its work is done already.
    """
    terms = Terms(retries=retries, lease=lease, limit=limit, pause=pause, title=title)

    def declare(function: Callable[P, T]) -> Task[P, T]:
        declared = task()(function)
        _TERMS[declared.module_path] = terms
        return declared

    return declare


def terms_of(task_path: str) -> Terms:
    """The terms of the job at this path; the usual ones where the code no longer knows it."""
    return _TERMS.get(task_path, Terms())
