"""How this room's deeds read in the history."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LINES: Mapping[str, str | Promise] = {
    "indicators.recorded": _("recorded a figure of %(locality)s"),
    "indicators.withdrawn": _("withdrew a figure of %(locality)s"),
}
