"""Who does what by when: commitments, each party's responsibility for them, progress, and confirmation by every side."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from lienket.files.models import StoredFile
from lienket.indicators.models import Indicator
from lienket.lib import clock
from lienket.lib.appendonly import AppendOnly
from lienket.lib.audience import Audience
from lienket.lib.citations import Cited
from lienket.localities.models import Agency, Sector
from lienket.programmes.models import Clause, ContentGroup, Party, Programme

from .querysets import CommitmentQuerySet, ResponsibilityQuerySet
from .states import CommitmentState
from .timeliness import Timeliness, timeliness

__all__ = [
    "Commitment",
    "CommitmentIndicator",
    "CommitmentState",
    "DeadlineChange",
    "ProgressUpdate",
    "PublicFace",
    "Responsibility",
    "Step",
]


class Commitment(Cited):
    """One promise. The deadline may be empty ("6 rõ" allows it and counts it as such)."""

    class Origin(models.TextChoices):
        AGREEMENT = "agreement", _("Agreed by the parties")
        ASSIGNMENT = "assignment", _("Assigned by a superior")
        REQUEST = "request", _("Asked by the other side")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="commitments")
    group = models.ForeignKey(ContentGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="commitments")
    clause = models.ForeignKey(Clause, null=True, blank=True, on_delete=models.SET_NULL, related_name="commitments")
    number = models.CharField(_("number"), max_length=30)  # "CK-07", unique in the programme
    title = models.CharField(_("content"), max_length=500)
    description = models.TextField(_("details"), blank=True)
    origin = models.CharField(_("origin"), max_length=12, choices=Origin, default=Origin.AGREEMENT)
    state = models.CharField(_("state"), max_length=22, choices=CommitmentState, default=CommitmentState.DRAFTED)
    sector = models.ForeignKey(Sector, null=True, blank=True, on_delete=models.PROTECT, related_name="commitments")
    other_sectors = models.ManyToManyField(Sector, blank=True, related_name="+")
    made_on = models.DateField(_("promised on"), null=True, blank=True)
    deadline = models.DateField(_("deadline"), null=True, blank=True)
    original_deadline = models.DateField(_("first deadline"), null=True, blank=True)
    output = models.CharField(_("output"), max_length=300, blank=True)
    completed_on = models.DateField(_("completed on"), null=True, blank=True)  # date of the output, not of the click
    last_activity_on = models.DateField(null=True, blank=True)
    audience = models.CharField(_("who may see it"), max_length=10, choices=Audience, default=Audience.PARTIES)
    illustrative = models.BooleanField(_("illustrative data"), default=False)
    created_at = models.DateTimeField(default=clock.now)
    folded = models.TextField(editable=False, blank=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["programme", "number"]
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="one_commitment_per_number"),
            models.CheckConstraint(
                condition=Q(deadline=None) | Q(made_on=None) | Q(deadline__gte=F("made_on")),
                name="commitment_due_after_made",
                violation_error_message=_("A commitment cannot fall due before it is made."),
            ),
            models.CheckConstraint(
                condition=(Q(state="done") & ~Q(completed_on=None)) | (~Q(state="done") & Q(completed_on=None)),
                name="done_means_completed_on",
                violation_error_message=_("A commitment is done exactly when the day of its output is recorded."),
            ),
        ]
        indexes = [
            models.Index(fields=["programme", "state", "deadline"], name="commitment_by_state_and_day"),
            models.Index(fields=["state", "deadline"], name="commitment_by_deadline"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("commitments:commitment", args=[self.pk])

    def timeliness_on(self, today: dt.date) -> Timeliness:
        """How it stands against its deadline on `today`: computed, never stored."""
        return timeliness(self.state, self.deadline, self.completed_on, today)

    def public_face(self) -> "PublicFace":
        """What strangers may read of an internal commitment of a public programme (handbook, section 3), and no more."""
        return PublicFace(pk=self.pk, title=self.title, sector=self.sector, state=CommitmentState(self.state))

    @property
    def extensions(self) -> int:
        """How often a deadline it already had was moved. Costs a query unless the changes are prefetched."""
        return sum(change.old is not None for change in self.deadline_changes.all())


@dataclass(frozen=True, slots=True)
class PublicFace:
    """Title, sector and state of an internal commitment."""

    pk: int
    title: str
    sector: Sector | None
    state: CommitmentState


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

    def __str__(self) -> str:
        return f"{self.party}: {self.lead or '—'}"


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


class ProgressUpdate(AppendOnly):
    """What happened, in a party's own words. Append-only: corrected by the next one, never edited."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="updates")
    responsibility = models.ForeignKey(Responsibility, on_delete=models.PROTECT, related_name="updates")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_label = models.CharField(max_length=300)
    result = models.TextField(_("result"))
    percent = models.PositiveSmallIntegerField(_("progress, %"), null=True, blank=True)
    difficulties = models.TextField(_("difficulties"), blank=True)
    proposals = models.TextField(_("proposals"), blank=True)
    files = models.ManyToManyField(StoredFile, blank=True, related_name="+")

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("progress update")
        verbose_name_plural = _("progress updates")
        constraints = [
            models.CheckConstraint(
                condition=Q(percent=None) | Q(percent__lte=100),
                name="progress_within_a_hundred",
                violation_error_message=_("Progress lies between 0 and 100 %."),
            )
        ]

    def __str__(self) -> str:
        return self.result[:80]


class Step(AppendOnly):
    """A move T2–T14 a party made, with its evidence: the readable trail beside the audit chain. Append-only."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="steps")
    responsibility = models.ForeignKey(Responsibility, null=True, on_delete=models.PROTECT, related_name="steps")
    transition = models.CharField(max_length=4)  # "T8"
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_label = models.CharField(max_length=300)
    paper_number = models.CharField(max_length=60, blank=True)
    paper_date = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    proposed_lead = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")  # T4
    files = models.ManyToManyField(StoredFile, blank=True, related_name="+")

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.transition} {self.at:%d/%m/%Y}"


class DeadlineChange(AppendOnly, Cited):
    """Every deadline a commitment ever had: deadlines never move silently."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="deadline_changes")
    old = models.DateField(null=True, blank=True)
    new = models.DateField(null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_label = models.CharField(max_length=300)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"

    @property
    def after_lapse(self) -> bool:
        """The old deadline had passed already when it was moved."""
        return self.old is not None and localtime(self.at).date() > self.old
