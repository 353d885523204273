"""How far a commitment is: milestones with weights, and a percentage set by hand, which says by whom and why."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lienket.files.models import StoredFile
from lienket.lib import clock

from .commitment import Commitment


class Milestone(models.Model):
    """A part of the work that can be reached or not. Its weight is its share of the whole, beside the other weights."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(_("milestone"), max_length=300)
    weight = models.PositiveSmallIntegerField(_("weight"))
    due = models.DateField(_("planned for"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    reached_on = models.DateField(_("reached on"), null=True, blank=True)  # the day of the evidence, not of the click
    evidence = models.CharField(_("evidence"), max_length=300, blank=True)
    files = models.ManyToManyField(StoredFile, blank=True, related_name="+")
    reached_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reached_by_label = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["order", "id"]
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        constraints = [
            models.CheckConstraint(
                condition=Q(weight__gte=1, weight__lte=1000),
                name="milestone_has_a_weight",
                violation_error_message=_("A weight lies between 1 and 1,000."),
            ),
            models.CheckConstraint(
                condition=Q(reached_on=None) | ~Q(evidence=""),
                name="milestone_reached_by_evidence",
                violation_error_message=_("A milestone that is reached names its evidence."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ProgressOverride(models.Model):
    """A percentage set by hand in place of the reckoned one; in force until it is lifted."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="overrides")
    percent = models.PositiveSmallIntegerField(_("progress, %"))
    reason = models.TextField(_("reason"))
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_label = models.CharField(max_length=300)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by_label = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("progress set by hand")
        verbose_name_plural = _("progress set by hand")
        constraints = [
            models.UniqueConstraint(fields=["commitment"], condition=Q(lifted_at=None), name="one_override_at_a_time"),
            models.CheckConstraint(
                condition=Q(percent__lte=100),
                name="override_within_a_hundred",
                violation_error_message=_("Progress lies between 0 and 100 %."),
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="override_gives_a_reason",
                violation_error_message=_(
                    "Say why the progress is set by hand: everyone who sees the number reads it."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.percent}%"
