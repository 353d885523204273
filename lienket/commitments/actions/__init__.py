"""Deeds on commitments. Each checks policy and state, saves, records what was done, and tells whom it now waits for, in one transaction."""

from .assigning import accept, ask_reassignment, assign, keep_lead
from .chasing import chase_by_hand
from .classifying import classify
from .closing import carry_over, reopen, stop
from .completing import confirm_completion, report_completion, return_for_more
from .deadlines import change_deadline
from .extending import approve_extension, ask_extension, refuse_extension
from .leaving import go_on_without
from .measures import measure_by
from .milestones import (
    MilestoneDraft,
    lift_override,
    override_progress,
    reach_milestone,
    set_milestones,
    take_back_milestone,
)
from .pausing import pause, resume
from .promises import (
    ResponsibilityDraft,
    add_commitment,
    add_evidence,
    edit_commitment,
    set_audience,
    withdraw_commitment,
    withdraw_evidence,
)
from .standing import make_instances, set_recurrence
from .succeeding import hand_over, pass_to_successors
from .working import refuse_repeat, report_progress, start

__all__ = [
    "MilestoneDraft",
    "ResponsibilityDraft",
    "accept",
    "add_commitment",
    "add_evidence",
    "approve_extension",
    "ask_extension",
    "ask_reassignment",
    "assign",
    "carry_over",
    "change_deadline",
    "chase_by_hand",
    "classify",
    "confirm_completion",
    "edit_commitment",
    "go_on_without",
    "hand_over",
    "keep_lead",
    "lift_override",
    "make_instances",
    "measure_by",
    "override_progress",
    "pass_to_successors",
    "pause",
    "reach_milestone",
    "refuse_extension",
    "refuse_repeat",
    "reopen",
    "report_completion",
    "report_progress",
    "resume",
    "return_for_more",
    "set_audience",
    "set_milestones",
    "set_recurrence",
    "start",
    "stop",
    "take_back_milestone",
    "withdraw_commitment",
    "withdraw_evidence",
]
