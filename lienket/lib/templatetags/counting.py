"""Counts as bars with their tables: the four states, progress by group, a timeline of a period."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.template import Library
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from lienket.lib import charts, clock, numbers
from lienket.lib.explanation import Explanation
from lienket.lib.templatetags.marks import icon

register = Library()


@register.inclusion_tag("components/four_states.html")
def four_states(
    counts: Any, links: Mapping[str, str] | None = None, caption: str = "", told: Explanation | None = None
) -> dict[str, Any]:
    """Done on time, done late, open in time, overdue, with their denominator and what stands outside of it.

    `counts` is a mapping or object with `done_on_time`, `done_late`, `open_in_time`, `overdue`, and optionally `due_soon`
    (a part of open in time) and, not in the denominator, `no_deadline`, `drafted`, `paused`, `stopped`, `carried_over`
    (or `outside`: pairs of label and count). `links` leads from a code to the list behind it, `told` explains the whole.
    """
    bar = charts.four_states(counts)
    for part in bar.parts:
        part.url = (links or {}).get(part.code, "")
    return {"bar": bar, "caption": caption or gettext("Commitments by result"), "told": told}


@register.inclusion_tag("components/group_bars.html")
def group_bars(groups: Iterable[Any], caption: str = "") -> dict[str, Any]:
    """Progress of content groups, one bar a row. Each group: `label`, `done`, `total`; optional `overdue`, `code`, `url`."""
    rows = format_html_join("\n", "{}", ((_group_row(row),) for row in charts.group_rows(groups)))
    return {"rows": rows, "caption": caption or gettext("Progress by content group")}


# Written in one go: a programme has dozens of these rows, and every node of a template costs.
GROUP = (
    '<tr><th scope="row">{code}{label}</th><td class="group-bar">'
    '<svg viewBox="0 0 1000 14" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
    '<rect class="bar-ground" width="1000" height="14"/><rect class="bar-done" width="{done_width}" height="14"/>{late}</svg></td>'
    '<td class="group-count"><strong>{done}</strong>/{total}{overdue}</td></tr>'
)


def _group_row(row: charts.GroupRow) -> SafeString:
    width = row.overdue_width
    said = gettext("%(n)s overdue") % {"n": numbers.format_number(row.overdue)}
    warning = icon("exclamation-triangle", 16)
    return format_html(
        GROUP,
        code=format_html('<span class="group-code">{}</span> ', row.code) if row.code else "",
        label=format_html('<a href="{}">{}</a>', row.url, row.label) if row.url else row.label,
        done_width=row.done_width,
        late=format_html('<rect class="bar-late" x="{}" width="{}" height="14"/>', row.overdue_x, width)
        if width
        else "",
        done=numbers.format_number(row.done),
        total=numbers.format_number(row.total),
        overdue=format_html(' <span class="group-late">{}{}</span>', warning, said) if row.overdue else "",
    )


@register.inclusion_tag("components/progress_bar.html")
def progress_bar(value: int, max: int, label: str) -> dict[str, Any]:
    """One bar with its numbers in words."""
    return {"value": value, "max": max, "label": label, "percent": numbers.percent(value, max)}


@register.inclusion_tag("components/stat.html")
def stat(value: Any, label: str, *, url: str = "", note: str = "", tone: str = "", before: str = "") -> dict[str, Any]:
    """A generous numeral with its word under it; `before` is its qualifier ("trên"), set small."""
    return {"value": value, "label": label, "url": url, "note": note, "tone": tone, "before": before}


@register.inclusion_tag("components/timeline.html")
def timeline(
    start: dt.date, end: dt.date, *, today: dt.date | None = None, events: Iterable[Any] = (), label: str = ""
) -> dict[str, Any]:
    """A period as a line with its years, today and dated events (`day`, `label`, optional `url`, `tone`), and the same as a list."""
    return {
        "line": charts.period_line(start, end, today or clock.today(), events),
        "label": label or gettext("Timeline"),
    }


@register.inclusion_tag("components/explanation.html")
def explain(told: Explanation, id: str = "", open: bool = False) -> dict[str, Any]:
    """The panel under a derived number: formula, denominator, what counts and what does not, as of when, on whose word."""
    return {"told": told, "id": id, "open": open}
