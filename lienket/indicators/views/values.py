"""A value reported, looked at by the head, approved, sent back, its approval withdrawn."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from lienket.accounts.gate import OfficerRequest, signed_in
from lienket.accounts.policy import can
from lienket.accounts.predicates import sides
from lienket.files.actions import store_all
from lienket.lib import clock
from lienket.lib.answering import attempt, status_of
from lienket.lib.numbers import parse_date
from lienket.lib.periods import Period, periods_between
from lienket.programmes.guards import gone_for

from .. import actions
from ..forms import ReasonForm, ValueForm
from ..gathering import last_day
from ..leads import Part, parts_of
from ..models import Indicator, Report


@signed_in
def report(request: OfficerRequest, pk: int) -> HttpResponse:
    """The own side's value for the period of `?ky=`; a correction starts from what was reported last."""
    indicator = get_object_or_404(Indicator.objects.of_sides_of(request.user).select_related("programme"), pk=pk)
    part = own_part(request, indicator, "indicators.report")
    period = asked_period(request, indicator)
    newest = indicator.reports.filter(party=part.party, period_start=period.start).order_by("-version").first()
    names = ("value", "numerator", "denominator", "note")
    initial = {name: getattr(newest, name) for name in names} if newest is not None else None
    form = ValueForm(request.POST or None, request.FILES or None, indicator=indicator, initial=initial)
    refusal = None
    draft = "draft" in request.POST

    @transaction.atomic
    def do(data: dict[str, Any]) -> None:
        side = request.user.side
        kept = store_all(data["evidence"], by=request.user, side=side) if side is not None else []
        facts = {name: value for name, value in data.items() if name != "evidence"}
        actions.report_value(indicator, part.party, period, **facts, files=kept, draft=draft, by=request.user)

    if request.method == "POST" and form.is_valid():
        refusal = attempt(form, do)
        if refusal is None and form.is_valid():
            sent = _("The value waits for the head of your agency; it counts once approved.")
            messages.success(request, _("The draft is kept.") if draft else sent)
            return redirect(indicator)
    context = {
        "indicator": indicator,
        "part": part,
        "period": period,
        "periods": [one for one in _periods(indicator) if one != period],
        "newest": newest,
        "form": form,
        "refusal": refusal,
        "autosave_key": f"indicator-{pk}-{period.start}",
    }
    return render(request, "indicators/report.html", context, status=status_of(refusal, form))


@signed_in
def value(request: OfficerRequest, pk: int, report_pk: int) -> HttpResponse:
    """One reported value as the head sees it: approve (field `approve`), or send back with a reason."""
    shown = _own_report(request, pk, report_pk)
    sending_back = request.method == "POST" and "approve" not in request.POST
    form = ReasonForm(request.POST if sending_back else None)
    refusal, said = None, ""
    if request.method == "POST" and not sending_back:
        refusal = attempt(None, lambda _data: actions.approve_value(shown, by=request.user))
        said = _("The value is approved and counts from now on.")
    elif sending_back and form.is_valid():
        refusal = attempt(form, lambda data: actions.return_value(shown, reason=data["reason"], by=request.user))
        said = _("The value went back to the desk with your reason.")
    if said and refusal is None and not form.errors:
        messages.success(request, said)
        return redirect(shown.indicator)
    context = _about(shown) | {
        "may_approve": shown.state == "sent" and can(request.user, "indicators.approve", shown),
        "may_withdraw": shown.state == "approved" and can(request.user, "indicators.withdraw_approval", shown),
        "form": form,
        "refusal": refusal,
    }
    return render(request, "indicators/value.html", context, status=status_of(refusal, form))


@signed_in
def withdraw_approval(request: OfficerRequest, pk: int, report_pk: int) -> HttpResponse:
    """The approval taken back, with the reason both sides read."""
    shown = _own_report(request, pk, report_pk)
    if not can(request.user, "indicators.withdraw_approval", shown):
        raise PermissionDenied(
            _("The head of %(agency)s or the Office of its side takes an approval back.") % {"agency": shown.agency}
        )
    form = ReasonForm(request.POST or None)
    refusal = None
    if request.method == "POST" and form.is_valid():
        refusal = attempt(form, lambda data: actions.withdraw_approval(shown, reason=data["reason"], by=request.user))
        if refusal is None and form.is_valid():
            messages.success(request, _("The approval is withdrawn; the value counts no longer."))
            return redirect(shown.indicator)
    context = _about(shown) | {"form": form, "refusal": refusal}
    return render(request, "indicators/withdraw_approval.html", context, status=status_of(refusal, form))


def own_part(request: OfficerRequest, indicator: Indicator, deed: str) -> Part:
    """The part of the actor's side (the one the actor may act on, where there are several). 404 without one, 403 without the role."""
    own = parts_of(indicator, *sides(request.user))
    if not own:
        raise Http404
    for part in own:
        if can(request.user, deed, part):
            return part
    leads = [str(lead) for part in own for lead in part.leads]
    who = ", ".join([*leads, _("the focal agency of your side")])
    gone = gone_for(request.user, [part.party for part in own])
    raise PermissionDenied(gone or _("Your role does not do this. It is for: %(who)s.") % {"who": who})


def asked_period(request: OfficerRequest, indicator: Indicator) -> Period:
    """The period of `?ky=` (any day of it); without one, the latest closed period, else the first."""
    periods = _periods(indicator)
    if asked := request.GET.get("ky", ""):
        try:
            period = indicator.period_on(parse_date(asked))
        except ValueError as error:
            raise Http404 from error
        if period not in periods:
            raise Http404
        return period
    closed = [one for one in periods if one.closed_on(clock.today())]
    return (closed or periods[:1] or [indicator.period_on(indicator.since)])[-1]


def _about(shown: Report) -> dict[str, Any]:
    return {
        "report": shown,
        "indicator": shown.indicator,
        "period": shown.indicator.period_on(shown.period_start),
        "words": shown.amount.words(shown.indicator.unit),
    }


def _periods(indicator: Indicator) -> list[Period]:
    return list(periods_between(indicator.period, indicator.since, last_day(indicator, clock.today())))


def _own_report(request: OfficerRequest, pk: int, report_pk: int) -> Report:
    own = Report.objects.own_to(request.user).with_people().filter(indicator=pk)
    return get_object_or_404(own.prefetch_related("files"), pk=report_pk)
