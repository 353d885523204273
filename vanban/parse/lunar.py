"""Days of the Vietnamese lunar calendar as solar days, for any year from 1800 to 2199.

before  day 10, month 3, lunar year 2019
after   2019-04-14

The calendar is reckoned, not looked up: a month begins on the day (at UTC+7) of the new moon; month 11 holds the winter
solstice; a leap month is the first without a principal term in a year of thirteen months. New moons and the sun's
longitude follow J. Meeus, Astronomical Algorithms (1998), chapters 25 and 49, to the accuracy that days need.
"""

from datetime import date, timedelta
from functools import cache
from math import floor, pi, sin

_ZONE = 7.0 / 24.0
_EPOCH = date(2000, 1, 1).toordinal() - 2451545  # ordinal of a Julian day number (at noon)
FIRST_YEAR, LAST_YEAR = 1800, 2199


def _new_moon(k: int) -> int:
    """The Julian day number, at UTC+7, of the k-th new moon since January 1900."""
    t = k / 1236.85
    t2, t3, rad = t * t, t * t * t, pi / 180
    moment = 2415020.75933 + 29.53058868 * k + 0.0001178 * t2 - 0.000000155 * t3
    moment += 0.00033 * sin((166.56 + 132.87 * t - 0.009173 * t2) * rad)
    m = 359.2242 + 29.10535608 * k - 0.0000333 * t2 - 0.00000347 * t3
    mpr = 306.0253 + 385.81691806 * k + 0.0107306 * t2 + 0.00001236 * t3
    f = 21.2964 + 390.67050646 * k - 0.0016528 * t2 - 0.00000239 * t3
    correction = (0.1734 - 0.000393 * t) * sin(m * rad) + 0.0021 * sin(2 * rad * m)
    correction += -0.4068 * sin(mpr * rad) + 0.0161 * sin(rad * 2 * mpr) - 0.0004 * sin(rad * 3 * mpr)
    correction += 0.0104 * sin(rad * 2 * f) - 0.0051 * sin(rad * (m + mpr)) - 0.0074 * sin(rad * (m - mpr))
    correction += 0.0004 * sin(rad * (2 * f + m)) - 0.0004 * sin(rad * (2 * f - m)) - 0.0006 * sin(rad * (2 * f + mpr))
    correction += 0.0010 * sin(rad * (2 * f - mpr)) + 0.0005 * sin(rad * (2 * mpr + m))
    early = 0.001 + 0.000839 * t + 0.0002261 * t2 - 0.00000845 * t3 - 0.000000081 * t * t3
    late = -0.000278 + 0.000265 * t + 0.000262 * t2
    return floor(moment + correction - (early if t < -11 else late) + 0.5 + _ZONE)


def _sun_sector(day: int) -> int:
    """Which twelfth of the zodiac the sun is in at the start of a day (UTC+7): 0 from the spring equinox."""
    t = (day - 0.5 - _ZONE - 2451545.0) / 36525
    rad = pi / 180
    m = 357.52910 + 35999.05030 * t - 0.0001559 * t * t - 0.00000048 * t**3
    mean = 280.46645 + 36000.76983 * t + 0.0003032 * t * t
    centre = (1.914600 - 0.004817 * t - 0.000014 * t * t) * sin(rad * m)
    centre += (0.019993 - 0.000101 * t) * sin(2 * rad * m) + 0.000290 * sin(3 * rad * m)
    return int(((mean + centre) % 360) // 30)


@cache
def _month_11(year: int) -> int:
    """The first day of the lunar month that holds the winter solstice of a solar year."""
    k = floor((date(year, 12, 31).toordinal() - _EPOCH - 2415021) / 29.530588853)
    start = _new_moon(k)
    return _new_moon(k - 1) if _sun_sector(start) >= 9 else start


def _leap_offset(first: int) -> int:
    """Which month behind month 11 is the leap one, in a year of thirteen."""
    k = floor((first - 2415021.076998695) / 29.530588853 + 0.5)
    last, i = 0, 1
    sector = _sun_sector(_new_moon(k + i))
    while sector != last and i < 14:
        last, i = sector, i + 1
        sector = _sun_sector(_new_moon(k + i))
    return i - 1


def to_solar(day: int, month: int, year: int, *, leap: bool = False) -> date | None:
    """The solar day of a lunar one; None where there is no such day."""
    if not (1 <= day <= 30 and 1 <= month <= 12 and FIRST_YEAR <= year <= LAST_YEAR):
        return None
    first, following = (_month_11(year - 1), _month_11(year)) if month < 11 else (_month_11(year), _month_11(year + 1))
    k = floor(0.5 + (first - 2415021.076998695) / 29.530588853)
    offset = month - 11 if month >= 11 else month + 1
    if following - first > 365:
        leap_at = _leap_offset(first)
        leap_month = (leap_at - 2) % 12 or 12
        if leap and month != leap_month:
            return None
        if leap or offset >= leap_at:
            offset += 1
    elif leap:
        return None
    start, after = _new_moon(k + offset), _new_moon(k + offset + 1)
    if day > after - start:
        return None
    return date.fromordinal(start + _EPOCH) + timedelta(days=day - 1)
