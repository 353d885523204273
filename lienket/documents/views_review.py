"""The review: text on one side, proposals on the other. Every decision is a POST and a redirect; with htmx only its card is exchanged."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lienket.accounts.gate import OfficerRequest, signed_in
from lienket.accounts.policy import can
from lienket.lib.refusals import DeedRefused, NotAllowed

from . import actions
from .applying import modes_of
from .forms.choices import Choices
from .forms.drafts import DRAFT_FORMS, DraftForm
from .forms.papers import ProgrammeChoiceForm
from .lit import lit_text
from .models import Document, DocumentState, Proposal
from .problems import notes_in_words
from .refusals import AlreadyDecided
from .review import Card, cards_of, latest_together, progress_of, sections_of
from .sureness import sure_ones


@signed_in
@require_GET
def review(request: OfficerRequest, pk: int) -> HttpResponse:
    """The whole review of one paper."""
    officer = request.user
    document = get_object_or_404(Document.objects.editable_by(officer).select_related("side", "programme"), pk=pk)
    if document.state != DocumentState.READ:
        return redirect(document)
    proposals = list(document.proposals.alive())
    for proposal in proposals:
        proposal.document = document
    cards = cards_of(proposals, officer)
    reading = document.latest_reading
    waiting = sum(card.proposal.state == "pending" for card in cards)
    context = {
        "document": document,
        "sections": sections_of(cards),
        "decided": len(cards) - waiting,
        "of": len(cards),
        "paragraphs": lit_text(
            document.text, reading.facts if reading else {}, pages=document.pages, points=(p.start for p in proposals)
        ),
        "notes": notes_in_words(document.notes),
        "gaps": _gaps(cards),
        "sure": len(sure_ones(document, proposals)),
        "together": latest_together(cards),
        "may_decide": can(officer, "documents.decide", document),
        "programme_form": ProgrammeChoiceForm(document=document, officer=officer),
    }
    return render(request, "documents/review.html", context)


def _gaps(cards: list[Card]) -> list[tuple[str, int]]:
    """What could not be read, counted: the page says it before anybody relies on the rest."""
    counted: dict[str, int] = {}
    for card in cards:
        if card.open:
            for gap in card.gaps:
                counted[gap] = counted.get(gap, 0) + 1
    return sorted(counted.items(), key=lambda pair: -pair[1])


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: OfficerRequest, pk: int, proposal_pk: int) -> HttpResponse:
    """One proposal with its draft as a form; a POST accepts it as corrected."""
    found = _proposal(request, pk, proposal_pk)
    officer = request.user
    if not can(officer, "documents.decide", found.document):
        raise PermissionDenied(_("Only the focal agency and the Office of your side decide on proposals."))
    (card,) = cards_of([found], officer)
    if not card.open:
        return _answer(request, found, refused=AlreadyDecided(found) if request.method == "POST" else None)
    choices = Choices(found.document, officer)
    form = DRAFT_FORMS[found.kind](request.POST or None, proposal=found, choices=choices, mode=card.choices[0].mode)
    if form.is_valid():
        try:
            actions.accept_proposal(found, by=officer, mode=form.cleaned_data["mode"], draft=form.to_draft())
        except AlreadyDecided as refused:
            return _answer(request, found, refused=refused)
        except NotAllowed as refused:
            raise PermissionDenied(refused.message) from refused
        except DeedRefused as refused:
            form.add_error(None, refused.message)
        else:
            return _answer(request, found, words=_("Accepted."))
    return _form_page(request, found, card, form)


def _form_page(request: OfficerRequest, found: Proposal, card: Card, form: DraftForm) -> HttpResponse:
    context = {
        "document": found.document,
        "proposal": found,
        "card": card,
        "form": form,
        "may_decide": True,
        "draft_key": f"proposal-{found.pk}",
    }
    if request.headers.get("HX-Request"):
        return render(request, "documents/parts/draft_form.html", context)
    return render(request, "documents/proposal.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def accept(request: OfficerRequest, pk: int, proposal_pk: int) -> HttpResponse:
    """Yes, as the reading drafted it."""
    found = _proposal(request, pk, proposal_pk)
    mode = request.POST.get("mode", Proposal.Mode.NEW)
    if mode not in modes_of(found.kind):
        raise Http404
    return _decided(request, found, lambda by: actions.accept_proposal(found, by=by, mode=mode), _("Accepted."))


@signed_in
@require_POST
def reject(request: OfficerRequest, pk: int, proposal_pk: int) -> HttpResponse:
    """No."""
    found = _proposal(request, pk, proposal_pk)
    return _decided(request, found, lambda by: actions.reject_proposal(found, by=by), _("Rejected."))


@signed_in
@require_POST
def reconsider(request: OfficerRequest, pk: int, proposal_pk: int) -> HttpResponse:
    """The no is taken back."""
    found = _proposal(request, pk, proposal_pk)
    return _decided(
        request, found, lambda by: actions.reconsider_proposal(found, by=by), _("It waits for a decision again.")
    )


@signed_in
@require_POST
def withdraw(request: OfficerRequest, pk: int, proposal_pk: int) -> HttpResponse:
    """The yes is taken back."""
    found = _proposal(request, pk, proposal_pk)
    return _decided(
        request, found, lambda by: actions.withdraw_acceptance(found, by=by), _("Withdrawn. What came of it is gone.")
    )


@signed_in
@require_POST
def accept_all(request: OfficerRequest, pk: int) -> HttpResponse:
    """Yes to every undecided proposal of a kind that matches nothing."""
    return _all_of_a_kind(
        request,
        pk,
        actions.accept_all_of,
        lambda n: ngettext("%(n)s accepted.", "%(n)s accepted.", n) % {"n": n},
    )


@signed_in
@require_POST
def withdraw_all(request: OfficerRequest, pk: int) -> HttpResponse:
    """Every yes of a kind is taken back where nothing builds on it."""
    return _all_of_a_kind(
        request,
        pk,
        actions.withdraw_all_of,
        lambda n: ngettext("%(n)s withdrawn.", "%(n)s withdrawn.", n) % {"n": n},
    )


def _all_of_a_kind(
    request: OfficerRequest, pk: int, deed: Callable[..., Any], words: Callable[[int], str]
) -> HttpResponse:
    officer = request.user
    document = get_object_or_404(Document.objects.editable_by(officer).select_related("side", "programme"), pk=pk)
    kind = request.POST.get("loai", "")
    if kind not in Proposal.Kind.values:
        raise Http404
    try:
        done, refused = deed(document, kind, by=officer)
    except NotAllowed as error:
        raise PermissionDenied(error.message) from error
    messages.success(request, words(done))
    for sentence in dict.fromkeys(refusal.message for _p, refusal in refused):
        messages.warning(request, sentence)
    return redirect(f"{reverse('documents:review', args=[pk])}#loai-{kind}")


def _proposal(request: OfficerRequest, pk: int, proposal_pk: int) -> Proposal:
    officer = request.user
    document = get_object_or_404(Document.objects.editable_by(officer).select_related("side", "programme"), pk=pk)
    found: Proposal = get_object_or_404(document.proposals.alive(), pk=proposal_pk)
    found.document = document
    return found


def _decided(request: OfficerRequest, found: Proposal, deed: Callable[[Any], Any], words: str) -> HttpResponse:
    try:
        deed(request.user)
    except NotAllowed as refused:
        raise PermissionDenied(refused.message) from refused
    except DeedRefused as refused:
        return _answer(request, found, refused=refused)
    return _answer(request, found, words=words)


def _answer(
    request: OfficerRequest, found: Proposal, *, refused: DeedRefused | None = None, words: str = ""
) -> HttpResponse:
    """After a decision: the review again; with htmx the card alone; a refusal as a page that speaks."""
    document_pk = found.document_id
    if request.headers.get("HX-Request"):
        if found.kind == Proposal.Kind.PROGRAMME and refused is None:
            return HttpResponse(headers={"HX-Refresh": "true"})  # every other card may match something else now
        return _card(request, found, refused)
    if refused is not None:
        status = refused.status if isinstance(refused.status, int) else 409
        return render(
            request,
            "documents/refused.html",
            {"document": found.document, "refused": refused, "proposal": found},
            status=status,
        )
    if words:
        messages.success(request, words)
    return redirect(f"{reverse('documents:review', args=[document_pk])}#de-xuat-{found.pk}")


def _card(request: OfficerRequest, found: Proposal, refused: DeedRefused | None) -> HttpResponse:
    document = Document.objects.select_related("side", "programme").get(pk=found.document_id)
    fresh = document.proposals.get(pk=found.pk)
    fresh.document = document
    (card,) = cards_of([fresh], request.user)
    context = {
        "document": document,
        "card": card,
        "current": True,
        "may_decide": can(request.user, "documents.decide", document),
        "refused": refused,
        "progress": progress_of(document),
        "swapped": True,
    }
    return render(request, "documents/parts/card.html", context)


@signed_in
@require_GET
def card(request: OfficerRequest, pk: int, proposal_pk: int) -> HttpResponse:
    """The card alone: what "cancel" of an open form brings back."""
    found = _proposal(request, pk, proposal_pk)
    if not request.headers.get("HX-Request"):
        return redirect(f"{reverse('documents:review', args=[pk])}#de-xuat-{found.pk}")
    return _card(request, found, None)
