"""The programme board: how a programme stands, for a leader with two minutes. Four views, one address each (`?xem=`)."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from lienket.accounts.predicates import sides
from lienket.commitments.explaining import explain_four
from lienket.commitments.models import Commitment
from lienket.lib import clock
from lienket.lib.charts import FOUR
from lienket.lib.exports import table_response

from . import board_agencies, board_charts, board_heat, board_timeline
from .board_asked import Asked, Sheet
from .links import links_to
from .overview import overview
from .programme import _context, _fetch

SHOWN = "xem"
VIEWS: Mapping[str, tuple[Any, Any]] = {  # address → heading, the module that makes it
    "co-quan": (_("By agency"), board_agencies),
    "linh-vuc": (_("Promised against achieved"), board_heat),
    "tien-trinh": (_("Timeline"), board_timeline),
    "bieu-do": (_("Charts"), board_charts),
}


def board(request: HttpRequest, slug: str) -> HttpResponse:
    """One view of the board; `?dang=xlsx|csv` hands out the table shown (`&bang=` says which, where the view has several)."""
    programme, today = _fetch(request, slug), clock.today()
    address = programme.get_absolute_url()
    asked = Asked(
        programme=programme,
        user=request.user,
        today=today,
        found=overview(programme, request.user, today),
        whole=Commitment.objects.visible_to(request.user).under(programme),
        address=address,
        stranger=not {party.locality_id for party in programme.parties.all()} & sides(request.user),
    )
    key = request.GET.get(SHOWN, "")
    key = key if key in VIEWS else next(iter(VIEWS))
    view = VIEWS[key][1]
    if kind := request.GET.get("dang"):
        sheets: Mapping[str, Callable[[Asked], Sheet]] = view.SHEETS
        make = sheets.get(request.GET.get("bang", ""), next(iter(sheets.values())))
        sheet = make(asked)
        return table_response(kind, f"{programme.slug[:60]}-{sheet.name}", sheet.header, sheet.rows)
    links = links_to(address)
    context = _context(request, programme, "bang-theo-doi") | {
        "found": asked.found,
        "links": links,
        "told": explain_four(asked.found.whole, today, links, faces=asked.found.faces),
        "views": [
            {"label": label, "url": f"?{SHOWN}={name}#xem", "current": name == key}
            for name, (label, _m) in VIEWS.items()
        ],
        "view": f"pages/board/{key}.html",
        "stranger": asked.stranger,
        "four": FOUR,
        "today": today,
    }
    return render(request, "pages/board.html", context | view.context(asked))
