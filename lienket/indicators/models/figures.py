"""Figures of localities: never a bare number, always value, unit, qualifier, date and source."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lienket.lib import clock
from lienket.lib.audience import Audience
from lienket.lib.citations import Cited
from lienket.localities.models import Locality, Sector
from lienket.programmes.models import Programme

from ..querysets import FigureQuerySet


class Bound(models.TextChoices):
    """How the words qualify a number; codes as the reading engine gives them."""

    EXACT = "exact", _("exactly")
    MORE_THAN = "more_than", _("more than")
    AT_LEAST = "at_least", _("at least")
    ALMOST = "almost", _("nearly")
    LESS_THAN = "less_than", _("less than")
    AT_MOST = "at_most", _("at most")
    ABOUT = "about", _("about")
    RANGE = "range", _("between")


class Figure(Cited):
    """One figure of a locality at a time. NULL is "not reported", 0 is a reported zero."""

    class Kind(models.TextChoices):
        COUNT = "count", _("Count")
        MONEY = "money", _("Money")
        PERCENT = "percent", _("Percentage")
        MEASURE = "measure", _("Measure")
        RANK = "rank", _("Rank")
        DURATION = "duration", _("Duration")

    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="figures")
    programme = models.ForeignKey(Programme, null=True, blank=True, on_delete=models.SET_NULL, related_name="figures")
    subject = models.CharField(_("what is counted"), max_length=300)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    value = models.DecimalField(_("value"), max_digits=28, decimal_places=6)
    value_to = models.DecimalField(_("up to"), max_digits=28, decimal_places=6, null=True, blank=True)
    bound = models.CharField(_("qualifier"), max_length=10, choices=Bound, default=Bound.EXACT)
    unit = models.CharField(_("unit"), max_length=120)
    as_of = models.DateField(_("as of"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    sector = models.ForeignKey(Sector, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.PUBLIC)
    superseded_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="supersedes"
    )
    illustrative = models.BooleanField(default=False)
    # Entered by hand: by whom, and who shall see it once another officer has approved it (empty: approved). Until then it is the
    # side's own, and no figure of any page but the locality's.
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    wanted_audience = models.CharField(max_length=10, choices=Audience, blank=True)
    recorded_at = models.DateTimeField(default=clock.now)

    objects = FigureQuerySet.as_manager()

    class Meta:
        ordering = ["locality", "subject", "-as_of"]
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        constraints = [
            models.CheckConstraint(
                condition=Q(value_to=None) | Q(value_to__gte=F("value")),
                name="figure_range_ascends",
                violation_error_message=_("A range runs from the smaller to the larger number."),
            ),
            models.CheckConstraint(
                condition=Q(wanted_audience="") | Q(audience=Audience.SIDE), name="figure_waits_with_its_own_side"
            ),
        ]

    @property
    def waits(self) -> bool:
        """Entered by hand, and no other officer has approved it yet."""
        return bool(self.wanted_audience)

    def __str__(self) -> str:
        return f"{self.subject}: {self.value} {self.unit}"
