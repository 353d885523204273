"""The next version of a public record, until somebody else approves it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lienket.commitments.models import Commitment
from lienket.lib import clock
from lienket.programmes.models import Programme


class NextVersionQuerySet(models.QuerySet["NextVersion"]):
    """Words of next versions."""

    def editable_by(self, user: Any) -> "NextVersionQuerySet":
        """Versions of records `user` edits: focal agency or Office of a party."""
        return self.filter(
            Q(commitment__in=Commitment.objects.editable_by(user))
            | Q(programme__in=Programme.objects.editable_by(user))
        )

    def open(self) -> "NextVersionQuerySet":
        """Those nobody has decided on."""
        return self.filter(state=NextVersion.State.OPEN)

    def of(self, thing: Commitment | Programme) -> "NextVersionQuerySet":
        """The versions of one thing."""
        return self.filter(commitment=thing) if isinstance(thing, Commitment) else self.filter(programme=thing)


class NextVersion(models.Model):
    """What an officer wants the record to say. `base` and `values` hold the changed fields only, before and after.

    `changes` is the same as the history names it, for people.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Being edited, not approved")
        APPROVED = "approved", _("Approved")
        DROPPED = "dropped", _("Dropped")

    commitment = models.ForeignKey(Commitment, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    programme = models.ForeignKey(Programme, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    base = models.JSONField(default=dict)
    values = models.JSONField(default=dict)
    changes = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_label = models.CharField(max_length=300)
    at = models.DateTimeField(default=clock.now)
    decided_by_label = models.CharField(max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = NextVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("next version")
        verbose_name_plural = _("next versions")
        constraints = [
            models.CheckConstraint(condition=Q(commitment=None) ^ Q(programme=None), name="a_version_is_of_one_thing"),
            models.UniqueConstraint(
                fields=["commitment"], condition=Q(state="open"), name="one_open_version_of_a_commitment"
            ),
            models.UniqueConstraint(
                fields=["programme"], condition=Q(state="open"), name="one_open_version_of_a_programme"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.thing}, {self.at:%d/%m/%Y}"

    @property
    def thing(self) -> Commitment | Programme:
        """What it is a version of."""
        found = self.commitment or self.programme
        if found is None:
            raise LookupError("a version without a thing cannot be stored")
        return found
