"""The pages of a next version: proposing it, and deciding on it from the thing's own page."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lienket.accounts.gate import OfficerRequest, signed_in
from lienket.commitments.forms.record import EditForm as CommitmentEdit
from lienket.commitments.models import Commitment, CommitmentState
from lienket.lib.answering import attempt, status_of
from lienket.programmes.forms.records import EditForm as ProgrammeEdit
from lienket.programmes.models import Programme

from . import actions
from .models import NextVersion
from .things import is_public, kind_of, living


@signed_in
def of_commitment(request: OfficerRequest, pk: int) -> HttpResponse:
    """The next version of a public commitment."""
    editable = Commitment.objects.editable_by(request.user).select_related("programme", "sector", "group")
    commitment = get_object_or_404(editable, pk=pk)
    if request.method == "GET" and commitment.state != CommitmentState.DRAFTED:
        return redirect("commitments:edit", pk)  # which says at once that its words stand
    return _propose(request, commitment, CommitmentEdit(request.POST or None, commitment=commitment))


@signed_in
def of_programme(request: OfficerRequest, slug: str) -> HttpResponse:
    """The next version of a public programme's record."""
    editable = Programme.objects.editable_by(request.user).prefetch_related("parties__locality")
    programme = get_object_or_404(editable, slug=slug)
    return _propose(request, programme, ProgrammeEdit(request.POST or None, programme=programme))


def _propose(request: OfficerRequest, thing: Commitment | Programme, form: Any) -> HttpResponse:
    if not is_public(thing):
        return redirect(f"{kind_of(thing).name}s:edit", *_key(thing))
    waiting = NextVersion.objects.of(thing).open().first()
    if waiting is not None:  # go on where the last one stopped
        form.initial |= {name: living(name, value) for name, value in waiting.values.items()}
    refusal = None
    if request.method == "POST" and form.is_valid():
        refusal = attempt(form, lambda data: actions.propose(thing, values=data, by=request.user))
        if refusal is None and form.is_valid():
            messages.success(
                request, _("The change is kept as the next version. The public reads it once a colleague approves it.")
            )
            return redirect(thing)
    context = {
        "thing": thing,
        "form": form,
        "refusal": refusal,
        "waiting": waiting,
        "autosave_key": f"version-{kind_of(thing).name}-{thing.pk}",
    }
    return render(request, "versions/propose.html", context, status=status_of(refusal, form))


@signed_in
@require_POST
def approve(request: OfficerRequest, pk: int) -> HttpResponse:
    """The version becomes what the public reads."""
    return _decide(request, pk, actions.approve, _("Approved: the public reads this version now."))


@signed_in
@require_POST
def drop(request: OfficerRequest, pk: int) -> HttpResponse:
    """The version is dropped; what the public reads stays."""
    return _decide(request, pk, actions.drop, _("The version has been dropped; what the public reads stays as it was."))


def _decide(request: OfficerRequest, pk: int, deed: Any, done: str) -> HttpResponse:
    versions = NextVersion.objects.editable_by(request.user).select_related("commitment__programme", "programme")
    version = get_object_or_404(versions, pk=pk)
    refusal = attempt(None, lambda _data: deed(version, by=request.user))
    if refusal is not None:
        messages.error(request, refusal.message)
    else:
        messages.success(request, done)
    return redirect(version.thing)


def _key(thing: Commitment | Programme) -> list[Any]:
    return [thing.pk] if isinstance(thing, Commitment) else [thing.slug]
