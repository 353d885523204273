"""Filters for figures, dates and words, and a figure shown with its qualifier, date and source."""

import datetime as dt
from typing import Any

from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from lienket.lib import clock, numbers
from lienket.lib.templatetags.marks import icon

register = Library()


@register.filter
def vi_number(value: Any) -> str:
    """37700 → "37.700"; nothing for nothing (not reported is not zero)."""
    return "" if value in (None, "") else numbers.format_number(value)


@register.filter
def money(value: Any, currency: str = "VND") -> str:
    """37700000000000 → "37.700 tỷ đồng"."""
    return "" if value in (None, "") else numbers.format_money(value, currency)


@register.filter
def bound_word(bound: str) -> str:
    """ "more_than" → "trên"."""
    return numbers.bound_word(bound)


@register.filter
def vi_date(day: dt.date | None) -> str:
    """dd/mm/yyyy."""
    return numbers.format_date(day or None)


@register.filter
def vi_moment(moment: dt.datetime | None) -> str:
    """ "13:32, 23/11/2026"."""
    return numbers.format_moment(moment or None)


@register.filter
def days_left(due: dt.date | None) -> str:
    """ "còn 5 ngày", "quá hạn 3 ngày"; "" without a deadline."""
    return numbers.days_left(due, clock.today()) if due else ""


@register.filter
def plain(value: Any) -> str:
    """A number without grouping, for years, ids and attributes."""
    return str(value)


@register.filter
def percent_of(part: int, whole: int) -> int:
    """Whole percent."""
    return numbers.percent(part or 0, whole or 0)


@register.simple_tag
def figure_value(
    figure: Any = None,
    *,
    value: Any = None,
    value_to: Any = None,
    unit: str | None = None,
    bound: str | None = None,
    as_of: Any = None,
    source: str = "",
) -> SafeString:
    """A figure that is never bare: qualifier, value, unit, as-of and a mark leading to its words.

    From an object with `value`, `value_to`, `unit`, `bound`, `as_of` or `year`, or from the keywords, which win.
    """
    value = _first(value, figure, "value")
    if value is None:
        return format_html('<span class="figure none">{}</span>', gettext("not reported"))
    words = numbers.format_quantity(
        value,
        _first(unit, figure, "unit_label", "unit") or "",
        _first(bound, figure, "bound") or "exact",
        _first(value_to, figure, "value_to"),
    )
    since = _since(as_of, figure)
    parts = [format_html('<span class="figure-words">{}</span>', words)]
    if since:
        parts.append(format_html('<span class="figure-as-of">({})</span>', since))
    if source:
        mark = icon("document-text", size=16)
        parts.append(
            format_html(
                '<a class="source-mark" href="{}">{}<span class="visually-hidden">{}</span></a>',
                source,
                mark,
                gettext("Source"),
            )
        )
    return format_html('<span class="figure">{}</span>', mark_safe(" ".join(parts)))  # noqa: S308 -- parts are escaped above


def _since(as_of: Any, figure: Any) -> str:
    """The day or year a figure holds for, in words: "tính đến 30/11/2019", "năm 2019"; "" where the paper gives none."""
    since = _first(as_of, figure, "as_of", "year")
    if isinstance(since, dt.date):
        return gettext("as of %(date)s") % {"date": numbers.format_date(since)}
    return gettext("in %(year)s") % {"year": since} if since else ""


def _first(given: Any, thing: Any, *names: str) -> Any:
    if given is not None or thing is None:
        return given
    for name in names:
        found = thing.get(name) if isinstance(thing, dict) else getattr(thing, name, None)
        if found not in (None, ""):
            return found
    return None
