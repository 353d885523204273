"""`parse_amount`: a number with its unit, bound and range.

before  "từ 5 đến 7 triệu đồng", "trên 1.300 dự án", "khoảng ba trăm tỷ", "ít nhất 15%"
after   value, value_to, bound, unit and kind
"""

import re
from decimal import Decimal
from typing import cast

import msgspec

from vanban.facts import Bound, QuantityKind
from vanban.finders.numbers import plain_decimal
from vanban.finders.units import Units, units
from vanban.fold import fold, key
from vanban.parse.errors import NotUnderstood
from vanban.parse.numbers import number_at

_EXPECTED = "an amount: a number with a unit"
_FROM = re.compile(fold(r"từ\s+"))
_TO = re.compile(fold(r"\s*(?:-|đến|tới)\s*"))
_END = re.compile(fold(r"\s+trở (lên|xuống)"))
_SIGN = re.compile(r"(us\$|\$|€|usd|eur|vnd)\s?")
_RANK = re.compile(fold(r"(?:(?:đứng|xếp)\s+)?(?:(?:vị trí|hạng)\s+)?(?:thứ|hạng)\s+"))


class Amount(msgspec.Struct, frozen=True):
    """An amount: `value` multiplied out, `value_to` for ranges; `unit` as in facts ("VND", "%", "ha", a noun)."""

    value: Decimal
    value_to: Decimal | None
    bound: Bound
    unit: str
    kind: QuantityKind


def parse_amount(text: str) -> Amount:
    """One amount with its qualifier and unit.

    >>> parse_amount("từ 5 đến 7 triệu đồng").value_to
    Decimal('7000000')

    Raises NotUnderstood where the text is no amount.
    """
    known = units()
    low = key(text).rstrip(".;")
    at, bound = _opening(low, known)
    rank = _RANK.match(low, at)
    if rank:
        return _rank(low, rank.end(), text)
    opened = _FROM.match(low, at)
    at = opened.end() if opened else at
    sign = _SIGN.match(low, at)
    at = sign.end() if sign else at
    first = number_at(low, at)
    if first is None:
        raise NotUnderstood(_EXPECTED, text)
    value, at = first
    value_to: Decimal | None = None
    own = known.unit.behind(low, at)
    to = _TO.match(low, own[1] if own else at) or _TO.match(low, at)
    second = number_at(low, to.end()) if to else None
    if second is not None:
        value_to, at = second
        ratio = _last_scale(low, to.end() if to else at, at, known)
        if ratio > 1 and own is None and value * ratio < value_to * 1000 and value < value_to / ratio * 1000:
            value *= ratio if value < ratio else 1
    kind, unit, at = _unit(low, at, known, sign, value)
    end = _END.match(low, at)
    if end:
        bound, at = ("at_least" if end.group(1) == fold("lên") else "at_most"), end.end()
    if low[at:].strip() or (not kind):
        raise NotUnderstood(_EXPECTED, text)
    if value_to is not None:
        if value_to < value:
            raise NotUnderstood("a range from the smaller to the greater", text)
        bound = "range"
    upper = plain_decimal(value_to) if value_to is not None else None
    return Amount(plain_decimal(value), upper, bound, unit, kind)


def _opening(low: str, known: Units) -> tuple[int, Bound]:
    """Where the number starts, and the qualifier before it."""
    for word in sorted(known.bounds, key=len, reverse=True):
        if low.startswith(f"{word} "):
            return len(word) + 1, cast(Bound, known.bounds[word])
    return 0, "exact"


def _rank(low: str, at: int, text: str) -> Amount:
    words = {fold("nhất"): Decimal(1), fold("nhì"): Decimal(2)}
    head = low[at:].split(" ", 1)[0]
    found = (words[head], at + len(head)) if head in words else number_at(low, at)
    if found is None:
        raise NotUnderstood("a rank", text)
    scope = re.sub(fold(r"^(?:của|trong|trên)\s+"), "", low[found[1] :].strip())
    return Amount(plain_decimal(found[0]), None, "exact", scope, "rank")


def _last_scale(low: str, start: int, end: int, known: Units) -> int:
    """The worth of the scale word that ends a number, 1 if none."""
    best = 1
    for word, worth in known.scales.items():
        if low[start:end].endswith(f" {word}") and worth > best:
            best = worth
    return best


def _unit(low: str, at: int, known: Units, sign: re.Match[str] | None, value: Decimal) -> tuple[QuantityKind, str, int]:
    if sign:
        return "money", known.money[sign.group(1).removeprefix("us") if sign.group(1) == "us$" else sign.group(1)], at
    own = known.unit.behind(low, at)
    if own:
        start, end = own
        word = low[start:end]
        tables: tuple[tuple[QuantityKind, dict[str, str]], ...] = (
            ("percent", known.percent), ("money", known.money), ("measure", known.measures), ("duration", known.durations),
        )  # fmt: skip
        if known.nouns.behind(low, at) <= end:
            kind, unit = next((kind, table[word]) for kind, table in tables if word in table)
            working = low.startswith(fold(" làm việc"), end) and kind == "duration"
            return kind, unit, end + (len(" làm việc") if working else 0)
    rest = re.sub(fold(r"\s+trở (?:lên|xuống)$"), "", low[at:]).strip()
    if rest:
        return "count", rest, at + len(low[at:]) - len(low[at:].lstrip()) + len(rest)
    if value >= 1_000_000:
        return "money", "VND", at  # "khoảng ba trăm tỷ": amounts so large and so bare are money
    return "count", "", at
