"""Figures as people write them: 37700000000000 VND → "37.700 tỷ", "đồng"; 12.4 % → "12,4", "%"."""

from decimal import Decimal, InvalidOperation
from typing import Any

from vanban.terminal_words import WORDS, Language

_SCALES = {
    "vi": ((Decimal(10) ** 9, " tỷ"), (Decimal(10) ** 6, " triệu")),
    "en": ((Decimal(10) ** 9, " billion"), (Decimal(10) ** 6, " million")),
}
_UNITS = {"vi": {"VND": "đồng"}, "en": {"VND": "VND"}}
_SEPARATORS = {"vi": str.maketrans(",.", ".,"), "en": {}}


def amount(fact: dict[str, Any], language: Language) -> tuple[str, str]:
    """The value (or "from – to") and the unit of a quantity of the contract."""
    unit = _UNITS[language].get(fact["unit"], fact["unit"] or "")
    value = number(fact["value"], language, scaled=fact["kind"] == "money")
    if fact["kind"] == "rank":
        value = WORDS[language]["rank"].format(value=value)
    if fact["value_to"] is not None:
        value = f"{value} – {number(fact['value_to'], language, scaled=fact['kind'] == 'money')}"
    return value, unit


def number(value: str, language: Language, *, scaled: bool = False) -> str:
    """A decimal string with the language's separators; `scaled` says millions and thousand millions in words."""
    try:
        exact = Decimal(value)
    except InvalidOperation:
        return str(value)
    if not exact.is_finite():
        return str(value)
    for size, name in _SCALES[language] if scaled else ():
        if abs(exact) >= size and (exact / size * 1000) % 1 == 0:
            return _grouped(exact / size, language) + name
    return _grouped(exact, language)


def _grouped(exact: Decimal, language: Language) -> str:
    plain = f"{exact.normalize():,f}" if exact else "0"
    return plain.translate(_SEPARATORS[language])
