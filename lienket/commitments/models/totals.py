"""Stored counts of commitments, so that a count over the whole country reads a few thousand rows and not a million."""

from django.db import models
from django.db.models import Q

from lienket.localities.models import Locality
from lienket.programmes.models import Programme

from ..states import CommitmentState


class Basis(models.TextChoices):
    """What a count speaks of: the deadline in force, the first deadline, or that the two differ."""

    CURRENT = "current"
    ORIGINAL = "original"
    MOVED = "moved"


class Outcome(models.TextChoices):
    """How what is done stands to the deadline of its basis; empty for what is not done, or had no deadline."""

    NONE = ""
    ON_TIME = "on_time"
    LATE = "late"


class _Total(models.Model):
    """One count. `day` is the deadline of what is open; the rest no longer depends on the day it is looked at."""

    basis = models.CharField(max_length=8, choices=Basis)
    state = models.CharField(max_length=22, choices=CommitmentState)
    outcome = models.CharField(max_length=7, choices=Outcome, blank=True)
    day = models.DateField(null=True, blank=True)
    count = models.PositiveIntegerField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.basis} {self.state} {self.outcome} {self.day or '—'}: {self.count}"


class ProgrammeTotal(_Total):
    """The counts of one programme. Kept by the deeds (totals.py), proved and mended by `lienket recount`.

    `seen_by` is empty for public commitments, "parties" for those internal to the parties; else the localities that have a
    part, as "|1|42|". `public` says that strangers count it too: it is then part of a PublicTotal.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="totals")
    seen_by = models.CharField(max_length=400, blank=True)
    public = models.BooleanField()

    class Meta(_Total.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "seen_by", "basis", "state", "outcome", "day"],
                name="one_programme_total_per_day",
            ),
            models.UniqueConstraint(
                fields=["programme", "seen_by", "basis", "state", "outcome"],
                condition=Q(day=None),
                name="one_programme_total_without_a_day",
            ),
            models.CheckConstraint(
                condition=Q(seen_by="") | Q(public=False), name="what_one_side_keeps_is_never_public"
            ),
        ]
        indexes = [
            models.Index(fields=["programme"], condition=Q(public=False), name="programme_total_internal"),
            models.Index(fields=["programme"], condition=~Q(seen_by=""), name="programme_total_of_a_side"),
        ]


class LocalityTotal(_Total):
    """The counts of what one locality has a part in. Kept by the deeds (locality_totals.py), proved and mended by `lienket recount`.

    `public` says that strangers count it too. What is open is counted under one state.
    """

    locality = models.ForeignKey(Locality, on_delete=models.CASCADE, related_name="+")
    public = models.BooleanField()

    class Meta(_Total.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(
                fields=["locality", "public", "basis", "state", "outcome", "day"], name="one_locality_total_per_day"
            ),
            models.UniqueConstraint(
                fields=["locality", "public", "basis", "state", "outcome"],
                condition=Q(day=None),
                name="one_locality_total_without_a_day",
            ),
        ]


class PublicTotal(_Total):
    """The sum of every programme's public counts: what a visitor is told of the whole country."""

    class Meta(_Total.Meta):
        abstract = False
        constraints = [
            models.UniqueConstraint(fields=["basis", "state", "outcome", "day"], name="one_public_total_per_day"),
            models.UniqueConstraint(
                fields=["basis", "state", "outcome"], condition=Q(day=None), name="one_public_total_without_a_day"
            ),
        ]
