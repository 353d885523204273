"""Taking jobs, holding them, giving them back: every step is one compare-and-set, so no two workers ever share a job."""

import datetime as dt
from traceback import format_exception
from typing import Any

import structlog
from django.db import transaction
from django_tasks import TaskResultStatus

from lienket.jobs.background import Terms, terms_of
from lienket.jobs.models import Job, Lease
from lienket.lib import clock

log = structlog.get_logger("lienket.jobs")


class LeaseLost(BaseException):
    """This worker no longer holds the job it runs; it must stop before its next step.

    Not an Exception, so that a job's own `except Exception` cannot swallow it.
    """


class TookTooLong(BaseException):
    """The job ran longer than its limit."""


class WorkerLost(Exception):
    """The worker fell silent (killed, or its machine stopped) as often as the job may be tried."""


def take(worker: str) -> Job | None:
    """Take the next job that is due, with a lease for its terms; None when there is none."""
    due = Job.objects.ready()
    if not due.exists():  # looked at without a lock first: an idle worker must not hold up writers
        return None
    with transaction.atomic():
        job = due.select_for_update(skip_locked=True).first()
        if job is None:
            return None
        taken = Job.objects.filter(pk=job.pk, status=TaskResultStatus.READY)
        if not taken.update(
            status=TaskResultStatus.RUNNING, started_at=clock.machine_now(), worker_ids=[*job.worker_ids, worker]
        ):
            return None
        job.refresh_from_db()
        until = clock.machine_now() + terms_of_job(job).lease
        Lease.objects.update_or_create(job=job, defaults={"holder": worker, "until": until})
    return job


def terms_of_job(job: Job) -> Terms:
    """The terms of a stored job. Looking up the task first imports the module that declares them."""
    try:
        _ = job.task
    except ImportError:
        log.warning("job_unknown", job=str(job.pk), path=job.task_path)
    return terms_of(job.task_path)


def renew(job: Job, worker: str, lease: dt.timedelta) -> bool:
    """Hold the job for `lease` from now; False when it is no longer this worker's."""
    held = Lease.objects.filter(job=job, holder=worker)
    return bool(held.update(until=clock.machine_now() + lease))


@transaction.atomic
def finish(job: Job, worker: str, value: Any) -> None:
    """The job is done. Raises LeaseLost (and notes nothing) when another worker has it by now."""
    _let_go(job, worker)
    job.set_successful(value)


@transaction.atomic
def give_back(job: Job, worker: str) -> None:
    """The worker is told to stop: the job waits again as if it had not been begun, and the attempt does not count."""
    _let_go(job, worker)
    _wait_again(job, clock.machine_now(), worker_ids=job.worker_ids[:-1])


@transaction.atomic
def fail(job: Job, worker: str, error: BaseException) -> bool:
    """The attempt failed. True when the job will be tried again after its pause, False when it is given up as failed."""
    _let_go(job, worker)
    return _after_failure(job, error)


@transaction.atomic
def reap() -> int:
    """Take back every running job whose lease has lapsed and return how many. Periodic (settings.PERIODIC).

    Each lapse is seen once: deleting the lease is the compare-and-set. Running jobs without any lease (a worker of
    django-tasks itself, or a lease row lost) count from `started_at`.
    """
    now = clock.machine_now()
    found = 0
    lapsed = Lease.objects.filter(until__lt=now, job__status=TaskResultStatus.RUNNING).select_related("job")
    for lease in lapsed:
        if Lease.objects.filter(pk=lease.pk, holder=lease.holder, until=lease.until).delete()[0]:
            found += 1
            log.warning("job_reaped", job=str(lease.pk), holder=lease.holder)
            _after_failure(
                lease.job, WorkerLost(f"worker {lease.holder} fell silent on attempt {len(lease.job.worker_ids)}")
            )
    unleased = Job.objects.filter(status=TaskResultStatus.RUNNING, lease__isnull=True)
    for job in unleased.filter(started_at__lt=now - dt.timedelta(hours=1)):
        found += 1
        _after_failure(job, WorkerLost("the job was running and nobody held it"))
    return found


def _let_go(job: Job, worker: str) -> None:
    if not Lease.objects.filter(job=job, holder=worker).delete()[0]:
        raise LeaseLost(str(job.pk))


def _after_failure(job: Job, error: BaseException) -> bool:
    terms, attempt = terms_of_job(job), len(job.worker_ids)
    if attempt < terms.attempts:
        _wait_again(job, clock.machine_now() + terms.pause_after(attempt), traceback="".join(format_exception(error)))
        return True
    job.set_failed(error)
    return False


def _wait_again(job: Job, moment: dt.datetime, **changes: Any) -> None:
    running = Job.objects.filter(pk=job.pk, status=TaskResultStatus.RUNNING)
    running.update(status=TaskResultStatus.READY, run_after=moment, started_at=None, **changes)
