"""Numbers as written: "37.700" → 37700, "45,5" → 45.5, "1 tỷ 850 triệu" → 1850000000, "2 triệu rưỡi" → 2500000.

A full stop groups thousands, a comma opens decimals, as Vietnamese papers write; the English way round is read where
only it makes sense ("1,234,567", "233.43").
"""

import re
from decimal import Decimal

import msgspec

from vanban.finders.units import Units

_NUMBER = re.compile(
    r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?(?![0-9])|[0-9]{1,3}(?:,[0-9]{3}){2,}(?![0-9])|[1-9][0-9]{0,2}(?: [0-9]{3})+(?![0-9.,])(?= [a-zà-ỹđ%])"
    r"|[0-9]+(?:[.,][0-9]+)?"
)
_HALF = re.compile(r"\s+rưỡi(?!\w)")
_MORE = re.compile(r"\s+([0-9]{1,3}(?:[.,][0-9]+)?)(?=\s)")
_TAIL = re.compile(r"\s+([1-9])(?![0-9]|[.,/][0-9]|\s*(?:%|-)|\s+\w)")
_GROUPED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_LONGEST = 60
_IN_NUMBERS = (".", ",", " ")
_ONE, _MOST_PLACES = Decimal(1), 27


class Number(msgspec.Struct, frozen=True, gc=False):
    """A number read: where it ends, its value, the scale word's worth (1 if none)."""

    end: int
    value: Decimal
    scale: int


def plain_decimal(value: Decimal) -> Decimal:
    """The same value without exponent and without idle zeros: 1.20E+6 → 1200000."""
    if value.same_quantum(_ONE) and value.adjusted() < _MOST_PLACES:
        return value
    value = value.normalize()
    return value.quantize(_ONE) if value == value.to_integral_value() and value.adjusted() < _MOST_PLACES else value


def digits_value(digits: str) -> Decimal:
    """The value of digits as written, grouped or with a decimal mark."""
    if digits.isdecimal():
        return Decimal(digits)
    if " " in digits:
        return Decimal(digits.replace(" ", ""))
    dots, commas = digits.count("."), digits.count(",")
    if dots and _GROUPED.fullmatch(digits) and not (dots == 1 and digits.startswith("0.")):
        return Decimal(digits.replace(".", "").replace(",", "."))
    if commas > 1:
        return Decimal(digits.replace(",", ""))
    plain = digits.replace(",", ".")
    if plain.count(".") > 1:  # grouped in no known way: the digits alone
        plain = plain.replace(".", "")
    return Decimal(plain)


def read_number(low: str, start: int, units: Units, run_end: int = 0) -> Number | None:
    """The number whose first digit is at `start`, with the scale words behind it; `run_end`, where it is known, is where the
    digits that begin there end."""
    behind = low[run_end : run_end + 2] if run_end else ","
    if behind[:1] in _IN_NUMBERS and (behind[:1] != " " or behind[1:].isdigit()):
        match = _NUMBER.match(low, start)
        if match is None or match.end() - start > _LONGEST:
            return None
        end, value = match.end(), digits_value(match.group())
    elif run_end - start > _LONGEST:
        return None
    else:  # digits alone, as most numbers are
        end, value = run_end, Decimal(low[start:run_end])
    letter = low[end : end + 2].lstrip()[:1]
    word = units.scale.match(low, end) if letter in units.scale_letters else None
    if word is None:
        return Number(end, value, 1)
    scale = units.scales[word.group(1)]
    value *= scale
    end = word.end()
    smaller = scale
    while True:
        half = _HALF.match(low, end)
        if half:
            return Number(half.end(), value + Decimal(smaller) / 2, scale)
        more = _MORE.match(low, end)
        word = units.scale.match(low, more.end()) if more else None
        if more is None or word is None or units.scales[word.group(1)] >= smaller:
            break
        smaller = units.scales[word.group(1)]
        value += digits_value(more.group(1)) * smaller
        end = word.end()
    if smaller >= 1_000_000 and (tail := _TAIL.match(low, end)):
        value += Decimal(tail.group(1)) * smaller / 10
        end = tail.end()
    return Number(end, value, scale)
