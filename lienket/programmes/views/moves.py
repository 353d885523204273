"""The page on which a programme moves along its life."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from lienket.accounts.gate import OfficerRequest, signed_in
from lienket.lib.answering import attempt, status_of

from .. import actions
from ..forms.records import MoveForm
from ..models import Programme
from ..policy import own_parties
from ..steps import next_moves


@signed_in
def move(request: OfficerRequest, slug: str) -> HttpResponse:
    """Without `?buoc=` the steps that can be taken now; with it the form of that step."""
    programmes = Programme.objects.filter(pk__in=Programme.objects.editable_by(request.user).values("pk"))
    programme = get_object_or_404(
        programmes.prefetch_related("parties__locality", "parties__focal_agency__type", "parties__signatories"),
        slug=slug,
    )
    steps = next_moves(programme, request.user)
    asked = request.GET.get("buoc", "")
    step = next((one for one in steps if one.row.to == asked), None)
    context: dict[str, Any] = {"programme": programme, "steps": steps, "mine": own_parties(request.user, programme)}
    if step is None:
        return render(request, "programmes/moves.html", context)
    if not step.allowed:
        raise PermissionDenied(_("“%(step)s” is not yours to do now.") % {"step": step.row.label})
    form = MoveForm(request.POST or None, evidence=step.row.evidence)
    refusal = None
    if request.method == "POST" and form.is_valid():
        refusal = attempt(form, lambda data: actions.move_programme(programme, to=step.row.to, **data, by=request.user))
        if refusal is None and form.is_valid():
            messages.success(request, _said_after(programme, step.row.label))
            return redirect(programme)
    context |= {
        "step": step,
        "form": form,
        "refusal": refusal,
        "autosave_key": f"programme-{programme.pk}-move-{asked}",
    }
    return render(request, "programmes/move.html", context, status=status_of(refusal, form))


def _said_after(programme: Programme, label: Any) -> str:
    waiting = programme.moves.filter(complete=False, from_state=programme.state).exists()
    if waiting:
        return _("“%(step)s” is recorded for your side; it waits for the other.") % {"step": label}
    return _("The programme now stands at “%(state)s”.") % {"state": programme.get_state_display()}
