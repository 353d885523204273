"""A difference looked at by one side: whose value stands, and why they differ."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from lienket.accounts.gate import OfficerRequest, signed_in
from lienket.lib import clock
from lienket.lib.answering import attempt, status_of
from lienket.lib.refusals import DeedRefused

from .. import actions
from ..forms import DifferenceForm
from ..gathering import one_series
from ..models import Indicator
from ..reckoning import Agreement
from ..refusals import OutOfTurn
from .values import asked_period, own_part


@signed_in
def difference(request: OfficerRequest, pk: int) -> HttpResponse:
    """The values of the period of `?ky=` side by side, what each side said, and the own side's word."""
    indicator = get_object_or_404(Indicator.objects.of_sides_of(request.user).select_related("programme"), pk=pk)
    part = own_part(request, indicator, "indicators.resolve")
    period = asked_period(request, indicator)
    series = one_series(indicator, clock.today())
    cell = series.cell(period)
    names = {party.pk: str(party.locality) for party in series.parties}
    form = DifferenceForm(request.POST or None, cell=cell, names=names, unit=indicator.unit)
    refusal: DeedRefused | None = None

    def do(data: dict[str, Any]) -> None:
        stands = indicator.reports.filter(pk=data["stands"]).first() if data["stands"] != "both" else None
        actions.resolve_difference(indicator, part.party, period, stands=stands, reason=data["reason"], by=request.user)

    if cell.agreement not in {Agreement.DIFFER, Agreement.SETTLED}:
        refusal = OutOfTurn(_("The approved values of this period do not differ (any more)."))
    elif request.method == "POST" and form.is_valid():
        refusal = attempt(form, do)
        if refusal is None and form.is_valid():
            said = _("Your side's word is recorded. The value counts when every side names the same one.")
            messages.success(request, said)
            return redirect(indicator)
    sides = [
        (names[party], entry.value.words(indicator.unit), entry, cell.said.get(party))
        for party, entry in cell.entries.items()
    ]
    context = {
        "indicator": indicator,
        "part": part,
        "period": period,
        "agreement": cell.agreement,
        "sides": sides,
        "form": form,
        "refusal": refusal,
    }
    return render(request, "indicators/difference.html", context, status=status_of(refusal, form))
