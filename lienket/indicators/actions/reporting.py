"""A party reports its own value; the head of its agency approves it or sends it back. Nobody overwrites: a correction is a new version."""

from collections.abc import Iterable
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from lienket.accounts.models import Officer, Role
from lienket.accounts.policy import require
from lienket.accounts.predicates import appointments_today, holds, sides
from lienket.audit import actions as audit
from lienket.files import actions as files_room
from lienket.files.models import StoredFile
from lienket.lib import clock
from lienket.lib.audience import Audience
from lienket.lib.numbers import format_date
from lienket.lib.periods import Period
from lienket.lib.saving import Incomplete, save_clean
from lienket.lib.text import is_blank
from lienket.lib.transitions import StaleState, move
from lienket.localities.models import Agency, Locality
from lienket.programmes.guards import gone_for
from lienket.programmes.models import Party

from .. import mail
from ..gathering import last_day, one_series
from ..leads import Part, part_of
from ..models import Indicator, Report, ReportState
from ..reckoning import Agreement
from ..refusals import NotOfThisProgramme, OutOfTurn

S = ReportState


@transaction.atomic
def report_value(
    indicator: Indicator,
    party: Party,
    period: Period,
    *,
    value: Decimal | None = None,
    numerator: Decimal | None = None,
    denominator: Decimal | None = None,
    note: str = "",
    files: Iterable[StoredFile] = (),
    draft: bool = False,
    by: Officer,
) -> Report:
    """The party's value for a period, sent to the head of its agency (kept as a draft with `draft`).

    One that waits is replaced by this one; one that is approved keeps counting until this one is approved. A ratio takes
    `numerator` and `denominator`, everything else `value`; 0 is a reported zero. Raises NotAllowed, NotOfThisProgramme, Incomplete.
    """
    hold(indicator)
    if party.programme_id != indicator.programme_id:
        raise NotOfThisProgramme(_("%(party)s is not a party of this programme.") % {"party": party.locality})
    part = part_of(indicator, party)
    refuse_gone(party, by)
    require(by, "indicators.report", part)
    _check(indicator, period, value, numerator, denominator)
    earlier = list(indicator.reports.filter(party=party, period_start=period.start).order_by("-version"))
    report = Report(
        indicator=indicator, party=party, agency=_speaks_for(by, part), period_start=period.start, period_end=period.end,
        version=earlier[0].version + 1 if earlier else 1, value=value, numerator=numerator, denominator=denominator,
        note=note, state=S.DRAFT if draft else S.SENT, by=by, by_label=by.label,
    )  # fmt: skip
    for old in earlier:
        if old.state in {S.DRAFT, S.SENT, S.RETURNED}:
            move(old, frm={S.DRAFT, S.SENT, S.RETURNED}, to=S.SUPERSEDED.value)
    save_clean(report)
    _attach(report, files, by)
    audit.record(
        by=by, verb="indicators.drafted" if draft else "indicators.reported", thing=indicator, side=party.locality,
        party=party.locality.short_name, period=format_date(period.start), version=report.version,
    )  # fmt: skip
    if not draft:
        mail.tell_head(report, by=by)
    return report


@transaction.atomic
def approve_value(report: Report, *, by: Officer) -> Report:
    """The head of the agency stands for the value: from now on it counts, and an earlier one of the same period no longer does."""
    indicator = _take(report, "indicators.approve", by, {S.SENT}, _("This value does not wait for approval any more."))
    before = indicator.reports.filter(party=report.party_id, period_start=report.period_start, state=S.APPROVED).first()
    if before is not None:
        move(before, frm={S.APPROVED}, to=S.SUPERSEDED.value)
    move(
        report, frm={S.SENT}, to=S.APPROVED.value,
        approved_by=by, approved_by_label=by.label, approved_at=clock.now(),
    )  # fmt: skip
    for file in report.files.all():  # working paper, also of a public indicator
        files_room.widen(file, Audience.PARTIES, _localities(indicator), by=by)
    _record(report, "indicators.approved", by)
    cell = one_series(indicator, clock.today()).cell(indicator.period_on(report.period_start))
    if cell.agreement == Agreement.DIFFER:
        audit.record(
            by=None,
            verb="indicators.differ",
            thing=indicator,
            side=report.party.locality,
            period=format_date(report.period_start),
        )
        mail.tell_of_difference(indicator, cell, by=by)
    return report


@transaction.atomic
def return_value(report: Report, *, reason: str, by: Officer) -> Report:
    """The head sends the value back with a reason; the desk corrects it in a new version."""
    _needs_reason(reason, _("Say what is to be corrected: the desk reads only this."))
    _take(report, "indicators.return", by, {S.SENT}, _("This value does not wait for approval any more."))
    move(report, frm={S.SENT}, to=S.RETURNED.value, reason=reason, closed_by_label=by.label, closed_at=clock.now())
    _record(report, "indicators.returned", by)
    mail.tell_reporter(report, by=by)
    return report


@transaction.atomic
def withdraw_approval(report: Report, *, reason: str, by: Officer) -> Report:
    """The value counts no longer, in any total, from this moment; no earlier one comes back in its place."""
    _needs_reason(reason, _("Say why the value no longer stands; both sides read it."))
    _take(
        report,
        "indicators.withdraw_approval",
        by,
        {S.APPROVED},
        _("This value is not approved, so nothing is to be taken back."),
    )
    move(report, frm={S.APPROVED}, to=S.WITHDRAWN.value, reason=reason, closed_by_label=by.label, closed_at=clock.now())
    _record(report, "indicators.approval_withdrawn", by)
    mail.tell_reporter(report, by=by)
    return report


def refuse_gone(party: Party, by: Officer) -> None:
    """Nobody reports, approves or takes back for a party that left; its own officers read why. Raises OutOfTurn."""
    party.refresh_from_db(fields=["left_on"])
    if said := gone_for(by, [party]):
        raise OutOfTurn(said)


def hold(indicator: Indicator) -> None:
    """The one order of locks: the history's head, then the indicator; so two deeds on it take turns."""
    audit.take_turn()
    indicator.refresh_from_db(from_queryset=Indicator.objects.select_for_update())


def _take(report: Report, deed: str, by: Officer, frm: set[ReportState], late: str) -> Indicator:
    """Hold the indicator, read the value anew, ask whether the actor may and whether it still stands there."""
    hold(report.indicator)
    report.refresh_from_db(fields=["state"])
    refuse_gone(report.party, by)
    require(by, deed, report)
    if report.state not in frm:
        raise OutOfTurn(late) from StaleState(report, frm, report.state)
    return report.indicator


def _check(
    indicator: Indicator, period: Period, value: Decimal | None, numerator: Decimal | None, denominator: Decimal | None
) -> None:
    problems: dict[str, str] = {}
    if period.kind != indicator.period or period.end < indicator.since:
        problems["period"] = _("This indicator is not reported for that period.")
    elif period.start > last_day(indicator, clock.today()):
        problems["period"] = _("That period has not begun.")
    if indicator.is_ratio:
        if value is not None:
            problems["value"] = _("A ratio is reported as numerator and denominator.")
        if numerator is None:
            problems["numerator"] = _("Write the numerator; 0 where there was none.")
        if denominator is None:
            problems["denominator"] = _("Write the denominator.")
        elif denominator <= 0:
            problems["denominator"] = _(
                "The denominator is greater than zero. Where nothing was to be counted, report nothing."
            )
    elif value is None:
        problems["value"] = _("Write the value; 0 where there was none.")
    elif numerator is not None or denominator is not None:
        problems["value"] = _("This indicator is reported as one value.")
    if problems:
        raise Incomplete(problems)


def _needs_reason(reason: str, sentence: str) -> None:
    if is_blank(reason):
        raise Incomplete({"reason": sentence})


def _speaks_for(by: Officer, part: Part) -> Agency:
    """The agency the value comes from: the lead whose desk it is, else the focal agency the officer sits in."""
    for lead in part.leads:
        if holds(by, Role.DESK, agency=lead):
            return lead
    if part.party.focal_agency is not None:
        return part.party.focal_agency
    return next(one.agency for one in appointments_today(by) if one.role == Role.FOCAL)


def _attach(report: Report, files: Iterable[StoredFile], by: Officer) -> None:
    """Evidence of the officer's own side; the other parties open it once the value is approved."""
    chosen = list(files)
    for file in chosen:
        if file.side_id not in sides(by):
            raise Incomplete(
                {"files": _("“%(file)s” was handed in by another side. Attach your own files.") % {"file": file.name}}
            )
    if chosen:
        report.files.set(chosen)


def _localities(indicator: Indicator) -> list[Locality]:
    return [party.locality for party in indicator.programme.parties.select_related("locality")]


def _record(report: Report, verb: str, by: Officer) -> None:
    audit.record(
        by=by, verb=verb, thing=report.indicator, side=report.party.locality,
        party=report.party.locality.short_name, period=format_date(report.period_start), version=report.version,
    )  # fmt: skip
