"""Who may do what to a commitment (handbook, section 1, the table of roles).

T1 the focal agency or Office of a party · T2 the Office of the party · T3, T5 the lead agency · T4, T7 the head of the lead agency ·
T6 the lead and the coordinating agencies · T8, T9 the focal agency or Office of the party, never who reported it · T4b, T10, T11, T13b,
T13c, T14 the Office of the party · T12 its focal agency · T13 the head of the lead agency · nobody for another side.
A substitute named for the task may do what a desk officer of the lead may, while named and while an officer of that side.
For a party that left the programme nobody does anything: of a party's own step guards.py says so, of the progress the rules here.
"""

from collections.abc import Collection, Hashable
from typing import Any

import rules
from django.db.models import Exists, OuterRef, Q, Subquery

from lienket.accounts.models import Role
from lienket.accounts.predicates import holds, sides
from lienket.lib.audience import Audience
from lienket.programmes import policy as programmes
from lienket.programmes.models import Party

from .chase import Rung

# -- gates ---------------------------------------------------------------------------------------------------------------


def sees(actor: Any) -> Q:
    """Whole commitments: public ones of public programmes for anyone; for officers of a party all but another side's own."""
    public = Q(audience=Audience.PUBLIC, programme__audience=Audience.PUBLIC)
    mine = sides(actor)
    if not mine:
        return public
    in_my_programmes = Q(programme__in=Party.objects.filter(locality__in=mine).values("programme"))
    # Who has a part is of a party: only what a side keeps to itself needs the question.
    return public | (in_my_programmes & (~Q(audience=Audience.SIDE) | has_a_part(actor)))


def shows_its_face() -> Q:
    """Internal to the parties, in a public programme: listed to strangers by title, sector and state."""
    return Q(audience=Audience.PARTIES, programme__audience=Audience.PUBLIC)


def reads_as(actor: Any, programme: Any) -> tuple[Hashable, dict[str, int]]:
    """What the rows of `listed_under` depend on, for a question that is asked again: how the actor reads the programme, and the
    values given with it. Its parties are at hand.
    """
    own = [party.pk for party in programmes.own_parties(actor, programme)]
    values = {"programme": programme.pk} | {f"own{n}": pk for n, pk in enumerate(own)}
    return len(own) or str(programme.audience), values


def takes_part(parties: Collection[Any]) -> Q:
    """One of these parties of its programme has a responsibility in it."""
    from .models import Responsibility

    return Q(Exists(Responsibility.objects.filter(commitment=OuterRef("pk"), party__pk__in=parties)))


def edits(actor: Any) -> Q:
    """The record of commitments the actor writes for a party of the programme; another side's own stay its own."""
    written = programmes.edited_parties(actor).values("programme")
    return Q(programme__in=written) & (~Q(audience=Audience.SIDE) | has_a_part(actor))


def has_a_part(actor: Any) -> Q:
    """A side of the actor has a responsibility in it."""
    from .models import Responsibility

    mine = sides(actor)
    if not mine:
        return Q(pk__in=[])
    # Asked of the row at hand. PostgreSQL turns an EXISTS that stands within an OR into a list of everything the side has a part
    # in, which grows with the country; a value it cannot.
    part = Responsibility.objects.filter(commitment=OuterRef("pk"), party__locality__in=mine).order_by()
    return Q(pk=Subquery(part.values("commitment")[:1]))


# -- who does a party's step ----------------------------------------------------------------------------------------------


def is_of_lead(actor: Any, responsibility: Any) -> bool:
    """Desk officer or head of the lead agency."""
    return responsibility.lead is not None and holds(actor, Role.DESK, Role.HEAD, agency=responsibility.lead)


def is_substitute(actor: Any, responsibility: Any) -> bool:
    """Named to stand in for the officer in charge, and still an officer of this side."""
    named = responsibility.substitute_id is not None and responsibility.substitute_id == actor.pk
    return named and responsibility.party.locality_id in sides(actor)


def is_head_of_lead(actor: Any, responsibility: Any) -> bool:
    """Head of the lead agency: speaks for it."""
    return responsibility.lead is not None and holds(actor, Role.HEAD, agency=responsibility.lead)


def is_of_coordinators(actor: Any, responsibility: Any) -> bool:
    """Desk officer or head of a coordinating agency."""
    return any(holds(actor, Role.DESK, Role.HEAD, agency=agency) for agency in responsibility.coordinators.all())


def reported_it(actor: Any, responsibility: Any) -> bool:
    """The actor is the person who reported the completion that now waits."""
    return responsibility.reported_by_id is not None and responsibility.reported_by_id == actor.pk


def office_assigns(actor: Any, responsibility: Any) -> bool:
    """T2, T4b, T10, T11, T13b, T13c, T14: the Office of the party, for the assigner."""
    if responsibility is None:
        return holds(actor, Role.OFFICE)
    return programmes.is_office_of(actor, responsibility.party)


def lead_works(actor: Any, responsibility: Any) -> bool:
    """T3, T5: the lead agency, or the substitute."""
    if responsibility is None:
        return holds(actor, Role.DESK, Role.HEAD)
    return is_of_lead(actor, responsibility) or is_substitute(actor, responsibility)


def head_speaks(actor: Any, responsibility: Any) -> bool:
    """T4, T7, T13: the head of the lead agency."""
    return holds(actor, Role.HEAD) if responsibility is None else is_head_of_lead(actor, responsibility)


def lead_or_coordinator_contributes(actor: Any, responsibility: Any) -> bool:
    """T6: lead, substitute and coordinating agencies."""
    if responsibility is None:
        return holds(actor, Role.DESK, Role.HEAD)
    return lead_works(actor, responsibility) or is_of_coordinators(actor, responsibility)


def party_confirms(actor: Any, responsibility: Any) -> bool:
    """T8, T9: focal agency or Office of the party, never who reported it."""
    if responsibility is None:
        return holds(actor, Role.FOCAL, Role.OFFICE)
    return programmes.edits_for(actor, responsibility.party) and not reported_it(actor, responsibility)


def focal_agency_decides(actor: Any, responsibility: Any) -> bool:
    """T12, and which agency took the lead's work over: the focal agency of the party."""
    return holds(actor, Role.FOCAL) if responsibility is None else programmes.is_focal_of(actor, responsibility.party)


def edits_commitment(actor: Any, commitment: Any) -> bool:
    """The record: focal agency or Office of a party; of a side's own item, of that side."""
    if commitment is None:
        return holds(actor, Role.FOCAL, Role.OFFICE)
    if commitment.audience == Audience.SIDE:
        return any(programmes.edits_for(actor, r.party) for r in commitment.responsibilities.all())
    return any(programmes.edits_for(actor, party) for party in commitment.programme.parties.all())


def office_of_an_acting_party(actor: Any, commitment: Any) -> bool:
    """A deadline changed without a request: the Office of an acting party."""
    if commitment is None:
        return holds(actor, Role.OFFICE)
    return any(programmes.is_office_of(actor, r.party) for r in commitment.responsibilities.all() if r.acting)


def rungs_to_remind(actor: Any, responsibility: Any) -> list[Rung]:
    """Whom the actor may remind of this part: of another side its focal agency; of the own side the lead agency, and of what
    the side has to confirm the other one of the two that may.
    """
    party = responsibility.party
    if responsibility.commitment.state == "awaiting_confirmation" and programmes.edits_for(actor, party):
        own = (Rung.FOCAL, programmes.is_focal_of), (Rung.OFFICE, programmes.is_office_of)
        return [rung for rung, is_of in own if not is_of(actor, party)]
    if programmes.edits_for(actor, party):
        return [Rung.OFFICER, Rung.HEAD]
    parts = responsibility.commitment.responsibilities.all()
    return [Rung.FOCAL] if any(programmes.edits_for(actor, part.party) for part in parts) else []


def stays_and_decides(actor: Any, responsibility: Any) -> bool:
    """What becomes of the part of a party that left: focal agency or Office of another party that has a part and stays."""
    if responsibility is None:
        return holds(actor, Role.FOCAL, Role.OFFICE)
    parts = responsibility.commitment.responsibilities.all()
    return any(programmes.edits_for(actor, part.party) for part in parts if part.pk != responsibility.pk)


def reminds(actor: Any, responsibility: Any) -> bool:
    """Focal agency or Office of a party that has a part in the commitment."""
    if responsibility is None:
        return holds(actor, Role.FOCAL, Role.OFFICE)
    return bool(rungs_to_remind(actor, responsibility))


def plans_progress(actor: Any, commitment: Any) -> bool:
    """Milestones: the lead agency of an acting party, or the focal agency of a party that has a part."""
    if commitment is None:
        return holds(actor, Role.DESK, Role.HEAD, Role.FOCAL)
    parts = commitment.responsibilities.all()
    return marks_progress(actor, commitment) or any(programmes.is_focal_of(actor, r.party) for r in parts)


def marks_progress(actor: Any, commitment: Any) -> bool:
    """A milestone is reached: the lead agency of an acting party, or its substitute."""
    if commitment is None:
        return holds(actor, Role.DESK, Role.HEAD)
    return any(lead_works(actor, r) for r in commitment.responsibilities.all() if r.acting and r.party.left_on is None)


def judges_progress(actor: Any, commitment: Any) -> bool:
    """Progress set by hand: the head of the lead agency of an acting party, or the focal agency of a party that has a part."""
    if commitment is None:
        return holds(actor, Role.HEAD, Role.FOCAL)
    parts = commitment.responsibilities.all()
    return any(
        (r.acting and r.party.left_on is None and is_head_of_lead(actor, r)) or programmes.is_focal_of(actor, r.party)
        for r in parts
    )


rules.add_rule("commitments.add", programmes.edits_programme)  # the thing is the programme
rules.add_rule("commitments.edit", edits_commitment)
rules.add_rule("commitments.classify", edits_commitment)
rules.add_rule("commitments.add_evidence", edits_commitment)
rules.add_rule("commitments.set_audience", edits_commitment)
rules.add_rule("commitments.withdraw", edits_commitment)
rules.add_rule("commitments.measure_by", edits_commitment)
rules.add_rule("commitments.set_recurrence", edits_commitment)
rules.add_rule("commitments.set_milestones", plans_progress)
rules.add_rule("commitments.reach_milestone", marks_progress)
rules.add_rule("commitments.override_progress", judges_progress)
rules.add_rule("commitments.chase_by_hand", reminds)  # the thing is a party's responsibility
rules.add_rule("commitments.change_deadline", office_of_an_acting_party)
# The thing of the steps is a party's responsibility.
rules.add_rule("commitments.assign", office_assigns)
rules.add_rule("commitments.accept", lead_works)
rules.add_rule("commitments.ask_reassignment", head_speaks)
rules.add_rule("commitments.start", lead_works)
rules.add_rule("commitments.report_progress", lead_or_coordinator_contributes)
rules.add_rule("commitments.report_completion", head_speaks)
rules.add_rule("commitments.confirm_completion", party_confirms)
rules.add_rule("commitments.return_for_more", party_confirms)
rules.add_rule("commitments.keep_lead", office_assigns)
rules.add_rule("commitments.pause", office_assigns)
rules.add_rule("commitments.resume", office_assigns)
rules.add_rule("commitments.stop", office_assigns)
rules.add_rule("commitments.carry_over", focal_agency_decides)
rules.add_rule("commitments.ask_extension", head_speaks)
rules.add_rule("commitments.approve_extension", office_assigns)
rules.add_rule("commitments.refuse_extension", office_assigns)
rules.add_rule("commitments.reopen", office_assigns)
rules.add_rule("commitments.hand_over", focal_agency_decides)
rules.add_rule("commitments.go_on_without", stays_and_decides)
