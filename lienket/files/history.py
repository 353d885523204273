"""Sentences of the history for deeds of this room; gathered by the history page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LINES: dict[str, str | Promise] = {
    "files.stored": _("File stored (%(type)s, %(size)s bytes)"),
    "files.widened": _("File opened to more people"),
    "files.verified": _("File checked: its bytes are those handed in"),
    "files.found_altered": _("File checked: its bytes are NOT those handed in"),
    "files.locked": _("File locked because it may hold a state secret"),
}
