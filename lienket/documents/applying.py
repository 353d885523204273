"""From a person's yes to the room's deed: one visible table, kind of proposal and mode to what is done, and how it is undone.

Every deed gets a citation of the words it stands on. `Applied.data` keeps what an undo needs. Drafts are those of
`drafts.py`, as a person corrected them.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from lienket.accounts.models import Officer
from lienket.accounts.predicates import sides
from lienket.commitments import actions as commitments
from lienket.commitments.models import Commitment
from lienket.indicators import actions as indicators
from lienket.indicators.models import Figure
from lienket.lib.audience import Audience
from lienket.localities.actions import locality_of_code
from lienket.programmes import actions as programmes
from lienket.programmes.models import Clause, ContentGroup, Programme

from .case import (
    Applied,
    Case,
    agencies_named,
    all_parties,
    belongs_to,
    day_of,
    decimal_of,
    group_of,
    is_party,
    locality_of,
    matched,
    not_after_today,
    parties_named,
    sector_of,
)
from .models import Proposal
from .refusals import NoDeadlineGiven, NoProgrammeYet, NotTwoParties
from .undoing import undo_deadline, undo_evidence, undo_new, undo_same_programme

Kind, Mode = Proposal.Kind, Proposal.Mode


def new_programme(case: Case) -> Applied:
    """A programme with its parties; the document belongs to it from now on."""
    draft = case.draft
    parties = [locality_of_code(code, case.day) for code in draft.get("parties", ())]
    parties = list({locality.pk: locality for locality in parties}.values())
    if len(parties) < 2:
        raise NotTwoParties
    programme = programmes.create_programme(
        title=draft["title"],
        parties=[programmes.PartyDraft(locality=locality) for locality in parties],
        period_from=day_of(draft.get("period_from")),
        period_to=day_of(draft.get("period_to")),
        open_ended=bool(draft.get("open_ended")),
        promise=draft.get("promise") or "",
        audience=Audience.PARTIES,
        citation=case.citation,
        illustrative=case.document.illustrative,
        by=case.by,
    )
    belongs_to(case.document, programme)
    return Applied("programme", programme.pk)


def same_programme(case: Case) -> Applied:
    """The document tells of a programme that exists: cited there, and its contents go there."""
    programme = matched(case, Programme, "programme")
    programmes.cite_programme(programme, case.citation, case.by)
    before = case.document.programme_id
    belongs_to(case.document, programme)
    return Applied("programme", programme.pk, {"programme_before": before, "citation": case.citation.as_json()})


def new_meeting(case: Case) -> Applied:
    """A meeting of the parties."""
    draft = case.draft
    meeting = programmes.record_meeting(
        case.programme,
        title=draft["title"],
        held_on=day_of(draft.get("held_on")),
        place=draft.get("place") or "",
        purpose=draft.get("purpose") or "",
        localities=[locality_of_code(code, case.day) for code in draft.get("localities", ())],
        citation=case.citation,
        by=case.by,
    )
    return Applied("meeting", meeting.pk)


def agreed(case: Case) -> Applied:
    """A clause and a drafted commitment in which every named party acts."""
    parties = parties_named(case, case.draft.get("parties", ())) or list(all_parties(case))
    return _promise(
        case, Clause.Kind.AGREEMENT, Commitment.Origin.AGREEMENT, [commitments.ResponsibilityDraft(p) for p in parties]
    )


def assigned(case: Case) -> Applied:
    """A clause and a drafted commitment: parties whose agencies lead act, a party that only coordinates or is served receives."""
    leads = agencies_named(case, case.draft.get("leads", ()))
    coordinators = agencies_named(case, case.draft.get("coordinators", ()))
    acting = parties_named(case, case.draft.get("to") or ()) or parties_named(case, case.draft.get("from") or ())
    if leads:
        acting = [party for party in all_parties(case) if any(party == p for p, _a in leads)]
    parts = []
    for party in all_parties(case):
        own = [agency for p, agency in leads if p == party]
        helping = [agency for p, agency in coordinators if p == party] + own[1:]
        if party in acting:
            parts.append(commitments.ResponsibilityDraft(party, True, own[0] if own else None, helping))
        elif helping:
            parts.append(commitments.ResponsibilityDraft(party, False, None, helping))
    if not any(part.acting for part in parts):
        parts = [commitments.ResponsibilityDraft(party) for party in all_parties(case)]
    return _promise(case, Clause.Kind.ASSIGNMENT, Commitment.Origin.ASSIGNMENT, parts)


def asked(case: Case) -> Applied:
    """A clause and a drafted commitment that waits for the asked side; the asking side receives."""
    asked_ones = parties_named(case, case.draft.get("to") or ())
    asking = parties_named(case, case.draft.get("from") or ())
    acting = asked_ones or [party for party in all_parties(case) if party not in asking] or list(all_parties(case))
    parts = [commitments.ResponsibilityDraft(party) for party in acting]
    parts += [commitments.ResponsibilityDraft(party, acting=False) for party in asking if party not in acting]
    return _promise(case, Clause.Kind.REQUEST, Commitment.Origin.REQUEST, parts)


def evidence(case: Case) -> Applied:
    """The words support or update a commitment that exists."""
    commitment = matched(case, Commitment, "commitment")
    commitments.add_evidence(commitment, case.citation, case.by)
    return Applied("commitment", commitment.pk, {"citation": case.citation.as_json()})


def other_deadline(case: Case) -> Applied:
    """The words give a commitment that exists another deadline."""
    commitment = matched(case, Commitment, "commitment")
    new = day_of(case.draft.get("deadline"))
    if new is None:
        raise NoDeadlineGiven
    old = commitment.deadline
    paper = case.document.number or case.document.title
    commitments.change_deadline(
        commitment,
        new=new,
        reason=_("As the paper says: %(paper)s") % {"paper": paper},
        citation=case.citation,
        by=case.by,
    )
    return Applied(
        "commitment", commitment.pk, {"old_deadline": old.isoformat() if old else None, "new_deadline": new.isoformat()}
    )


def new_figure(case: Case) -> Applied:
    """A figure of a locality that is known: one's own, or a party of the programme the document belongs to."""
    draft = case.draft
    locality = locality_of(case)
    if case.document.programme is None and locality.pk not in sides(case.by):
        raise NoProgrammeYet
    party_of = (
        case.document.programme if case.document.programme and is_party(case.document.programme, locality) else None
    )
    figure = indicators.record_figure(
        locality,
        subject=draft["subject"],
        kind=draft["kind"],
        value=Decimal(draft["value"]),
        value_to=decimal_of(draft.get("value_to")),
        bound=draft.get("bound") or "exact",
        unit=draft["unit"],
        as_of=not_after_today(day_of(draft.get("as_of"))),
        year=draft.get("year"),
        programme=party_of,
        sector=sector_of(draft.get("sector")),
        # What was read in a side's own paper is not thrown open by one click: publishing is a deed of its own.
        audience=Audience.PUBLIC if case.document.audience == Audience.PUBLIC else Audience.PARTIES,
        citation=case.citation,
        illustrative=case.document.illustrative,
        by=case.by,
    )
    return Applied("figure", figure.pk)


def newer_figure(case: Case) -> Applied:
    """A newer value of a figure that exists, in the same unit."""
    old = matched(case, Figure, "figure")
    draft = case.draft
    figure = indicators.record_newer(
        old,
        value=Decimal(draft["value"]),
        value_to=decimal_of(draft.get("value_to")),
        bound=draft.get("bound") or "exact",
        as_of=not_after_today(day_of(draft.get("as_of"))),
        year=draft.get("year"),
        citation=case.citation,
        by=case.by,
    )
    return Applied("figure", figure.pk, {"older": old.pk})


def falls_short(case: Case) -> Applied:
    """A clause that says what falls short."""
    group, made = _group(case)
    clause = programmes.add_clause(
        case.programme,
        kind=Clause.Kind.SHORTCOMING,
        text=case.draft.get("details") or case.draft["title"],
        number=(case.draft.get("number") or "")[:30],
        group=group,
        made_on=case.document.issued_on,
        citation=case.citation,
        by=case.by,
    )
    return Applied("clause", clause.pk, made)


def _group(case: Case) -> tuple[ContentGroup | None, dict[str, Any]]:
    """The group of a content, and for the undo whether this yes made it."""
    before = set(case.programme.groups.values_list("pk", flat=True))
    group = group_of(case)
    return group, {"group_made": group.pk} if group is not None and group.pk not in before else {}


def _promise(
    case: Case, kind: Clause.Kind, origin: Commitment.Origin, parts: list[commitments.ResponsibilityDraft]
) -> Applied:
    draft = case.draft
    group, made = _group(case)
    clause = programmes.add_clause(
        case.programme,
        kind=kind,
        text=" ".join((case.proposal.quote or draft["title"]).split()),
        number=(draft.get("number") or "")[:30],
        group=group,
        made_on=case.document.issued_on,
        citation=case.citation,
        by=case.by,
    )
    commitment = commitments.add_commitment(
        case.programme,
        title=draft["title"],
        responsibilities=parts,
        sector=sector_of(draft.get("sector")),
        group=group,
        clause=clause,
        origin=origin,
        description=draft.get("details") or "",
        deadline=day_of(draft.get("deadline")),
        output=draft.get("output") or "",
        made_on=case.document.issued_on,
        citation=case.citation,
        illustrative=case.document.illustrative,
        by=case.by,
    )
    return Applied("commitment", commitment.pk, {"clause": clause.pk, **made})


# -- the table -----------------------------------------------------------------------------------------------------------

DEEDS: dict[tuple[str, str], tuple[Callable[[Case], Applied], Callable[[Proposal, Officer], None]]] = {
    (Kind.PROGRAMME, Mode.NEW): (new_programme, undo_new),
    (Kind.PROGRAMME, Mode.EVIDENCE): (same_programme, undo_same_programme),
    (Kind.MEETING, Mode.NEW): (new_meeting, undo_new),
    (Kind.AGREEMENT, Mode.NEW): (agreed, undo_new),
    (Kind.AGREEMENT, Mode.EVIDENCE): (evidence, undo_evidence),
    (Kind.AGREEMENT, Mode.DEADLINE): (other_deadline, undo_deadline),
    (Kind.ASSIGNMENT, Mode.NEW): (assigned, undo_new),
    (Kind.ASSIGNMENT, Mode.EVIDENCE): (evidence, undo_evidence),
    (Kind.ASSIGNMENT, Mode.DEADLINE): (other_deadline, undo_deadline),
    (Kind.REQUEST, Mode.NEW): (asked, undo_new),
    (Kind.REQUEST, Mode.EVIDENCE): (evidence, undo_evidence),
    (Kind.REQUEST, Mode.DEADLINE): (other_deadline, undo_deadline),
    (Kind.SHORTCOMING, Mode.NEW): (falls_short, undo_new),
    (Kind.FIGURE, Mode.NEW): (new_figure, undo_new),
    (Kind.FIGURE, Mode.NEWER): (newer_figure, undo_new),
}


def modes_of(kind: str) -> list[str]:
    """The ways in which a proposal of this kind can be accepted."""
    return [mode for k, mode in DEEDS if k == kind]


def apply(case: Case, mode: str) -> Applied:
    """Do what the table says. Raises what the deed raises; nothing is done then."""
    return DEEDS[case.proposal.kind, mode][0](case)


def undo(proposal: Proposal, by: Officer) -> None:
    """Take back what came of an accepted proposal."""
    DEEDS[proposal.kind, proposal.mode][1](proposal, by)
