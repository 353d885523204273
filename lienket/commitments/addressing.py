"""Who is reminded at each rung: today's holders of the office, found for many parts at once.

Officer: those named for the task who still work in the lead agency; where nobody is named, its desk officers, and its heads
where there are too many desks. Head: of the lead agency. Focal agency and Office: of the party. An office without anybody
passes the reminder to the next rung. A merged agency is answered for by the one that took over its work.
"""

from dataclasses import dataclass

from lienket.accounts.models import ROLE_WORDS, Role
from lienket.accounts.roster import Roster
from lienket.localities.models import Agency

from .chase import Rung
from .models import Responsibility
from .occasions import RUNGS

MOST = 5  # officers of one office


@dataclass(frozen=True, slots=True)
class Addressed:
    """The officers of one office, and the office in the words of the record (Vietnamese, never a person)."""

    officers: list[int]
    label: str
    agency: Agency | None


def addressed(part: Responsibility, rung: Rung, roster: Roster) -> Addressed:
    """Whom a reminder to `rung` reaches today. Nobody only where no office of the side has an officer."""
    for step in RUNGS[RUNGS.index(rung) :]:
        officers, role, agency = _office(part, step, roster)
        if officers:
            return Addressed(officers[:MOST], _label(part, role, agency), agency)
    _, role, agency = _office(part, rung, roster)
    return Addressed([], _label(part, role, agency), agency)


def _office(part: Responsibility, rung: Rung, roster: Roster) -> tuple[list[int], Role, Agency | None]:
    match rung:
        case Rung.OFFICER | Rung.HEAD:
            return _of_lead(part, rung, roster)
        case Rung.FOCAL:
            focal = part.party.focal_agency
            if focal is None:
                return roster.of_locality(part.party.locality_id, [Role.FOCAL]), Role.FOCAL, None
            return roster.of_agency(focal.locality_id, focal.type_id, [Role.FOCAL]), Role.FOCAL, focal
        case Rung.OFFICE:
            return roster.of_locality(part.party.locality_id, [Role.OFFICE]), Role.OFFICE, None


def _of_lead(part: Responsibility, rung: Rung, roster: Roster) -> tuple[list[int], Role, Agency | None]:
    lead = part.lead
    role = Role.DESK if rung == Rung.OFFICER else Role.HEAD
    if lead is None:
        return [], role, None
    heads = roster.of_agency(lead.locality_id, lead.type_id, [Role.HEAD])
    if rung == Rung.HEAD:
        return heads, role, lead
    desks = roster.of_agency(lead.locality_id, lead.type_id, [Role.DESK])
    at_work = {*desks, *heads}
    named = [pk for pk in (part.focal_officer_id, part.substitute_id) if pk in at_work]
    if named:
        return named, role, lead
    return (heads, Role.HEAD, lead) if len(desks) > MOST and heads else (desks, role, lead)


def _label(part: Responsibility, role: Role, agency: Agency | None) -> str:
    return f"{ROLE_WORDS[role]}, {agency.name if agency is not None else part.party.locality.name}"
