"""Figures, money, dates and deadlines in both languages, and how they are read back."""

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation

from lienket.lib import numbers


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (0, "0", "0"),
        (1300, "1.300", "1,300"),
        (37700, "37.700", "37,700"),
        (Decimal("33.60"), "33,6", "33.6"),
        (Decimal("1234.5"), "1.234,5", "1,234.5"),
        (Decimal("1E+3"), "1.000", "1,000"),
        (-1234567, "-1.234.567", "-1,234,567"),
        (Decimal("20.000000"), "20", "20"),
    ],
)
def test_numbers_are_grouped_in_the_language_of_the_page(value, vi, en):
    with translation.override("vi"):
        assert numbers.format_number(value) == vi
    with translation.override("en"):
        assert numbers.format_number(value) == en


@pytest.mark.parametrize(
    ("value", "currency", "vi", "en"),
    [
        (Decimal(37_700_000_000_000), "VND", "37.700 tỷ đồng", "37,700 billion VND"),
        (Decimal(370_000_000_000_000), "VND", "370.000 tỷ đồng", "370,000 billion VND"),
        (Decimal(16_000_000_000), "USD", "16 tỷ USD", "16 billion USD"),
        (Decimal(2_500_000_000), "VND", "2,5 tỷ đồng", "2.5 billion VND"),
        (Decimal(15_500_000), "VND", "15,5 triệu đồng", "15.5 million VND"),
        (Decimal(950), "VND", "950 đồng", "950 VND"),
        (Decimal(0), "VND", "0 đồng", "0 VND"),
        # Never rounded: what does not fit the big unit is written out.
        (Decimal(1_234_567_890), "VND", "1.234.567.890 đồng", "1,234,567,890 VND"),
    ],
)
def test_money_takes_the_biggest_unit_that_loses_nothing(value, currency, vi, en):
    with translation.override("vi"):
        assert numbers.format_money(value, currency) == vi
    with translation.override("en"):
        assert numbers.format_money(value, currency) == en


@pytest.mark.parametrize(
    ("arguments", "vi", "en"),
    [
        ((1300, "dự án", "more_than"), "trên 1.300 dự án", "over 1,300 dự án"),
        ((60000, "hộ", "almost"), "gần 60.000 hộ", "nearly 60,000 hộ"),
        ((40, "sản phẩm", "at_least"), "ít nhất 40 sản phẩm", "at least 40 sản phẩm"),
        ((5, "%", "at_most"), "không quá 5%", "at most 5%"),
        ((10, "ha", "less_than"), "dưới 10 ha", "under 10 ha"),
        ((3, "tháng", "about"), "khoảng 3 tháng", "about 3 tháng"),
        ((20, "%", "range", 25), "từ 20% đến 25%", "from 20% to 25%"),
        ((21, "dự án", "exact"), "21 dự án", "21 dự án"),
    ],
)
def test_a_figure_keeps_its_qualifier(arguments, vi, en):
    with translation.override("vi"):
        assert numbers.format_quantity(*arguments) == vi
    with translation.override("en"):
        assert numbers.format_quantity(*arguments) == en


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("vi", "37.700", "37700"),
        ("vi", "33,6", "33.6"),
        ("vi", "1.234,50", "1234.5"),
        ("vi", "1 234 567", "1234567"),
        ("vi", "1.5", "1.5"),  # cannot be a grouped figure
        ("vi", "-12", "-12"),
        ("vi", "37,700", "37.7"),
        ("en", "37,700", "37700"),
        ("en", "33.6", "33.6"),
        ("en", "1,5", "1.5"),
        ("en", "370,000,000.25", "370000000.25"),
    ],
)
def test_typed_figures_are_read_in_the_language_of_the_page(language, text, value):
    with translation.override(language):
        assert numbers.parse_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "khoảng 5", "1.2.3", "12.34.567", "1,2,3", "tỷ", "٣٤", "--5", "5%"])
def test_what_is_no_figure_is_refused(text):
    with translation.override("vi"), pytest.raises(ValueError, match="expected a figure"):
        numbers.parse_number(text)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("value", ["0", "7", "999", "1000", "1234567", "0.5", "12.125", "1234567.75"])
def test_what_is_shown_can_be_typed_again(language, value):
    with translation.override(language):
        assert numbers.parse_number(numbers.format_number(Decimal(value))) == Decimal(value)


def test_dates_are_day_first_in_both_languages():
    day = dt.date(2026, 4, 3)
    for language in ("vi", "en"):
        with translation.override(language):
            assert numbers.format_date(day) == "03/04/2026"
    assert numbers.format_date(None) == ""


def test_moments_are_told_in_the_sites_own_zone():
    moment = dt.datetime(2026, 11, 23, 18, 32, tzinfo=dt.UTC)  # already the 24th in Hà Nội
    assert numbers.format_moment(moment) == "01:32, 24/11/2026"
    assert numbers.format_date(moment) == "24/11/2026"


@pytest.mark.parametrize("text", ["23/11/2026", "23-11-2026", "23.11.2026", "2026-11-23", " 23 / 11 / 2026 "])
def test_days_are_read_day_first(text):
    assert numbers.parse_date(text) == dt.date(2026, 11, 23)


@pytest.mark.parametrize("text", ["", "11/23/2026", "31/02/2026", "23/11", "23/11/26", "hôm nay"])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        numbers.parse_date(text)


@pytest.mark.parametrize(
    ("shift", "vi", "en"),
    [
        (5, "còn 5 ngày", "5 days left"),
        (1, "còn 1 ngày", "1 day left"),
        (0, "hôm nay là hạn cuối", "due today"),
        (-1, "quá hạn 1 ngày", "1 day overdue"),
        (-1200, "quá hạn 1.200 ngày", "1,200 days overdue"),
    ],
)
def test_days_left_in_words(shift, vi, en):
    today = dt.date(2026, 11, 24)
    due = today + dt.timedelta(days=shift)
    with translation.override("vi"):
        assert numbers.days_left(due, today) == vi
    with translation.override("en"):
        assert numbers.days_left(due, today) == en


@pytest.mark.parametrize(("part", "whole", "share"), [(1, 3, 33), (2, 3, 67), (1, 8, 13), (0, 0, 0), (5, 5, 100)])
def test_percent_is_whole_and_never_divides_by_nothing(part, whole, share):
    assert numbers.percent(part, whole) == share
