"""The few questions from which every right is derived: for which sides does this officer act, and in which role?

Answers come from the appointments in force today. An appointment follows its locality through a merger (the officer of
Nam Định acts for Ninh Bình, and answers for Nam Định's papers), and its agency back to those it was formed from (today's
Sở Tài chính holds what the Sở Kế hoạch và Đầu tư held). It does not follow an agency forward: whoever is still appointed in
a department that was merged away has to be moved first, because a department can pass into several.
"""

from typing import TypeGuard

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from lienket.lib import clock
from lienket.localities.lineage import lineage
from lienket.localities.models import Agency, Locality

from .models import Appointment, Officer, Role

Actor = Officer | AbstractBaseUser | AnonymousUser | None


def is_officer(actor: Actor) -> TypeGuard[Officer]:
    """Whether this is an officer who may work here: not a visitor, not deactivated."""
    return isinstance(actor, Officer) and actor.is_active


def appointments_today(actor: Actor) -> tuple[Appointment, ...]:
    """The officer's appointments in force today, agency and locality at hand; remembered on the instance for the day."""
    if not is_officer(actor):
        return ()
    return actor.appointments_on(clock.today())


def sides(actor: Actor, *roles: Role) -> frozenset[int]:
    """Ids of the localities the officer acts for (in one of `roles`, any where none is given).

    They are the unit of today and every unit that passed into it.
    """
    links, today = lineage(), clock.today()
    return frozenset().union(
        *(
            links.family(links.unit_on(one.agency.locality_id, today))
            for one in appointments_today(actor)
            if not roles or one.role in roles
        )
    )


def agencies_held(actor: Actor, *roles: Role) -> Q:
    """The agencies in which the officer holds one of `roles` today, those theirs were formed from included: `holds` as a question."""
    links, today = lineage(), clock.today()
    held = Q(pk__in=[])
    for one in appointments_today(actor):
        if one.role in roles:
            family = links.family(links.unit_on(one.agency.locality_id, today))
            held |= Q(locality__in=family, type__in=links.types_behind(one.agency.type_id))
    return held


def holds(
    actor: Actor, *roles: Role, locality: Locality | int | None = None, agency: Agency | int | None = None
) -> bool:
    """Whether the officer holds one of `roles` (any role, where none is given) today, in `locality`, in `agency`.

    A locality that merged is matched by its successor, an agency by the one formed from it.
    """
    links, today = lineage(), clock.today()
    locality_id = locality.pk if isinstance(locality, Locality) else locality
    if isinstance(agency, int):
        agency = Agency.objects.filter(pk=agency).first() or Agency()  # an id that names nothing matches nobody
    for one in appointments_today(actor):
        if roles and one.role not in roles:
            continue
        family = links.family(links.unit_on(one.agency.locality_id, today))
        if locality_id is not None and locality_id not in family:
            continue
        if agency is not None and (
            agency.locality_id not in family or agency.type_id not in links.types_behind(one.agency.type_id)
        ):
            continue
        return True
    return False
