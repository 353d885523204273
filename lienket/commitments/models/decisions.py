"""What is open until somebody decides: a pause, and what a lead agency asked its assigner for."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lienket.lib import clock
from lienket.localities.models import Agency, Locality

from ..states import CommitmentState
from .commitment import Commitment
from .responsibility import Responsibility
from .trail import DeadlineChange


class Pause(models.Model):
    """The clock stands still from one day to another; `expected_on` is the day it was expected to go on."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="pauses")
    paused_on = models.DateField(_("paused on"))
    expected_on = models.DateField(_("expected to go on"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)  # resumed, stopped or carried over
    reason = models.TextField(_("reason"))
    state_before = models.CharField(max_length=22, choices=CommitmentState)

    class Meta:
        ordering = ["-paused_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["commitment"], condition=Q(ended_on=None), name="one_pause_at_a_time"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("paused_on")),
                name="pause_ends_after_it_begins",
                violation_error_message=_("A pause cannot end before it begins."),
            ),
        ]
        indexes = [models.Index(fields=["expected_on"], condition=Q(ended_on=None), name="pause_by_its_end")]

    def __str__(self) -> str:
        return f"{self.paused_on} → {self.ended_on or self.expected_on}"

    def days(self, today: dt.date) -> int:
        """How long it lasted, or has lasted so far."""
        return ((self.ended_on or today) - self.paused_on).days


class Request(models.Model):
    """What a lead agency asked its assigner for (another lead, more time), and what the assigner decided, with the reason."""

    class Kind(models.TextChoices):
        REASSIGNMENT = "reassignment", _("Another lead")
        EXTENSION = "extension", _("More time")

    class State(models.TextChoices):
        PENDING = "pending", _("waits for the Office")
        GRANTED = "granted", _("granted")
        REFUSED = "refused", _("refused")
        LAPSED = "lapsed", _("no longer needed")

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="requests")
    responsibility = models.ForeignKey(Responsibility, on_delete=models.PROTECT, related_name="requests")
    side = models.ForeignKey(
        Locality, on_delete=models.PROTECT, related_name="+", editable=False
    )  # whose Office answers
    kind = models.CharField(max_length=12, choices=Kind)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.PENDING)
    at = models.DateTimeField(default=clock.now)
    by_label = models.CharField(max_length=300)
    reason = models.TextField(_("reason"))
    proposed = models.DateField(_("proposed deadline"), null=True, blank=True)
    proposed_lead = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by_label = models.CharField(max_length=300, blank=True)
    decision = models.TextField(_("decision"), blank=True)
    change = models.OneToOneField(
        DeadlineChange, null=True, blank=True, on_delete=models.PROTECT, related_name="request"
    )

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["responsibility", "kind"], condition=Q(state="pending"), name="one_open_request_of_a_kind"
            )
        ]
        indexes = [models.Index(fields=["side", "kind"], condition=Q(state="pending"), name="request_that_waits")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_state_display()}"
