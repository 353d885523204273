"""The pages of milestones and of progress set by hand."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lienket.accounts.gate import OfficerRequest, signed_in
from lienket.accounts.policy import can
from lienket.files.actions import store_all
from lienket.lib.answering import attempt, status_of
from lienket.lib.refusals import DeedRefused
from lienket.programmes.guards import gone_for

from .. import actions
from ..forms.progress import MilestonesForm, OverrideForm, ReachForm, TakeBackForm
from ..models import Commitment, Milestone


def _own(request: OfficerRequest, pk: int, deed: str) -> Commitment:
    """The commitment of one's own side. 404 for what is absent or another side's; 403 where the role is missing."""
    commitment = get_object_or_404(Commitment.objects.own_to(request.user).select_related("programme"), pk=pk)
    if not can(request.user, deed, commitment):
        parts = commitment.responsibilities.select_related("party__locality")
        raise PermissionDenied(
            gone_for(request.user, [part.party for part in parts])
            or _("The lead agency of an acting side, or a focal agency, keeps the progress. Ask yours to do it.")
        )
    return commitment


def _page(  # noqa: PLR0917 - what one page shows; all handed on to its template
    request: OfficerRequest,
    commitment: Commitment,
    name: str,
    label: str,
    form: Any,
    refusal: DeedRefused | None,
    **more: Any,
) -> HttpResponse:
    context = {
        "commitment": commitment,
        "form": form,
        "refusal": refusal,
        "crumb_label": label,
        "autosave_key": f"commitment-{commitment.pk}-{name}",
    }
    return render(request, f"commitments/{name}.html", context | more, status=status_of(refusal, form))


@signed_in
def milestones(request: OfficerRequest, pk: int) -> HttpResponse:
    """The milestones and their weights."""
    commitment = _own(request, pk, "commitments.set_milestones")
    form = MilestonesForm(request.POST or None, commitment=commitment)
    refusal = None
    if request.method == "POST" and form.is_valid():
        refusal = attempt(form, lambda _data: actions.set_milestones(commitment, form.drafts(), by=request.user))
        if refusal is None and form.is_valid():
            messages.success(request, _("The milestones have been set."))
            return redirect(f"{commitment.get_absolute_url()}#tien-do")
    reached = [one for one in commitment.milestones.all() if one.reached_on is not None]
    return _page(request, commitment, "milestones", _("Milestones"), form, refusal, reached=reached)


@signed_in
def reach(request: OfficerRequest, pk: int, milestone: int) -> HttpResponse:
    """A milestone marked as reached, with its evidence."""
    commitment, one = _milestone(request, pk, milestone)
    form = ReachForm(request.POST or None, request.FILES or None)

    @transaction.atomic
    def do(data: dict[str, Any]) -> None:
        side = request.user.side
        kept = store_all(data["attached"], by=request.user, side=side) if side is not None else []
        actions.reach_milestone(
            one, reached_on=data["reached_on"], evidence=data["evidence"], files=kept, by=request.user
        )

    refusal = None
    if request.method == "POST" and form.is_valid():
        refusal = attempt(form, do)
        if refusal is None and form.is_valid():
            messages.success(request, _("The milestone is marked as reached."))
            return redirect(f"{commitment.get_absolute_url()}#tien-do")
    return _page(request, commitment, "reach_milestone", _("Milestone reached"), form, refusal, milestone=one)


@signed_in
def take_back(request: OfficerRequest, pk: int, milestone: int) -> HttpResponse:
    """A milestone marked by mistake."""
    commitment, one = _milestone(request, pk, milestone)
    form = TakeBackForm(request.POST or None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        refusal = attempt(form, lambda data: actions.take_back_milestone(one, reason=data["reason"], by=request.user))
        if refusal is None and form.is_valid():
            messages.success(request, _("The milestone counts as not reached again."))
            return redirect(f"{commitment.get_absolute_url()}#tien-do")
    return _page(request, commitment, "take_back_milestone", _("Not reached after all"), form, refusal, milestone=one)


@signed_in
def override(request: OfficerRequest, pk: int) -> HttpResponse:
    """Progress set by hand, with the reason."""
    commitment = _own(request, pk, "commitments.override_progress")
    now = commitment.overrides.filter(lifted_at=None).first()
    form = OverrideForm(request.POST or None, initial={"percent": now.percent, "reason": now.reason} if now else None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        refusal = attempt(form, lambda data: actions.override_progress(commitment, **data, by=request.user))
        if refusal is None and form.is_valid():
            messages.success(request, _("The progress is set by hand; the reason stands beside it."))
            return redirect(f"{commitment.get_absolute_url()}#tien-do")
    return _page(request, commitment, "override_progress", _("Set the progress by hand"), form, refusal)


@signed_in
@require_POST
def lift(request: OfficerRequest, pk: int) -> HttpResponse:
    """The reckoned progress holds again."""
    commitment = _own(request, pk, "commitments.override_progress")
    refusal = attempt(None, lambda _data: actions.lift_override(commitment, by=request.user))
    if refusal is None:
        messages.success(request, _("The reckoned progress holds again."))
    else:
        messages.warning(request, refusal.message)
    return redirect(f"{commitment.get_absolute_url()}#tien-do")


def _milestone(request: OfficerRequest, pk: int, milestone: int) -> tuple[Commitment, Milestone]:
    commitment = _own(request, pk, "commitments.reach_milestone")
    one = get_object_or_404(commitment.milestones.all(), pk=milestone)
    one.commitment = commitment
    return commitment, one
