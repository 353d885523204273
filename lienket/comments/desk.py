"""What waits for an officer: remarks that mention this person and were neither answered nor marked as seen."""

import datetime as dt
from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext as _

from lienket.accounts.models import Officer
from lienket.lib.desk import DeskItem

from . import policy, subjects
from .models import Mention, Remark
from .subjects import Subject

SHOWN = 30
ABOUT = "comments"  # the room in what a held notice is about: "comments:17"


def waiting_for(officer: Officer, today: dt.date) -> list[DeskItem]:  # noqa: ARG001 - every room answers the same call
    """One line for each thing the officer is mentioned on, the newest remark named; none where it is closed to the officer by now."""
    mentions = (
        Mention.objects.filter(officer=officer, seen_at=None, remark__withdrawn_at=None)
        .filter(remark__in=Remark.objects.visible_to(officer).values("pk"))
        .select_related("remark")
        .order_by("-pk")[:SHOWN]
    )
    newest: dict[tuple[str, int], Mention] = {}
    for mention in mentions:
        newest.setdefault((mention.remark.subject_kind, mention.remark.subject_id), mention)
    return [
        DeskItem(
            kind="mentioned",
            title=" · ".join(dict.fromkeys((subject.number, subject.title))),
            url=reverse("comments:place", args=[mention.remark_id]),
            why=_("%(who)s mentions you") % {"who": mention.remark.by_label},
            urgency=2,
            illustrative=subject.illustrative,
        )
        for subject, mention in ((subject, newest[subject.kind, subject.pk]) for subject in _subjects(newest, officer))
    ]


def _subjects(wanted: dict[tuple[str, int], Mention], officer: Officer) -> list[Subject]:
    """The things still open to the officer, in the order wanted; one question a kind."""
    found: dict[tuple[str, int], Subject] = {}
    for kind in dict.fromkeys(kind for kind, _pk in wanted):
        ids = [pk for one, pk in wanted if one == kind]
        found |= {(kind, subject.pk): subject for subject in subjects.find_all(kind, officer, pk__in=ids)}
    return [found[key] for key in wanted if key in found and policy.talks(officer, found[key])]


def still_waits(pairs: Collection[tuple[int, str]]) -> set[tuple[int, str]]:
    """Of (officer, "comments:17"), the mentions not seen yet, in a remark that stands and that the officer may still read."""
    asked = {(officer, int(about.partition(":")[2])): (officer, about) for officer, about in pairs}
    mentions = Mention.objects.filter(
        officer__in=[officer for officer, _about in pairs],
        remark__in=[remark for _officer, remark in asked],
        seen_at=None,
        remark__withdrawn_at=None,
    ).select_related("remark", "officer")
    return {
        asked[mention.officer_id, mention.remark_id]
        for mention in mentions
        if (mention.officer_id, mention.remark_id) in asked and _may_read(mention.officer, mention.remark)
    }


def _may_read(officer: Officer, remark: Remark) -> bool:
    subject = subjects.find(remark.subject_kind, officer, pk=remark.subject_id)
    return (
        subject is not None
        and policy.talks(officer, subject)
        and Remark.objects.visible_to(officer).filter(pk=remark.pk).exists()
    )
