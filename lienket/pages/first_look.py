"""The plainest programme and commitment pages: title and state, through the gate."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from lienket.commitments.models import Commitment
from lienket.programmes.models import Programme


def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """A programme somebody may see."""
    found = get_object_or_404(Programme.objects.visible_to(request.user), slug=slug)
    return render(request, "pages/first_look.html", {"thing": found})


def commitment(request: HttpRequest, pk: int) -> HttpResponse:
    """A commitment somebody may see."""
    found = get_object_or_404(Commitment.objects.visible_to(request.user), pk=pk)
    return render(request, "pages/first_look.html", {"thing": found})
