"""Sentences of the history for deeds of this room; gathered by the history page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LINES: dict[str, str | Promise] = {
    "files.stored": _("File stored (%(type)s, %(size)s bytes)"),
    "files.widened": _("File opened to more people"),
    "files.locked": _("File locked because it may hold a state secret"),
}
