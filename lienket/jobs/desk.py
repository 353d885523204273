"""What waits for an administrator of the background work."""

import datetime as dt
from typing import Any

import rules
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lienket.jobs.models import Job
from lienket.lib.desk import DeskItem


def waiting_for(officer: Any, today: dt.date) -> list[DeskItem]:  # noqa: ARG001 - every room's desk is asked the same way
    """One line for all failed jobs; none where there are none, or for officers who do not look after them."""
    if not rules.test_rule("jobs.manage", officer):
        return []
    failed = Job.objects.failed().count()
    if not failed:
        return []
    return [
        DeskItem(
            kind="failed_jobs",
            title=ngettext("%(count)s background job has failed", "%(count)s background jobs have failed", failed)
            % {"count": failed},
            url=reverse("jobs:failed"),
            why=_("Have it tried again or give it up"),
            urgency=2,
        )
    ]
