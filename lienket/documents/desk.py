"""What waits at an officer's desk in this room: documents to review, and documents that could not be opened to the end."""

import datetime as dt

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import ngettext

from lienket.accounts.models import Officer
from lienket.accounts.policy import can
from lienket.lib.desk import DeskItem

from .models import Document

AT_MOST = 50


def waiting_for(officer: Officer, today: dt.date) -> list[DeskItem]:  # noqa: ARG001 -- every room's desk is asked the same way
    """Documents of the officer's side with undecided proposals, for those who decide. One query, and none for others."""
    if not can(officer, "documents.decide"):
        return []
    undecided = Count("proposals", filter=Q(proposals__state="pending"))
    rows = (
        Document.objects.editable_by(officer).waiting_for_review().annotate(waiting=undecided).order_by("received_at")
    )
    return [
        DeskItem(
            kind="documents_to_review",
            title=title,
            url=reverse("documents:review", args=[pk]),
            why=ngettext("%(n)s proposal waits for your yes or no", "%(n)s proposals wait for your yes or no", waiting)
            % {"n": waiting},
            urgency=4,
            illustrative=illustrative,
        )
        for pk, title, illustrative, waiting in rows.values_list("pk", "title", "illustrative", "waiting")[:AT_MOST]
    ]
