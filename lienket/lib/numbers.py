"""Figures, money, dates and deadlines as the office writes them, in the language of the page.

Vietnamese: "37.700 tỷ đồng", "33,6", 23/11/2026. English: "37,700 billion VND", "33.6", the same day-first dates.
Nothing is ever rounded here: a value that does not fit a big unit is written out in a smaller one.
"""

import datetime as dt
import re
from decimal import Decimal, InvalidOperation

from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext, pgettext

Number = int | Decimal

_VIETNAMESE = re.compile(r"(?P<whole>\d{1,3}(?:\.\d{3})+|\d+)(?:,(?P<part>\d+))?", re.ASCII)
_ENGLISH = re.compile(r"(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<part>\d+))?", re.ASCII)
_PLAIN = re.compile(r"(?P<whole>\d+)(?:[.,](?P<part>\d{1,2}|\d{4,}))?", re.ASCII)
_SPACES = re.compile(r"[\s\u00a0\u202f]+")
# Biggest first; a unit is used only where the quotient needs at most three decimals.
_SCALES = (10**9, 10**6)


def speaks_vietnamese() -> bool:
    """Whether the active language writes figures the Vietnamese way (also when no language is active)."""
    return (get_language() or "vi").startswith("vi")


def _as_decimal(value: Number | float | str) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))


def format_number(value: Number | float | str) -> str:
    """The value grouped by thousands, trailing zeros of decimals dropped: 37700 → "37.700", 33.60 → "33,6"."""
    text = format(_as_decimal(value), ",f")
    whole, _, part = text.partition(".")
    part = part.rstrip("0")
    if speaks_vietnamese():
        return whole.replace(",", ".") + ("," + part if part else "")
    return whole + ("." + part if part else "")


def parse_number(text: str) -> Decimal:
    """A figure as typed in the active language: "37.700", "33,6" (English: "37,700", "33.6"); spaces may group too.

    "1.5" is taken for one and a half in either language, since it cannot be a grouped figure.
    Raises ValueError when it is no figure.
    """
    compact = _SPACES.sub("", text.strip())
    sign, digits = (-1, compact[1:]) if compact[:1] in {"-", "−"} else (1, compact)
    own = _VIETNAMESE if speaks_vietnamese() else _ENGLISH
    match = own.fullmatch(digits) or _PLAIN.fullmatch(digits)
    if match is None:
        raise ValueError(f"expected a figure such as {format_number(Decimal('1234.5'))}, found {text!r}")
    whole = re.sub(r"\D", "", match["whole"])
    try:
        return sign * Decimal(f"{whole}.{match['part'] or '0'}").normalize() + 0
    except InvalidOperation as error:  # more digits than a figure can hold
        raise ValueError(f"expected a figure of at most 28 digits, found {text!r}") from error


def _scaled(value: Decimal) -> tuple[Decimal, int]:
    for scale in _SCALES:
        quotient = value / scale
        if abs(value) >= scale and quotient == quotient.quantize(Decimal("0.001")):
            return quotient, scale
    return value, 1


def format_money(value: Number | str, currency: str = "VND") -> str:
    """An amount in full units of its currency: 37700000000000, "VND" → "37.700 tỷ đồng" / "37,700 billion VND"."""
    quotient, scale = _scaled(_as_decimal(value))
    unit = {10**9: gettext("billion"), 10**6: gettext("million"), 1: ""}[scale]
    name = gettext("VND") if currency == "VND" else currency
    return " ".join(part for part in (format_number(quotient), unit, name) if part)


def bound_word(bound: str) -> str:
    """The word that stands before a figure for its bound ("more_than" → "trên" / "over"); "" for an exact one."""
    return {
        "more_than": pgettext("bound", "over"),
        "at_least": pgettext("bound", "at least"),
        "almost": pgettext("bound", "nearly"),
        "less_than": pgettext("bound", "under"),
        "at_most": pgettext("bound", "at most"),
        "about": pgettext("bound", "about"),
    }.get(bound, "")


def format_amount(value: Number | str, unit: str) -> str:
    """A figure with its unit: money in words of the trade, percent closed up, everything else "1.300 dự án"."""
    if unit in {"VND", "USD"}:
        return format_money(value, unit)
    if unit == "%":
        return f"{format_number(value)}%"
    return f"{format_number(value)} {unit}".strip()


def format_quantity(
    value: Number | str, unit: str = "", bound: str = "exact", value_to: Number | str | None = None
) -> str:
    """A figure with its qualifier: "trên 1.300 dự án"; a range is "từ 20% đến 25%"."""
    if value_to is not None:
        return gettext("from %(low)s to %(high)s") % {
            "low": format_amount(value, unit),
            "high": format_amount(value_to, unit),
        }
    return f"{bound_word(bound)} {format_amount(value, unit)}".strip()


def format_date(day: dt.date | dt.datetime | None) -> str:
    """dd/mm/yyyy in the site's time zone; "" for none."""
    if day is None:
        return ""
    if isinstance(day, dt.datetime) and timezone.is_aware(day):
        day = timezone.localtime(day)
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def format_moment(moment: dt.datetime | None) -> str:
    """ "13:32, 23/11/2026" in the site's time zone; "" for none."""
    if moment is None:
        return ""
    if timezone.is_aware(moment):
        moment = timezone.localtime(moment)
    return f"{moment.hour:02}:{moment.minute:02}, {format_date(moment)}"


def parse_date(text: str) -> dt.date:
    """A day as typed: 23/11/2026, 23-11-2026, 23.11.2026 or 2026-11-23. Raises ValueError when it is none of these."""
    compact = _SPACES.sub("", text)
    if match := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", compact, re.ASCII):
        day, month, year = (int(part) for part in match.groups())
        return dt.date(year, month, day)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", compact, re.ASCII):
        return dt.date.fromisoformat(compact)
    raise ValueError(f"expected a day such as 23/11/2026, found {text!r}")


def days_left(due: dt.date, today: dt.date) -> str:
    """How long until a deadline, in words: "còn 5 ngày", "hôm nay là hạn cuối", "quá hạn 3 ngày"."""
    days = (due - today).days
    if days == 0:
        return gettext("due today")
    if days > 0:
        return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": format_number(days)}
    return ngettext("%(days)s day overdue", "%(days)s days overdue", -days) % {"days": format_number(-days)}


def percent(part: int, whole: int) -> int:
    """Whole percent of `part` in `whole`, halves up; 0 where there is nothing to divide."""
    return 0 if whole <= 0 else (200 * part + whole) // (2 * whole)
