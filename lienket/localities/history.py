"""Sentences of the history for deeds of this room; gathered by the history page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LINES: dict[str, str | Promise] = {
    "localities.reference_loaded": _("Reference data loaded: %(created)s rows made, %(changed)s changed"),
    "localities.agency_established": _("Agency entered, because a paper names it"),
}
