"""What an administrator does with a job that failed: have it tried again, or give it up."""

from typing import Any

import rules
from django.db import transaction
from django_tasks import TaskResultStatus

from lienket.jobs.models import Job
from lienket.lib import clock, diary
from lienket.lib.refusals import NotAllowed
from lienket.lib.transitions import StaleState, move


def _require(by: Any) -> None:
    """The rule is registered by `accounts`, which stands above this room."""
    if not rules.test_rule("jobs.manage", by):
        raise NotAllowed


@transaction.atomic
def retry(job: Job, *, by: Any) -> None:
    """Queue a failed job anew, with all its attempts before it. Raises NotAllowed; StaleState when it is not failed any more."""
    _require(by)
    move(
        job, frm={TaskResultStatus.FAILED}, to=TaskResultStatus.READY, field="status",
        worker_ids=[], run_after=clock.machine_now(), started_at=None, finished_at=None,
    )  # fmt: skip
    diary.record(by=by, verb="jobs.retried", job=job.task_path.rsplit(".", 1)[-1])


@transaction.atomic
def forget(job: Job, *, by: Any) -> None:
    """Delete a failed job for good; its work is not done. Raises NotAllowed; StaleState when it is not failed any more."""
    _require(by)
    failed = Job.objects.filter(pk=job.pk, status=TaskResultStatus.FAILED)
    if not failed.delete()[0]:
        raise StaleState(job, {TaskResultStatus.FAILED}, None)
    diary.record(by=by, verb="jobs.forgotten", job=job.task_path.rsplit(".", 1)[-1])
