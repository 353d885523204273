"""Small marks: icons, badges, the timeliness of a commitment, buttons that post, links that copy."""

import datetime as dt
from functools import lru_cache
from typing import Any

import heroicons
from django.middleware.csrf import get_token
from django.template import Context, Library
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_lazy

from lienket.lib import clock, numbers

register = Library()

# code → tone, icon, word. The words are the handbook's (section 2, derived timeliness).
TIMELINESS = {
    "in_time": ("neutral", "clock", gettext_lazy("In time")),
    "due_soon": ("due", "bell-alert", gettext_lazy("Due soon")),
    "overdue": ("late", "exclamation-triangle", gettext_lazy("Overdue")),
    "done_on_time": ("done", "check-circle", gettext_lazy("Done on time")),
    "done_late": ("done late-done", "check-circle", gettext_lazy("Done late")),
    "no_deadline": ("neutral", "minus-circle", gettext_lazy("No deadline set")),
    "paused": ("neutral", "pause-circle", gettext_lazy("Paused")),
    "stopped": ("neutral", "stop-circle", gettext_lazy("Stopped")),
    "carried_over": ("neutral", "arrow-right-circle", gettext_lazy("Carried over")),
    "drafted": ("neutral", "pencil-square", gettext_lazy("Draft")),
}
# state code → tone, icon, for commitments, programmes, documents and proposals alike; the label is the model's own.
STATES = {
    "drafted": ("neutral", "pencil-square"),
    "assigned": ("info", "inbox-arrow-down"),
    "accepted": ("info", "hand-raised"),
    "in_progress": ("info", "arrow-path"),
    "awaiting_confirmation": ("due", "question-mark-circle"),
    "done": ("done", "check-circle"),
    "paused": ("neutral", "pause-circle"),
    "stopped": ("neutral", "stop-circle"),
    "carried_over": ("neutral", "arrow-right-circle"),
    "proposed": ("neutral", "light-bulb"),
    "drafting": ("neutral", "pencil-square"),
    "consulting": ("info", "chat-bubble-left-right"),
    "before_committees": ("due", "building-library"),
    "signed": ("done", "check-badge"),
    "in_force": ("info", "arrow-path"),
    "amending": ("due", "pencil-square"),
    "awaiting_review": ("due", "clipboard-document-check"),
    "reviewed": ("done", "check-circle"),
    "terminated": ("neutral", "stop-circle"),
}


@lru_cache(maxsize=512)
def _drawn(name: str, size: int, label: str) -> SafeString:
    speaks: dict[str, object] = {"role": "img", "aria-label": label} if label else {"aria-hidden": "true"}
    svg = heroicons._render_icon("outline", name, size, {"class": "icon", "focusable": "false"} | speaks)
    return mark_safe(svg)  # noqa: S308 -- a packaged drawing; ElementTree escapes the label


@register.simple_tag
def icon(name: str, size: int = 20, label: str = "") -> SafeString:
    """A heroicons outline; silent for screen readers unless it has a `label`."""
    return _drawn(str(name), size, str(label))


@register.simple_tag
def badge(text: str, tone: str = "neutral", icon: str = "") -> SafeString:
    """A word in a box: tones neutral, info, done, due, late, brand."""
    return _boxed(conditional_escape(text), tone, icon)


@lru_cache(maxsize=512)
def _boxed(text: SafeString, tone: str, icon: str) -> SafeString:
    return format_html('<span class="badge {}">{}{}</span>', tone, _drawn(icon, 16, "") if icon else "", text)


@register.simple_tag
def state_badge(code: str, label: str) -> SafeString:
    """The stored state of a thing, its tone and icon by code, its label the model's own."""
    tone, drawing = STATES.get(code, ("neutral", ""))
    return badge(label, tone, drawing)


@register.simple_tag
def timeliness(code: str, due: dt.date | None = None) -> SafeString:
    """Where a commitment stands against its deadline: icon, word and, while it is open, the days."""
    tone, drawing, word = TIMELINESS[code]
    if not due or code not in {"in_time", "due_soon", "overdue"}:
        return badge(str(word), tone, drawing)
    days = numbers.days_left(due, clock.today())
    if code == "overdue":  # "quá hạn 3 ngày" says the word and the days
        return badge(days[:1].upper() + days[1:], tone, drawing)
    return format_html(
        '<span class="timeliness">{} <span class="timeliness-days">{}</span></span>',
        badge(str(word), tone, drawing),
        days,
    )


@register.simple_tag
def illustrative() -> SafeString:
    """The mark every sample record carries."""
    return badge(gettext("Illustrative data"), "sample", "beaker")


@register.simple_tag
def internal() -> SafeString:
    """The mark of what only the officers of the parties see."""
    return badge(gettext("Internal"), "neutral", "lock-closed")


@register.simple_tag
def kbd(key: str) -> SafeString:
    """A key of the keyboard."""
    return format_html("<kbd>{}</kbd>", key)


@register.simple_tag
def copy_link(url: str, text: str = "") -> SafeString:
    """A link to this very thing; with JavaScript it is copied at a press, without it is followed."""
    return format_html(
        '<a class="copy-link" href="{}" data-copy data-copied="{}">{}<span data-copy-text>{}</span></a>',
        url,
        gettext("Link copied"),
        _drawn("link", 16, ""),
        text or gettext("Copy link"),
    )


@register.simple_tag(takes_context=True)
def post_button(
    context: Context,
    url: str,
    text: str,
    *,
    kind: str = "",
    icon: str = "",
    confirm: str = "",
    key: str = "",
    **hidden: Any,
) -> SafeString:
    """A whole POST form of one button. `confirm` asks first (with JavaScript); further keywords travel as hidden fields."""
    request = context.get("request")
    fields = {name: value for name, value in hidden.items() if value not in (None, "")}
    if request is not None:
        fields = {"csrfmiddlewaretoken": get_token(request)} | fields
    inputs = format_html_join("", '<input type="hidden" name="{}" value="{}">', fields.items())
    return format_html(
        '<form method="post" action="{}" class="post-button"{}>{}<button type="submit" class="button {}"{}>{}{}</button></form>',
        url,
        format_html(' data-confirm="{}"', confirm) if confirm else "",
        inputs,
        kind,
        format_html(' data-key="{}"', key) if key else "",
        _drawn(icon, 20, "") if icon else "",
        text,
    )


@register.inclusion_tag("components/seal.html")
def seal(size: int = 40) -> dict[str, Any]:
    """The mark of Liên Kết: two linked rings on a lacquer seal."""
    return {"size": size}
