"""The outbox: every mail is a row that commits with the deed it tells of, and is sent afterwards."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from lienket.lib import clock


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    """Words of the outbox."""

    def due(self, moment: dt.datetime) -> "OutgoingMailQuerySet":
        """Mails to be tried at `moment`, the longest waiting first."""
        return self.filter(state=OutgoingMail.State.QUEUED, next_try_at__lte=moment).order_by("next_try_at", "pk")


class OutgoingMail(models.Model):
    """One mail to one address. Retried until sent; the same Message-ID every time, so a duplicate can be told."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Given up")

    to = models.EmailField(max_length=254)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    message_id = models.CharField(max_length=120, unique=True)
    state = models.CharField(max_length=8, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=clock.now)
    created_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=200, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["state", "next_try_at"], name="mail_to_send_next")]

    def __str__(self) -> str:
        return self.subject
