"""The page on which it is decided what becomes of a commitment when one of its parties left the programme."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from lienket.accounts.gate import OfficerRequest, signed_in
from lienket.accounts.policy import can
from lienket.lib.answering import attempt, status_of

from .. import actions
from ..actions.leaving import nobody_acts
from ..forms.leaving import GoOnForm
from ..guards import shut
from ..models import Commitment, Responsibility
from ..transitions import BY_CODE


@signed_in
def go_on_without(request: OfficerRequest, pk: int) -> HttpResponse:
    """Go on without the party that left, or to the page that stops the commitment."""
    gone = _gone(request, pk)
    commitment = gone.commitment
    form = None if nobody_acts(commitment) else GoOnForm(request.POST or None)
    refusal = None
    if request.method == "POST" and form is not None and form.is_valid():
        refusal = attempt(form, lambda data: actions.go_on_without(gone, **data, by=request.user))
        if refusal is None and form.is_valid():
            messages.success(request, _("It goes on without %(party)s.") % {"party": gone.party.locality})
            return redirect(commitment)
    own = list(commitment.responsibilities.own_to(request.user).with_people())
    stopping = next((part for part in own if can(request.user, "commitments.stop", part)), None)
    context = {
        "commitment": commitment,
        "gone": gone,
        "form": form,
        "refusal": refusal,
        "stop_url": (
            f"{reverse('commitments:stop', args=[pk])}?ben={stopping.pk}"
            if stopping is not None and shut(BY_CODE["T11"], stopping) is None
            else ""
        ),
        "crumb_label": _("A party left"),
        "autosave_key": f"commitment-{pk}-go_on_without",
    }
    return render(request, "commitments/go_on_without.html", context, status=status_of(refusal, form))


def _gone(request: OfficerRequest, pk: int) -> Responsibility:
    """The part of a party that left, the one named by `ben` first; 404 where nobody left, 403 for who does not decide."""
    commitment = get_object_or_404(Commitment.objects.own_to(request.user).select_related("programme"), pk=pk)
    gone = [part for part in commitment.responsibilities.with_people() if part.party.left_on is not None]
    asked = request.GET.get("ben", "")
    if asked.isdigit():
        gone = [part for part in gone if part.pk == int(asked)]
    if not gone:
        raise Http404
    part = next((part for part in gone if part.released_on is None), gone[0])
    part.commitment = commitment
    if not can(request.user, "commitments.go_on_without", part):
        raise PermissionDenied(_("The focal agency or the Office of a party that stays decides this."))
    return part
