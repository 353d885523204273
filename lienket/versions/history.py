"""How this room's deeds read in the history."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LINES: Mapping[str, str | Promise] = {
    "versions.proposed": _("proposed a next version"),
    "versions.approved": _("approved the next version"),
    "versions.dropped": _("dropped the next version"),
}
