"""An officer's desk: only what waits for this officer, most urgent first. Empty means done, and says so."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from lienket.accounts.gate import OfficerRequest, signed_in
from lienket.accounts.models import Role
from lienket.accounts.predicates import appointments_today
from lienket.comments.desk import waiting_for as comments_waiting_for
from lienket.commitments.desk import waiting_for as commitments_waiting_for
from lienket.documents.desk import waiting_for as documents_waiting_for
from lienket.indicators.desk import waiting_for as indicators_waiting_for
from lienket.jobs.desk import waiting_for as jobs_waiting_for
from lienket.lib import clock
from lienket.lib.desk import MOST_OF_A_SORT, MOST_OF_A_STATE, DeskItem
from lienket.notices.desk import waiting_for as notices_waiting_for
from lienket.versions.desk import waiting_for as versions_waiting_for

# What each room has for people; a new room adds its line here.
ROOMS: tuple[Callable[..., list[DeskItem]], ...] = (
    commitments_waiting_for,
    comments_waiting_for,
    documents_waiting_for,
    indicators_waiting_for,
    jobs_waiting_for,
    notices_waiting_for,
    versions_waiting_for,
)
SORTS = {
    "to_decide",
    "to_resume",
    "to_hand_over",
    "values_differ",
    "values_to_report",
}  # of which less is read at a time
SHOWN = 12  # of a kind; the rest stands behind a link
KINDS = {  # kind of item → heading, icon; in the order of the page
    "overdue": (_("Overdue"), "exclamation-triangle"),
    "to_accept": (_("To accept"), "inbox-arrow-down"),
    "to_confirm": (_("To confirm"), "question-mark-circle"),
    "values_differ": (_("Figures that differ"), "scale"),
    "values_to_approve": (_("Values to approve"), "check-circle"),
    "figures_to_approve": (_("Figures to approve"), "check-circle"),
    "to_decide": (_("To decide"), "scale"),
    "versions_to_approve": (_("Versions to approve"), "check-badge"),
    "to_hand_over": (_("Lead agency to name"), "building-office"),
    "to_resume": (_("To resume"), "play"),
    "mentioned": (_("You are mentioned"), "at-symbol"),
    "due_soon": (_("Due soon"), "bell-alert"),
    "reminded": (_("Chased, and now yours to press"), "megaphone"),
    "to_assign": (_("To assign"), "user-plus"),
    "documents_to_review": (_("Papers to review"), "document-magnifying-glass"),
    "to_start": (_("To begin"), "play"),
    "to_report": (_("To report"), "pencil-square"),
    "values_to_report": (_("Indicators to report"), "chart-bar"),
    "failed_jobs": (_("Failed background jobs"), "wrench-screwdriver"),
    "undelivered_mail": (_("Undelivered mail"), "envelope"),
}


@signed_in
def desk(request: OfficerRequest) -> HttpResponse:
    """Everything that waits, grouped by what there is to do."""
    today = clock.today()
    items = sorted((item for waiting_for in ROOMS for item in waiting_for(request.user, today)), key=lambda i: i.order)
    by_kind: dict[str, list[DeskItem]] = {}
    for item in items:
        by_kind.setdefault(item.kind, []).append(item)
    wanted = request.GET.get("loai", "")
    if wanted in by_kind:
        by_kind = {wanted: by_kind[wanted]}
    shown = None if wanted in by_kind else SHOWN
    headings = [*KINDS.items(), *((kind, (_("Other"), "inbox")) for kind in by_kind if kind not in KINDS)]
    groups: list[dict[str, Any]] = [
        {
            "kind": kind,
            "label": label,
            "icon": icon,
            "count": len(by_kind[kind]),
            "or_more": _or_more(kind, by_kind[kind]),
            "items": by_kind[kind][:shown],
            "more": max(0, len(by_kind[kind]) - SHOWN) if shown else 0,
        }
        for kind, (label, icon) in headings
        if kind in by_kind
    ]
    appointments = appointments_today(request.user)
    context = {
        "groups": groups,
        "count": len(items),
        "or_more": any(_or_more(kind, found) for kind, found in by_kind.items()),
        "appointments": appointments,
        "only_follows": all(one.role == Role.LEADER for one in appointments),
        "today": today,
    }
    return render(request, "pages/desk.html", context)


def _or_more(kind: str, found: list[DeskItem]) -> bool:
    """Whether the room stopped reading there."""
    return len(found) >= (MOST_OF_A_SORT if kind in SORTS else MOST_OF_A_STATE)
