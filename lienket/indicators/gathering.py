"""Indicators with their cells: everything a page shows of them, from two queries however many there are."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from lienket.lib.explanation import Counted, Explanation, LeftOut
from lienket.lib.numbers import format_date
from lienket.lib.periods import Period, periods_between
from lienket.programmes.models import Party

from .models import Aggregation, Indicator, Note, Report
from .reckoning import COUNTING, Agreement, Cell, Entry, Progress, Said, progress, total
from .value import Value


@dataclass(slots=True)
class Series:
    """One indicator over its periods, with every party's approved values. `parties` in the programme's order."""

    indicator: Indicator
    parties: Sequence[Party]
    cells: list[Cell] = field(default_factory=list)  # oldest first

    @property
    def counted(self) -> list[Cell]:
        """The periods the total is made of."""
        return [cell for cell in self.cells if cell.agreement in COUNTING]

    @property
    def total(self) -> Value | None:
        """What the parties agree on, by the indicator's rule; None where no period counts yet."""
        return total(self.indicator.aggregation, [v for cell in self.cells if (v := cell.standing) is not None])

    def total_of(self, party: Party) -> Value | None:
        """What one party reported, by the same rule, over its own approved values."""
        values = [entry.value for cell in self.cells if (entry := cell.entries.get(party.pk)) is not None]
        return total(self.indicator.aggregation, values)

    @property
    def progress(self) -> Progress | None:
        """From baseline to target, by the agreed total."""
        found = self.total
        return self.progress_of(found) if found is not None else None

    def progress_of(self, value: Value) -> Progress | None:
        """The same of any value of this indicator."""
        one = self.indicator
        return progress(one.direction, one.baseline, one.target, value.quotient(one.unit))

    def count(self, *kinds: Agreement) -> int:
        """How many periods stand so."""
        return sum(cell.agreement in kinds for cell in self.cells)

    def cell(self, period: Period) -> Cell:
        """The cell of a period; an empty one where the indicator does not cover it."""
        return next(
            (cell for cell in self.cells if cell.period == period), Cell(period, len(reporting(self.parties, period)))
        )

    def latest(self, party: Party) -> tuple[Period, Entry] | None:
        """A party's newest approved value."""
        for cell in reversed(self.cells):
            if (entry := cell.entries.get(party.pk)) is not None:
                return cell.period, entry
        return None

    @property
    def newest(self) -> Cell | None:
        """The newest period anybody reported."""
        return next((cell for cell in reversed(self.cells) if cell.entries), None)

    def explain(self, today: dt.date) -> Explanation:
        """The agreed total: rule, denominator, each period that counts with its approvals, each that does not and why."""
        counted = [
            Counted(cell.period.label, standing.words(self.indicator.unit), approvals(cell))
            for cell in self.cells
            if (standing := cell.standing) is not None
        ]
        left_out = [
            LeftOut(cell.period.label, why_not(cell, self.parties)) for cell in self.cells if cell.standing is None
        ]
        return Explanation(
            formula=formula(self),
            denominator=denominator(self),
            counted=counted,
            left_out=left_out,
            as_of=today,
        )


def gather(indicators: Iterable[Indicator], parties: Sequence[Party], today: dt.date) -> list[Series]:
    """Series of indicators of one programme, up to the period of `today` (or of the programme's end). Two queries."""
    found = [_empty(indicator, parties, today) for indicator in indicators]
    by_place = {(s.indicator.pk, cell.period.start): cell for s in found for cell in s.cells}
    wanted = [s.indicator.pk for s in found]
    rows = (
        Report.objects.counted()
        .filter(indicator__in=wanted)
        .order_by("party_id")
        .values_list(
            "pk", "indicator_id", "party_id", "period_start", "value", "numerator", "denominator",
            "by_label", "approved_by_label", "approved_at",
        )
    )  # fmt: skip
    for pk, indicator, party, start, value, numerator, denominator, by, approver, at in rows:
        if (cell := by_place.get((indicator, start))) is not None:
            amount = Value(value) if value is not None else Value(numerator or Decimal(0), denominator)
            cell.entries[party] = Entry(pk, party, amount, by, approver, at)
    for note in Note.objects.filter(indicator__in=wanted).order_by("at", "pk"):
        cell = by_place.get((note.indicator_id, note.period_start))
        if (
            cell is not None and note.over == cell.over
        ):  # a later note of the same party takes the place of its earlier one
            cell.said[note.party_id] = Said(note.party_id, note.stands_id, note.reason, note.by_label, note.at)
    return found


def one_series(indicator: Indicator, today: dt.date) -> Series:
    """The same for one indicator, its programme's parties at hand afterwards."""
    parties = list(indicator.programme.parties.select_related("locality").order_by("order"))
    return gather([indicator], parties, today)[0]


def last_day(indicator: Indicator, today: dt.date) -> dt.date:
    """Up to when the indicator is reported: today, or the end of a programme whose period is over."""
    programme = indicator.programme
    if programme.period_to is not None and not programme.open_ended:
        return min(today, programme.period_to)
    return today


def _empty(indicator: Indicator, parties: Sequence[Party], today: dt.date) -> Series:
    periods = periods_between(indicator.period, indicator.since, last_day(indicator, today))
    left = [party.pk for party in parties if party.left_on is not None]
    return Series(indicator, parties, [Cell(period, len(reporting(parties, period)), left) for period in periods])


def reporting(parties: Sequence[Party], period: Period) -> list[Party]:
    """The parties that owe a value for a period: those that had not left the programme by its last day."""
    return [party for party in parties if party.left_on is None or party.left_on > period.end]


def approvals(cell: Cell) -> list[str]:
    """Who approved each value of the cell, and when; for a settled difference also who settled it."""
    said = [
        _("%(who)s, %(day)s") % {"who": e.approved_by_label, "day": format_date(e.approved_at)}
        for e in cell.entries.values()
    ]
    if cell.agreement == Agreement.SETTLED:
        said += [
            _("settled by %(who)s, %(day)s") % {"who": s.by_label, "day": format_date(s.at)} for s in cell.said.values()
        ]
    return said


def why_not(cell: Cell, parties: Sequence[Party]) -> str:
    """Why a period is left out of the total."""
    if cell.agreement == Agreement.NONE:
        return _("no side has an approved value")
    if cell.agreement == Agreement.DIFFER:
        return _("the values differ; nothing is averaged")
    missing = [
        str(party.locality.short_name) for party in reporting(parties, cell.period) if party.pk not in cell.entries
    ]
    return _("no approved value of %(sides)s yet") % {"sides": ", ".join(missing)}


def formula(series: Series) -> str:
    """The rule as a sentence."""
    return {
        Aggregation.SUM: _("Sum of the agreed values of the periods that count."),
        Aggregation.LAST: _("The agreed value of the latest period that counts."),
        Aggregation.MAX: _("The highest agreed value among the periods that count."),
        Aggregation.MEAN: _("Sum of the agreed values divided by the number of periods that count, to the hundredth."),
        Aggregation.RATIO: _("All numerators of the periods that count, divided by all their denominators."),
    }[Aggregation(series.indicator.aggregation)]


def denominator(series: Series) -> str:
    """How many of the periods count."""
    return _("%(counted)s of %(all)s periods count.") % {"counted": len(series.counted), "all": len(series.cells)}
