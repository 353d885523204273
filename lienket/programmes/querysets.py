"""Questions about programmes, as words that chain."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from lienket.localities.models import Locality

    from .models import Programme  # noqa: F401 - named in the annotation below


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    """`visible_to` and `editable_by` stand in policy.py and are joined here by the room's own words."""

    def between(self, *localities: "Locality") -> "ProgrammeQuerySet":
        """Programmes all of these localities are parties of."""
        found = self
        for locality in localities:
            found = found.filter(parties__locality=locality)
        return found

    def running(self, today: dt.date) -> "ProgrammeQuerySet":
        """Programmes whose period covers `today`."""
        return self.filter(models.Q(period_from=None) | models.Q(period_from__lte=today)).filter(
            models.Q(period_to=None) | models.Q(period_to__gte=today) | models.Q(open_ended=True)
        )
