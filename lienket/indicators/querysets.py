"""Questions about figures and indicators, as words that chain."""

from typing import TYPE_CHECKING, Any

from django.db import models

from lienket.accounts.predicates import sides
from lienket.lib.appendonly import AppendOnlyQuerySet
from lienket.programmes.models import Programme

from . import policy

if TYPE_CHECKING:
    from lienket.localities.models import Locality

    from .models import Figure, Indicator, Report  # noqa: F401 - named in the annotations below


class FigureQuerySet(models.QuerySet["Figure"]):
    """One word per rule; who sees stands in policy.py."""

    def visible_to(self, user: Any) -> "FigureQuerySet":
        """Figures `user` may read."""
        return self.filter(policy.sees(user))

    def latest(self) -> "FigureQuerySet":  # type: ignore[override]  # ours takes no field: a figure knows what replaced it
        """Figures that stand: approved, and no newer one has taken their place."""
        return self.filter(superseded_by=None, wanted_audience="")

    def waiting(self) -> "FigureQuerySet":
        """Figures entered by hand that no other officer has approved yet."""
        return self.exclude(wanted_audience="")

    def of(self, *localities: "Locality") -> "FigureQuerySet":
        """Figures of these localities."""
        return self.filter(locality__in=localities)


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    """Words of shared indicators."""

    def visible_to(self, user: Any) -> "IndicatorQuerySet":
        """Indicators `user` may read."""
        return self.filter(policy.sees_indicator(user))

    def editable_by(self, user: Any) -> "IndicatorQuerySet":
        """Indicators of programmes whose record `user` writes."""
        return self.filter(programme__in=Programme.objects.editable_by(user))

    def of_sides_of(self, user: Any) -> "IndicatorQuerySet":
        """Indicators of programmes a side of `user` is a party of."""
        return self.filter(programme__parties__locality__in=sides(user)).distinct()

    def under(self, programme: Programme) -> "IndicatorQuerySet":
        """Indicators of one programme."""
        return self.filter(programme=programme)


class ReportQuerySet(AppendOnlyQuerySet["Report"]):
    """Words of reported values."""

    def visible_to(self, user: Any) -> "ReportQuerySet":
        """Approved values of indicators `user` may read; the officers of a party read all of their own side's,
        and of the other sides' whatever was approved once."""
        return self.filter(policy.sees_report(user))

    def own_to(self, user: Any) -> "ReportQuerySet":
        """Values of the sides `user` acts for."""
        return self.filter(party__locality__in=sides(user))

    def counted(self) -> "ReportQuerySet":
        """Approved ones: all that totals ever see."""
        return self.filter(state="approved")

    def with_people(self) -> "ReportQuerySet":
        """With everything a page or a rule asks of them."""
        return self.select_related(
            "indicator__programme",
            "party__locality",
            "party__focal_agency__type",
            "party__focal_agency__locality",
            "agency__type",
            "agency__locality",
        )
