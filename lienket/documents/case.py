"""One yes and what it speaks of: the draft's codes and names turned into the parties, agencies, sectors and records they mean."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from lienket.accounts.models import Officer
from lienket.commitments.models import Commitment
from lienket.indicators.models import Figure
from lienket.lib import clock
from lienket.lib.citations import Citation
from lienket.localities.actions import establish_agency, locality_of_code
from lienket.localities.models import Agency, AgencyType, Locality, Sector
from lienket.programmes import actions as programmes
from lienket.programmes.models import Clause, ContentGroup, Meeting, Party, Programme

from .models import Document, Proposal
from .refusals import LocalityUnknown, NoProgrammeYet, NothingMatches, PartyUnknown

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


RESULTS: dict[str, Any] = {
    "programme": Programme,
    "meeting": Meeting,
    "commitment": Commitment,
    "clause": Clause,
    "figure": Figure,
}


def result_of(proposal: Proposal) -> Any:
    model = RESULTS.get(proposal.result_kind)
    return model._default_manager.filter(pk=proposal.result_id).first() if model else None


def matched(case: Case, model: Any, kind: str) -> Any:
    """The existing record the person (or the match) named, when the person may see it."""
    wanted = case.draft.get("match_id") or (case.proposal.match_id if case.proposal.match_kind == kind else None)
    thing = model._default_manager.visible_to(case.by).filter(pk=wanted).first() if wanted else None
    if thing is None:
        raise NothingMatches
    return thing


def belongs_to(document: Document, programme: Programme) -> None:
    document.programme = programme
    document.save(update_fields=["programme"])


def all_parties(case: Case) -> list[Party]:
    return list(case.programme.parties.select_related("locality"))


def _party_of(case: Case, code: str) -> Party | None:
    """The party a code names: its unit of the paper's day or of today, or a unit that was merged with it."""
    units = {locality_of_code(code, day).pk for day in (case.day, clock.today())} | set(
        Locality.objects.filter(code=code).values_list("pk", flat=True)
    )
    return next((party for party in all_parties(case) if party.locality_id in units), None)


def parties_named(case: Case, codes: Any) -> list[Party]:
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


def agencies_named(case: Case, drafts: Any) -> list[tuple[Party, Agency]]:
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


def group_of(case: Case) -> ContentGroup | None:
    """The paper's own group, else the level-1 sector's; made when it does not exist yet."""
    code, title = case.draft.get("group_code") or "", case.draft.get("group_title") or ""
    sector = sector_of(case.draft.get("sector"))
    top = Sector.objects.filter(code=sector.top_code).first() if sector else None
    if not code and top:
        code = top.code
    if not code:
        return None
    if not title:
        title = top.name_vi if top and top.code == code else code
    about = top if top and top.code == code else Sector.objects.headed(title)
    return programmes.add_group(case.programme, code=code[:20], title=title[:300], sector=about, by=case.by)


def sector_of(code: str | None) -> Sector | None:
    return Sector.objects.filter(code=code).first() if code else None


def locality_of(case: Case) -> Locality:
    code = case.draft.get("locality")
    if not code:
        raise LocalityUnknown
    return locality_of_code(code, day_of(case.draft.get("as_of")) or case.day)


def is_party(programme: Programme, locality: Locality) -> bool:
    return programme.parties.filter(locality=locality).exists()


def day_of(value: Any) -> dt.date | None:
    return dt.date.fromisoformat(value) if isinstance(value, str) and value else value or None


def not_after_today(day: dt.date | None) -> dt.date | None:
    """A figure is as of a day that has been: a paper dated tomorrow says what is so today."""
    return min(day, clock.today()) if day else None


def decimal_of(value: Any) -> Decimal | None:
    return Decimal(str(value)) if value not in (None, "") else None
