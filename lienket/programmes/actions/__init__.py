"""Deeds on programmes. Each checks the policy, saves, and records what was done, in one transaction."""

from .contents import add_clause, add_group, record_meeting
from .leaving import leave_programme
from .moves import end_periods, move_programme
from .records import (
    PartyDraft,
    add_signatory,
    cite_programme,
    create_programme,
    edit_programme,
    make_internal,
    publish,
    set_focal_agency,
    uncite_programme,
)
from .withdrawals import withdraw_clause, withdraw_group, withdraw_meeting, withdraw_programme

__all__ = [
    "PartyDraft",
    "add_clause",
    "add_group",
    "add_signatory",
    "cite_programme",
    "create_programme",
    "edit_programme",
    "end_periods",
    "leave_programme",
    "make_internal",
    "move_programme",
    "publish",
    "record_meeting",
    "set_focal_agency",
    "uncite_programme",
    "withdraw_clause",
    "withdraw_group",
    "withdraw_meeting",
    "withdraw_programme",
]
