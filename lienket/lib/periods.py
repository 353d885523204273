"""Reporting periods as Decree 09/2019/NĐ-CP sets them: every one closes on the 14th, and the reporting year runs 15/12 → 14/12.

A month runs 15th → 14th, a quarter closes on 14/3, 14/6, 14/9, 14/12, a half-year on 14/6 and 14/12. A period is named for the
day it closes on: 15/12/2025 – 14/1/2026 is January 2026.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

CLOSES_ON = 14  # day of the month
_ROMAN = ("I", "II", "III", "IV")


class PeriodKind(models.TextChoices):
    """How often a thing is reported."""

    MONTH = "month", gettext_lazy("Every month")
    QUARTER = "quarter", gettext_lazy("Every quarter")
    HALF = "half", gettext_lazy("Every half-year")
    YEAR = "year", gettext_lazy("Every year")


MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF: 6, PeriodKind.YEAR: 12}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One reporting period, both days included."""

    start: dt.date
    end: dt.date
    kind: PeriodKind

    @property
    def number(self) -> int:
        """Which of its kind in the reporting year, from 1."""
        return self.end.month // MONTHS[self.kind]

    @property
    def year(self) -> int:
        """The reporting year: that of the day it closes on."""
        return self.end.year

    @property
    def label(self) -> str:
        """ "Quý III/2026", "6 tháng đầu năm 2026", in the language of the page."""
        year = str(self.year)
        match self.kind:
            case PeriodKind.MONTH:
                return _("Month %(number)s/%(year)s") % {"number": self.number, "year": year}
            case PeriodKind.QUARTER:
                return _("Quarter %(number)s/%(year)s") % {"number": _ROMAN[self.number - 1], "year": year}
            case PeriodKind.HALF if self.number == 1:
                return _("First half of %(year)s") % {"year": year}
            case PeriodKind.HALF:
                return _("Second half of %(year)s") % {"year": year}
        return _("Year %(year)s") % {"year": year}

    @property
    def words(self) -> str:
        """The label as it stands inside a sentence: "tháng 10/2026", "quý III/2026"."""
        return self.label[:1].lower() + self.label[1:]

    def closed_on(self, today: dt.date) -> bool:
        """Whether nothing more can happen in it."""
        return self.end < today

    def next(self) -> "Period":
        """The one after it."""
        return period_of(self.kind, self.end + dt.timedelta(days=1))

    def previous(self) -> "Period":
        """The one before it."""
        return period_of(self.kind, self.start - dt.timedelta(days=1))


def period_of(kind: PeriodKind | str, day: dt.date) -> Period:
    """The period of this kind that `day` falls into."""
    kind = PeriodKind(kind)
    length = MONTHS[kind]
    # Months counted from year 0; the month a day is reported in begins on the 15th of the month before.
    month = day.year * 12 + day.month - 1 + (day.day > CLOSES_ON)
    last = month - month % length + length - 1
    return Period(_day(last - length, CLOSES_ON + 1), _day(last, CLOSES_ON), kind)


def periods_between(kind: PeriodKind | str, first: dt.date, last: dt.date) -> Iterator[Period]:
    """Every period from the one `first` falls into to the one `last` falls into, in order; none where `last` is earlier."""
    period = period_of(kind, first)
    while period.start <= last:
        yield period
        period = period.next()


def _day(month: int, day: int) -> dt.date:
    return dt.date(month // 12, month % 12 + 1, day)
