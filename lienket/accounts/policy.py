"""Who may do what: `can(actor, "room.deed", thing)`, and this room's own rules.

Every room registers its rules in its own policy.py with `rules.add_rule("commitments.accept", predicate)`, imported when the
site starts (AppConfig.ready). A predicate takes the actor and the thing and is built from `predicates.py`.
"""

from typing import Any

import rules

from lienket.lib.refusals import NotAllowed

from .models import Officer, Role
from .predicates import Actor, holds, is_officer


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


def administers(actor: Actor, officer: Officer | None = None) -> bool:
    """An administrator of a side looks after the officers of that side, and of no other.

    Without an officer: whether the actor is an administrator at all. An officer belongs to a side through any
    appointment there, past ones included, so that somebody who left can be called back.
    """
    if officer is None:
        return holds(actor, Role.ADMIN)
    return any(holds(actor, Role.ADMIN, locality=one) for one in localities_of(officer))


def localities_of(officer: Officer) -> set[int]:
    """Ids of the localities where the officer is or was appointed."""
    return set(officer.appointments.values_list("agency__locality", flat=True))


def _oneself(actor: Actor, officer: Officer | None) -> bool:
    return is_officer(actor) and (officer is None or officer.pk == actor.pk)


def _administers_locality(actor: Actor, locality: Any) -> bool:
    return holds(actor, Role.ADMIN, locality=locality)


rules.add_rule("accounts.manage", lambda actor, _=None: holds(actor, Role.ADMIN))  # the list of officers
rules.add_rule("accounts.invite", _administers_locality)  # thing: the locality
rules.add_rule("accounts.appoint", _administers_locality)  # thing: the locality
rules.add_rule("accounts.administer", administers)  # thing: the officer
rules.add_rule("accounts.change_own", _oneself)  # thing: the officer
