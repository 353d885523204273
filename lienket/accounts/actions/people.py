"""Inviting, deactivating and calling back officers, and what an officer says about oneself.

Deeds that lock an officer's row take their turn in the history first: always in the same order, so none waits for another in a ring.
"""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lienket.accounts import mail
from lienket.accounts.models import Officer, Role
from lienket.accounts.policy import require, sides_now
from lienket.accounts.refusals import AddressTaken, InvitationAccepted, LastAdministrator, NotActive
from lienket.audit import actions as audit
from lienket.lib import clock
from lienket.lib.refusals import DeedRefused
from lienket.lib.text import clean
from lienket.localities.lineage import lineage
from lienket.localities.models import Agency, Locality

from .appointments import another_administrator, begin


class NameMissing(DeedRefused):
    """An officer has a name."""

    status = 400


class BadWorkAddress(DeedRefused):
    """The address cannot be written to."""

    status = 400


@transaction.atomic
def invite_officer(
    *,
    email: str,
    full_name: str,
    agency: Agency,
    role: Role | str,
    title: str = "",
    language: str = "vi",
    illustrative: bool = False,
    by: Officer | None,
) -> Officer:
    """Enter an officer with a first appointment from today and mail a link to set a password.

    `by` is an administrator of the agency's locality; None is the system (a command on the server). Raises AddressTaken,
    AgencyNotStanding, BadWorkAddress, NameMissing.
    """
    audit.take_turn()  # the same address invited twice at once: the second finds it taken
    if by is not None:
        require(by, "accounts.invite", agency.locality)
    address, name = clean_address(email), " ".join(clean(full_name).split())
    if not name:
        raise NameMissing(_("Write the officer's full name."))
    if Officer.objects.filter(email__iexact=address).exists():
        raise AddressTaken
    officer = Officer(
        email=address, full_name=name, language=language, illustrative=illustrative, invited_at=clock.now()
    )
    officer.set_unusable_password()
    officer.save()
    begin(officer, agency=agency, role=role, title=title, since=clock.today())
    audit.record(
        by=by, verb="accounts.invited", thing=officer, side=agency.locality, role=Role(role).value, agency=agency.pk
    )
    mail.send_invitation(officer)
    return officer


@transaction.atomic
def resend_invitation(officer: Officer, *, by: Officer | None) -> None:
    """Mail a new link to an officer who has not set a password yet; the old link dies. None: the officer asked for it."""
    audit.take_turn()
    if by is not None:
        require(by, "accounts.administer", officer)
    _hold(officer)
    if not officer.is_active:
        raise NotActive
    if officer.has_usable_password():
        raise InvitationAccepted
    officer.invited_at = clock.now()
    officer.save(update_fields=["invited_at"])
    audit.record(by=by, verb="accounts.invitation_sent_again", thing=officer, side=officer.side)
    mail.send_invitation(officer)


@transaction.atomic
def deactivate_officer(officer: Officer, *, by: Officer) -> None:
    """Close the account at once: open sessions end with their next request, links die, appointments and history stay.

    The actor must administer every side the officer acts for. Raises LastAdministrator.
    """
    audit.take_turn()  # two administrators deactivating each other wait here, and the second finds itself the last
    require(by, "accounts.deactivate", officer)
    _hold(officer)
    if not officer.is_active:
        return
    links, today = lineage(), clock.today()
    for appointment in officer.appointments_on(today):
        family = links.family(links.unit_on(appointment.agency.locality_id, today))
        if appointment.role == Role.ADMIN and not another_administrator(family, besides=officer, after=today):
            raise LastAdministrator
    audit.record(by=by, verb="accounts.deactivated", thing=officer, side=officer.side or by.side)
    officer.is_active = False
    officer.save(update_fields=["is_active"])


@transaction.atomic
def reactivate_officer(officer: Officer, *, by: Officer) -> None:
    """Open the account again, with the appointments that are still in force."""
    audit.take_turn()
    require(by, "accounts.administer", officer)
    _hold(officer)
    if officer.is_active:
        return
    officer.is_active = True
    officer.save(update_fields=["is_active"])
    audit.record(by=by, verb="accounts.reactivated", thing=officer, side=officer.side or by.side)


@transaction.atomic
def change_own_settings(officer: Officer, *, full_name: str, language: str, by: Officer) -> None:
    """The name and the language an officer wants to be written to in."""
    audit.take_turn()
    require(by, "accounts.change_own", officer)
    name = " ".join(clean(full_name).split())
    if not name:
        raise NameMissing(_("Write your full name."))
    changed = [
        field for field, value in (("full_name", name), ("language", language)) if getattr(officer, field) != value
    ]
    if not changed:
        return
    officer.full_name, officer.language = name, language
    officer.save(update_fields=changed)
    audit.record(by=by, verb="accounts.own_settings_changed", thing=officer, side=officer.side, fields=changed)


@transaction.atomic
def appoint_administrator(locality: Locality, *, agency: Agency, email: str, full_name: str) -> Officer:
    """Give a side an administrator, from the server: the first one, or one more where the others cannot be reached.

    An officer who exists keeps the account and gets the role; anybody else is invited.
    """
    if agency.locality_id != locality.pk:
        raise ValueError(f"{agency.name} is not of {locality.name}")
    officer = Officer.objects.filter(email__iexact=clean_address(email)).first()
    if officer is None:
        return invite_officer(email=email, full_name=full_name, agency=agency, role=Role.ADMIN, by=None)
    if not officer.is_active:
        raise NotActive
    if sides_now(officer) - lineage().family(locality.pk):
        raise AddressTaken
    appointment = begin(officer, agency=agency, role=Role.ADMIN, title="", since=clock.today())
    audit.record(
        by=None,
        verb="accounts.appointed",
        thing=officer,
        side=locality,
        role=Role.ADMIN.value,
        agency=agency.pk,
        since=appointment.valid_from.isoformat(),
    )
    return officer


def _hold(officer: Officer) -> None:
    """Lock the row and bring the officer up to date."""
    Officer.objects.select_for_update().get(pk=officer.pk)
    officer.refresh_from_db()
    officer.forget_appointments()


def clean_address(email: str) -> str:
    """The address as it is kept and compared: composed, without blanks, in small letters. Raises BadWorkAddress."""
    address = clean(email).strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise BadWorkAddress(_("This is not a mail address. Write it like ten@coquan.gov.vn.")) from error
    return address
