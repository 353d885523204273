"""A locality for the public: what it is today and was before, its figures with qualifier, date and source, its programmes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from lienket.accounts.policy import can
from lienket.commitments.explaining import explain_four
from lienket.commitments.locality_totals import of_locality_counted_for
from lienket.indicators.models import Figure
from lienket.lib import clock
from lienket.localities.models import Locality
from lienket.programmes.models import Programme

from .links import links_to
from .places import places_with_programmes
from .sources import with_sources

SHOWN = 6  # programmes; the others stand in the list


def locality(request: HttpRequest, slug: str) -> HttpResponse:
    """One province or city. A unit that was merged stays readable and says what it belongs to now."""
    today = clock.today()
    locality = get_object_or_404(Locality, slug=slug)
    figures = Figure.objects.visible_to(request.user).filter(locality=locality).latest().select_related("sector")
    keeps = can(request.user, "indicators.enter_figure", locality)
    entered = Figure.objects.visible_to(request.user).of(locality).waiting().select_related("entered_by")
    counts = of_locality_counted_for(request.user, locality, today)
    programmes = Programme.objects.visible_to(request.user).between(locality)
    links = links_to(reverse("commitments:list"), dia_phuong=locality.slug)
    context = {
        "locality": locality,
        "successors": [s.successor for s in locality.successions.select_related("successor")],
        "predecessors": [s.predecessor for s in locality.origins.select_related("predecessor")],
        "figures": with_sources(figures, request.user),
        "waiting": with_sources(entered, request.user) if request.user.is_authenticated else [],
        "keeps": keeps,
        "programmes": programmes.prefetch_related("parties__locality")[:SHOWN],
        "many": programmes.count(),
        "counts": counts,
        "links": links,
        "told": explain_four(counts, today, links),
        "agencies": locality.agencies.on(today).select_related("type"),
        "today": today,
    }
    return render(request, "pages/locality.html", context)


def localities(request: HttpRequest) -> HttpResponse:
    """The 34 units of today, those with programmes first."""
    today = clock.today()
    mine = set(places_with_programmes(request.user).values_list("pk", flat=True))
    units = list(Locality.objects.on(today))
    context = {"with_programmes": [u for u in units if u.pk in mine], "others": [u for u in units if u.pk not in mine]}
    return render(request, "pages/localities.html", context)
