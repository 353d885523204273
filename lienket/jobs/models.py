"""What django-tasks-db lacks: who holds a running job and until when, and when each periodic function runs next."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from lienket.lib import clock

# One job as django-tasks-db stores it, whatever its arguments and result.
Job = DBTaskResult[Any, Any]


class Lease(models.Model):
    """A worker's hold on a running job. Renewed while the worker lives; once `until` has passed, another may take the job."""

    job = models.OneToOneField(DBTaskResult, primary_key=True, on_delete=models.CASCADE, related_name="lease")
    holder = models.CharField(max_length=64)
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.job_id} held by {self.holder} until {self.until:%H:%M:%S}"


class Rhythm(models.Model):
    """One periodic function of settings.PERIODIC and when it runs next; whoever moves `next_at` first runs it."""

    name = models.CharField(_("function"), max_length=120, primary_key=True)
    next_at = models.DateTimeField(_("next run"), default=clock.machine_now)
    last_problem = models.CharField(_("last problem"), max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name


class DayDone(models.Model):
    """Daily work that was finished for a day (daily.py)."""

    name = models.CharField(_("function"), max_length=120)
    day = models.DateField(_("day"))
    at = models.DateTimeField(default=clock.machine_now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "day"], name="one_mark_a_day")]

    def __str__(self) -> str:
        return f"{self.name} {self.day}"
