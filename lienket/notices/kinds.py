"""What officers are told of, how they may choose to be told, and under which heading it stands in the daily digest."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Kind(models.TextChoices):
    """A kind of notice an officer chooses a channel for."""

    STEPS = "steps", _("A step waits for me")
    ASKED = "asked", _("Somebody reminds me")
    MENTIONS = "mentions", _("Somebody mentions me")
    CHASES = "chases", _("Reminders by the system")
    NEWS = "news", _("News of my commitments")


class Channel(models.TextChoices):
    """How it comes. What waits stands on the desk in every case."""

    AT_ONCE = "at_once", _("Mail at once")
    DIGEST = "digest", _("In the daily digest")
    DESK = "desk", _("On the desk only")


USUAL: Mapping[str, Channel] = {
    Kind.STEPS: Channel.AT_ONCE,
    Kind.ASKED: Channel.AT_ONCE,
    Kind.MENTIONS: Channel.AT_ONCE,
    Kind.CHASES: Channel.DIGEST,
    Kind.NEWS: Channel.AT_ONCE,
}
EXPLAINED: Mapping[str, "_StrPromise"] = {
    Kind.STEPS: _("A task to accept, a completion to confirm, a report returned for more."),
    Kind.ASKED: _("The Office or the focal agency asks where a commitment stands."),
    Kind.MENTIONS: _("A colleague or the other side puts a remark before you."),
    Kind.CHASES: _("A deadline comes near or has passed, or nothing was heard for a long time."),
    Kind.NEWS: _("A deadline was moved, a commitment is done."),
}
# Headings of the digest in its order. Rooms name the group of what they tell.
GROUPS: Mapping[str, "_StrPromise"] = {
    "overdue": _("Overdue"),
    "asked": _("You are reminded"),
    "mentioned": _("You are mentioned"),
    "due_soon": _("Due soon"),
    "to_accept": _("To accept"),
    "to_confirm": _("To confirm"),
    "to_assign": _("To assign"),
    "to_decide": _("To decide"),
    "to_report": _("To report"),
    "to_start": _("To begin"),
    "silent": _("Nothing heard for a long time"),
    "news": _("News"),
}
