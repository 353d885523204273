"""What happened on a commitment: updates, steps, deadlines and leads that changed. Each row is written once."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from lienket.files.models import StoredFile
from lienket.lib import clock
from lienket.lib.appendonly import AppendOnly
from lienket.lib.citations import Cited
from lienket.localities.models import Agency

from .commitment import Commitment
from .responsibility import Responsibility


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
