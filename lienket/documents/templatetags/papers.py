"""Words of the documents room in templates: what kind of paper, what kind of sentence, where words stand."""

from django.template import Library
from django.utils.translation import gettext_lazy as _

from lienket.documents.lit import anchor as anchor_of
from lienket.lib.templatetags.feedback import SAID

register = Library()

# The engine's document kinds (reading contract).
DOCUMENT_KINDS = {
    "news": _("News page"),
    "conclusion": _("Notice of conclusions"),
    "memorandum": _("Memorandum"),
    "plan": _("Plan"),
    "report": _("Report"),
    "dispatch": _("Official dispatch"),
    "minutes": _("Minutes"),
    "unknown": _("Document of another kind"),
}


@register.filter
def document_kind(code: str) -> str:
    """ "conclusion" → "Thông báo kết luận"; "" for none."""
    return str(DOCUMENT_KINDS.get(code, "")) if code else ""


@register.filter
def said_word(kind: str) -> str:
    """ "agreement" → "Thống nhất"."""
    return str(SAID.get(kind, ""))


# Kinds of proposals take the colours of the sentences they come from.
_SAID_OF_KIND = {"request": "proposal", "programme": "meeting", "figure": "profile"}


@register.filter
def said_of_kind(kind: str) -> str:
    """The kind of sentence a kind of proposal comes from."""
    return _SAID_OF_KIND.get(kind, kind)


@register.filter
def anchor(start: int) -> str:
    """The id of the words that begin at `start`."""
    return anchor_of(start)
