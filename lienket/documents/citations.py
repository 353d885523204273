"""Citations as a page shows them: the quote and the link into the document for those who may see it, the bare source for others."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lienket.lib.citations import Citation
from lienket.lib.numbers import format_date

from .lit import anchor
from .models import Document


@dataclass(frozen=True, slots=True)
class CitationView:
    """One citation for one reader. `quote` and `url` are empty where the reader may not see the document."""

    label: str
    quote: str = ""
    url: str = ""
    page: int | None = None
    day: dt.date | None = None
    accepted_on: dt.date | None = None
    rule: str = ""
    visible: bool = False
    illustrative: bool = False


def resolve(citations: Iterable[Citation], user: Any) -> list[CitationView]:
    """The citations in order, each as `user` may see it. One query, whatever their number; none where no document is cited."""
    sources = list(citations)
    wanted = {c.document for c in sources if c.document is not None}
    documents = (
        {d.pk: d for d in Document.objects.visible_to(user).exclude(state="locked").for_lists().filter(pk__in=wanted)}
        if wanted
        else {}
    )
    return [_view(c, documents.get(c.document) if c.document is not None else None) for c in sources]


def _view(citation: Citation, document: Document | None) -> CitationView:
    # Words of a paper that exists only as a scan were typed with the record itself and are as visible as that.
    visible = document is not None or citation.document is None
    return CitationView(
        label=_label(citation, document),
        quote=citation.quote if visible else "",
        url=link_to(document, citation.start, citation.end) if document is not None else "",
        page=citation.page,
        day=citation.paper_day,
        accepted_on=dt.date.fromisoformat(citation.accepted_on) if citation.accepted_on else None,
        rule=citation.rule,
        visible=visible,
        illustrative=document is not None and document.illustrative,
    )


def link_to(document: Document, start: int | None, end: int | None) -> str:
    """The address of the document with these words lit."""
    address = reverse("documents:document", args=[document.pk])
    if start is None or end is None:
        return address
    return f"{address}?tu={start}&den={end}#{anchor(start)}"


def _label(citation: Citation, document: Document | None) -> str:
    parts = [citation.paper or (document.title if document else "") or _("An internal document")]
    if citation.document is not None and document is None:
        # A number may be told to those who may not read the paper; a title may not.
        parts = [
            citation.paper
            if any(c.isdigit() for c in citation.paper[:12]) and "/" in citation.paper
            else _("An internal document")
        ]
    if citation.paper_day:
        parts.append(format_date(citation.paper_day))
    if citation.clause:
        parts.append(_("item %(number)s") % {"number": citation.clause})
    if citation.page:
        parts.append(_("page %(page)s") % {"page": citation.page})
    return ", ".join(parts)
