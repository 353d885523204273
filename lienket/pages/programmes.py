"""The list of programmes: each with its four states, how they were reckoned, and the rows behind them."""

import datetime as dt
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from lienket.accounts import policy
from lienket.commitments.explaining import explain_four
from lienket.commitments.timeliness import FourStates
from lienket.commitments.totals import by_programme_counted_for
from lienket.lib import clock
from lienket.lib.forms import QuickChoiceField
from lienket.programmes.models import Programme, ProgrammeState
from lienket.programmes.querysets import ProgrammeQuerySet

from .links import links_to
from .places import PlaceFilter

PAGE_SIZE = 20


def _told(one: Programme, counts: FourStates, today: dt.date) -> tuple[Any, ...]:
    links = links_to(one.get_absolute_url())
    return one, counts, links, explain_four(counts, today, links)


class ProgrammeFilter(PlaceFilter):
    """Filters of the list; every value stands in the address."""

    trang_thai = QuickChoiceField(label=_("State"), required=False, choices=[("", _("All")), *ProgrammeState.choices])

    def narrow(self, programmes: ProgrammeQuerySet) -> ProgrammeQuerySet:
        """Those that fit what was chosen; what makes no sense narrows nothing."""
        self.is_valid()
        programmes = programmes.saying(self.cleaned_data.get("q", ""))
        if place := self.cleaned_data.get("dia_phuong"):
            programmes = programmes.between(place)
        if state := self.cleaned_data.get("trang_thai"):
            programmes = programmes.filter(state=state)
        return programmes


def programmes(request: HttpRequest) -> HttpResponse:
    """Every programme one may see, newest period first, each with its four states."""
    today = clock.today()
    filters = ProgrammeFilter(request.GET, user=request.user)
    shown = filters.narrow(Programme.objects.visible_to(request.user))
    page = Paginator(shown.prefetch_related("parties__locality"), PAGE_SIZE).get_page(request.GET.get("trang"))
    counts = by_programme_counted_for(request.user, [p.pk for p in page], today)
    context = {
        "page": page,
        "listed": [_told(p, counts.get(p.pk, FourStates()), today) for p in page],
        "filters": filters,
        "narrowed": any(filters.cleaned_data.values()),
        "may_add": policy.can(request.user, "programmes.create"),
    }
    return render(request, "pages/programmes.html", context)
