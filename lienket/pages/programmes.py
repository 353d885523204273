"""The list of programmes: each with its four states, how they were reckoned, and the rows behind them."""

import datetime as dt
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lienket.accounts import policy
from lienket.commitments.explaining import explain_four
from lienket.commitments.timeliness import FourStates
from lienket.commitments.totals import by_programme_counted_for
from lienket.lib import clock
from lienket.lib.text import searchable
from lienket.programmes.models import Programme

from .links import links_to


def _told(one: Programme, counts: FourStates, today: dt.date) -> tuple[Any, ...]:
    links = links_to(one.get_absolute_url())
    return one, counts, links, explain_four(counts, today, links)


def programmes(request: HttpRequest) -> HttpResponse:
    """Every programme one may see, newest period first, each with its four states."""
    today = clock.today()
    shown = Programme.objects.visible_to(request.user).prefetch_related("parties__locality")
    query = searchable(request.GET.get("q", ""))
    for word in query.split():
        shown = shown.filter(folded__contains=word)
    page = Paginator(shown, 20).get_page(request.GET.get("trang"))
    counts = by_programme_counted_for(request.user, [p.pk for p in page], today)
    listed = [_told(p, counts.get(p.pk, FourStates()), today) for p in page]
    context = {
        "page": page,
        "listed": listed,
        "query": request.GET.get("q", ""),
        "may_add": policy.can(request.user, "programmes.create"),
    }
    return render(request, "pages/programmes.html", context)
