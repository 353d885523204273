"""One line per deed, chained by hashes: actor and thing are plain values, so nothing here points up."""

from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _


class HistoryIsAppendOnly(Exception):
    """Somebody tried to change or delete a line. The chain would break there and every later line lose its proof."""

    def __init__(self) -> None:
        super().__init__(
            "Lines of history are never changed or deleted: every later line is chained to them. "
            "Record a new deed that corrects the old one."
        )


class EventQuerySet(models.QuerySet["Event"]):
    """Lines can be read and appended (by audit.actions.record), nothing else."""

    def update(self, **_kwargs: Any) -> NoReturn:
        """Refused."""
        raise HistoryIsAppendOnly

    def delete(self) -> NoReturn:
        """Refused."""
        raise HistoryIsAppendOnly

    def bulk_update(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refused."""
        raise HistoryIsAppendOnly

    def bulk_create(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refused: a line takes its number and its predecessor's hash one by one, in `record`."""
        raise HistoryIsAppendOnly

    def of(self, thing: models.Model) -> "EventQuerySet":
        """The lines of one thing."""
        return self.filter(thing_kind=thing._meta.label_lower, thing_id=str(thing.pk))


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

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-sequence"]
        indexes = [models.Index(fields=["thing_kind", "thing_id", "sequence"], name="audit_event_of_thing")]
        verbose_name = _("history line")
        verbose_name_plural = _("history")

    def __str__(self) -> str:
        return f"{self.sequence} {self.verb} {self.thing_kind}:{self.thing_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refused once the line stands; a new line is appended only as an insert."""
        if not self._state.adding:
            raise HistoryIsAppendOnly
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refused."""
        raise HistoryIsAppendOnly


class ChainHead(models.Model):
    """The one row whose lock puts writers in line, and the end of the chain."""

    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"{self.sequence} {self.hash[:12]}"
