"""From approved values to agreement, totals and progress. Pure: plain rows in, plain values out; nothing is stored, so nothing can lag.

Only approved values come in here. A period counts when the parties agree on it, or when all who reported settled on one value;
values are never averaged between parties.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienket.lib.periods import Period

from .value import Value

_HUNDREDTH = Decimal("0.01")


class Agreement(models.TextChoices):
    """How the parties' approved values of one period stand to each other."""

    AGREE = "agree", _("Agree")
    SETTLED = "settled", _("Difference settled")
    DIFFER = "differ", _("Differ")
    PARTLY = "partly", _("Not every side has reported")
    ONE_SIDE = "one_side", _("Only one side has reported")
    NONE = "none", _("Not reported")


COUNTING = (Agreement.AGREE, Agreement.SETTLED)


@dataclass(frozen=True, slots=True)
class Entry:
    """A party's approved value for a period, and on whose word."""

    report: int
    party: int
    value: Value
    by_label: str
    approved_by_label: str
    approved_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Said:
    """What a party said about the difference: `stands` is the report it takes for right, None where both stand."""

    party: int
    stands: int | None
    reason: str
    by_label: str
    at: dt.datetime


@dataclass(slots=True)
class Cell:
    """One indicator in one period: every party's approved value side by side. `expected` parties report.

    Of those that `left` the programme the values stand, but nobody waits for their word on a difference.
    """

    period: Period
    expected: int
    left: Collection[int] = ()
    entries: dict[int, Entry] = field(default_factory=dict)
    said: dict[int, Said] = field(default_factory=dict)  # only notes over the values of now

    @property
    def over(self) -> str:
        """The values a note about this cell speaks of."""
        return over(entry.report for entry in self.entries.values())

    @property
    def agreement(self) -> Agreement:
        """Agree, settled, differ, partly, one side only, or nothing."""
        found = len(self.entries)
        if found < 2:
            return Agreement.ONE_SIDE if found else Agreement.NONE
        if len({entry.value for entry in self.entries.values()}) == 1:
            return Agreement.AGREE if found >= self.expected else Agreement.PARTLY
        return Agreement.SETTLED if self._settled() is not None else Agreement.DIFFER

    @property
    def explained(self) -> bool:
        """Every party that reported, and is still there, has said why the values differ."""
        return len(self.entries) > 1 and bool(self._asked) and set(self.said) >= self._asked

    @property
    def _asked(self) -> set[int]:
        return set(self.entries) - set(self.left)

    @property
    def standing(self) -> Value | None:
        """The value the period counts with; None where it does not count."""
        if self.agreement == Agreement.AGREE:
            return next(iter(self.entries.values())).value
        settled = self._settled()
        return settled.value if settled is not None else None

    def _settled(self) -> Entry | None:
        """The entry every reporting party takes for right, where there is one."""
        if not self.explained:
            return None
        chosen = {self.said[party].stands for party in self._asked}
        stands = chosen.pop() if len(chosen) == 1 else None
        return next((entry for entry in self.entries.values() if entry.report == stands), None)


def over(reports: Iterable[int]) -> str:
    """Ids of reports, in order, as a note keeps them."""
    return ",".join(str(pk) for pk in sorted(reports))


def total(aggregation: str, values: Sequence[Value]) -> Value | None:
    """The values of several periods, oldest first, as one; None where there are none.

    A mean is exact to the hundredth. A ratio is all numerators over all denominators, never a mean of percentages.
    """
    if not values:
        return None
    numbers = [value.number for value in values]
    match aggregation:
        case "sum":
            return Value(sum(numbers, Decimal(0)))
        case "last":
            return values[-1]
        case "max":
            return Value(max(numbers))
        case "mean":
            return Value((sum(numbers, Decimal(0)) / len(numbers)).quantize(_HUNDREDTH, ROUND_HALF_UP))
        case "ratio":
            return Value(sum(numbers, Decimal(0)), sum((v.denominator or Decimal(0) for v in values), Decimal(0)))
    raise ValueError(f"expected a rule of Aggregation, found {aggregation!r}")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far from baseline to target: `percent` of the way, rounded down; None for a target that is reached or not."""

    percent: int | None
    reached: bool

    @property
    def bar(self) -> int:
        """The filled part of a bar of 100."""
        return max(0, min(100, self.percent if self.percent is not None else 100 * self.reached))


def progress(direction: str, baseline: Decimal | None, target: Decimal | None, now: Decimal | None) -> Progress | None:
    """Progress of a value in its unit; None without target or value, or where nothing says how far it was to go.

    `up` counts from the baseline (0 where none is set), `down` needs one. `reach` is all or nothing: half a report is no report.
    """
    if target is None or now is None:
        return None
    match direction:
        case "reach":
            falls = baseline is not None and baseline > target
            return Progress(None, now <= target if falls else now >= target)
        case "up":
            start = baseline if baseline is not None else Decimal(0)
            return _on_the_way(start, target, now, reached=now >= target)
        case "down":
            reached = now <= target
            return (
                _on_the_way(baseline, target, now, reached=reached) if baseline is not None else Progress(None, reached)
            )
    raise ValueError(f"expected a direction, found {direction!r}")


def _on_the_way(start: Decimal, target: Decimal, now: Decimal, *, reached: bool) -> Progress:
    if start == target:
        return Progress(None, reached)
    way = (now - start) * 100 / (target - start)
    return Progress(int(way.to_integral_value(ROUND_FLOOR)), reached)
