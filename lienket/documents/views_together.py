"""All sure proposals at once, with a look at what is meant before and a way back after; and why a proposal was read so."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lienket.accounts.gate import OfficerRequest, signed_in
from lienket.accounts.policy import can
from lienket.lib.refusals import NotAllowed

from . import actions
from .actions import Together
from .models import Document, DocumentState
from .review import cards_of, sections_of
from .sureness import sure_ones
from .why import rule_in_words, why_of


def _document(request: OfficerRequest, pk: int) -> Document:
    own = Document.objects.editable_by(request.user).select_related("side", "programme")
    return get_object_or_404(own, pk=pk)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def accept_sure(request: OfficerRequest, pk: int) -> HttpResponse:
    """What would be accepted, proposal by proposal; a POST accepts exactly those that were shown."""
    document = _document(request, pk)
    if not can(request.user, "documents.decide", document):
        raise PermissionDenied(_("Only the focal agency and the Office of your side decide on proposals."))
    if document.state != DocumentState.READ:
        return redirect(document)
    if request.method == "POST":
        shown = {int(value) for value in request.POST.getlist("de-xuat") if value.isdecimal() and len(value) < 19}
        try:
            outcome = actions.accept_sure(document, proposals=shown, by=request.user)
        except NotAllowed as error:
            raise PermissionDenied(error.message) from error
        _say(request, outcome, ngettext("%(n)s accepted.", "%(n)s accepted.", outcome.done) % {"n": outcome.done})
        return redirect("documents:review", pk)
    proposals = list(document.proposals.alive())
    sure = sure_ones(document, proposals)
    for proposal in sure:
        proposal.document = document
    context = {
        "document": document,
        "sections": sections_of(cards_of(sure, request.user)),
        "n": len(sure),
        "left": sum(p.state == "pending" for p in proposals) - len(sure),
    }
    return render(request, "documents/accept_sure.html", context)


@signed_in
@require_POST
def withdraw_together(request: OfficerRequest, pk: int) -> HttpResponse:
    """One deed of accepting together is taken back."""
    document = _document(request, pk)
    try:
        batch = UUID(request.POST.get("dot", ""))
    except ValueError as problem:
        raise Http404 from problem
    try:
        outcome = actions.withdraw_together(document, batch=batch, by=request.user)
    except NotAllowed as error:
        raise PermissionDenied(error.message) from error
    _say(request, outcome, ngettext("%(n)s withdrawn.", "%(n)s withdrawn.", outcome.done) % {"n": outcome.done})
    return redirect("documents:review", pk)


def _say(request: OfficerRequest, outcome: Together, words: str) -> None:
    messages.success(request, words)
    by_reason: dict[str, list[str]] = {}
    for proposal, refusal in outcome.refused:
        by_reason.setdefault(refusal.message, []).append(str(proposal.draft.get("title") or proposal.quote)[:80])
    for reason, titles in by_reason.items():
        messages.warning(request, f"{'; '.join(titles)}: {reason}")


@signed_in
@require_GET
def why(request: OfficerRequest, pk: int, proposal_pk: int) -> HttpResponse:
    """Why this was read so and what else was considered; with htmx the part inside the card alone."""
    document = _document(request, pk)
    proposal = get_object_or_404(document.proposals.alive().select_related("reading"), pk=proposal_pk)
    if document.state != DocumentState.READ:
        raise Http404
    proposal.document = document
    context = {"document": document, "proposal": proposal, "rule": rule_in_words(proposal), "why": why_of(proposal)}
    part = request.headers.get("HX-Request")
    return render(request, "documents/parts/why.html" if part else "documents/why.html", context)
