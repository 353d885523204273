"""What the site says to a person: notices, empty states, dialogs, long work, quotes, legends of lit text, keys."""

from typing import Any

from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext, pgettext_lazy

from lienket.lib.templatetags.marks import icon

register = Library()

NOTICE_ICONS = {
    "info": "information-circle",
    "success": "check-circle",
    "warning": "exclamation-triangle",
    "danger": "x-circle",
}
# The kinds of facts and sentences the reader lights, in reading order of the legend.
LIT = {
    "locality": pgettext_lazy("fact", "Locality"),
    "agency": pgettext_lazy("fact", "Agency"),
    "person": pgettext_lazy("fact", "Person"),
    "date": pgettext_lazy("fact", "Date"),
    "quantity": pgettext_lazy("fact", "Figure"),
    "reference": pgettext_lazy("fact", "Document number"),
}
SAID = {
    "agreement": pgettext_lazy("statement", "Agreement"),
    "proposal": pgettext_lazy("statement", "Proposal"),
    "assignment": pgettext_lazy("statement", "Assignment"),
    "result": pgettext_lazy("statement", "Result"),
    "shortcoming": pgettext_lazy("statement", "Shortcoming"),
    "profile": pgettext_lazy("statement", "Profile"),
    "meeting": pgettext_lazy("statement", "Meeting"),
}


@register.simple_block_tag(end_name="endnotice")
def notice(content: str, kind: str = "info", title: str = "") -> SafeString:
    """A box that informs, confirms, warns or refuses: an icon, a heading and what to do."""
    return format_html(
        '<div class="notice {}"{}>{}<div>{}{}</div></div>',
        kind,
        SafeString(' role="alert"') if kind == "danger" else "",
        icon(NOTICE_ICONS[kind]),
        format_html('<p class="notice-title">{}</p>', title) if title else "",
        content,
    )


@register.inclusion_tag("components/empty.html")
def empty(title: str, text: str = "", url: str = "", label: str = "", icon: str = "inbox") -> dict[str, Any]:
    """An empty list that says what that means and what comes next."""
    return {"title": title, "text": text, "url": url, "label": label, "icon": icon}


@register.simple_block_tag(end_name="enddialog")
def dialog(content: str, id: str, title: str) -> SafeString:
    """A dialog opened by `<a href="…" data-dialog="id">`; the link's address serves without JavaScript."""
    return format_html(
        '<dialog class="dialog" id="{0}" aria-labelledby="{0}-title"><div class="dialog-head"><h2 id="{0}-title">{1}</h2>'
        '<form method="dialog"><button class="button quiet small" aria-label="{2}">{3}</button></form></div>'
        '<div class="dialog-body">{4}</div></dialog>',
        id,
        title,
        gettext("Close"),
        icon("x-mark"),
        content,
    )


@register.inclusion_tag("components/working.html")
def working(url: str, text: str, value: int | None = None, note: str = "") -> dict[str, Any]:
    """Long work: asks `url` every two seconds and gives its place to the answer; can be left and come back to."""
    return {"url": url, "text": text, "value": value, "note": note}


@register.inclusion_tag("components/quote.html")
def quote(text: str, source: str = "", url: str = "", note: str = "") -> dict[str, Any]:
    """Words of a paper with where they stand."""
    return {"text": text, "source": source, "url": url, "note": note}


@register.inclusion_tag("components/lit_legend.html")
def lit_legend(*kinds: str) -> dict[str, Any]:
    """What the marks of a lit text mean; all kinds when none is named."""
    wanted = set(kinds) or set(LIT) | set(SAID)
    return {
        "lit": [(kind, word) for kind, word in LIT.items() if kind in wanted],
        "said": [(kind, word) for kind, word in SAID.items() if kind in wanted],
    }


@register.inclusion_tag("components/keyboard_help.html")
def keyboard_help() -> dict[str, Any]:
    """The keys of a review page, with the switch that turns them off."""
    return {
        "keys": [
            ("j", pgettext("key", "next")),
            ("k", pgettext("key", "previous")),
            ("a", pgettext("key", "accept")),
            ("e", pgettext("key", "change")),
            ("r", pgettext("key", "reject")),
            ("?", gettext("show these keys")),
        ]
    }
