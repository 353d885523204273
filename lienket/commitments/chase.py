"""A reminder (đôn đốc): that an office was asked to deliver, and when. Written once, like everything of the trail."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lienket.lib import clock
from lienket.lib.appendonly import AppendOnly
from lienket.localities.models import Agency
from lienket.notices.kinds import Channel


class Reason(models.TextChoices):
    """Why somebody was reminded."""

    DUE_SOON = "due_soon", _("The deadline comes near")
    OVERDUE = "overdue", _("The deadline has passed")
    SILENT = "silent", _("Nothing was heard for a long time")
    ASKED = "asked", _("Asked where it stands")


class Rung(models.TextChoices):
    """The ladder, from the desk to the Office; each rung is told besides those below it."""

    OFFICER = "officer", pgettext_lazy("rung", "Officer in charge")
    HEAD = "head", pgettext_lazy("rung", "Head of the lead agency")
    FOCAL = "focal", pgettext_lazy("rung", "Focal agency")
    OFFICE = "office", pgettext_lazy("rung", "Office")


class Chase(AppendOnly):
    """One reminder of one party's part, to one rung. By the system, once per occasion; or by a person, in the person's words."""

    commitment = models.ForeignKey("commitments.Commitment", on_delete=models.CASCADE, related_name="chases")
    responsibility = models.ForeignKey("commitments.Responsibility", on_delete=models.CASCADE, related_name="chases")
    reason = models.CharField(max_length=10, choices=Reason)
    rung = models.CharField(max_length=10, choices=Rung)
    # What the rule named: "deadline 2026-12-31 -7", "silent 2026-10-25 +30"; "" where a person reminds.
    occasion = models.CharField(max_length=40, blank=True)
    sent_on = models.DateField()
    at = models.DateTimeField(default=clock.now)
    agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    to_label = models.CharField(max_length=300)  # the office addressed, never the person
    channel = models.CharField(max_length=10, choices=Channel)  # the fastest that anybody addressed has chosen
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_label = models.CharField(max_length=300)
    words = models.TextField(_("words"), blank=True)
    recipients = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(
                fields=["responsibility", "rung", "occasion"], condition=Q(by=None), name="one_reminder_per_occasion"
            ),
            models.UniqueConstraint(
                fields=["responsibility", "rung", "sent_on"],
                condition=~Q(by=None),
                name="one_reminder_by_hand_a_day",
                violation_error_message=_("This office was reminded by a person today already."),
            ),
            models.CheckConstraint(
                condition=(Q(by=None) & ~Q(occasion="")) | (~Q(by=None) & Q(occasion="") & ~Q(words="")),
                name="reminder_has_an_occasion_or_words",
                violation_error_message=_("A reminder by the system has an occasion, one by a person has words."),
            ),
        ]
        indexes = [models.Index(fields=["commitment", "sent_on"], name="reminder_by_day")]

    def __str__(self) -> str:
        return f"{self.reason} → {self.to_label}"
