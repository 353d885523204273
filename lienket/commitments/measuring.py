"""By which shared indicators commitments are measured, and so which agencies report them (`indicators.leads` asks here by name)."""

from django.db.models import F, QuerySet

from .models import Responsibility
from .states import CommitmentState

_CLOSED = (CommitmentState.DRAFTED, CommitmentState.STOPPED)  # not given out yet, or given up: nobody reports for it


def led_parts() -> "QuerySet[Responsibility]":
    """Acting parts with a lead, of the commitments measured by an indicator: once for each, which is `of_indicator`."""
    parts = Responsibility.objects.filter(
        acting=True, lead__isnull=False, commitment__measures__indicator__isnull=False
    )
    parts = parts.exclude(commitment_state__in=_CLOSED).order_by("commitment_id")
    return parts.annotate(of_indicator=F("commitment__measures__indicator_id"))
