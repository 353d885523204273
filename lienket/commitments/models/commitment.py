"""The promise itself, the standing task it may be an instance of, and what strangers read of an internal one."""

import datetime as dt
from dataclasses import dataclass
from functools import cache

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lienket.lib import clock
from lienket.lib.audience import Audience
from lienket.lib.citations import Cited
from lienket.lib.periods import Period, PeriodKind, period_of
from lienket.localities.models import Sector
from lienket.programmes.models import Clause, ContentGroup, Programme

from ..querysets import CommitmentQuerySet
from ..states import CommitmentState
from ..timeliness import OPEN_STATES, Timeliness, timeliness


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
            # The oldest overdue and the newest done, read in order instead of sorted.
            models.Index(fields=["deadline"], condition=Q(state__in=OPEN_STATES), name="commitment_open_by_deadline"),
            models.Index(fields=["-completed_on"], condition=Q(state="done"), name="commitment_done_newest"),
            models.Index(fields=["state", "last_activity_on"], name="commitment_by_last_activity"),
            models.Index(
                fields=["deadline"],
                condition=Q(state="done", completed_on__gt=F("deadline")),
                name="commitment_done_late",
            ),
            # The orders of the list of all programmes (pages/every_commitment.py), walked until a page is full.
            models.Index(fields=["deadline", "id"], name="commitment_every_by_deadline"),
            models.Index(fields=["number", "id"], name="commitment_every_by_number"),
            models.Index(fields=["title", "id"], name="commitment_every_by_title"),
            models.Index(fields=["state", "id"], name="commitment_every_by_state"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{_address_before_the_id()}{self.pk}/"

    def get_state_display(self) -> str:  # type: ignore[no-redef]  # Django adds its own only where there is none
        """The state's label. Django's own builds a table of all labels anew for every row of a list."""
        return str(CommitmentState(self.state).label)

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

    @property
    def period(self) -> Period | None:
        """The period of a standing task's instance. Costs a query unless the series came along."""
        if self.series is None or self.period_from is None:
            return None
        return period_of(self.series.recurrence, self.period_from)

    def paused_days(self, today: dt.date) -> int:
        """For how many days the clock stood still. Costs a query unless the pauses are prefetched."""
        return sum(pause.days(today) for pause in self.pauses.all())


@cache
def _address_before_the_id() -> str:
    """Found once: a page of commitments has dozens of their addresses."""
    return reverse("commitments:commitment", args=[0]).removesuffix("0/")


@dataclass(frozen=True, slots=True)
class PublicFace:
    """Title, sector and state of an internal commitment."""

    pk: int
    title: str
    sector: Sector | None
    state: CommitmentState


class Series(models.Model):
    """A standing task (nhiệm vụ thường xuyên): one commitment per period, until it is ended or its programme's period is over."""

    number = models.CharField(max_length=20)  # of the first instance; the others are "CK-07.2", "CK-07.3"
    recurrence = models.CharField(_("recurrence"), max_length=12, choices=PeriodKind)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    class Meta:
        verbose_name = _("standing task")
        verbose_name_plural = _("standing tasks")

    def __str__(self) -> str:
        return f"{self.number}, {self.get_recurrence_display()}"
