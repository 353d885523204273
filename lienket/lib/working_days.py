"""Working days: Monday to Friday without the public holidays of Vietnam, the lunar ones too.

Labour Code 2019, article 112: 1 January; Tết, five days; Giỗ Tổ, the 10th of the third lunar month; 30 April; 1 May;
2 September and the day before or after it (from 2021 on). Article 111: a holiday on a weekly day of rest is made up on the
next working day. What was decided for one year (swaps of a day for a Saturday) stands in `data/days_off.yaml`; for years
without a decision the usual arrangement is reckoned, so days far ahead are an expectation.
"""

import datetime as dt
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from lienket.lib.lunar import to_solar

DAY = dt.timedelta(days=1)
_DECIDED = Path(__file__).parent / "data" / "days_off.yaml"
_TWO_DAYS_OF_NATIONAL_DAY_SINCE = 2021


def is_working_day(day: dt.date) -> bool:
    """Whether offices are open on `day`."""
    if day in _worked_saturdays():
        return True
    return day.weekday() < 5 and day not in holidays(day.year)


def next_working_day(day: dt.date) -> dt.date:
    """`day` itself where it is a working day, else the first one after it: what falls due on a day off is due then."""
    while not is_working_day(day):
        day += DAY
    return day


def previous_working_day(day: dt.date) -> dt.date:
    """The last working day before `day`."""
    day -= DAY
    while not is_working_day(day):
        day -= DAY
    return day


def add_working_days(day: dt.date, count: int) -> dt.date:
    """The `count`-th working day after `day` (before it, where `count` is negative); `day` itself for 0.

    The day of the event is not counted: given out on a Friday, two working days end on Tuesday.
    """
    step = DAY if count >= 0 else -DAY
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def working_days_between(start: dt.date, end: dt.date) -> int:
    """How many working days lie after `start`, up to and with `end`; negative where `end` is the earlier one."""
    if end < start:
        return -working_days_between(end, start)
    return sum(is_working_day(start + DAY * n) for n in range(1, (end - start).days + 1))


@cache
def holidays(year: int) -> Mapping[dt.date, str]:
    """The days off of a year beside the weekends, with their Vietnamese names: by law, made up for, and given by decision."""
    decided = _decisions()
    by_law = _by_law(year, decided)
    days = dict(by_law)
    for day in sorted(by_law):
        if day.weekday() >= 5:
            made_up = day + DAY
            while made_up.weekday() >= 5 or made_up in days:
                made_up += DAY
            days[made_up] = f"Nghỉ bù {by_law[day]}"
    days |= {swap["free"]: "Nghỉ hoán đổi" for swap in decided["swaps"] if swap["free"].year == year}
    days |= {given["day"]: given["name"] for given in decided["days"] if given["day"].year == year}
    return MappingProxyType(dict(sorted(days.items())))


def _by_law(year: int, decided: Mapping[str, Any]) -> dict[dt.date, str]:
    days = {
        dt.date(year, 1, 1): "Tết Dương lịch",
        dt.date(year, 4, 30): "Ngày Chiến thắng",
        dt.date(year, 5, 1): "Quốc tế Lao động",
        dt.date(year, 9, 2): "Quốc khánh",
    }
    first = to_solar(1, 1, year)
    if first is not None:  # outside the years the lunar calendar is reckoned for, only the solar days are known
        before = decided["tet"].get(year, 1 if first.weekday() < 2 else 2)
        days |= {first + DAY * n: "Tết Nguyên đán" for n in range(-before, 5 - before)}
    kings = to_solar(10, 3, year)
    if kings is not None:
        days.setdefault(kings, "Giỗ Tổ Hùng Vương")
    if year >= _TWO_DAYS_OF_NATIONAL_DAY_SINCE:
        days[_beside_national_day(year, decided)] = "Quốc khánh"
    return days


def _beside_national_day(year: int, decided: Mapping[str, Any]) -> dt.date:
    """The second day: on the side of the weekend, so that the days off join it."""
    if year in decided["national_day"]:
        month, day = map(int, decided["national_day"][year].split("-"))
        return dt.date(year, month, day)
    after = dt.date(year, 9, 2).weekday() in {0, 3, 6}  # Monday, Thursday, Sunday
    return dt.date(year, 9, 3 if after else 1)


@cache
def _decisions() -> Mapping[str, Any]:
    decided: dict[str, Any] = yaml.safe_load(_DECIDED.read_text(encoding="utf-8"))
    return MappingProxyType(decided)


@cache
def _worked_saturdays() -> frozenset[dt.date]:
    return frozenset(swap["worked"] for swap in _decisions()["swaps"])
