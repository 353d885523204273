"""Remarks on a thing, the people they mention, and the words they had before."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lienket.lib import clock
from lienket.lib.appendonly import AppendOnly, WrittenOnce
from lienket.lib.audience import Audience
from lienket.localities.models import Locality

from .querysets import RemarkQuerySet

LONGEST = 5_000  # characters: a remark, not a report


class Remark(models.Model):
    """What an officer said about a thing, on behalf of a side. `subject_kind` and `subject_id` name the thing (subjects.py)."""

    subject_kind = models.CharField(max_length=20)
    subject_id = models.PositiveBigIntegerField()
    side = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(
        _("who may read it"),
        max_length=10,
        choices=[(Audience.PARTIES.value, Audience.PARTIES.label), (Audience.SIDE.value, Audience.SIDE.label)],
        default=Audience.PARTIES,
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_label = models.CharField(max_length=300)
    at = models.DateTimeField(default=clock.now)
    text = models.TextField(_("remark"), max_length=LONGEST)
    edited_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by_label = models.CharField(max_length=300, blank=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        indexes = [models.Index(fields=["subject_kind", "subject_id", "at"], name="remarks_on_a_subject")]
        constraints = [
            models.CheckConstraint(
                condition=Q(audience__in=[Audience.PARTIES, Audience.SIDE]),
                name="remarks_are_never_public",
                violation_error_message=_("A remark is for the sides or for one side, never public."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_id}, {self.at:%d/%m/%Y}"

    @property
    def own_side_only(self) -> bool:
        """Only officers of the author's side read it."""
        return self.audience == Audience.SIDE

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refused: a remark is withdrawn."""
        raise WrittenOnce(f"comments.Remark {self.pk}: expected a withdrawal, found a removal.")


class EarlierText(AppendOnly):
    """Words a remark had until it was edited at `until`."""

    remark = models.ForeignKey(Remark, on_delete=models.PROTECT, related_name="earlier_texts")
    text = models.TextField()
    until = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["until", "pk"]

    def __str__(self) -> str:
        return f"{self.remark_id}, {self.until:%d/%m/%Y}"


class Mention(models.Model):
    """Somebody the remark is put before. It waits on that person's desk until `seen_at`."""

    remark = models.ForeignKey(Remark, on_delete=models.PROTECT, related_name="mentions")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        constraints = [models.UniqueConstraint(fields=["remark", "officer"], name="mentioned_once_in_a_remark")]
        indexes = [models.Index(fields=["officer", "seen_at"], name="mentions_not_seen")]

    def __str__(self) -> str:
        return f"{self.remark_id} @ {self.officer_id}"
