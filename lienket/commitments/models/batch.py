"""One deed done on many commitments at once: what was chosen, and what became of each row."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienket.lib import clock
from lienket.programmes.models import Programme

from .commitment import Commitment


class BatchQuerySet(models.QuerySet["Batch"]):
    """Words of batches."""

    def visible_to(self, user: Any) -> "BatchQuerySet":
        """An officer's own: what it says is for whoever pressed."""
        return self.filter(by=user.pk) if user.pk is not None else self.none()


class Batch(models.Model):
    """One press on many rows. `key` is of the preview it was confirmed from, so that pressing twice is one batch."""

    key = models.CharField(max_length=40, unique=True)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="batches")
    deed = models.CharField(max_length=20)  # a code of bulk/table.py
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_label = models.CharField(max_length=300)
    at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    undoes = models.OneToOneField("self", null=True, blank=True, on_delete=models.CASCADE, related_name="undone_by")

    objects = BatchQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("batch")
        verbose_name_plural = _("batches")

    def __str__(self) -> str:
        return f"{self.deed} {self.at:%d/%m/%Y %H:%M}"


class BatchRow(models.Model):
    """What became of one commitment in a batch, in the words the person read. `undo` holds what it was and what it became.

    A row that made its commitment has NEW and the row of the sheet for its number.
    """

    NEW: ClassVar = "+"

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="rows")
    commitment = models.ForeignKey(Commitment, null=True, on_delete=models.SET_NULL, related_name="+")
    number = models.CharField(max_length=30)
    title = models.CharField(max_length=500, blank=True)
    done = models.BooleanField()
    words = models.TextField(blank=True)  # what changed, or why it was refused
    undo = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("row of a batch")
        verbose_name_plural = _("rows of a batch")
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="one_row_per_commitment_in_a_batch")]

    def __str__(self) -> str:
        return self.number

    @property
    def called(self) -> str:
        """The number of its commitment; where it has none, the row of the sheet."""
        if not self.number.startswith(self.NEW):
            return self.number
        if self.commitment is not None:
            return self.commitment.number
        return gettext("row %(line)s") % {"line": self.number.removeprefix(self.NEW)}
