"""Sentences of the history for deeds of this room; gathered by the history page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LINES: dict[str, str | Promise] = {
    "jobs.retried": _("Failed job tried again: %(job)s"),
    "jobs.forgotten": _("Failed job given up: %(job)s"),
}
