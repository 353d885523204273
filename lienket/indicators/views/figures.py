"""Figures of a locality by hand: entered, corrected, approved by another officer, withdrawn."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lienket.accounts.gate import OfficerRequest, signed_in
from lienket.accounts.policy import can
from lienket.lib.answering import attempt, status_of
from lienket.localities.models import Locality

from .. import actions
from ..forms import FigureForm, ReasonForm
from ..models import Figure


@signed_in
def enter(request: OfficerRequest, slug: str) -> HttpResponse:
    """A new figure of one's own locality, with its source."""
    locality = get_object_or_404(Locality, slug=slug)
    _may(request, "indicators.enter_figure", locality)
    form = FigureForm(request.POST or None, locality=locality, user=request.user)
    refusal = None

    def do(data: dict[str, Any]) -> None:
        actions.enter_figure(
            locality, form.facts(), citation=form.citation(), audience=data["audience"], by=request.user
        )

    if request.method == "POST" and form.is_valid():
        refusal = attempt(form, do)
        if refusal is None and form.is_valid():
            messages.success(request, _("The figure waits for another officer of your side; then it is shown."))
            return redirect(_figures_of(locality))
    context = {
        "locality": locality,
        "form": form,
        "refusal": refusal,
        "autosave_key": f"locality-{locality.pk}-figure",
    }
    return render(request, "indicators/figure.html", context, status=status_of(refusal, form))


@signed_in
def correct(request: OfficerRequest, pk: int) -> HttpResponse:
    """A figure that was entered wrongly put right, with the reason."""
    figure = _own(request, pk, "indicators.correct_figure")
    form = FigureForm(request.POST or None, locality=figure.locality, user=request.user, figure=figure)
    refusal = None

    def do(data: dict[str, Any]) -> None:
        actions.correct_figure(
            figure, form.facts(), citation=form.citation(), audience=data["audience"], reason=data["reason"],
            by=request.user,
        )  # fmt: skip

    if request.method == "POST" and form.is_valid():
        refusal = attempt(form, do)
        if refusal is None and form.is_valid():
            messages.success(request, _("The figure is corrected. Another officer of your side approves it anew."))
            return redirect(_figures_of(figure.locality))
    context = {
        "locality": figure.locality,
        "figure": figure,
        "form": form,
        "refusal": refusal,
        "autosave_key": f"figure-{figure.pk}",
    }
    return render(request, "indicators/figure.html", context, status=status_of(refusal, form))


@signed_in
def withdraw(request: OfficerRequest, pk: int) -> HttpResponse:
    """A figure entered by hand taken back, with the reason."""
    figure = _own(request, pk, "indicators.withdraw")
    form = ReasonForm(request.POST or None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        refusal = attempt(form, lambda data: actions.withdraw_figure(figure, by=request.user, reason=data["reason"]))
        if refusal is None and form.is_valid():
            messages.success(request, _("The figure has been withdrawn. The history keeps that it was there, and why."))
            return redirect(_figures_of(figure.locality))
    context = {"locality": figure.locality, "figure": figure, "form": form, "refusal": refusal}
    return render(request, "indicators/withdraw_figure.html", context, status=status_of(refusal, form))


@require_POST
@signed_in
def approve(request: OfficerRequest, pk: int) -> HttpResponse:
    """The second officer's yes."""
    figure = _own(request, pk, "indicators.approve_figure")
    refusal = attempt(None, lambda _data: actions.approve_figure(figure, by=request.user))
    if refusal is None:
        messages.success(request, _("The figure is approved and shown from now on."))
    else:
        messages.warning(request, refusal.message)
    return redirect(_figures_of(figure.locality))


def _may(request: OfficerRequest, deed: str, thing: Any) -> None:
    if not can(request.user, deed, thing):
        raise PermissionDenied(
            _("The focal agency or the Office of the locality keeps its figures. Ask yours to do it.")
        )


def _own(request: OfficerRequest, pk: int, deed: str) -> Figure:
    """A figure entered by hand. 404 for what is absent, not for this reader, or read from a paper; 403 where the role is missing."""
    entered = (
        Figure.objects.visible_to(request.user)
        .exclude(entered_by=None)
        .select_related("locality", "sector", "programme")
    )
    figure = get_object_or_404(entered, pk=pk)
    _may(request, deed, figure)
    return figure


def _figures_of(locality: Locality) -> str:
    return reverse("pages:locality", args=[locality.slug]) + "#so-lieu"
