"""How this room's deeds read in the history."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LINES: Mapping[str, str | Promise] = {
    "indicators.recorded": _("recorded a figure of %(locality)s"),
    "indicators.published": _("made a figure of %(locality)s public"),
    "indicators.withdrawn": _("withdrew a figure of %(locality)s"),
    "indicators.figure_approved": _("approved a figure of %(locality)s that was entered by hand"),
    "indicators.figure_corrected": _("corrected a figure of %(locality)s: %(reason)s"),
    "indicators.defined": _("defined an indicator"),
    "indicators.indicator_withdrawn": _("withdrew an indicator"),
    "indicators.drafted": _("kept a draft value of %(party)s for the period from %(period)s (version %(version)s)"),
    "indicators.reported": _("reported a value of %(party)s for the period from %(period)s (version %(version)s)"),
    "indicators.approved": _("approved the value of %(party)s for the period from %(period)s (version %(version)s)"),
    "indicators.returned": _("sent back the value of %(party)s for the period from %(period)s (version %(version)s)"),
    "indicators.approval_withdrawn": _(
        "withdrew the approval of %(party)s's value for the period from %(period)s (version %(version)s)"
    ),
    "indicators.differ": _("found that approved values differ for the period from %(period)s"),
    "indicators.difference_noted": _("said for %(party)s whose value stands in the period from %(period)s"),
}
