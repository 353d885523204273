"""What waits for an officer in this room: values to approve, differences to explain, values to report. A fixed number of queries."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _

from lienket.accounts.models import Officer, Role
from lienket.accounts.policy import can
from lienket.accounts.predicates import holds, sides
from lienket.lib.desk import DeskItem
from lienket.lib.numbers import format_date
from lienket.programmes.models import Party

from .desk_concerns import CLOSES_SOON, concerning
from .gathering import Series, gather, reporting
from .leads import Part, leads_of
from .models import Figure, Indicator, Report, ReportState
from .reckoning import Agreement

MOST = 100


def waiting_for(officer: Officer, today: dt.date) -> list[DeskItem]:
    """Kinds: values_to_approve (head), figures_to_approve (focal agency, Office), values_differ (head of a lead, focal agency),
    values_to_report (desk of a lead, focal agency).

    A period is asked for from a week before it closes; of the closed ones only the latest. Where an agency leads, its desk is asked,
    and the focal agency only where none does.
    """
    items = _to_approve(officer) if holds(officer, Role.HEAD) else []
    if holds(officer, Role.FOCAL, Role.OFFICE):
        items += _figures(officer)
    if holds(officer, Role.DESK, Role.HEAD, Role.FOCAL):
        items += _of_parts(officer, today)
    return sorted(items, key=lambda item: item.order)[:MOST]


def _to_approve(officer: Officer) -> list[DeskItem]:
    waiting = Report.objects.own_to(officer).filter(state=ReportState.SENT).with_people().order_by("at")[:MOST]
    return [
        DeskItem(
            kind="values_to_approve",
            title=report.indicator.name,
            url=reverse("indicators:value", args=[report.indicator_id, report.pk]),
            why=_("%(value)s for %(period)s, reported by %(who)s.")
            % {
                "value": report.amount.words(report.indicator.unit),
                "period": report.indicator.period_on(report.period_start).words,
                "who": report.by_label,
            },
            urgency=2,
            illustrative=report.indicator.illustrative,
        )
        for report in waiting
        if can(officer, "indicators.approve", report)
    ]


def _figures(officer: Officer) -> list[DeskItem]:
    """Figures of the own side entered by hand by somebody else."""
    waiting = Figure.objects.filter(locality__in=sides(officer)).waiting().exclude(entered_by=officer)
    return [
        DeskItem(
            kind="figures_to_approve",
            title=figure.subject,
            url=f"{reverse('pages:locality', args=[figure.locality.slug])}#so-lieu",
            why=_("Entered by hand by %(who)s; it is shown once you approve it.") % {"who": figure.entered_by.label},
            urgency=4,
            illustrative=figure.illustrative,
        )
        for figure in waiting.select_related("locality", "entered_by")[:MOST]
        if can(officer, "indicators.approve_figure", figure) and figure.entered_by is not None
    ]


def _of_parts(officer: Officer, today: dt.date) -> list[DeskItem]:
    mine = sides(officer)
    indicators = concerning(officer, today)
    if not indicators:
        return []
    parties: dict[int, list[Party]] = {}
    for party in Party.objects.filter(programme__in={one.programme_id for one in indicators}).select_related(
        "locality", "focal_agency__type", "focal_agency__locality"
    ):
        parties.setdefault(party.programme_id, []).append(party)
    leads = leads_of([one.pk for one in indicators])
    known = {  # newest version of every side's value: (indicator, party, period) → its state
        (indicator, party, start): state
        for indicator, party, start, state in Report.objects.filter(indicator__in=indicators, party__locality__in=mine)
        .order_by("version")
        .values_list("indicator_id", "party_id", "period_start", "state")
    }
    items = []
    for series in _gathered(indicators, parties, today):
        for party in series.parties:
            if party.locality_id in mine and party.left_on is None:
                part = Part(series.indicator, party, leads.get((series.indicator.pk, party.pk), []))
                items += _differences(series, part, officer)
                items += _to_report(series, part, officer, known, today)
    return items


def _gathered(indicators: list[Indicator], parties: dict[int, list[Party]], today: dt.date) -> list[Series]:
    """Series of indicators of several programmes, still from two queries."""
    every = gather(indicators, [], today)
    for series in every:
        series.parties = parties[series.indicator.programme_id]
        for cell in series.cells:
            cell.expected = len(reporting(series.parties, cell.period))
            cell.left = [party.pk for party in series.parties if party.left_on is not None]
    return every


def _differences(series: Series, part: Part, officer: Officer) -> list[DeskItem]:
    if not can(officer, "indicators.resolve", part) or not holds(officer, Role.HEAD, Role.FOCAL):
        return []
    one = series.indicator
    return [
        DeskItem(
            kind="values_differ",
            title=one.name,
            url=reverse("indicators:difference", args=[one.pk]) + f"?ky={cell.period.start}",
            why=_("The sides' values for %(period)s differ; your side has not said whose stands.")
            % {"period": cell.period.words},
            urgency=1,
            illustrative=one.illustrative,
        )
        for cell in series.cells
        if cell.agreement == Agreement.DIFFER and part.party.pk in cell.entries and part.party.pk not in cell.said
    ]


def _to_report(
    series: Series, part: Part, officer: Officer, known: dict[tuple[int, int, dt.date], str], today: dt.date
) -> list[DeskItem]:
    if not can(officer, "indicators.report", part) or not holds(officer, Role.DESK, Role.FOCAL):
        return []
    if part.leads and not any(holds(officer, Role.DESK, agency=lead) for lead in part.leads):
        return []
    one, items = series.indicator, []
    asked = [cell for cell in series.cells if not cell.period.closed_on(today)]
    asked = [cell for cell in asked if (cell.period.end - today).days <= CLOSES_SOON]
    asked += [cell for cell in series.cells if cell.period.closed_on(today)][-1:]
    for cell in asked:
        state = known.get((one.pk, part.party.pk, cell.period.start))
        if state in {ReportState.SENT, ReportState.APPROVED}:
            continue
        why = {
            None: _("The period %(period)s closes on %(day)s; your side has not reported."),
            ReportState.DRAFT.value: _("The period %(period)s closes on %(day)s; your side's value is still a draft."),
            ReportState.RETURNED.value: _("The head sent the value for %(period)s back."),
        }.get(state, _("The value for %(period)s no longer counts; report it anew."))
        items.append(
            DeskItem(
                kind="values_to_report",
                title=one.name,
                url=reverse("indicators:report", args=[one.pk]) + f"?ky={cell.period.start}",
                why=why % {"period": cell.period.words, "day": format_date(cell.period.end)},
                due=cell.period.end,
                urgency=3 if cell.period.closed_on(today) or state == ReportState.RETURNED else 6,
                illustrative=one.illustrative,
            )
        )
    return items
