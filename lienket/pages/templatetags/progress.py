"""How far a commitment is, as a list's cell shows it, with the way to how it was reckoned."""

from typing import Any

from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

register = Library()


@register.simple_tag
def progress_cell(commitment: Any) -> SafeString | str:
    """The one percentage of a row read `with_progress`, in the order of commitments/progress.py; "" where nothing tells."""
    if commitment.by_hand is not None:
        number, source = f"{commitment.by_hand}%", gettext("set by hand")
    elif commitment.by_indicator:
        number, source = gettext("progress by indicator"), ""
    elif commitment.by_milestones is not None:
        number, source = f"{commitment.by_milestones}%", gettext("by milestones")
    else:
        return ""
    return format_html(
        '<span class="small row-progress"><a href="{}#tien-do">{}</a> <span class="muted">{}</span></span>',
        commitment.get_absolute_url(),
        number,
        source,
    )
