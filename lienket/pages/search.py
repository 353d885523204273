"""One box over everything one may see, with or without diacritics."""

from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from lienket.lib.paging import page_number
from lienket.lib.text import clean
from lienket.search import find
from lienket.search.finding import Hit

PAGE_SIZE = 20
MAX_PAGES = 50  # nobody reads further; a larger offset would only cost the database
MAX_QUERY = 200
KINDS = {  # kind of row → word of the tab, icon
    "programme": (_("Programmes"), "clipboard-document-list"),
    "commitment": (_("Commitments"), "check-circle"),
    "document": (_("Papers"), "document-text"),
    "indicator": (_("Indicators"), "presentation-chart-line"),
    "figure": (_("Figures"), "chart-bar"),
    "meeting": (_("Meetings"), "user-group"),
}


def _address(query: str, kind: str) -> str:
    return "?" + urlencode({"q": query, "loai": kind} if kind else {"q": query})


def search(request: HttpRequest) -> HttpResponse:
    """`q` is what was typed, `loai` one kind or none, `trang` the page."""
    query = clean(request.GET.get("q", ""))[:MAX_QUERY].strip()
    kind = request.GET.get("loai", "")
    kinds = (kind,) if kind in KINDS else ()
    number = page_number(request.GET.get("trang"), MAX_PAGES)
    page: Page[Hit] | None = None
    counts: dict[str, int] = {}
    more = ""
    if query:
        found = find(query, user=request.user, kinds=kinds, limit=PAGE_SIZE, offset=(number - 1) * PAGE_SIZE)
        counts, more = found.counts, found.more
        paginator: Paginator[Hit] = Paginator([], PAGE_SIZE)
        paginator.count = min(found.total, PAGE_SIZE * MAX_PAGES)
        if number > paginator.num_pages:  # past the end: the last page there is
            number = paginator.num_pages
            found = find(query, user=request.user, kinds=kinds, limit=PAGE_SIZE, offset=(number - 1) * PAGE_SIZE)
        page = Page(list(found.rows), number, paginator)
    tabs = [
        {
            "label": _("Everything"),
            "url": _address(query, ""),
            "current": not kinds,
            "count": sum(counts.values()),
            "more": more,
        }
    ]
    tabs += [
        {
            "label": label,
            "url": _address(query, code),
            "current": kind == code,
            "count": counts.get(code, 0),
            "more": code == more,
        }
        for code, (label, _icon) in KINDS.items()
    ]
    context = {
        "query": query,
        "more": more and (not kinds or more in kinds),
        "counted": sum(many for code, many in counts.items() if not kinds or code in kinds),
        "page": page,
        "tabs": tabs,
        "icons": {code: icon for code, (_label, icon) in KINDS.items()},
    }
    return render(request, "pages/search.html", context)
