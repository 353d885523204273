"""Working days: Tết, Giỗ Tổ, days made up for and swapped, ends of years, 29 February."""

import datetime as dt

import pytest

from lienket.lib.lunar import to_solar
from lienket.lib.working_days import (
    _decisions,
    add_working_days,
    holidays,
    is_working_day,
    next_working_day,
    previous_working_day,
    working_days_between,
)

D = dt.date
DAY = dt.timedelta(days=1)


def days_off(first: dt.date, last: dt.date) -> bool:
    """Every day of the span is off, and the nearest weekdays around it are not."""
    inside = all(not is_working_day(first + DAY * n) for n in range((last - first).days + 1))
    return inside and is_working_day(first - DAY) and is_working_day(last + DAY)


@pytest.mark.parametrize(
    ("year", "first"),
    [
        (2020, D(2020, 1, 25)), (2021, D(2021, 2, 12)), (2022, D(2022, 2, 1)), (2023, D(2023, 1, 22)),
        (2024, D(2024, 2, 10)), (2025, D(2025, 1, 29)), (2026, D(2026, 2, 17)), (2027, D(2027, 2, 6)),
        (2028, D(2028, 1, 26)), (2029, D(2029, 2, 13)), (2030, D(2030, 2, 2)),
    ],
)  # fmt: skip
def test_the_new_year_days_of_eleven_years(year: int, first: dt.date):
    assert to_solar(1, 1, year) == first
    assert sum(name == "Tết Nguyên đán" for name in holidays(year).values()) == 5
    assert holidays(year)[first] == "Tết Nguyên đán"
    assert not any(is_working_day(first + DAY * n) for n in range(-1, 3))


@pytest.mark.parametrize(
    ("first", "last"),
    [  # as they were announced, weekends included
        (D(2020, 1, 23), D(2020, 1, 29)),
        (D(2021, 2, 10), D(2021, 2, 16)),
        (D(2022, 1, 29), D(2022, 2, 6)),
        (D(2023, 1, 20), D(2023, 1, 26)),
        (D(2024, 2, 8), D(2024, 2, 14)),
        (D(2025, 1, 25), D(2025, 2, 2)),
        (D(2026, 2, 14), D(2026, 2, 22)),
    ],
)
def test_tet_as_announced(first: dt.date, last: dt.date):
    assert days_off(first, last)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (D(2021, 9, 2), D(2021, 9, 5)),
        (D(2022, 9, 1), D(2022, 9, 4)),
        (D(2023, 9, 1), D(2023, 9, 4)),
        (D(2024, 8, 31), D(2024, 9, 3)),
        (D(2025, 8, 30), D(2025, 9, 2)),
        (D(2026, 8, 29), D(2026, 9, 2)),
        (D(2023, 4, 29), D(2023, 5, 3)),  # Giỗ Tổ on a Saturday and 30 April on a Sunday, both made up for
        (D(2024, 4, 27), D(2024, 5, 1)),  # with a Monday swapped
        (D(2025, 4, 30), D(2025, 5, 4)),
        (D(2022, 4, 30), D(2022, 5, 3)),
    ],
)
def test_other_holidays_as_announced(first: dt.date, last: dt.date):
    assert days_off(first, last)


@pytest.mark.parametrize(
    "day",
    [D(2020, 4, 2), D(2021, 4, 21), D(2022, 4, 10), D(2023, 4, 29), D(2024, 4, 18), D(2025, 4, 7), D(2026, 4, 26)],
)
def test_the_day_of_the_hung_kings(day: dt.date):
    assert holidays(day.year)[day] == "Giỗ Tổ Hùng Vương"


def test_a_holiday_on_a_sunday_is_made_up_on_the_next_working_day():
    assert holidays(2026)[D(2026, 4, 27)] == "Nghỉ bù Giỗ Tổ Hùng Vương"
    assert not is_working_day(D(2022, 1, 3))  # 1 January 2022 was a Saturday


def test_a_swapped_saturday_is_worked():
    assert is_working_day(D(2026, 1, 10))
    assert not is_working_day(D(2026, 1, 2))
    assert not is_working_day(D(2026, 1, 17))


def test_every_decision_names_its_paper_and_swaps_a_weekday_for_a_saturday():
    decided = _decisions()
    for swap in decided["swaps"]:
        assert swap["free"].weekday() < 5
        assert swap["worked"].weekday() == 5
        assert is_working_day(swap["worked"])
        assert not is_working_day(swap["free"])
    assert all(one["by"] for one in [*decided["swaps"], *decided["days"]])


def test_across_a_years_end():
    # Thursday 31 December 2026, then New Year's Day and a weekend
    assert add_working_days(D(2026, 12, 30), 2) == D(2027, 1, 4)
    assert add_working_days(D(2027, 1, 4), -2) == D(2026, 12, 30)
    assert working_days_between(D(2026, 12, 30), D(2027, 1, 4)) == 2
    assert previous_working_day(D(2027, 1, 4)) == D(2026, 12, 31)


def test_29_february():
    assert is_working_day(D(2024, 2, 29))
    assert add_working_days(D(2024, 2, 28), 2) == D(2024, 3, 1)
    assert working_days_between(D(2028, 2, 28), D(2028, 3, 1)) == 2
    assert working_days_between(D(2027, 2, 26), D(2027, 3, 1)) == 1


def test_what_falls_due_on_a_day_off_is_due_on_the_next_working_day():
    assert next_working_day(D(2026, 2, 16)) == D(2026, 2, 23)  # all of Tết
    assert next_working_day(D(2026, 9, 2)) == D(2026, 9, 3)
    assert next_working_day(D(2026, 11, 24)) == D(2026, 11, 24)


def test_counting_backwards_and_nothing():
    assert add_working_days(D(2026, 11, 21), 0) == D(2026, 11, 21)
    assert working_days_between(D(2026, 11, 24), D(2026, 11, 24)) == 0
    assert working_days_between(D(2026, 11, 25), D(2026, 11, 24)) == -1
    assert add_working_days(D(2026, 11, 20), 2) == D(2026, 11, 24)  # Friday: the weekend is left out


def test_years_beyond_the_lunar_reckoning_have_their_solar_days():
    assert not is_working_day(D(2300, 5, 1))
    assert D(2300, 1, 1) in holidays(2300)


def test_the_2nd_of_september_had_one_day_before_2021():
    assert not is_working_day(D(2020, 9, 2))
    assert is_working_day(D(2020, 9, 1))
    assert is_working_day(D(2020, 9, 3))
