"""How this room's deeds read in the history. The page says who, when, and of which programme."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LINES: Mapping[str, str | Promise] = {
    "programmes.created": _("entered the programme"),
    "programmes.edited": _("corrected the programme's record"),
    "programmes.cited": _("added a paper that tells of the programme"),
    "programmes.citation_withdrawn": _("took back that a paper tells of the programme"),
    "programmes.signatory_added": _("recorded who signed for %(party)s"),
    "programmes.focal_agency_set": _("named %(agency)s focal agency of %(party)s"),
    "programmes.party_left": _("recorded that %(party)s left the programme, paper %(paper)s"),
    "programmes.published": _("made the programme public"),
    "programmes.made_internal": _("took the programme back to the parties"),
    "programmes.group_added": _("added content group %(code)s"),
    "programmes.clause_added": _("added a clause"),
    "programmes.clause_withdrawn": _("withdrew a clause"),
    "programmes.group_withdrawn": _("withdrew the heading of a group"),
    "programmes.meeting_recorded": _("recorded a meeting"),
    "programmes.meeting_withdrawn": _("withdrew a meeting"),
    "programmes.withdrawn": _("withdrew the programme"),
    "programmes.consented": _("recorded the consent of %(party)s to the next step"),
    "programmes.moved_to_drafting": _("moved the programme to drafting"),
    "programmes.moved_to_consulting": _("sent the draft out for comments"),
    "programmes.moved_to_before_committees": _("recorded that the draft lies before the committees"),
    "programmes.moved_to_signed": _("recorded the signing of the programme"),
    "programmes.moved_to_in_force": _("brought the programme into force"),
    "programmes.moved_to_amending": _("opened an amendment of the programme"),
    "programmes.moved_to_reviewed": _("recorded the final reports"),
    "programmes.moved_to_terminated": _("recorded the early end of the programme"),
    "programmes.period_ended": _("the period ended; the programme awaits its review"),
}
