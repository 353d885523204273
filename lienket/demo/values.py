"""The demo's shared indicators: `data/indicators.yaml` defined, reported, approved and settled through the room's own deeds."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import Any

from lienket.accounts.models import Officer, Role
from lienket.commitments import actions as commitments
from lienket.commitments.models import Commitment
from lienket.indicators import actions as indicators
from lienket.indicators.models import Indicator, Report
from lienket.lib import clock
from lienket.lib.audience import Audience
from lienket.lib.periods import Period, PeriodKind, period_of
from lienket.programmes.models import Party, Programme

from .accounts import Staff
from .replay import Event

SIDES = ("01", "42")


class Values:
    """Events of the indicators of a programme; `today` is the day the story is told on."""

    def __init__(self, programme: Programme, told: dict[str, Any], staff: Staff, today: dt.date) -> None:
        self.programme, self.told, self.staff, self.today = programme, told, staff, today
        self._defined: dict[str, Indicator] = {}
        self._approved: dict[tuple[str, dt.date, str], Report] = {}

    def events(self) -> Iterator[Event]:
        """Defined after the commitments were given out; each period reported, approved and settled the day after it closed."""
        defined_on = self.today + dt.timedelta(days=self.told["defined"])
        for entry in self.told["indicators"]:
            yield Event(defined_on, 0, partial(self._define, entry))
            for row in entry["values"]:
                period = self._ago(row["ago"])
                day = period.end + dt.timedelta(days=1)
                for side in SIDES:
                    if side in row:
                        yield Event(day, 6, partial(self._report, entry, row, side, period))
                        if row.get("approve", True):
                            yield Event(day, 7, partial(self._approve, entry, side, period))
                if "stands" in row:
                    for side in SIDES:
                        yield Event(day, 8, partial(self._settle, entry, row, side, period))

    def _ago(self, months: int) -> Period:
        period = period_of(PeriodKind.MONTH, self.today)
        for _ in range(months):
            period = period.previous()
        return period

    def _define(self, entry: dict[str, Any]) -> None:
        commitment = self._commitment(entry["n"])
        focal = self.staff.of_side(SIDES[0], Role.FOCAL)
        public = commitment.audience == Audience.PUBLIC
        one = indicators.define_indicator(
            self.programme,
            name=entry["name"],
            unit=entry["unit"],
            aggregation=entry["aggregation"],
            direction=entry.get("direction", "up"),
            period=PeriodKind.MONTH,
            baseline=Decimal(entry.get("baseline", 0)),
            target=Decimal(entry["target"]),
            since=clock.today(),
            group=commitment.group,
            sector=commitment.sector,
            audience=Audience.PUBLIC if public else Audience.PARTIES,
            citation=next(iter(commitment.sources), None),
            illustrative=True,
            by=focal,
        )
        commitments.measure_by(commitment, [one], main=one, by=focal)
        self._defined[entry["n"]] = one

    def _report(self, entry: dict[str, Any], row: dict[str, Any], side: str, period: Period) -> None:
        told = row[side]
        pair = [Decimal(part) for part in told] if isinstance(told, list) else None
        self._approved[entry["n"], period.start, side] = indicators.report_value(
            self._defined[entry["n"]],
            self._party(side),
            period,
            value=None if pair else Decimal(told),
            numerator=pair[0] if pair else None,
            denominator=pair[1] if pair else None,
            by=self._officer(entry["n"], side, Role.DESK),
        )

    def _approve(self, entry: dict[str, Any], side: str, period: Period) -> None:
        report = self._approved[entry["n"], period.start, side]
        indicators.approve_value(report, by=self._officer(entry["n"], side, Role.HEAD))

    def _settle(self, entry: dict[str, Any], row: dict[str, Any], side: str, period: Period) -> None:
        stands = self._approved[entry["n"], period.start, row["stands"]]
        indicators.resolve_difference(
            self._defined[entry["n"]], self._party(side), period, stands=stands, reason=row["reason"],
            by=self.staff.of_side(side, Role.FOCAL),
        )  # fmt: skip

    def _commitment(self, number: str) -> Commitment:
        found = self.programme.commitments.filter(clause__number=number).order_by("pk").first()
        if found is None:
            raise LookupError(f"indicators.yaml speaks of {number}, but no accepted commitment has that number")
        return found

    def _party(self, side: str) -> Party:
        return self.programme.parties.select_related("locality", "focal_agency__type", "focal_agency__locality").get(
            locality__code=side
        )

    def _officer(self, number: str, side: str, role: Role) -> Officer:
        """Of the side's lead agency; where the side only receives, nobody leads and its focal agency would report."""
        part = self._commitment(number).responsibilities.with_people().get(party__locality__code=side)
        if part.lead is None:
            raise LookupError(f"{number} has no lead agency in {side}")
        return self.staff.of_agency(part.lead, role)
