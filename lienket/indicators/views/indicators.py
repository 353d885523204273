"""An indicator is defined, or taken back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from lienket.accounts.gate import OfficerRequest, signed_in
from lienket.lib.answering import attempt, status_of
from lienket.programmes.models import Programme

from .. import actions
from ..forms import IndicatorForm
from ..models import Indicator


@signed_in
def define(request: OfficerRequest, slug: str) -> HttpResponse:
    """A new indicator of the programme, with its rule and its source."""
    programme = get_object_or_404(Programme.objects.editable_by(request.user), slug=slug)
    form = IndicatorForm(request.POST or None, programme=programme)
    refusal = None
    made: list[Indicator] = []

    def do(_data: dict[str, Any]) -> None:
        facts = form.without_source()
        made.append(actions.define_indicator(programme, citation=form.citation(), **facts, by=request.user))

    if request.method == "POST" and form.is_valid():
        refusal = attempt(form, do)
        if made and refusal is None and form.is_valid():
            messages.success(request, _("The indicator is defined. Choose it on the commitments it measures."))
            return redirect(made[0])
    context = {
        "programme": programme,
        "form": form,
        "refusal": refusal,
        "autosave_key": f"programme-{programme.pk}-indicator",
    }
    return render(request, "indicators/define.html", context, status=status_of(refusal, form))


@signed_in
def withdraw(request: OfficerRequest, pk: int) -> HttpResponse:
    """An indicator entered by mistake taken back, after a question."""
    indicator = get_object_or_404(Indicator.objects.editable_by(request.user).select_related("programme"), pk=pk)
    refusal = None
    if request.method == "POST":
        refusal = attempt(None, lambda _data: actions.withdraw_indicator(indicator, by=request.user))
        if refusal is None:
            messages.success(request, _("The indicator has been withdrawn. The history keeps that it was there."))
            return redirect("programmes:indicators", indicator.programme.slug)
    context = {"indicator": indicator, "refusal": refusal}
    return render(request, "indicators/withdraw.html", context, status=status_of(refusal))
