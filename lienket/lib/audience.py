"""Who may see a thing. Each room's policy.py reads this one word the same way."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """Handbook, section 3: internal things show their public face (title, sector, state) to others, and no more."""

    PUBLIC = "public", _("Public")
    PARTIES = "parties", _("Internal to the parties")
    SIDE = "side", _("Internal to one side")
