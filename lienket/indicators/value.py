"""A reported value: a figure, or a numerator over a denominator. Compared exactly, shown in the page's own writing."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from lienket.lib.numbers import format_amount, format_number

_HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Value:
    """`number` alone, or `number` over `denominator`. Two ratios agree when both their parts do, not merely their quotient."""

    number: Decimal
    denominator: Decimal | None = None

    def quotient(self, unit: str) -> Decimal:
        """The value in its unit; a ratio in "%" is a share of a hundred. Ratios are shown to the hundredth."""
        if self.denominator is None:
            return self.number
        scale = 100 if unit == "%" else 1
        return (self.number * scale / self.denominator).quantize(_HUNDREDTH, ROUND_HALF_UP)

    def words(self, unit: str) -> str:
        """ "120 lượt", "62,5% (25/40)"."""
        shown = format_amount(self.quotient(unit), unit)
        if self.denominator is None:
            return shown
        return f"{shown} ({format_number(self.number)}/{format_number(self.denominator)})"
