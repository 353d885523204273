"""Deeds on accounts: who comes, in which role, who leaves, and their passwords."""

from .appointments import appoint, end_appointment, move_officer
from .passwords import accept_invitation, ask_password_reset, change_own_password, reset_password
from .people import (
    appoint_administrator,
    change_own_settings,
    deactivate_officer,
    invite_officer,
    reactivate_officer,
    resend_invitation,
)

__all__ = [
    "accept_invitation",
    "appoint",
    "appoint_administrator",
    "ask_password_reset",
    "change_own_password",
    "change_own_settings",
    "deactivate_officer",
    "end_appointment",
    "invite_officer",
    "move_officer",
    "reactivate_officer",
    "resend_invitation",
    "reset_password",
]
