"""Questions about commitments, as words that chain and read aloud."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from lienket.programmes.models import Programme

    from .models import Commitment  # noqa: F401 - named in the annotation below

OPEN_STATES = ("assigned", "accepted", "in_progress", "awaiting_confirmation")


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    """One word per rule."""

    def under(self, programme: "Programme") -> "CommitmentQuerySet":
        """Commitments of one programme."""
        return self.filter(programme=programme)

    def overdue(self, today: dt.date) -> "CommitmentQuerySet":
        """Open, with a deadline before `today`."""
        return self.filter(state__in=OPEN_STATES, deadline__lt=today)
