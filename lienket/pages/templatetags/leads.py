"""Who leads on each side, as a table's cell shows it."""

from django.template import Library
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from lienket.commitments.models import Commitment, Responsibility

register = Library()


@register.simple_tag
def leads(commitment: Commitment) -> SafeString:
    """A line per side: its lead agency, or that it has none yet, or that it only receives. Its parts come along with the commitment."""
    lines = format_html_join("", "<li>{}</li>", ((_line(part),) for part in commitment.responsibilities.all()))
    return format_html('<ul class="plain small">{}</ul>', lines)


def _line(part: Responsibility) -> str | SafeString:
    if part.lead is not None:
        return str(part.lead)
    why = gettext("no lead yet") if part.acting else gettext("receives")
    return format_html('<span class="muted">{}: {}</span>', part.party.locality, why)
