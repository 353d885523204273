"""What waits at an officer's desk in this room: documents to review, and documents that could not be opened to the end."""

import datetime as dt

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
    waiting = Document.objects.editable_by(officer).waiting_for_review().with_progress().for_lists()[:AT_MOST]
    return [
        DeskItem(
            kind="documents_to_review",
            title=document.title,
            url=reverse("documents:review", args=[document.pk]),
            why=ngettext(
                "%(n)s proposal waits for your yes or no", "%(n)s proposals wait for your yes or no", document.waiting
            )
            % {"n": document.waiting},
            urgency=4,
            illustrative=document.illustrative,
        )
        for document in waiting
    ]
