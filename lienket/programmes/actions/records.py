"""The programme's own record: who the parties are, for how long, who signed, who may see it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lienket.accounts.models import Officer
from lienket.accounts.policy import require
from lienket.accounts.predicates import sides
from lienket.audit import actions as audit
from lienket.audit.changes import changed
from lienket.lib import clock
from lienket.lib.audience import Audience
from lienket.lib.citations import Citation
from lienket.lib.refusals import NotAllowed
from lienket.lib.saving import Incomplete, save_clean
from lienket.lib.text import searchable, slug
from lienket.localities.lineage import lineage
from lienket.localities.models import Agency, Locality

from ..followers import tell_followers
from ..indexing import index_programme
from ..models import Party, Programme, ProgrammeState, Signatory
from ..refusals import NotAParty

# From here on a signed paper exists, so the record has to say which.
_NEEDS_A_PAPER = {
    ProgrammeState.SIGNED,
    ProgrammeState.IN_FORCE,
    ProgrammeState.AMENDING,
    ProgrammeState.AWAITING_REVIEW,
    ProgrammeState.REVIEWED,
    ProgrammeState.TERMINATED,
}

_RESERVED = {"moi"}  # the address of the page for a new one


@dataclass(frozen=True, slots=True)
class PartyDraft:
    """A party as a paper or a form names it."""

    locality: Locality
    focal_agency: Agency | None = None


@transaction.atomic
def create_programme(
    *,
    title: str,
    parties: Sequence[PartyDraft],
    period_from: dt.date | None = None,
    period_to: dt.date | None = None,
    open_ended: bool = False,
    promise: str = "",
    audience: Audience | str = Audience.PARTIES,
    state: ProgrammeState | str = ProgrammeState.PROPOSED,
    citation: Citation | None = None,
    illustrative: bool = False,
    by: Officer,
) -> Programme:
    """A new programme of two or more localities, one of them the actor's own.

    A programme that enters already signed must cite its paper. Raises NotAllowed, NotAParty, Incomplete.
    """
    require(by, "programmes.create")
    localities = [draft.locality for draft in parties]
    if len({locality.pk for locality in localities}) < max(2, len(localities)):
        raise Incomplete({"parties": _("A programme has at least two different parties. Name the other locality too.")})
    if not sides(by) & {locality.pk for locality in localities}:
        raise NotAllowed(_("You enter programmes of your own side only. Ask an officer of one of the parties."))
    if audience == Audience.SIDE:
        raise Incomplete(
            {"audience": _("A programme belongs to all its parties: choose public or internal to the parties.")}
        )
    if state in _NEEDS_A_PAPER and citation is None:
        raise Incomplete(
            {"paper": _("A programme that is signed already cites its paper: give number, date and page.")}
        )
    for draft in parties:
        _refuse_foreign_agency(draft.focal_agency, draft.locality)
    programme = Programme(
        title=title, promise=promise, period_from=period_from, period_to=period_to, open_ended=open_ended,
        audience=audience, state=state, illustrative=illustrative,
    )  # fmt: skip
    programme.slug = _free_slug(title, period_from, period_to)
    programme.folded = searchable(f"{title} {promise}")
    programme.cite(citation)
    save_clean(programme)
    for order, draft in enumerate(parties):
        Party.objects.create(programme=programme, locality=draft.locality, focal_agency=draft.focal_agency, order=order)
    index_programme(programme)
    audit.record(by=by, verb="programmes.created", thing=programme, side=by.side, state=str(programme.state))
    return programme


@transaction.atomic
def edit_programme(
    programme: Programme,
    *,
    title: str,
    promise: str,
    period_from: dt.date | None,
    period_to: dt.date | None,
    open_ended: bool,
    by: Officer,
) -> Programme:
    """Correct the record of a programme. The address stays, so that links sent to colleagues keep working."""
    require(by, "programmes.edit", programme)
    audit.take_turn()
    before = as_recorded(
        Programme.objects.select_for_update().get(pk=programme.pk)
    )  # what stands now, not when the form opened
    programme.title, programme.promise = title, promise
    programme.period_from, programme.period_to, programme.open_ended = period_from, period_to, open_ended
    programme.folded = searchable(f"{title} {promise}")
    save_clean(programme, only=["title", "promise", "period_from", "period_to", "open_ended", "folded"])
    tell_followers(programme)
    audit.record(
        by=by, verb="programmes.edited", thing=programme, side=by.side, **changed(before, as_recorded(programme))
    )
    return programme


@transaction.atomic
def cite_programme(programme: Programme, citation: Citation, by: Officer) -> Programme:
    """Another paper says something of the programme: keep where."""
    require(by, "programmes.edit", programme)
    programme.refresh_from_db(from_queryset=Programme.objects.select_for_update())
    programme.cite(citation)
    save_clean(programme, only=["citations"])
    audit.record(by=by, verb="programmes.cited", thing=programme, side=by.side, document=citation.document)
    return programme


@transaction.atomic
def uncite_programme(programme: Programme, citation: Citation, by: Officer) -> Programme:
    """The other paper does not tell of this programme after all. The words it came from stay."""
    require(by, "programmes.edit", programme)
    programme.refresh_from_db(from_queryset=Programme.objects.select_for_update())
    programme.citations = programme.citations[:1] + [c for c in programme.citations[1:] if c != citation.as_json()]
    save_clean(programme, only=["citations"])
    audit.record(by=by, verb="programmes.citation_withdrawn", thing=programme, side=by.side, document=citation.document)
    return programme


@transaction.atomic
def add_signatory(party: Party, *, title: str, signed_on: dt.date | None = None, by: Officer) -> Signatory:
    """Who signed for a party, by office: entered by that party, for its step to the signing rests on it (handbook, section 2).

    Only while nobody writes for a party may another one copy its signer from the signed paper. Raises NotAllowed, Incomplete.
    """
    require(by, "programmes.add_signatory", party)
    if signed_on is not None and signed_on > clock.today():
        raise Incomplete({"signed_on": _("The day of signing lies in the future. Enter it when it has been signed.")})
    signatory = Signatory(party=party, title=title, signed_on=signed_on)
    save_clean(signatory)
    audit.record(
        by=by, verb="programmes.signatory_added", thing=party.programme, side=by.side, party=party.locality.short_name
    )
    return signatory


@transaction.atomic
def set_focal_agency(party: Party, agency: Agency, by: Officer) -> Party:
    """Name the focal agency of one's own side. Nobody names it for the other side."""
    require(by, "programmes.set_focal_agency", party)
    _refuse_foreign_agency(agency, party.locality)
    if agency.valid_to is not None and agency.valid_to < clock.today():
        raise Incomplete(
            {
                "agency": _("%(agency)s no longer exists. Choose the agency that took over its work.")
                % {"agency": agency}
            }
        )
    before = party.focal_agency.name if party.focal_agency else None
    party.focal_agency = agency
    save_clean(party, only=["focal_agency"])
    audit.record(
        by=by, verb="programmes.focal_agency_set", thing=party.programme, side=party.locality,
        party=party.locality.short_name, agency=agency.name,
        **changed({"focal_agency": before}, {"focal_agency": agency.name}),
    )  # fmt: skip
    return party


@transaction.atomic
def publish(programme: Programme, by: Officer) -> Programme:
    """Let everyone read the programme. Its internal commitments keep showing title, sector and state only."""
    return _set_audience(programme, Audience.PUBLIC, "programmes.published", by)


@transaction.atomic
def make_internal(programme: Programme, by: Officer) -> Programme:
    """Take the programme, and everything under it, back to the parties."""
    return _set_audience(programme, Audience.PARTIES, "programmes.made_internal", by)


def as_recorded(programme: Programme) -> dict[str, Any]:
    """What an edit can change, as the history keeps it."""
    return {
        "title": programme.title,
        "promise": programme.promise,
        "period_from": programme.period_from.isoformat() if programme.period_from else None,
        "period_to": programme.period_to.isoformat() if programme.period_to else None,
        "open_ended": programme.open_ended,
    }


def _set_audience(programme: Programme, audience: Audience, verb: str, by: Officer) -> Programme:
    require(by, "programmes.publish", programme)
    audit.take_turn()
    before = Programme.objects.select_for_update().get(pk=programme.pk).audience
    programme.audience = audience
    save_clean(programme, only=["audience"])
    tell_followers(programme)
    audit.record(
        by=by, verb=verb, thing=programme, side=by.side,
        **changed({"audience": str(before)}, {"audience": str(audience)}),
    )  # fmt: skip
    return programme


def _refuse_foreign_agency(agency: Agency | None, locality: Locality) -> None:
    if agency is not None and not belongs(agency, locality):
        raise NotAParty(
            _("%(agency)s is not an agency of %(locality)s. Choose one of its own agencies.")
            % {"agency": agency, "locality": locality}
        )


def belongs(agency: Agency, locality: Locality) -> bool:
    """The agency is of this locality, or of the unit that took its place."""
    return agency.locality_id in {locality.pk, *lineage().units_on(locality.pk, clock.today())}


def _free_slug(title: str, period_from: dt.date | None, period_to: dt.date | None) -> str:
    """The title's words for the address, with the years and, if taken, a number."""
    years = "-".join(str(day.year) for day in (period_from, period_to) if day)
    stem = slug(title)[:95].strip("-") or "chuong-trinh"
    if years and years not in stem:
        stem = f"{stem}-{years}"
    taken = _RESERVED | set(Programme.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    number = 2
    free = stem
    while free in taken:
        free, number = f"{stem}-{number}", number + 1
    return free
