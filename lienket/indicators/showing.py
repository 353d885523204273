"""An indicator as the pages show it: every word and number ready, so that a tree of a thousand values stays quick to draw."""

import datetime as dt
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lienket.lib.audience import Audience
from lienket.lib.numbers import format_amount, format_date
from lienket.lib.templatetags import marks
from lienket.programmes.models import Party

from .gathering import Series, denominator, formula, why_not
from .models import Direction, Indicator
from .reckoning import Agreement, Cell, Progress

TONES = {  # agreement → tone and icon of its badge
    Agreement.AGREE: ("done", "check-circle"),
    Agreement.SETTLED: ("done", "scale"),
    Agreement.DIFFER: ("late", "exclamation-triangle"),
    Agreement.PARTLY: ("due", "ellipsis-horizontal-circle"),
    Agreement.ONE_SIDE: ("due", "minus-circle"),
    Agreement.NONE: ("neutral", "minus-circle"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One period: each side's approved value in words ("" where there is none), and whether it counts."""

    key: str  # the period's first day, for addresses
    label: str
    words: str  # the label inside a sentence
    closes: str
    sides: list[tuple[str, str]]
    agreement: Agreement
    badge: SafeString
    counts: str  # the value it counts with, or ""
    why_not: str
    approved_on: str
    explained: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """One indicator with its total, progress and periods, newest first."""

    series: Series
    indicator: Indicator
    url: str
    illustrative: SafeString | str
    internal: SafeString | str
    parties: list[Party]
    baseline: str
    target: str
    direction: str
    total: str
    progress: Progress | None
    formula: str
    denominator: str
    counted: int
    rows: list[Row]
    latest: list[tuple[Party, str, str]]  # party, its newest approved value, the period's name
    totals: list[tuple[Party, str]]  # party, what it reported in all, by the same rule
    standing: Row | None  # the newest period anybody reported
    as_of: dt.date

    @property
    def left_out(self) -> int:
        """Periods that do not count."""
        return len(self.rows) - self.counted


def show(series: Series, today: dt.date) -> Shown:
    """Everything in words, in the language of the page."""
    one = series.indicator
    badges = {kind: marks.badge(str(kind.label), *TONES[kind]) for kind in Agreement}
    rows = [_row(series, cell, badges) for cell in reversed(series.cells)]
    total = series.total
    latest = [(party, series.latest(party)) for party in series.parties]
    return Shown(
        series=series,
        indicator=one,
        url=one.get_absolute_url(),
        illustrative=marks.illustrative() if one.illustrative else "",
        internal=marks.internal() if one.audience != Audience.PUBLIC else "",
        parties=list(series.parties),
        baseline=format_amount(one.baseline, one.unit) if one.baseline is not None else "",
        target=format_amount(one.target, one.unit) if one.target is not None else "",
        direction=str(Direction(one.direction).label),
        total=total.words(one.unit) if total is not None else "",
        progress=series.progress_of(total) if total is not None else None,
        formula=formula(series),
        denominator=denominator(series),
        counted=len(series.counted),
        rows=rows,
        latest=[
            (party, found[1].value.words(one.unit), found[0].label) if found else (party, "", "")
            for party, found in latest
        ],
        totals=[
            (party, value.words(one.unit) if (value := series.total_of(party)) is not None else "")
            for party in series.parties
        ],
        standing=next((row for row in rows if row.agreement != Agreement.NONE), None),
        as_of=today,
    )


def words(today: dt.date) -> dict[str, str]:
    """Words the pages repeat for every indicator, translated once."""
    return {
        "total": _("Agreed total"),
        "none": _("nothing agreed yet"),
        "not_reported": _("not reported"),
        "progress": _("Progress to the target"),
        "reached": _("Reached"),
        "not_reached": _("Not reached yet"),
        "agreement": _("Agreement"),
        "counts": _("Counts as"),
        "explain": _("How this number was reckoned, by period and side"),
        "as_of": _("As of %(day)s.") % {"day": format_date(today)},
        "approvals": _("Who approved each value"),
    }


def _row(series: Series, cell: Cell, badges: dict[Agreement, SafeString]) -> Row:
    unit, agreement, standing = series.indicator.unit, cell.agreement, cell.standing
    entries = [cell.entries.get(party.pk) for party in series.parties]
    approved = [entry.approved_at for entry in entries if entry is not None and entry.approved_at is not None]
    return Row(
        key=cell.period.start.isoformat(),
        label=cell.period.label,
        words=cell.period.words,
        closes=format_date(cell.period.end),
        sides=[
            (str(party.locality.short_name), entry.value.words(unit) if entry is not None else "")
            for party, entry in zip(series.parties, entries, strict=True)
        ],
        agreement=agreement,
        badge=badges[agreement],
        counts=standing.words(unit) if standing is not None else "",
        why_not=why_not(cell, series.parties) if standing is None else "",
        approved_on=format_date(max(approved)) if approved else "",
        explained=cell.explained,
    )
