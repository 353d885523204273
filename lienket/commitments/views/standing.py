"""The pages of what recurs and of what is inherited: a standing task set or ended, the successor of a dissolved agency named."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from lienket.accounts.gate import OfficerRequest, signed_in
from lienket.accounts.policy import can
from lienket.lib.answering import attempt, status_of
from lienket.localities.actions import establish_agency

from .. import actions
from ..actions.succeeding import lead_that_is_gone, successors
from ..forms.standing import HandOverForm, RecurrenceForm
from ..models import Commitment, Responsibility


@signed_in
def recurrence(request: OfficerRequest, pk: int) -> HttpResponse:
    """A draft made a standing task, or the standing task ended."""
    commitment = get_object_or_404(
        Commitment.objects.editable_by(request.user).select_related("programme", "series"), pk=pk
    )
    form = RecurrenceForm(request.POST or None, commitment=commitment)
    refusal = None
    if request.method == "POST" and form.is_valid():
        refusal = attempt(form, lambda data: actions.set_recurrence(commitment, **data, by=request.user))
        if refusal is None and form.is_valid():
            messages.success(request, _("The standing task has been set."))
            return redirect(commitment)
    context = {
        "commitment": commitment,
        "form": form,
        "refusal": refusal,
        "crumb_label": _("Standing task"),
        "autosave_key": f"commitment-{pk}-recurrence",
    }
    return render(request, "commitments/recurrence.html", context, status=status_of(refusal, form))


@signed_in
def hand_over(request: OfficerRequest, pk: int) -> HttpResponse:
    """The focal agency names who leads now that the lead agency is no more."""
    part = _part(request, pk)
    form = HandOverForm(request.POST or None, part=part)

    @transaction.atomic
    def do(data: dict[str, Any]) -> None:
        unit = request.user.side or part.party.locality
        lead = establish_agency(data["lead"], unit, by=request.user)
        actions.hand_over(part, lead=lead, reason=data["reason"], by=request.user)

    refusal = attempt(None, lambda _nothing: lead_that_is_gone(part))
    if refusal is None and request.method == "POST" and form.is_valid():
        refusal = attempt(form, do)
        if refusal is None and form.is_valid():
            messages.success(request, _("The lead agency has been named."))
            return redirect(part.commitment)
    context = {
        "commitment": part.commitment,
        "part": part,
        "heirs": ", ".join(str(type_) for type_, _unit in successors(part.lead)) if part.lead is not None else "",
        "form": form,
        "refusal": refusal,
        "crumb_label": _("Name the lead agency"),
        "autosave_key": f"commitment-{pk}-hand_over",
    }
    return render(request, "commitments/hand_over.html", context, status=status_of(refusal, form))


def _part(request: OfficerRequest, pk: int) -> Responsibility:
    """The own side's part whose lead is gone, the one named by `ben` first; 404 for another side's, 403 without the role."""
    commitment = get_object_or_404(Commitment.objects.own_to(request.user).select_related("programme"), pk=pk)
    own = list(commitment.responsibilities.own_to(request.user).with_people())
    asked = request.GET.get("ben", "")
    if asked.isdigit():
        own = [part for part in own if part.pk == int(asked)]
    if not own:
        raise Http404
    part = next((part for part in own if can(request.user, "commitments.hand_over", part)), None)
    if part is None:
        raise PermissionDenied(
            _("The focal agency of the side names the agency that took a dissolved one's work over.")
        )
    part.commitment = commitment
    return part
