"""Questions about figures, as words that chain."""

from typing import TYPE_CHECKING, Any

from django.db import models

from . import policy

if TYPE_CHECKING:
    from lienket.localities.models import Locality

    from .models import Figure  # noqa: F401 - named in the annotation below


class FigureQuerySet(models.QuerySet["Figure"]):
    """One word per rule; who sees stands in policy.py."""

    def visible_to(self, user: Any) -> "FigureQuerySet":
        """Figures `user` may read."""
        return self.filter(policy.sees(user))

    def latest(self) -> "FigureQuerySet":  # type: ignore[override]  # ours takes no field: a figure knows what replaced it
        """Figures no newer one has taken the place of."""
        return self.filter(superseded_by=None)

    def of(self, *localities: "Locality") -> "FigureQuerySet":
        """Figures of these localities."""
        return self.filter(locality__in=localities)
