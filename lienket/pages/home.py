"""Home: what this is, what was promised and what came of it, and the door for a paper."""

from django.db.models import Case, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from lienket.commitments.explaining import explain_four
from lienket.commitments.models import Commitment
from lienket.commitments.totals import everything_counted_for
from lienket.indicators.models import Bound, Figure
from lienket.lib import clock
from lienket.programmes.models import Programme

from .links import links_to

SHOWN = 6


def home(request: HttpRequest) -> HttpResponse:
    """Everything whoever asks may read, counted with its denominator; the newest promises kept and missed."""
    today = clock.today()
    # Whether it is late, and since when, is no part of the public face.
    commitments = Commitment.objects.visible_to(request.user).annotate(seen_whole=Value(True)).with_timeliness(today)
    programmes = Programme.objects.visible_to(request.user).prefetch_related("parties__locality").running(today)
    counts = everything_counted_for(request.user, today)
    links = links_to(reverse("commitments:list"))
    return render(
        request,
        "pages/home.html",
        {
            "programmes": programmes[:SHOWN],
            "counts": counts,
            "links": links,
            "told": explain_four(counts, today, links),
            "late": commitments.overdue(today)
            .select_related("programme", "sector")
            .prefetch_related("programme__parties__locality")
            .order_by("deadline")[:SHOWN],
            "done": commitments.filter(state="done")
            .select_related("programme", "sector")
            .prefetch_related("programme__parties__locality")
            .order_by("-completed_on")[:SHOWN],
            "figures": Figure.objects.visible_to(request.user)
            .latest()
            .select_related("locality")
            # "Over 1,300 projects" is how papers put a place forward; exact small counts come after.
            .order_by(Case(When(bound=Bound.EXACT, then=1), default=0), "-as_of", "-id")[:SHOWN],
        },
    )
