"""Who may do what: `can(actor, "room.deed", thing)`, and this room's own rules.

Every room registers its rules in its own policy.py with `rules.add_rule("commitments.accept", predicate)`, imported when the
site starts (AppConfig.ready). A predicate takes the actor and the thing and is built from `predicates.py`.
"""

from typing import Any

import rules

from lienket.lib import clock
from lienket.lib.refusals import NotAllowed

from .models import Appointment, Officer, Role
from .predicates import Actor, holds, is_officer, sides


class UnknownDeed(LookupError):
    """No room has a rule of this name: a slip of the pen, which must not pass for a refusal."""


def can(actor: Actor, deed: str, thing: Any = None) -> bool:
    """Whether the actor may do `deed` ("commitments.accept") to `thing` today.

    Raises UnknownDeed where no rule has that name.
    """
    if not rules.rule_exists(deed):
        raise UnknownDeed(f"no rule is called {deed!r}; rooms add theirs in policy.py")
    return bool(rules.test_rule(deed, actor, thing))


def require(actor: Actor, deed: str, thing: Any = None) -> None:
    """Raise NotAllowed unless the actor may do `deed` to `thing`."""
    if not can(actor, deed, thing):
        raise NotAllowed


def sides_now(officer: Officer) -> frozenset[int]:
    """Ids of the localities of every appointment that is in force or will be, active account or not."""
    return frozenset(officer.appointments.not_over(clock.today()).values_list("agency__locality", flat=True))


def administers(actor: Actor, officer: Officer | None = None) -> bool:
    """An administrator of a side looks after the officers of that side (`Officer.objects.administered_by`), and no other."""
    if officer is None:
        return holds(actor, Role.ADMIN)
    return Officer.objects.administered_by(actor).filter(pk=officer.pk).exists()


def administers_wholly(actor: Actor, officer: Officer) -> bool:
    """The same, and the officer acts for no other side: closing the account takes nothing from anybody else."""
    return administers(actor, officer) and sides_now(officer) <= sides(actor, Role.ADMIN)


def _oneself(actor: Actor, officer: Officer | None) -> bool:
    return is_officer(actor) and (officer is None or officer.pk == actor.pk)


def _administers_locality(actor: Actor, locality: Any) -> bool:
    return holds(actor, Role.ADMIN, locality=locality)


def _administers_appointment(actor: Actor, appointment: Appointment) -> bool:
    return holds(actor, Role.ADMIN, locality=appointment.agency.locality_id)


rules.add_rule("accounts.manage", lambda actor, _=None: administers(actor))  # the list of officers
rules.add_rule("accounts.invite", _administers_locality)  # thing: the locality
rules.add_rule("accounts.appoint", _administers_locality)  # thing: the locality
rules.add_rule("accounts.end_appointment", _administers_appointment)  # thing: the appointment
rules.add_rule("accounts.administer", administers)  # thing: the officer
rules.add_rule("accounts.deactivate", administers_wholly)  # thing: the officer
rules.add_rule("jobs.manage", lambda actor, _=None: holds(actor, Role.ADMIN))  # jobs stands below and cannot ask itself
rules.add_rule("accounts.change_own", _oneself)  # thing: the officer
