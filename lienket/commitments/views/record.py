"""The pages of the commitment's own record: added by hand, corrected, its deadline moved, its readers chosen, withdrawn."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from lienket.accounts.gate import OfficerRequest, signed_in
from lienket.accounts.policy import can
from lienket.lib.answering import attempt, status_of
from lienket.lib.audience import Audience
from lienket.lib.refusals import DeedRefused
from lienket.localities.actions import establish_agency
from lienket.programmes.models import Programme

from .. import actions
from ..actions import ResponsibilityDraft
from ..forms.record import AudienceForm, CommitmentForm, EditForm, MeasuresForm
from ..forms.steps import DeadlineForm
from ..models import Commitment, CommitmentState
from ..refusals import NotOpenToChange


@signed_in
def add(request: OfficerRequest, slug: str) -> HttpResponse:
    """T1 Thêm nội dung, by hand, citing the paper and its page."""
    programme = get_object_or_404(Programme.objects.editable_by(request.user), slug=slug)
    form = CommitmentForm(request.POST or None, programme=programme)
    refusal = None
    made: list[Commitment] = []

    @transaction.atomic
    def do(_data: dict[str, Any]) -> None:
        drafts = [
            ResponsibilityDraft(
                party, acting=acts, lead=establish_agency(code, party.locality, by=request.user) if code else None
            )
            for party, acts, code in form.parts()
        ]
        made.append(
            actions.add_commitment(
                programme, responsibilities=drafts, citation=form.citation(), **form.facts(), by=request.user
            )
        )

    if request.method == "POST" and form.is_valid():
        refusal = attempt(form, do)
        if made and refusal is None and form.is_valid():
            messages.success(
                request,
                _("%(number)s has been entered as a draft. The Office assigns it.") % {"number": made[0].number},
            )
            return redirect(made[0])
    context = {
        "programme": programme,
        "form": form,
        "refusal": refusal,
        "autosave_key": f"programme-{programme.pk}-add",
    }
    return render(request, "commitments/add.html", context, status=status_of(refusal, form))


@signed_in
def edit(request: OfficerRequest, pk: int) -> HttpResponse:
    """A draft corrected."""
    commitment = _editable(request, pk)
    if (
        commitment.state == CommitmentState.DRAFTED
        and Audience.PUBLIC == commitment.audience == commitment.programme.audience
    ):
        return redirect("versions:of_commitment", pk)  # the public reads it: a colleague approves the change
    form = EditForm(request.POST or None, commitment=commitment)
    refusal: DeedRefused | None = None
    if commitment.state != CommitmentState.DRAFTED:
        refusal = NotOpenToChange(_("The commitment has been assigned; its content stands."))
    elif request.method == "POST" and form.is_valid():
        refusal = attempt(form, lambda data: actions.edit_commitment(commitment, **data, by=request.user))
        if refusal is None and form.is_valid():
            messages.success(request, _("The draft has been corrected."))
            return redirect(commitment)
    context = {
        "commitment": commitment,
        "form": form,
        "refusal": refusal,
        "crumb_label": _("Edit the draft"),
        "autosave_key": f"commitment-{pk}-edit",
    }
    return render(request, "commitments/edit.html", context, status=status_of(refusal, form))


@signed_in
def change_deadline(request: OfficerRequest, pk: int) -> HttpResponse:
    """The deadline moved; the old one is kept."""
    commitment = get_object_or_404(Commitment.objects.own_to(request.user).select_related("programme"), pk=pk)
    if not can(request.user, "commitments.change_deadline", commitment):
        raise PermissionDenied(_("The Office of an acting side moves a deadline. Ask yours, with the reason."))
    form = DeadlineForm(request.POST or None, initial={"new": commitment.deadline})
    refusal = None
    if request.method == "POST" and form.is_valid():
        refusal = attempt(form, lambda data: actions.change_deadline(commitment, **data, by=request.user))
        if refusal is None and form.is_valid():
            messages.success(request, _("The deadline has moved; every side has been told."))
            return redirect(commitment)
    acting = sum(r.acting for r in commitment.responsibilities.all())
    context = {
        "commitment": commitment,
        "form": form,
        "refusal": refusal,
        "shared": acting > 1,
        "crumb_label": _("Change the deadline"),
        "autosave_key": f"commitment-{pk}-change_deadline",
    }
    return render(request, "commitments/change_deadline.html", context, status=status_of(refusal, form))


@signed_in
def audience(request: OfficerRequest, pk: int) -> HttpResponse:
    """Who may read the commitment."""
    commitment = _editable(request, pk)
    form = AudienceForm(request.POST or None, initial={"audience": commitment.audience})
    refusal = None
    if request.method == "POST" and form.is_valid():
        refusal = attempt(
            form, lambda data: actions.set_audience(commitment, audience=data["audience"], by=request.user)
        )
        if refusal is None:
            messages.success(request, _("Who may see the commitment has been changed."))
            return redirect(commitment)
    context = {
        "commitment": commitment,
        "form": form,
        "refusal": refusal,
        "crumb_label": _("Who may see it"),
        "autosave_key": f"commitment-{pk}-audience",
    }
    return render(request, "commitments/audience.html", context, status=status_of(refusal, form))


@signed_in
def measure_by(request: OfficerRequest, pk: int) -> HttpResponse:
    """Which shared indicators measure the commitment."""
    commitment = _editable(request, pk)
    form = MeasuresForm(request.POST or None, commitment=commitment)
    refusal = None
    if request.method == "POST" and form.is_valid():
        refusal = attempt(form, lambda data: actions.measure_by(commitment, **data, by=request.user))
        if refusal is None and form.is_valid():
            messages.success(request, _("The indicators of the commitment are chosen."))
            return redirect(commitment)
    context = {
        "commitment": commitment,
        "form": form,
        "refusal": refusal,
        "crumb_label": _("Choose indicators"),
        "autosave_key": f"commitment-{pk}-measures",
    }
    return render(request, "commitments/measure_by.html", context, status=status_of(refusal, form))


@signed_in
def withdraw(request: OfficerRequest, pk: int) -> HttpResponse:
    """A draft entered by mistake taken back, after a question."""
    commitment = _editable(request, pk)
    refusal = None
    if request.method == "POST":
        refusal = attempt(None, lambda _data: actions.withdraw_commitment(commitment, by=request.user))
        if refusal is None:
            messages.success(request, _("The draft has been withdrawn. The history keeps that it was there."))
            return redirect(commitment.programme)
    context = {
        "commitment": commitment,
        "refusal": refusal,
        "crumb_label": _("Withdraw the draft"),
        "autosave_key": f"commitment-{pk}-withdraw",
    }
    return render(request, "commitments/withdraw.html", context, status=refusal.status if refusal else 200)


def _editable(request: OfficerRequest, pk: int) -> Commitment:
    return get_object_or_404(Commitment.objects.editable_by(request.user).select_related("programme"), pk=pk)
