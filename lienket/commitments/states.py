"""The stored states of a commitment (handbook, section 2). Lateness is never one of them: it is computed from the deadline."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CommitmentState(models.TextChoices):
    """Codes are stored, labels are the handbook's."""

    DRAFTED = "drafted", _("Drafted")
    ASSIGNED = "assigned", _("Assigned")
    ACCEPTED = "accepted", _("Accepted, not begun")
    IN_PROGRESS = "in_progress", _("In progress")
    AWAITING_CONFIRMATION = "awaiting_confirmation", _("Awaiting confirmation")
    DONE = "done", _("Done")
    PAUSED = "paused", _("Paused")
    STOPPED = "stopped", _("Stopped")
    CARRIED_OVER = "carried_over", _("Carried over")
