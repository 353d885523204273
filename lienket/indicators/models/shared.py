"""Shared indicators: defined once for the whole programme, reported by each party on its own, never copied and never averaged."""

import datetime as dt
from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lienket.files.models import StoredFile
from lienket.lib import clock
from lienket.lib.appendonly import AppendOnly
from lienket.lib.audience import Audience
from lienket.lib.citations import Cited
from lienket.lib.periods import Period, PeriodKind, period_of
from lienket.localities.models import Agency, Sector
from lienket.programmes.models import ContentGroup, Party, Programme

from ..querysets import IndicatorQuerySet, ReportQuerySet
from ..value import Value


class Direction(models.TextChoices):
    """Which way is better. Handbook's sample: tăng, giảm, đạt."""

    UP = "up", _("Higher is better")
    DOWN = "down", _("Lower is better")
    REACH = "reach", _("To be reached")


class Aggregation(models.TextChoices):
    """How the values of several periods make one total. Fixed when the indicator is defined."""

    SUM = "sum", _("Sum of the periods")
    LAST = "last", _("Latest period")
    MAX = "max", _("Highest period")
    MEAN = "mean", _("Mean of the periods")
    RATIO = "ratio", _("Ratio: all numerators over all denominators")


class Indicator(Cited):
    """What is measured, in which unit, from where to where, and how periods add up. The rule never changes afterwards."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="indicators")
    group = models.ForeignKey(ContentGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="indicators")
    sector = models.ForeignKey(Sector, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name of the indicator"), max_length=300)
    unit = models.CharField(_("unit"), max_length=60)  # of a ratio "%": numerator and denominator are counts
    direction = models.CharField(_("direction"), max_length=5, choices=Direction, default=Direction.UP)
    aggregation = models.CharField(_("how periods add up"), max_length=5, choices=Aggregation, default=Aggregation.SUM)
    period = models.CharField(_("reported"), max_length=7, choices=PeriodKind, default=PeriodKind.HALF)
    baseline = models.DecimalField(_("baseline"), max_digits=28, decimal_places=6, null=True, blank=True)
    target = models.DecimalField(_("target"), max_digits=28, decimal_places=6, null=True, blank=True)
    since = models.DateField(_("counted from"))  # its first period is the one this day falls into
    order = models.PositiveSmallIntegerField(default=0)
    audience = models.CharField(_("who may see it"), max_length=10, choices=Audience, default=Audience.PARTIES)
    illustrative = models.BooleanField(_("illustrative data"), default=False)
    created_at = models.DateTimeField(default=clock.now)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["programme", "group__order", "order", "id"]
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "name"],
                name="an_indicator_is_defined_once",
                violation_error_message=_("This programme has an indicator of this name. Share it, do not copy it."),
            ),
            models.CheckConstraint(
                condition=~Q(audience="side"),
                name="an_indicator_is_shared",
                violation_error_message=_("An indicator is shared by the parties: public, or internal to the parties."),
            ),
            models.CheckConstraint(
                condition=Q(baseline=None)
                | Q(target=None)
                | Q(direction="reach")
                | Q(direction="up", target__gt=F("baseline"))
                | Q(direction="down", target__lt=F("baseline")),
                name="target_lies_in_the_direction",
                violation_error_message=_("The target lies on the better side of the baseline, as the direction says."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("indicators:indicator", args=[self.pk])

    @property
    def is_ratio(self) -> bool:
        """Whether parties report numerator and denominator instead of one value."""
        return self.aggregation == Aggregation.RATIO

    def period_on(self, day: dt.date) -> Period:
        """The reporting period `day` falls into."""
        return period_of(self.period, day)


class ReportState(models.TextChoices):
    """Where one version of a party's value stands. Only approved ones count."""

    DRAFT = "draft", _("Draft of the value")
    SENT = "sent", _("Sent to the head")
    RETURNED = "returned", _("Returned")
    APPROVED = "approved", _("Approved")
    SUPERSEDED = "superseded", _("Corrected since")
    WITHDRAWN = "withdrawn", _("Approval withdrawn")


class Report(AppendOnly):
    """One party's value for one period. What is reported stays as written: a corrected value is the next version.

    Only the state moves. A period without a row is not reported; a value of 0 is a reported zero.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="reports")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="reports")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")  # whose head approves
    period_start = models.DateField()
    period_end = models.DateField()
    version = models.PositiveSmallIntegerField(default=1)
    value = models.DecimalField(_("value"), max_digits=28, decimal_places=6, null=True, blank=True)
    numerator = models.DecimalField(_("numerator"), max_digits=28, decimal_places=6, null=True, blank=True)
    denominator = models.DecimalField(_("denominator"), max_digits=28, decimal_places=6, null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    files = models.ManyToManyField(StoredFile, blank=True, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=ReportState, default=ReportState.DRAFT)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_label = models.CharField(max_length=300)
    at = models.DateTimeField(default=clock.now)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    approved_by_label = models.CharField(max_length=300, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    closed_by_label = models.CharField(max_length=300, blank=True)  # who returned it or withdrew its approval
    closed_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)  # why it was returned or its approval withdrawn

    objects: ClassVar[Any] = ReportQuerySet.as_manager()  # a narrower manager than AppendOnly's: its words chain

    class Meta:
        ordering = ["-period_start", "party__order", "-version"]
        verbose_name = _("reported value")
        verbose_name_plural = _("reported values")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "party", "period_start", "version"], name="one_row_per_version_of_a_value"
            ),
            models.UniqueConstraint(
                fields=["indicator", "party", "period_start"],
                condition=Q(state="approved"),
                name="one_approved_value_per_party_and_period",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False, numerator=None, denominator=None)
                | Q(value=None, numerator__isnull=False, denominator__gt=0),
                name="a_value_or_a_ratio",
                violation_error_message=_(
                    "Report one value, or a numerator and a denominator greater than zero. Leave out what was not counted."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="approved_names_its_approver",
            ),
        ]
        indexes = [models.Index(fields=["state", "agency"], name="report_by_state_and_agency")]

    def __str__(self) -> str:
        return f"{self.indicator_id}/{self.party_id}/{self.period_start}/{self.version}"

    @property
    def amount(self) -> Value:
        """What was reported, as a plain value that compares and counts."""
        if self.value is not None:
            return Value(self.value)
        return Value(self.numerator or Decimal(0), self.denominator)


class Note(AppendOnly):
    """What one party says about a difference: whose value stands, or that both stand, and why.

    It holds for the values it was written over (`over`: their ids, in order); when one of them changes it says nothing any more.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="notes")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    period_start = models.DateField()
    over = models.CharField(max_length=200)
    stands = models.ForeignKey(Report, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_label = models.CharField(max_length=300)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["indicator", "period_start"], name="note_by_indicator_and_period")]

    def __str__(self) -> str:
        return f"{self.indicator_id}/{self.party_id}/{self.period_start}"
