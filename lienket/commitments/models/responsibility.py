"""Each party's part in a commitment, and the indicators the commitment is measured by."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _

from lienket.indicators.models import Indicator
from lienket.localities.models import Agency, Locality
from lienket.programmes.models import Party

from ..querysets import ResponsibilityQuerySet
from ..states import CommitmentState
from ..transitions import UNFINISHED, WORKS
from .commitment import Commitment

# What some pages look for among all parts: few of the many, each with an index of its own.
_AT_WORK = Q(acting=True, reported_on=None, commitment_state__in=WORKS)
_AGREES = Q(commitment_state__in=UNFINISHED) & (Q(stopping_on__isnull=False) | Q(carrying_on__isnull=False))


class Responsibility(models.Model):
    """One party's part in a commitment. Acting parties do the work; a party that is only supported confirms what it received."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="responsibilities")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="responsibilities")
    acting = models.BooleanField(_("acts"), default=True)
    lead = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="leads")
    coordinators = models.ManyToManyField(Agency, blank=True, related_name="coordinates")
    focal_officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    substitute = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    assigning_paper = models.CharField(_("assigning paper"), max_length=60, blank=True)
    assigning_paper_date = models.DateField(null=True, blank=True)
    receiving_division = models.CharField(_("receiving division"), max_length=200, blank=True)
    assigned_on = models.DateField(_("assigned on"), null=True, blank=True)
    accepted_on = models.DateField(_("accepted on"), null=True, blank=True)
    reported_on = models.DateField(_("completion reported on"), null=True, blank=True)
    reported_by = models.ForeignKey(  # never the one who confirms
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    output_paper = models.CharField(_("output paper"), max_length=60, blank=True)
    output_date = models.DateField(_("date of the output"), null=True, blank=True)
    confirmed_on = models.DateField(_("confirmed on"), null=True, blank=True)
    completed_on = models.DateField(_("completed on"), null=True, blank=True)  # as the confirming office found it
    stopping_on = models.DateField(_("agreed to stop on"), null=True, blank=True)
    carrying_on = models.DateField(_("agreed to carry over on"), null=True, blank=True)
    successor_asked_on = models.DateField(
        null=True, blank=True
    )  # the focal agency was asked who took the lead's work over
    # The party left the programme, and the others decided to go on without it: no step waits for it any more.
    released_on = models.DateField(null=True, blank=True)
    # Copies, so that what waits for a side or an agency stands in an index in the order of its deadlines, however many there are:
    # the party's locality, and of the commitment where it stands and by when. Kept by totals.counted, proved by `lienket recount`.
    side = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="+", editable=False)
    commitment_state = models.CharField(max_length=22, choices=CommitmentState, editable=False)
    commitment_deadline = models.DateField(null=True, blank=True, editable=False)
    # It has agreed to stop or to carry over, and another side has not yet. A column, so that the database knows how few they are.
    agreeing = models.GeneratedField(
        expression=Case(When(_AGREES, then=Value(True)), default=Value(False)),
        output_field=models.BooleanField(),
        db_persist=True,
    )

    objects = ResponsibilityQuerySet.as_manager()

    class Meta:
        ordering = ["party__order"]
        verbose_name = _("responsibility")
        verbose_name_plural = _("responsibilities")
        constraints = [
            models.UniqueConstraint(fields=["commitment", "party"], name="one_responsibility_per_party"),
            models.CheckConstraint(
                condition=Q(assigned_on=None) | ~Q(lead=None),
                name="assigned_means_a_lead",
                violation_error_message=_("An assigned responsibility names its lead agency."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["lead", "commitment_state", "commitment_deadline", "commitment"],
                condition=_AT_WORK,
                name="part_a_lead_works_on",
            ),
            models.Index(
                fields=["side", "commitment_state", "commitment_deadline", "commitment"],
                condition=Q(commitment_state__in=(CommitmentState.DRAFTED, CommitmentState.AWAITING_CONFIRMATION)),
                name="part_waiting_for_a_side",
            ),
            models.Index(fields=["commitment"], condition=Q(agreeing=True), name="part_that_agrees"),
            models.Index(
                fields=["side", "commitment_deadline"],
                condition=Q(commitment_state__in=UNFINISHED, successor_asked_on__isnull=False),
                name="part_without_its_lead",
            ),
            models.Index(fields=["side"], condition=Q(commitment_state=CommitmentState.PAUSED), name="part_paused"),
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.lead or '—'}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A new part takes its copies from where it belongs."""
        if self._state.adding:
            self.take_copies()
        super().save(*args, **kwargs)

    def take_copies(self) -> None:
        """What the part keeps of its party and of its commitment, which come along."""
        self.side_id = self.party.locality_id
        self.commitment_state, self.commitment_deadline = self.commitment.state, self.commitment.deadline


class CommitmentIndicator(models.Model):
    """A shared indicator by which a commitment is measured; at most one of them is its main one. Commitments share indicators."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="measures")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="measured")
    main = models.BooleanField(_("main indicator"), default=False)

    class Meta:
        ordering = ["-main", "indicator__order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["commitment", "indicator"], name="measured_once_by_an_indicator"),
            models.UniqueConstraint(fields=["commitment"], condition=Q(main=True), name="at_most_one_main_indicator"),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id}: {self.indicator_id}"
