"""Passwords: set by an invited officer, forgotten and set anew by mail, changed by oneself. Nobody sets another's."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from lienket.accounts import mail
from lienket.accounts.links import Purpose, read_token
from lienket.accounts.models import Officer
from lienket.accounts.policy import require
from lienket.accounts.refusals import WeakPassword, WrongPassword
from lienket.audit import actions as audit

from .people import resend_invitation


@transaction.atomic
def accept_invitation(token: str, *, password: str) -> Officer:
    """Set the first password by the link of an invitation. Raises LinkInvalid, LinkExpired, WeakPassword."""
    audit.take_turn()
    officer = read_token(token, Purpose.INVITATION, lock=True)
    _set(officer, password)
    audit.record(by=officer, verb="accounts.invitation_accepted", thing=officer, side=officer.side)
    return officer


@transaction.atomic
def ask_password_reset(email: str) -> None:
    """Mail a link to set a new password, where an active officer has this address; in silence, whoever asks.

    Somebody who was invited and never set a password gets the invitation again: it is what they are looking for.
    """
    officer = Officer.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if officer is None:
        return
    if not officer.has_usable_password():
        resend_invitation(officer, by=None)
        return
    audit.record(by=None, verb="accounts.reset_asked", thing=officer, side=officer.side)
    mail.send_reset(officer)


@transaction.atomic
def reset_password(token: str, *, password: str) -> Officer:
    """Set a new password by the link of a reset mail; other sessions end. Raises LinkInvalid, LinkExpired, WeakPassword."""
    audit.take_turn()
    officer = read_token(token, Purpose.RESET, lock=True)
    _set(officer, password)
    audit.record(by=officer, verb="accounts.password_reset", thing=officer, side=officer.side)
    mail.send_password_changed(officer)
    return officer


@transaction.atomic
def change_own_password(officer: Officer, *, present: str, new: str, by: Officer) -> None:
    """Change one's own password, knowing the present one; other sessions end. Raises WrongPassword, WeakPassword."""
    audit.take_turn()
    require(by, "accounts.change_own", officer)
    if not officer.check_password(present):
        raise WrongPassword
    _set(officer, new)
    audit.record(by=by, verb="accounts.password_changed", thing=officer, side=officer.side)
    mail.send_password_changed(officer)


def _set(officer: Officer, password: str) -> None:
    try:
        validate_password(password, officer)
    except ValidationError as error:
        raise WeakPassword(error.messages) from error
    officer.set_password(password)
    officer.save(update_fields=["password"])
