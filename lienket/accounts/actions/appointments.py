"""Appointing, moving, ending: an officer's role in an agency between two days. History stays; rights follow the days."""

import datetime as dt

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.db.models import Q

from lienket.accounts.models import Appointment, Officer, Role
from lienket.accounts.policy import require
from lienket.accounts.refusals import (
    AgencyNotStanding,
    AlreadyAppointed,
    AppointmentOver,
    DayOutOfOrder,
    LastAdministrator,
    NotActive,
)
from lienket.audit import actions as audit
from lienket.lib import clock
from lienket.lib.text import clean
from lienket.localities.lineage import lineage
from lienket.localities.models import Agency


@transaction.atomic
def appoint(
    officer: Officer, *, agency: Agency, role: Role | str, title: str = "", since: dt.date | None = None, by: Officer
) -> Appointment:
    """Give the officer one more role, from `since` (today where not given), beside those held.

    The actor must administer both the officer and the agency's locality. Raises NotActive, AgencyNotStanding,
    AlreadyAppointed.
    """
    audit.take_turn()
    require(by, "accounts.administer", officer)
    require(by, "accounts.appoint", agency.locality)
    if not officer.is_active:
        raise NotActive
    appointment = begin(officer, agency=agency, role=role, title=title, since=since or clock.today())
    _record("accounts.appointed", appointment, by=by)
    return appointment


@transaction.atomic
def move_officer(
    appointment: Appointment,
    *,
    agency: Agency,
    role: Role | str,
    title: str = "",
    on: dt.date | None = None,
    by: Officer,
) -> Appointment:
    """End this appointment and begin another on `on` (today where not given); returns the new one.

    An appointment that would begin and end on the same day never took effect: it is corrected instead, so that nobody
    holds both roles for a day. Raises as `appoint` and `end_appointment` do.
    """
    audit.take_turn()  # two administrators moving each other wait here, and the second finds itself the last
    on = on or clock.today()
    _require_open(appointment)
    officer = appointment.officer
    require(by, "accounts.end_appointment", appointment)
    require(by, "accounts.appoint", agency.locality)
    if not officer.is_active:
        raise NotActive
    if on < appointment.valid_from:
        raise DayOutOfOrder
    if not (role == Role.ADMIN and agency.locality_id in _family(appointment)):
        _require_another_administrator(appointment, after=on - dt.timedelta(days=1))
    before: dict[str, str | int] = {"before_role": appointment.role, "before_agency": appointment.agency_id}
    if on == appointment.valid_from:
        _require_free(officer, agency, role, besides=appointment)
        _require_standing(agency, on)
        appointment.agency, appointment.role, appointment.title = agency, Role(role), clean(title).strip()
        appointment.save()
        _record("accounts.appointment_corrected", appointment, by=by, **before)
        return appointment
    appointment.valid_to = on - dt.timedelta(days=1)
    appointment.save()
    new = begin(officer, agency=agency, role=role, title=title, since=on)
    _record("accounts.moved", new, by=by, **before)
    return new


@transaction.atomic
def end_appointment(appointment: Appointment, *, last_day: dt.date | None = None, by: Officer) -> Appointment:
    """Let the appointment end with `last_day` (today where not given); the officer keeps others, and the account.

    Raises AppointmentOver, DayOutOfOrder, LastAdministrator.
    """
    audit.take_turn()
    last_day = last_day or clock.today()
    _require_open(appointment)
    require(by, "accounts.end_appointment", appointment)
    if last_day < appointment.valid_from:
        raise DayOutOfOrder
    _require_another_administrator(appointment, after=last_day)
    appointment.valid_to = last_day
    appointment.save()
    _record("accounts.appointment_ended", appointment, by=by, last_day=last_day.isoformat())
    return appointment


def begin(officer: Officer, *, agency: Agency, role: Role | str, title: str, since: dt.date) -> Appointment:
    """A new open appointment, its agency standing and the role not held there already. No rights are asked here."""
    _require_standing(agency, since)
    _require_free(officer, agency, role)
    return Appointment.objects.create(
        officer=officer, agency=agency, role=Role(role), title=clean(title).strip(), valid_from=since
    )


def another_administrator(localities: frozenset[int], *, besides: Officer, after: dt.date) -> bool:
    """Whether somebody else can still administer these localities after that day: appointed, active, able to sign in."""
    return (
        Appointment.objects.filter(
            Q(valid_to=None) | Q(valid_to__gt=after), valid_from__lte=after + dt.timedelta(days=1)
        )
        .filter(role=Role.ADMIN, agency__locality__in=localities, officer__is_active=True)
        .exclude(officer=besides)
        .exclude(Q(officer__password="") | Q(officer__password__startswith=UNUSABLE_PASSWORD_PREFIX))  # only invited
        .exists()
    )


def _require_another_administrator(appointment: Appointment, *, after: dt.date) -> None:
    if appointment.role == Role.ADMIN and not another_administrator(
        _family(appointment), besides=appointment.officer, after=after
    ):
        raise LastAdministrator


def _family(appointment: Appointment) -> frozenset[int]:
    links = lineage()
    return links.family(links.unit_on(appointment.agency.locality_id, clock.today()))


def _require_standing(agency: Agency, day: dt.date) -> None:
    if not agency.stood_on(day):
        raise AgencyNotStanding


def _require_free(officer: Officer, agency: Agency, role: Role | str, *, besides: Appointment | None = None) -> None:
    held = officer.appointments.filter(agency=agency, role=role).filter(
        Q(valid_to=None) | Q(valid_to__gte=clock.today())
    )
    if besides is not None:
        held = held.exclude(pk=besides.pk)
    if held.exists():
        raise AlreadyAppointed


def _require_open(appointment: Appointment) -> None:
    """Lock the row and bring the appointment up to date. Raises AppointmentOver."""
    Appointment.objects.select_for_update().get(pk=appointment.pk)
    appointment.refresh_from_db()
    if appointment.valid_to is not None and appointment.valid_to < clock.today():
        raise AppointmentOver


def _record(verb: str, appointment: Appointment, *, by: Officer, **data: str | int) -> None:
    appointment.officer.forget_appointments()
    audit.record(
        by=by,
        verb=verb,
        thing=appointment.officer,
        side=appointment.agency.locality,
        role=appointment.role,
        agency=appointment.agency_id,
        since=appointment.valid_from.isoformat(),
        **data,
    )
