"""Deeds on commitments. Each checks policy and state, saves, records what was done, and tells whom it now waits for, in one transaction."""

from .assigning import accept, ask_reassignment, assign
from .completing import confirm_completion, report_completion, return_for_more
from .deadlines import change_deadline
from .measures import measure_by
from .promises import (
    ResponsibilityDraft,
    add_commitment,
    add_evidence,
    edit_commitment,
    set_audience,
    withdraw_commitment,
    withdraw_evidence,
)
from .working import report_progress, start

__all__ = [
    "ResponsibilityDraft",
    "accept",
    "add_commitment",
    "add_evidence",
    "ask_reassignment",
    "assign",
    "change_deadline",
    "confirm_completion",
    "edit_commitment",
    "measure_by",
    "report_completion",
    "report_progress",
    "return_for_more",
    "set_audience",
    "start",
    "withdraw_commitment",
    "withdraw_evidence",
]
