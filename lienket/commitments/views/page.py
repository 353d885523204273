"""What the deeds' pages share: fetching one's own part through the gate, doing the deed, showing a refusal without losing the text."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from lienket.accounts.gate import OfficerRequest
from lienket.accounts.policy import can
from lienket.lib.answering import attempt, status_of

from ..actions.taking import out_of_turn
from ..actions.working import begins_with_update
from ..models import Commitment, Responsibility
from ..steps import own_responsibility, waiting_for_whom, whose
from ..transitions import Transition


def own_part(request: OfficerRequest, pk: int, row: Transition) -> Responsibility:
    """The actor's side's part in the commitment. 404 for what is absent or another side's; 403 where the role is missing."""
    commitments = Commitment.objects.own_to(request.user).select_related("programme", "sector")
    commitment = get_object_or_404(commitments, pk=pk)
    part = own_responsibility(commitment, request.user, row, request.GET.get("ben", ""))
    if part is None:
        raise Http404
    if not can(request.user, row.deed, part):
        raise PermissionDenied(_("“%(step)s” waits for: %(who)s.") % {"step": row.label, "who": whose(row, part)})
    return part


def step_page(
    request: OfficerRequest, part: Responsibility, row: Transition, form: BaseForm, do: Callable[[dict[str, Any]], Any]
) -> HttpResponse:
    """Do the step when the form stands, else show the form; a step that is not this party's turn says so at once."""
    refusal = None
    if request.method == "GET" and not (row.code == "T6" and begins_with_update(part, request.user)):
        refusal = out_of_turn(part, row)
    if request.method == "POST" and form.is_valid():
        refusal = attempt(form, do)
        if refusal is None and form.is_valid():
            messages.success(request, said_after(part.commitment, row))
            return redirect(part.commitment)
    context = {
        "part": part,
        "commitment": part.commitment,
        "step": row,
        "form": form,
        "refusal": refusal,
        "autosave_key": f"commitment-{part.commitment_id}-{row.code}",
    }
    return render(request, f"commitments/{row.page.split(':')[1]}.html", context, status=status_of(refusal, form))


def said_after(commitment: Commitment, row: Transition) -> str:
    """What was done, and whom the commitment waits for now."""
    commitment.refresh_from_db()
    whom = [w.who for w in waiting_for_whom(commitment)]
    said = _("Done: %(step)s.") % {"step": row.label}
    if whom:
        said += " " + _("It now waits for: %(whom)s.") % {"whom": "; ".join(whom)}
    return said
