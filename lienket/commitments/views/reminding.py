"""The page on which the Office or the focal agency reminds by hand (đôn đốc)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from lienket.accounts.gate import OfficerRequest, signed_in
from lienket.accounts.roster import Roster
from lienket.lib import clock
from lienket.lib.answering import attempt, status_of

from .. import actions
from ..addressing import addressed
from ..chase import Rung
from ..chasing import is_pressed, waiting_parts
from ..forms.reminding import ReminderForm
from ..models import Commitment, Responsibility
from ..policy import rungs_to_remind


@signed_in
def chase_by_hand(request: OfficerRequest, pk: int) -> HttpResponse:
    """Whom to remind, in which words; and every reminder there was."""
    commitment = get_object_or_404(Commitment.objects.own_to(request.user).select_related("programme"), pk=pk)
    parts = list(waiting_parts().filter(commitment=commitment))
    allowed = [(part, rung) for part in parts for rung in rungs_to_remind(request.user, part)]
    if not allowed:
        raise PermissionDenied(_("The Office and the focal agency of a side remind. Ask yours."))
    form = ReminderForm(request.POST or None, offered=_offered(allowed, request.user.pk))
    refusal = None
    if request.method == "POST" and form.is_valid():
        refusal = attempt(form, lambda data: _remind(request, data))
        if refusal is None and form.is_valid():
            messages.success(request, _("The office has been reminded; it stands in the trail."))
            return redirect(commitment)
    context = {
        "commitment": commitment,
        "form": form,
        "refusal": refusal,
        "nobody": not form.offered,
        "chases": commitment.chases.select_related("responsibility__party__locality")[
            :12
        ],  # the trail of the commitment has them all
        "crumb_label": _("Remind"),
        "autosave_key": f"commitment-{pk}-remind",
    }
    return render(request, "commitments/remind.html", context, status=status_of(refusal, form))


def _remind(request: OfficerRequest, data: dict[str, Any]) -> None:
    actions.chase_by_hand(data["part"], words=data["words"], rung=data["rung"], by=request.user)


def _offered(allowed: list[tuple[Responsibility, Rung]], reader: int) -> list[tuple[Responsibility, Rung, str]]:
    """The choices that lead to somebody else: parts that wait, with the office that is addressed today."""
    roster, offered = Roster.on(clock.today()), []
    for part, rung in allowed:
        office = addressed(part, rung, roster)
        if is_pressed(part) and set(office.officers) - {reader}:
            offered.append((part, rung, f"{rung.label}: {office.label}"))
    return offered
