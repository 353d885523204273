"""How this room's deeds read in the history."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LINES: Mapping[str, str | Promise] = {"notices.channels_chosen": _("chose how to be told")}
