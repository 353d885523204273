"""The history of deeds, readable by people: the sentences of every room in one visible table."""

from collections.abc import Mapping
from typing import Any

import rules
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render

from lienket.accounts import policy
from lienket.accounts.gate import OfficerRequest, signed_in
from lienket.accounts.history import LINES as ACCOUNTS
from lienket.accounts.models import Role
from lienket.accounts.predicates import holds, sides
from lienket.audit.models import Event
from lienket.comments.history import LINES as COMMENTS
from lienket.commitments.history import LINES as COMMITMENTS
from lienket.documents.history import LINES as DOCUMENTS
from lienket.files.history import LINES as FILES
from lienket.indicators.history import LINES as INDICATORS
from lienket.jobs.history import LINES as JOBS
from lienket.lib.refusals import NotAllowed
from lienket.localities.history import LINES as LOCALITIES
from lienket.localities.models import Locality
from lienket.notices.history import LINES as NOTICES
from lienket.programmes.history import LINES as PROGRAMMES
from lienket.sheets.history import LINES as SHEETS
from lienket.versions.history import LINES as VERSIONS

LINES: Mapping[str, Any] = {
    **LOCALITIES,
    **ACCOUNTS,
    **NOTICES,
    **FILES,
    **COMMENTS,
    **PROGRAMMES,
    **INDICATORS,
    **COMMITMENTS,
    **VERSIONS,
    **SHEETS,
    **DOCUMENTS,
    **JOBS,
}
PAGE_SIZE = 50

# Who compiles, looks after or leads a side reads its history; a desk officer finds the trail on each commitment.
rules.add_rule(
    "audit.read",
    lambda actor, _=None: holds(actor, Role.FOCAL, Role.OFFICE, Role.LEADER, Role.ADMIN, Role.SECURITY),
)


class _Gentle(dict[str, Any]):
    """A line written before its sentence gained a word still reads."""

    def __missing__(self, key: str) -> str:
        return "…"


def sentence(event: Event) -> str:
    """The line in the reader's language; the bare code where a room has no sentence for it."""
    words = LINES.get(event.verb)
    return str(words) % _Gentle(event.data) if words is not None else event.verb


@signed_in
def history(request: OfficerRequest) -> HttpResponse:
    """Deeds of the officer's own side and of the system, newest first."""
    if not policy.can(request.user, "audit.read"):
        raise PermissionDenied(str(NotAllowed()))
    codes = set(Locality.objects.filter(pk__in=sides(request.user)).values_list("code", flat=True))
    events = Event.objects.filter(Q(side_code__in=codes) | Q(side_code="", actor_id=None))
    page = Paginator(events, PAGE_SIZE).get_page(request.GET.get("trang"))
    lines = [(event, sentence(event)) for event in page]
    return render(request, "pages/history.html", {"page": page, "lines": lines})
