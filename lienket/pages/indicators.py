"""The indicators of a programme as a tree of results, and the page of one indicator."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext

from lienket.accounts import policy
from lienket.accounts.predicates import sides
from lienket.commitments.models import Commitment
from lienket.documents.citations import resolve
from lienket.indicators.chart import chart
from lienket.indicators.gathering import Series, gather
from lienket.indicators.leads import parts_of
from lienket.indicators.models import Indicator, Note, Report, ReportState
from lienket.indicators.reckoning import Agreement
from lienket.indicators.showing import Shown, show, words
from lienket.lib import clock
from lienket.lib.explanation import Explanation
from lienket.lib.exports import Cell, table_response
from lienket.programmes.models import Party

from .programme import _context, _fetch


def programme_indicators(request: HttpRequest, slug: str) -> HttpResponse:
    """Groups → indicators → periods × parties, from a handful of queries however large the programme is."""
    programme, today = _fetch(request, slug), clock.today()
    parties = list(programme.parties.all())
    indicators = list(
        Indicator.objects.visible_to(request.user)
        .under(programme)
        .select_related("group")
        .order_by("group__order", "group__code", "order", "pk")
    )
    for one in indicators:
        one.programme = programme
    shown = [show(series, today) for series in gather(indicators, parties, today)]
    if kind := request.GET.get("dang"):
        return table_response(kind, f"{programme.slug[:60]}-chi-tieu", _header(parties), _rows(shown))
    groups: dict[Any, list[Shown]] = {}
    for row in shown:
        groups.setdefault(row.indicator.group, []).append(row)
    context = _context(request, programme, "chi-tieu") | {
        "groups": sorted(groups.items(), key=lambda pair: pair[0] is None),
        "count": len(shown),
        "by_agreement": _by_agreement([row.series for row in shown]),
        "words": words(today),
        "today": today,
    }
    return render(request, "pages/programme_indicators.html", context)


def _header(parties: list[Party]) -> list[str]:
    return [
        gettext("Content group"),
        gettext("Indicator"),
        gettext("Unit"),
        gettext("Baseline"),
        gettext("Target"),
        gettext("Agreed total"),
        gettext("Progress, %"),
        *(str(party.locality) for party in parties),
        gettext("Newest period"),
        gettext("Agreement"),
    ]


def _rows(shown: list[Shown]) -> Iterator[list[Cell]]:
    """One row per indicator; each side's own total stands in its column, nothing is averaged."""
    for row in shown:
        one, total = row.indicator, row.series.total
        sides = [row.series.total_of(party) for party in row.parties]
        yield [
            str(one.group or ""),
            one.name,
            one.unit,
            _plain(one.baseline),
            _plain(one.target),
            _plain(total.quotient(one.unit)) if total is not None else None,
            row.progress.percent if row.progress is not None else None,
            *(_plain(value.quotient(one.unit)) if value is not None else None for value in sides),
            row.standing.label if row.standing is not None else "",
            str(row.standing.agreement.label) if row.standing is not None else "",
        ]


def _plain(value: Decimal | None) -> Cell:
    """A figure without the zeros its column keeps: 12, not 12.0000."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else value.normalize()


def _by_agreement(series: list[Series]) -> list[tuple[Agreement, int]]:
    """How many periods stand how, up to the one that runs, over all indicators; every kind is shown, also with 0."""
    return [(kind, sum(one.count(kind) for one in series)) for kind in Agreement]


def indicator(request: HttpRequest, pk: int) -> HttpResponse:
    """One indicator: both sides' values, what they make, how that was reckoned, who said what, and what can be done now."""
    today = clock.today()
    parties = Party.objects.select_related("locality", "focal_agency__type", "focal_agency__locality").order_by("order")
    visible = Indicator.objects.visible_to(request.user).select_related("programme", "group", "sector")
    one = get_object_or_404(visible.prefetch_related(Prefetch("programme__parties", parties)), pk=pk)
    series = gather([one], list(one.programme.parties.all()), today)[0]
    mine = sides(request.user)
    own = parts_of(one, *mine) if mine else []
    of_a_party = bool(own)
    reports = Report.objects.visible_to(request.user).filter(indicator=one).with_people().prefetch_related("files")
    if of_a_party:
        # A draft is the desk's own paper: the side's others see the value once it is sent.
        reports = reports.filter(~Q(state=ReportState.DRAFT) | Q(by=request.user.pk))
    trail = list(reports.order_by("-at", "-pk")[:200])
    for row in trail:
        row.indicator = one
    shown = show(series, today)
    speaking = [part.party.pk for part in own if policy.can(request.user, "indicators.resolve", part)]
    unsaid = {
        cell.period.start.isoformat()
        for cell in series.cells
        if cell.agreement == Agreement.DIFFER and any(p in cell.entries and p not in cell.said for p in speaking)
    }
    commitments = (
        Commitment.objects.visible_to(request.user).filter(measures__indicator=one).order_by("number").distinct()
    )
    context = {
        "indicator": one,
        "shown": shown,
        "words": words(today),
        "chart": chart(series),
        "explanation": series.explain(today),
        "trail": [(row, one.period_on(row.period_start), row.amount.words(one.unit)) for row in trail],
        "notes": _notes(one) if of_a_party else [],
        "commitments": commitments,
        "sources": resolve(one.sources, request.user),
        "may_report": any(policy.can(request.user, "indicators.report", part) for part in own),
        "to_explain": [row for row in shown.rows if row.key in unsaid],
        "of_a_party": of_a_party,
        "waiting": [
            row
            for row in trail
            if row.state == ReportState.SENT and policy.can(request.user, "indicators.approve", row)
        ],
        "may_edit": policy.can(request.user, "indicators.withdraw_indicator", one),
        "own": {part.party.pk for part in own},
    }
    return render(request, "pages/indicator.html", context)


def measures_of(commitment: Commitment, user: Any, today: dt.date) -> tuple[list[Shown], int | None]:
    """The indicators of a commitment as `user` may see them, its main one first, and which is the main one."""
    links = list(
        commitment.measures.filter(indicator__in=Indicator.objects.visible_to(user)).select_related("indicator")
    )
    for link in links:
        link.indicator.programme = commitment.programme
    parties = list(commitment.programme.parties.all())
    found = gather([link.indicator for link in links], parties, today) if links else []
    return [show(series, today) for series in found], next((link.indicator_id for link in links if link.main), None)


def by_main_indicator(measures: list[Shown], main: int | None, today: dt.date) -> tuple[int, Explanation] | None:
    """How far the main indicator of a commitment is, with how that was reckoned; None where nothing tells."""
    shown = next((one for one in measures if one.indicator.pk == main), None)
    if shown is None or shown.progress is None:
        return None
    told = shown.series.explain(today)
    way = gettext("From %(baseline)s to the target %(target)s; the agreed total is %(total)s.") % {
        "baseline": shown.baseline or "0",
        "target": shown.target,
        "total": shown.total,
    }
    return shown.progress.bar, replace(told, formula=f"{shown.indicator.name}: {way} {told.formula}")


def _notes(one: Indicator) -> list[tuple[Note, Any, str]]:
    """What the sides said on differences, newest first, each with its period and the value it named."""
    notes = Note.objects.filter(indicator=one).select_related("party__locality", "stands")
    return [
        (note, one.period_on(note.period_start), note.stands.amount.words(one.unit) if note.stands else "")
        for note in notes
    ]
