"""Reporting periods: they close on the 14th, meet without gap or overlap, and are named for the day they close on."""

import datetime as dt
import itertools

import pytest
from django.utils import translation

from lienket.lib.periods import PeriodKind, period_of, periods_between

D = dt.date


@pytest.mark.parametrize(
    ("kind", "day", "start", "end", "label"),
    [
        ("month", D(2026, 1, 14), D(2025, 12, 15), D(2026, 1, 14), "Tháng 1/2026"),
        ("month", D(2026, 1, 15), D(2026, 1, 15), D(2026, 2, 14), "Tháng 2/2026"),
        ("month", D(2025, 12, 31), D(2025, 12, 15), D(2026, 1, 14), "Tháng 1/2026"),
        ("month", D(2026, 12, 14), D(2026, 11, 15), D(2026, 12, 14), "Tháng 12/2026"),
        ("month", D(2028, 2, 29), D(2028, 2, 15), D(2028, 3, 14), "Tháng 3/2028"),
        ("quarter", D(2026, 3, 14), D(2025, 12, 15), D(2026, 3, 14), "Quý I/2026"),
        ("quarter", D(2026, 3, 15), D(2026, 3, 15), D(2026, 6, 14), "Quý II/2026"),
        ("quarter", D(2026, 12, 15), D(2026, 12, 15), D(2027, 3, 14), "Quý I/2027"),
        ("half", D(2026, 6, 14), D(2025, 12, 15), D(2026, 6, 14), "6 tháng đầu năm 2026"),
        ("half", D(2026, 6, 15), D(2026, 6, 15), D(2026, 12, 14), "6 tháng cuối năm 2026"),
        ("year", D(2026, 12, 14), D(2025, 12, 15), D(2026, 12, 14), "Năm 2026"),
        ("year", D(2026, 12, 15), D(2026, 12, 15), D(2027, 12, 14), "Năm 2027"),
    ],
)
def test_every_period_closes_on_the_fourteenth(kind, day, start, end, label):
    period = period_of(kind, day)
    assert (period.start, period.end) == (start, end)
    with translation.override("vi"):
        assert period.label == label


@pytest.mark.parametrize(
    ("kind", "words"), [("month", "tháng 10/2026"), ("quarter", "quý IV/2026"), ("half", "6 tháng cuối năm 2026")]
)
def test_inside_a_sentence_only_the_first_letter_is_small(kind, words):
    with translation.override("vi"):
        assert period_of(kind, D(2026, 10, 1)).words == words


@pytest.mark.parametrize("kind", PeriodKind)
def test_periods_meet_without_gap_over_many_years(kind):
    day, periods = D(2019, 1, 1), list(periods_between(kind, D(2019, 1, 1), D(2033, 12, 31)))
    while day <= D(2033, 12, 31):
        period = period_of(kind, day)
        assert period.start <= day <= period.end
        assert period in periods[:1] or period.previous().next() == period
        day += dt.timedelta(days=1)
    for one, after in itertools.pairwise(periods):
        assert after.start == one.end + dt.timedelta(days=1)
        assert after.previous() == one
        assert one.end.day == 14
    per_year = {PeriodKind.MONTH: 12, PeriodKind.QUARTER: 4, PeriodKind.HALF: 2, PeriodKind.YEAR: 1}[kind]
    assert [p.number for p in periods if p.year == 2024] == list(range(1, per_year + 1))


def test_the_month_over_a_leap_day_is_a_day_longer():
    def days(year: int) -> int:
        period = period_of("month", D(year, 3, 1))
        return (period.end - period.start).days + 1

    assert (days(2027), days(2028)) == (28, 29)
    year = period_of("year", D(2028, 6, 1))
    assert (year.end - year.start).days + 1 == 366


def test_a_period_is_closed_from_the_fifteenth_on():
    period = period_of("half", D(2026, 6, 1))
    assert not period.closed_on(D(2026, 6, 14))
    assert period.closed_on(D(2026, 6, 15))
    assert list(periods_between("year", D(2027, 1, 1), D(2026, 1, 1))) == []
