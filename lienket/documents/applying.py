"""From a person's yes to the room's deed: one visible table, kind of proposal and mode to what is done, and how it is undone.

Every deed gets a citation of the words it stands on. `Applied.data` keeps what an undo needs. Drafts are those of
`drafts.py`, as a person corrected them.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from lienket.accounts.models import Officer
from lienket.commitments import actions as commitments
from lienket.commitments.models import Commitment
from lienket.indicators import actions as indicators
from lienket.indicators.models import Figure
from lienket.lib import clock
from lienket.lib.audience import Audience
from lienket.lib.citations import Citation
from lienket.lib.refusals import DeedRefused
from lienket.localities.actions import establish_agency, locality_of_code
from lienket.localities.models import Agency, AgencyType, Locality, Sector
from lienket.programmes import actions as programmes
from lienket.programmes.models import Clause, ContentGroup, Meeting, Party, Programme

from .models import Document, Proposal
from .refusals import (
    LocalityUnknown,
    NoDeadlineGiven,
    NoProgrammeYet,
    NothingMatches,
    NotTwoParties,
    PartyUnknown,
)

Kind, Mode = Proposal.Kind, Proposal.Mode
Draft = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Applied:
    """What came of a yes: `kind` and `id` of the record, and what taking it back needs to know."""

    kind: str  # "programme", "meeting", "commitment", "clause", "figure"
    id: int
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """One yes: the proposal, the draft as accepted, its document, its citation, and who says it."""

    proposal: Proposal
    draft: Draft
    document: Document
    citation: Citation
    by: Officer

    @property
    def programme(self) -> Programme:
        """The document's programme. Raises NoProgrammeYet."""
        if self.document.programme is None:
            raise NoProgrammeYet
        return self.document.programme

    @property
    def day(self) -> dt.date:
        """The day whose names count: the paper's, else today's."""
        return self.document.issued_on or clock.today()


# -- doing ---------------------------------------------------------------------------------------------------------------


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
        period_from=_day(draft.get("period_from")),
        period_to=_day(draft.get("period_to")),
        open_ended=bool(draft.get("open_ended")),
        promise=draft.get("promise") or "",
        audience=Audience.PARTIES,
        citation=case.citation,
        illustrative=case.document.illustrative,
        by=case.by,
    )
    _belongs_to(case.document, programme)
    return Applied("programme", programme.pk)


def same_programme(case: Case) -> Applied:
    """The document tells of a programme that exists: cited there, and its contents go there."""
    programme = _matched(case, Programme, "programme")
    programmes.cite_programme(programme, case.citation, case.by)
    before = case.document.programme_id
    _belongs_to(case.document, programme)
    return Applied("programme", programme.pk, {"programme_before": before, "citation": case.citation.as_json()})


def new_meeting(case: Case) -> Applied:
    """A meeting of the parties."""
    draft = case.draft
    meeting = programmes.record_meeting(
        case.programme,
        title=draft["title"],
        held_on=_day(draft.get("held_on")),
        place=draft.get("place") or "",
        purpose=draft.get("purpose") or "",
        localities=[locality_of_code(code, case.day) for code in draft.get("localities", ())],
        citation=case.citation,
        by=case.by,
    )
    return Applied("meeting", meeting.pk)


def agreed(case: Case) -> Applied:
    """A clause and a drafted commitment in which every named party acts."""
    parties = _parties(case, case.draft.get("parties", ())) or list(_all_parties(case))
    return _promise(
        case, Clause.Kind.AGREEMENT, Commitment.Origin.AGREEMENT, [commitments.ResponsibilityDraft(p) for p in parties]
    )


def assigned(case: Case) -> Applied:
    """A clause and a drafted commitment: parties whose agencies lead act, a party that only coordinates or is served receives."""
    leads = _agencies(case, case.draft.get("leads", ()))
    coordinators = _agencies(case, case.draft.get("coordinators", ()))
    acting = _parties(case, case.draft.get("to") or ()) or _parties(case, case.draft.get("from") or ())
    if leads:
        acting = [party for party in _all_parties(case) if any(party == p for p, _a in leads)]
    parts = []
    for party in _all_parties(case):
        own = [agency for p, agency in leads if p == party]
        helping = [agency for p, agency in coordinators if p == party] + own[1:]
        if party in acting:
            parts.append(commitments.ResponsibilityDraft(party, True, own[0] if own else None, helping))
        elif helping:
            parts.append(commitments.ResponsibilityDraft(party, False, None, helping))
    if not any(part.acting for part in parts):
        parts = [commitments.ResponsibilityDraft(party) for party in _all_parties(case)]
    return _promise(case, Clause.Kind.ASSIGNMENT, Commitment.Origin.ASSIGNMENT, parts)


def asked(case: Case) -> Applied:
    """A clause and a drafted commitment that waits for the asked side; the asking side receives."""
    asked_ones = _parties(case, case.draft.get("to") or ())
    asking = _parties(case, case.draft.get("from") or ())
    acting = asked_ones or [party for party in _all_parties(case) if party not in asking] or list(_all_parties(case))
    parts = [commitments.ResponsibilityDraft(party) for party in acting]
    parts += [commitments.ResponsibilityDraft(party, acting=False) for party in asking if party not in acting]
    return _promise(case, Clause.Kind.REQUEST, Commitment.Origin.REQUEST, parts)


def evidence(case: Case) -> Applied:
    """The words support or update a commitment that exists."""
    commitment = _matched(case, Commitment, "commitment")
    commitments.add_evidence(commitment, case.citation, case.by)
    return Applied("commitment", commitment.pk, {"citation": case.citation.as_json()})


def other_deadline(case: Case) -> Applied:
    """The words give a commitment that exists another deadline."""
    commitment = _matched(case, Commitment, "commitment")
    new = _day(case.draft.get("deadline"))
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
    """A figure of a locality that is known."""
    draft = case.draft
    locality = _whose(case)
    party_of = (
        case.document.programme if case.document.programme and _is_party(case.document.programme, locality) else None
    )
    figure = indicators.record_figure(
        locality,
        subject=draft["subject"],
        kind=draft["kind"],
        value=Decimal(draft["value"]),
        value_to=_decimal(draft.get("value_to")),
        bound=draft.get("bound") or "exact",
        unit=draft["unit"],
        as_of=_not_after_today(_day(draft.get("as_of"))),
        year=draft.get("year"),
        programme=party_of,
        sector=_sector(draft.get("sector")),
        # What was read in a side's own paper is not thrown open by one click: publishing is a deed of its own.
        audience=Audience.PUBLIC if case.document.audience == Audience.PUBLIC else Audience.PARTIES,
        citation=case.citation,
        illustrative=case.document.illustrative,
        by=case.by,
    )
    return Applied("figure", figure.pk)


def newer_figure(case: Case) -> Applied:
    """A newer value of a figure that exists, in the same unit."""
    old = _matched(case, Figure, "figure")
    draft = case.draft
    figure = indicators.record_newer(
        old,
        value=Decimal(draft["value"]),
        value_to=_decimal(draft.get("value_to")),
        bound=draft.get("bound") or "exact",
        as_of=_not_after_today(_day(draft.get("as_of"))),
        year=draft.get("year"),
        citation=case.citation,
        by=case.by,
    )
    return Applied("figure", figure.pk, {"older": old.pk})


def falls_short(case: Case) -> Applied:
    """A clause that says what falls short."""
    clause = programmes.add_clause(
        case.programme,
        kind=Clause.Kind.SHORTCOMING,
        text=case.draft.get("details") or case.draft["title"],
        number=(case.draft.get("number") or "")[:30],
        group=_group(case),
        made_on=case.document.issued_on,
        citation=case.citation,
        by=case.by,
    )
    return Applied("clause", clause.pk)


def _promise(
    case: Case, kind: Clause.Kind, origin: Commitment.Origin, parts: list[commitments.ResponsibilityDraft]
) -> Applied:
    draft = case.draft
    group = _group(case)
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
        sector=_sector(draft.get("sector")),
        group=group,
        clause=clause,
        origin=origin,
        description=draft.get("details") or "",
        deadline=_day(draft.get("deadline")),
        output=draft.get("output") or "",
        made_on=case.document.issued_on,
        citation=case.citation,
        illustrative=case.document.illustrative,
        by=case.by,
    )
    return Applied("commitment", commitment.pk, {"clause": clause.pk})


# -- undoing -------------------------------------------------------------------------------------------------------------


def undo_new(proposal: Proposal, by: Officer) -> None:
    """Take back the record that a yes made. Raises BuiltUpon where something else stands on it."""
    thing = _result(proposal)
    if thing is None:
        return
    if isinstance(thing, Commitment):
        clause = Clause.objects.filter(pk=proposal.result_data.get("clause")).select_related("programme").first()
        commitments.withdraw_commitment(thing, by)
        if clause is not None and not clause.commitments.exists():
            programmes.withdraw_clause(clause, by)
    elif isinstance(thing, Programme):
        programmes.withdraw_programme(thing, by)
    elif isinstance(thing, Meeting):
        programmes.withdraw_meeting(thing, by)
    elif isinstance(thing, Clause):
        programmes.withdraw_clause(thing, by)
    elif isinstance(thing, Figure):
        indicators.withdraw_figure(thing, by)


def undo_same_programme(proposal: Proposal, by: Officer) -> None:
    """The document leaves the programme it was taken for, with its citation."""
    programme = _result(proposal)
    document = proposal.document
    if isinstance(programme, Programme):
        others = document.proposals.filter(state="accepted").exclude(pk=proposal.pk).exclude(kind=Kind.FIGURE)
        if others.exists():
            raise DeedRefused(_("Proposals of this document were accepted into the programme. Withdraw those first."))
        programmes.uncite_programme(programme, Citation.from_json(proposal.result_data["citation"]), by)
    document.programme_id = proposal.result_data.get("programme_before")
    document.save(update_fields=["programme"])


def undo_evidence(proposal: Proposal, by: Officer) -> None:
    """The words no longer count as support."""
    commitment = _result(proposal)
    if isinstance(commitment, Commitment):
        commitments.withdraw_evidence(commitment, Citation.from_json(proposal.result_data["citation"]), by)


def undo_deadline(proposal: Proposal, by: Officer) -> None:
    """The former deadline again, as a recorded change of its own; refused when it has moved on since."""
    commitment = _result(proposal)
    if not isinstance(commitment, Commitment):
        return
    if commitment.deadline != _day(proposal.result_data.get("new_deadline")):
        raise DeedRefused(_("The deadline has been changed again since. Change it on the commitment's own page."))
    commitments.change_deadline(
        commitment,
        new=_day(proposal.result_data.get("old_deadline")),
        reason=_("The acceptance of the paper's deadline was withdrawn."),
        by=by,
    )


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


# -- looking things up ---------------------------------------------------------------------------------------------------

RESULTS: dict[str, Any] = {
    "programme": Programme,
    "meeting": Meeting,
    "commitment": Commitment,
    "clause": Clause,
    "figure": Figure,
}


def _result(proposal: Proposal) -> Any:
    model = RESULTS.get(proposal.result_kind)
    return model._default_manager.filter(pk=proposal.result_id).first() if model else None


def _matched(case: Case, model: Any, kind: str) -> Any:
    """The existing record the person (or the match) named, when the person may see it."""
    wanted = case.draft.get("match_id") or (case.proposal.match_id if case.proposal.match_kind == kind else None)
    thing = model._default_manager.visible_to(case.by).filter(pk=wanted).first() if wanted else None
    if thing is None:
        raise NothingMatches
    return thing


def _belongs_to(document: Document, programme: Programme) -> None:
    document.programme = programme
    document.save(update_fields=["programme"])


def _all_parties(case: Case) -> list[Party]:
    return list(case.programme.parties.select_related("locality"))


def _party_of(case: Case, code: str) -> Party | None:
    """The party a code names: its unit of the paper's day or of today, or a unit that was merged with it."""
    units = {locality_of_code(code, day).pk for day in (case.day, clock.today())} | set(
        Locality.objects.filter(code=code).values_list("pk", flat=True)
    )
    return next((party for party in _all_parties(case) if party.locality_id in units), None)


def _parties(case: Case, codes: Any) -> list[Party]:
    """The parties of these codes, each once. Raises PartyUnknown for a locality outside the programme."""
    found: list[Party] = []
    strangers: list[str] = []
    for code in codes:
        party = _party_of(case, code)
        if party is None:
            strangers.append(locality_of_code(code, case.day).short_name)
        elif party not in found:
            found.append(party)
    if strangers:
        raise PartyUnknown(", ".join(strangers))
    return found


def _agencies(case: Case, drafts: Any) -> list[tuple[Party, Agency]]:
    """Agencies named by type and locality, established where a paper names them for the first time.

    One that was not recognised ("các sở liên quan") stays in the words of the commitment and leads nothing.
    """
    found = []
    for draft in drafts:
        code = draft.get("locality")
        if not draft.get("type") or not code:
            continue
        party = _party_of(case, code)
        if party is not None and (type_code := _type_of_the_day(draft["type"], case.day)):
            found.append((party, establish_agency(type_code, party.locality, on=case.day, by=case.by)))
    return found


def _type_of_the_day(code: str, day: dt.date) -> str | None:
    """The type that legally stood on `day` under this name: departments before and after 01/03/2025 share names."""
    type_ = AgencyType.objects.filter(code=code).prefetch_related("became", "formed_from").first()
    if type_ is None:
        return None
    if _stood(type_, day):
        return code
    name = _plain(type_.name_vi)
    kin = [*type_.became.all(), *type_.formed_from.all()]
    return next((other.code for other in kin if _stood(other, day) and _plain(other.name_vi) == name), None)


def _stood(type_: AgencyType, day: dt.date) -> bool:
    return (type_.valid_from is None or type_.valid_from <= day) and (type_.valid_to is None or day <= type_.valid_to)


def _plain(name: str) -> str:
    return name.split("(", maxsplit=1)[0].strip()


def _group(case: Case) -> ContentGroup | None:
    """The paper's own group, else the level-1 sector's; made when it does not exist yet."""
    code, title = case.draft.get("group_code") or "", case.draft.get("group_title") or ""
    sector = _sector(case.draft.get("sector"))
    top = Sector.objects.filter(code=sector.top_code).first() if sector else None
    if not code and top:
        code = top.code
    if not code:
        return None
    if not title:
        title = top.name_vi if top and top.code == code else code
    return programmes.add_group(
        case.programme, code=code[:20], title=title[:300], sector=top if top and top.code == code else None, by=case.by
    )


def _sector(code: str | None) -> Sector | None:
    return Sector.objects.filter(code=code).first() if code else None


def _whose(case: Case) -> Locality:
    code = case.draft.get("locality")
    if not code:
        raise LocalityUnknown
    return locality_of_code(code, _day(case.draft.get("as_of")) or case.day)


def _is_party(programme: Programme, locality: Locality) -> bool:
    return programme.parties.filter(locality=locality).exists()


def _day(value: Any) -> dt.date | None:
    return dt.date.fromisoformat(value) if isinstance(value, str) and value else value or None


def _not_after_today(day: dt.date | None) -> dt.date | None:
    """A figure is as of a day that has been: a paper dated tomorrow says what is so today."""
    return min(day, clock.today()) if day else None


def _decimal(value: Any) -> Decimal | None:
    return Decimal(str(value)) if value not in (None, "") else None
