"""How a job is shown: what it was to do, how it failed, and where in our code; never the words it worked on.

An error's message may quote a paper, and whoever looks after the jobs need not be one who may read it.
"""

import datetime as dt
import re
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from django_tasks import TaskResultStatus

from lienket.jobs.leases import terms_of_job
from lienket.jobs.models import Job, Rhythm
from lienket.lib import clock

_FRAME = re.compile(r'File "[^"]*?((?:lienket|vanban)/[^"]+)", line (\d+)')
_KNOWN = {
    "WorkerLost": _("The worker was stopped or killed while it ran, every time"),
    "TookTooLong": _("It took longer than it may"),
}
# The ticker runs every few seconds while any worker lives.
_SILENT_AFTER = dt.timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Look:
    """A job as the page shows it."""

    job: Job

    @property
    def title(self) -> str:
        """What it was to do; the function's name where it has no title."""
        return str(terms_of_job(self.job).title) or self.job.task_path.rsplit(".", 1)[-1].replace("_", " ")

    @property
    def about(self) -> str:
        """The numbers it was given ("document_id 12"); texts are left out."""
        given = self.job.args_kwargs["kwargs"]
        return ", ".join(f"{name} {value}" for name, value in given.items() if isinstance(value, int))

    @property
    def error(self) -> str:
        """Why it was given up: in words where we know them, else the kind of error."""
        kind = self.job.exception_class_path.rsplit(".", 1)[-1]
        return str(_KNOWN.get(kind, kind))

    @property
    def place(self) -> str:
        """The last line of our own code it passed through, "lienket/documents/tasks.py:31"."""
        frames = _FRAME.findall(self.job.traceback)
        return ":".join(frames[-1]) if frames else ""

    @property
    def attempts(self) -> int:
        """How often it was tried."""
        return len(self.job.worker_ids)


@dataclass(frozen=True, slots=True)
class Standing:
    """How the background work stands."""

    waiting: int
    running: int
    trying_again: int
    silent: bool  # no worker has kept the timetable lately
    troubled: tuple[Rhythm, ...]  # periodic functions whose last run failed


def standing() -> Standing:
    """Counts of jobs and the state of the timetable, in two queries."""
    ready = Q(status=TaskResultStatus.READY)
    counts = Job.objects.aggregate(
        waiting=Count("pk", filter=ready),
        running=Count("pk", filter=Q(status=TaskResultStatus.RUNNING)),
        trying_again=Count("pk", filter=ready & ~Q(traceback="")),
    )
    rhythms = list(Rhythm.objects.all())
    latest = max((one.next_at for one in rhythms if one.name.endswith(".reap")), default=None)
    return Standing(
        **counts,
        silent=latest is None or latest < clock.machine_now() - _SILENT_AFTER,
        troubled=tuple(one for one in rhythms if one.last_problem),
    )
