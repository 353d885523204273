"""How this room's deeds read in the history. The steps' sentences stand in the table of transitions."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .transitions import TRANSITIONS

LINES: Mapping[str, str | Promise] = {row.verb: row.line for row in TRANSITIONS} | {
    "commitments.edited": _("corrected the draft of %(number)s"),
    "commitments.evidence_added": _("added a paper that tells of %(number)s"),
    "commitments.evidence_withdrawn": _("took back that a paper tells of %(number)s"),
    "commitments.audience_set": _("changed who may read %(number)s"),
    "commitments.deadline_changed": _("moved the deadline of %(number)s"),
    "commitments.measured_by": _("chose the indicators that measure %(number)s"),
    "commitments.milestones_set": _("set the milestones of %(number)s"),
    "commitments.milestone_reached": _("marked a milestone of %(number)s as reached: %(milestone)s"),
    "commitments.milestone_taken_back": _("took back that a milestone of %(number)s was reached: %(milestone)s"),
    "commitments.progress_overridden": _("set the progress of %(number)s to %(percent)s %% by hand: %(reason)s"),
    "commitments.override_lifted": _("lifted the progress set by hand on %(number)s"),
    "commitments.recurrence_set": _("made %(number)s a standing task"),
    "commitments.series_ended": _("ended the standing task %(number)s"),
    "commitments.instance_made": _("opened %(number)s, the next period of the standing task %(series)s"),
    "commitments.passed_on": _("passed %(number)s from %(old)s to %(new)s, which took its work over"),
    "commitments.successor_asked": _("asked the focal agency who took %(number)s over from %(old)s"),
    "commitments.handed_over": _("named %(new)s to take %(number)s over from %(old)s"),
    "commitments.reminded": _("sent %(count)s reminders"),
    "commitments.chased_by_hand": _("reminded of %(number)s: %(to)s"),
    "commitments.classified": _("moved %(number)s to another content group or sector"),
    "commitments.batch_done": _("did one thing on several commitments at once: %(done)s done, %(refused)s refused"),
    "commitments.batch_undone": _(
        "took back what was done on several commitments at once: %(done)s done, %(refused)s refused"
    ),
    "commitments.went_on_without": _("decided that %(number)s goes on without %(party)s, which left the programme"),
    "commitments.withdrawn": _("withdrew %(number)s"),
}
