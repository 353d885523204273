"""Indicators of the cast, with values brought to any state through the deeds themselves."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery

from lienket.accounts.tests.cast import Cast, Side
from lienket.indicators import actions
from lienket.indicators.gathering import Series, one_series
from lienket.indicators.models import Indicator, Report
from lienket.lib import clock
from lienket.lib.periods import Period
from lienket.localities.models import Agency, Sector
from lienket.programmes.models import Party, Programme
from lienket.programmes.tests.builders import PAPER, a_programme, party_of

TODAY = dt.date(2026, 11, 24)
H1 = dt.date(2026, 3, 1)  # a day of the first half of 2026, which has closed
H2 = dt.date(2026, 9, 1)  # of the second, which runs


def so_ct_leads() -> "QuerySet[Party]":
    """Stands in for the commitments above this room: on every side the Sở Công Thương leads."""
    of_side = Agency.objects.filter(type__code="so_ct", locality=OuterRef("locality"))
    parts = Party.objects.order_by("pk").annotate(party=F("pk"), of_indicator=F("programme__indicators"))
    return parts.annotate(lead=Subquery(of_side.values("pk")[:1])).exclude(lead=None)


def an_indicator(cast: Cast, programme: Programme | None = None, **changes: Any) -> Indicator:
    """Contracts signed at the product week, half-yearly, summed: from 0 to 12."""
    facts: dict[str, Any] = {
        "name": "Số biên bản ghi nhớ chuyển thành hợp đồng",
        "unit": "hợp đồng",
        "baseline": Decimal(0),
        "target": Decimal(12),
        "sector": Sector.objects.get(code="CTT.01"),
        "citation": PAPER,
        "by": cast.hn.focal,
    }
    return actions.define_indicator(programme or a_programme(cast), **facts | changes)


def a_ratio(cast: Cast, **changes: Any) -> Indicator:
    """A share that must never be averaged."""
    facts = {"name": "Tỷ lệ vướng mắc được xử lý", "unit": "%", "aggregation": "ratio", "target": Decimal(80)}
    return an_indicator(cast, **facts | changes)


def period(indicator: Indicator, day: dt.date = H1) -> Period:
    return indicator.period_on(day)


def sent(indicator: Indicator, side: Side, value: Any = 5, *, day: dt.date = H1, **changes: Any) -> Report:
    """A value of the side's desk, before the head. A pair is numerator and denominator."""
    facts: dict[str, Any] = {"by": side.desk}
    if isinstance(value, tuple):
        facts |= {"numerator": Decimal(value[0]), "denominator": Decimal(value[1])}
    else:
        facts["value"] = Decimal(value)
    party = party_of(indicator.programme, side)
    return actions.report_value(indicator, party, indicator.period_on(day), **facts | changes)


def approved(indicator: Indicator, side: Side, value: Any = 5, *, day: dt.date = H1, **changes: Any) -> Report:
    """A value the side's head stands for."""
    return actions.approve_value(sent(indicator, side, value, day=day, **changes), by=side.head)


def note(indicator: Indicator, side: Side, stands: Report | None, *, day: dt.date = H1, **changes: Any) -> Any:
    facts: dict[str, Any] = {"stands": stands, "reason": "Một bên đếm cả hợp đồng nguyên tắc.", "by": side.focal}
    return actions.resolve_difference(
        indicator, party_of(indicator.programme, side), indicator.period_on(day), **facts | changes
    )


def series(indicator: Indicator) -> Series:
    return one_series(indicator, clock.today())


def number(indicator: Indicator) -> Decimal | None:
    """The agreed total in the indicator's unit."""
    found = series(indicator).total
    return found.quotient(indicator.unit) if found is not None else None
