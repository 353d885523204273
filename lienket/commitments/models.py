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
    "LeadChange",
    "Pause",
    "ProgressUpdate",
    "PublicFace",
    "Request",
    "Responsibility",
    "Series",
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
    # T12: where it goes on. The programme is named with the first consent, the item exists with the last one at the latest.
    carried_into = models.ForeignKey(Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    carried_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.RESTRICT, related_name="carried_from"
    )
    # A standing task makes one instance per period; the first day of the period tells them apart.
    series = models.ForeignKey("Series", null=True, blank=True, on_delete=models.PROTECT, related_name="instances")
    period_from = models.DateField(_("period from"), null=True, blank=True)
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
            models.CheckConstraint(
                condition=~Q(state="carried_over") | ~Q(carried_to=None),
                name="carried_over_means_an_item_that_goes_on",
                violation_error_message=_("A commitment that is carried over names the item that takes its place."),
            ),
            models.CheckConstraint(
                condition=Q(series=None, period_from=None) | (~Q(series=None) & ~Q(period_from=None)),
                name="instance_has_a_period",
                violation_error_message=_("An instance of a standing task belongs to a period."),
            ),
            models.UniqueConstraint(fields=["series", "period_from"], name="one_instance_per_period"),
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
        """How often a deadline it already had was moved, what a pause added left out. A query unless the changes are prefetched."""
        return sum(change.counts for change in self.deadline_changes.all())

    @property
    def in_signed_text(self) -> bool:
        """The parties agreed on it: no side stops it alone."""
        return self.origin == self.Origin.AGREEMENT

    def paused_days(self, today: dt.date) -> int:
        """For how many days the clock stood still. Costs a query unless the pauses are prefetched."""
        return sum(pause.days(today) for pause in self.pauses.all())


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
    stopping_on = models.DateField(_("agreed to stop on"), null=True, blank=True)
    carrying_on = models.DateField(_("agreed to carry over on"), null=True, blank=True)
    successor_asked_on = models.DateField(
        null=True, blank=True
    )  # the focal agency was asked who took the lead's work over

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
    transition = models.CharField(max_length=4)  # "T8", "T13b"
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_label = models.CharField(max_length=300)
    paper_number = models.CharField(max_length=60, blank=True)
    paper_date = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    proposed_lead = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")  # T4
    day = models.DateField(null=True, blank=True)  # T10 expected to go on; T13 proposed deadline; T13b the one approved
    files = models.ManyToManyField(StoredFile, blank=True, related_name="+")

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.transition} {self.at:%d/%m/%Y}"


class DeadlineChange(AppendOnly, Cited):
    """Every deadline a commitment ever had: deadlines never move silently."""

    class Kind(models.TextChoices):
        CHANGE = "change", _("Changed by the Office")
        EXTENSION = "extension", _("Extended on request")
        PAUSE = "pause", _("Moved by the days it was paused")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.CHANGE)
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

    @property
    def counts(self) -> bool:
        """Counted as an extension: a deadline that had been given was moved, and not only by the days of a pause."""
        return self.old is not None and self.kind != self.Kind.PAUSE


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

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_state_display()}"


class LeadChange(AppendOnly):
    """A lead agency merged and its successor took the task over: the old name is kept. `by` is None where the system did it."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="lead_changes")
    responsibility = models.ForeignKey(Responsibility, on_delete=models.PROTECT, related_name="lead_changes")
    old = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    new = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(_("reason"), blank=True)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_label = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"


class Series(models.Model):
    """A standing task (nhiệm vụ thường xuyên): one commitment per period, until it is ended or its programme's period is over."""

    class Recurrence(models.TextChoices):
        MONTHLY = "monthly", _("every month")
        QUARTERLY = "quarterly", _("every quarter")
        HALF_YEARLY = "half_yearly", _("every half-year")
        YEARLY = "yearly", _("every year")

    number = models.CharField(max_length=20)  # of the first instance; the others are "CK-07.2", "CK-07.3"
    recurrence = models.CharField(_("recurrence"), max_length=12, choices=Recurrence)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    class Meta:
        verbose_name = _("standing task")
        verbose_name_plural = _("standing tasks")

    def __str__(self) -> str:
        return f"{self.number}, {self.get_recurrence_display()}"
