"""How this room's deed reads in the history; what it did on each commitment is said by that deed's own line."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LINES: Mapping[str, str | Promise] = {
    "sheets.brought_in": _("brought a table of commitments in: %(done)s done, %(refused)s refused"),
}
