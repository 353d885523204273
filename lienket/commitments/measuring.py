"""By which shared indicators commitments are measured, and so which agencies report them (`indicators.leads` asks here by name)."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db.models import F

from lienket.localities.models import Agency

from .models import Responsibility
from .states import CommitmentState

_CLOSED = (CommitmentState.DRAFTED, CommitmentState.STOPPED)  # not given out yet, or given up: nobody reports for it


def leads_of(indicators: Collection[int]) -> Iterator[tuple[int, int, Agency]]:
    """(indicator, party, lead agency) of every acting part of the commitments measured by these indicators. One query."""
    parts: Iterable[Any] = (
        Responsibility.objects.filter(
            commitment__measures__indicator__in=list(indicators), acting=True, lead__isnull=False
        )
        .exclude(commitment__state__in=_CLOSED)
        .select_related("lead__type", "lead__locality")
        .annotate(of_indicator=F("commitment__measures__indicator_id"))
        .order_by("commitment_id")
    )
    for part in parts:
        yield part.of_indicator, part.party_id, part.lead
