"""One line per deed, chained by hashes: actor and thing are plain values, so nothing here points up."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """What was done: by whom (`actor_id`, `actor_label`: office, never a private person), what (`verb`, a code), to what, when.

    `hash` is the SHA-256 of the canonical line with `previous_hash`; `lienket audit_verify` walks the chain.
    """

    sequence = models.PositiveBigIntegerField(_("number"), unique=True)
    at = models.DateTimeField(_("when"))
    actor_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(_("who"), max_length=300)
    side_code = models.CharField(max_length=2, blank=True)
    verb = models.CharField(_("deed"), max_length=60)
    thing_kind = models.CharField(max_length=60, blank=True)
    thing_id = models.CharField(max_length=40, blank=True)
    thing_label = models.CharField(_("thing"), max_length=300, blank=True)
    data = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["-sequence"]
        indexes = [models.Index(fields=["thing_kind", "thing_id", "sequence"], name="audit_event_of_thing")]
        verbose_name = _("history line")
        verbose_name_plural = _("history")

    def __str__(self) -> str:
        return f"{self.sequence} {self.verb} {self.thing_kind}:{self.thing_id}"


class ChainHead(models.Model):
    """The one row whose lock puts writers in line, and the end of the chain."""

    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"{self.sequence} {self.hash[:12]}"
