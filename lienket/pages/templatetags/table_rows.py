"""The rows of a programme's table of commitments, written in one go: every node of a template costs, and a page has 25 rows of them."""

from collections.abc import Iterable
from typing import Any

from django.template import Library
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from lienket.commitments.models import Responsibility
from lienket.lib.numbers import format_date
from lienket.lib.templatetags.marks import internal, state_badge, timeliness

from .progress import progress_cell

register = Library()
# Of a commitment seen whole, and of one of which only the public face is shown.
WHOLE = (
    '<tr>{choice}<td data-label="{number_label}" class="nowrap small">{number}</td>'
    '<th scope="row"><a href="{url}">{title}</a>{sector}</th>'
    '<td data-label="{leads_label}" class="leads"><ul class="plain small">{leads}</ul></td>'
    '<td data-label="{deadline_label}" class="nowrap">{deadline}</td>'
    '<td data-label="{state_label}"><span class="states">{state}{standing}{progress}</span></td></tr>'
)
FACE = (
    '<tr>{choice}<td data-label="{number_label}" class="nowrap small">{number}</td>'
    '<th scope="row">{title} {internal}{sector}</th>'
    '<td data-label="{leads_label}"><span class="muted">–</span></td>'
    '<td data-label="{deadline_label}" class="nowrap"><span class="muted">–</span></td>'
    '<td data-label="{state_label}">{state}</td></tr>'
)
NOTHING = mark_safe("")


@register.simple_tag
def commitment_rows(commitments: Iterable[Any], choosable: bool) -> SafeString:
    """A row for each, under the headings of the table; with a box to tick where there is something to do on many at once.

    They come with `timeliness`, `seen_whole`, what their progress is made of, and their parts.
    """
    labels = {
        "number_label": gettext("No."),
        "leads_label": gettext("Lead agencies"),
        "deadline_label": gettext("Deadline"),
        "state_label": gettext("State"),
    }
    return mark_safe("\n".join(_row(one, choosable, labels) for one in commitments))  # noqa: S308 -- each row is escaped


def _row(one: Any, choosable: bool, labels: dict[str, str]) -> SafeString:
    shown: dict[str, Any] = {
        "choice": _choice(one) if choosable else NOTHING,
        "number": one.number,
        "title": one.title,
        "sector": format_html('<br><span class="muted small">{}</span>', one.sector) if one.sector else NOTHING,
        "state": state_badge(one.state, one.get_state_display()),
    }
    if not one.seen_whole:
        return format_html(FACE, internal=internal(), **shown, **labels)
    standing = one.timeliness not in {"outside", "no_deadline"}
    return format_html(
        WHOLE,
        url=one.get_absolute_url(),
        leads=format_html_join("", "<li>{}</li>", ((_lead(part),) for part in one.responsibilities.all())),
        deadline=format_date(one.deadline) or format_html('<span class="muted small">{}</span>', gettext("none set")),
        standing=timeliness(one.timeliness, due=one.deadline) if standing else NOTHING,
        progress=progress_cell(one),
        **shown,
        **labels,
    )


def _choice(one: Any) -> SafeString:
    """The box of a row; of what is not seen whole nothing can be chosen."""
    if not one.seen_whole:
        return mark_safe('<td class="choose"></td>')
    said = gettext("Choose %(number)s") % {"number": one.number}
    return format_html(
        '<td class="choose"><input type="checkbox" name="chon" value="{}" aria-label="{}"></td>', one.pk, said
    )


def _lead(part: Responsibility) -> str | SafeString:
    """A side's lead agency, or that it has none yet, or that it only receives."""
    if part.lead is not None:
        return conditional_escape(str(part.lead))
    why = gettext("no lead yet") if part.acting else gettext("receives")
    return format_html('<span class="muted">{}: {}</span>', part.party.locality, why)
