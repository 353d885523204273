"""The outbox: every mail is a row that commits with the deed it tells of, and is sent afterwards. Choices, and the daily digest."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lienket.lib import clock
from lienket.notices.kinds import Channel, Kind


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


class Preference(models.Model):
    """An officer's own choice for one kind of notice; where there is none the usual channel holds (kinds.USUAL)."""

    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    channel = models.CharField(max_length=10, choices=Channel)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["officer", "kind"], name="one_choice_per_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_channel_display()}"


class Digest(models.Model):
    """The digest of one officer and day was made: with its mail where there was something to say. Never twice a day."""

    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    mail = models.ForeignKey(OutgoingMail, null=True, on_delete=models.SET_NULL, related_name="+")
    count = models.PositiveIntegerField(default=0)  # lines told of

    class Meta:
        constraints = [models.UniqueConstraint(fields=["officer", "day"], name="one_digest_a_day")]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.day}"


class HeldNotice(models.Model):
    """One line for an officer's next digest, in the officer's language. `about` says what must still stand when it is told."""

    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    group = models.CharField(max_length=20)
    title = models.CharField(max_length=600)
    detail = models.CharField(max_length=600, blank=True)
    url = models.CharField(max_length=300, blank=True)
    about = models.CharField(max_length=60, blank=True)  # "commitments:head:17", room first; "" always stands
    at = models.DateTimeField(default=clock.now)
    digest = models.ForeignKey(Digest, null=True, blank=True, on_delete=models.SET_NULL, related_name="notices")

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["officer"], condition=models.Q(digest=None), name="notice_to_tell_next"),
            models.Index(fields=["at"], name="notice_by_age"),
        ]

    def __str__(self) -> str:
        return self.title
