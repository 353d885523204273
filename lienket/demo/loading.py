"""The illustrative programme, made the way a user makes one: papers handed in, read, accepted, and followed up."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from lienket.accounts.models import Officer, Role
from lienket.documents.actions import accept_all_of, accept_proposal, receive_document, record_reading, share_document
from lienket.documents.models import Document, DocumentState, Proposal
from lienket.documents.reading import read_words
from lienket.documents.samples import CONCLUSION, NEWS, sample
from lienket.lib import clock
from lienket.lib.audience import Audience
from lienket.localities.actions import locality_of_code
from lienket.programmes import actions as programmes
from lienket.programmes.models import Party, Programme, ProgrammeState

from .accounts import Staff, make_officers
from .replay import Replay
from .values import Values

FOLDER = Path(__file__).parent / "data"
SIDES = ("01", "42")
NEWS_AGE = 2  # days
EMPLOYED_FOR = 400  # days; everybody was appointed before the story begins


class DemoRefused(Exception):
    """The demo would stand among real data."""


@dataclass(frozen=True, slots=True)
class Report:
    """What loading did."""

    officers: int
    accepted: int
    deeds: int


def data(name: str) -> dict[str, Any]:
    """One of the demo's data files, by its bare name."""
    loaded: dict[str, Any] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return loaded


@transaction.atomic
def load_demo() -> Report | None:
    """Make the illustrative officers, programme and history; None where they are there already.

    All in one transaction: a demo that breaks off half-way leaves nothing. Raises DemoRefused beside real data, because
    its accounts have a password everybody knows.
    """
    if Programme.objects.filter(illustrative=True).exists():
        return None
    if Officer.objects.filter(illustrative=False).exists() or Programme.objects.exists():
        raise DemoRefused(
            "This database holds real officers or programmes. The illustrative data, whose password everybody knows, "
            "go into a database of their own: set DATABASE_URL to an empty one."
        )
    today = clock.today()
    accounts, history = data("accounts"), data("history")
    since = today - dt.timedelta(days=EMPLOYED_FOR)
    count = make_officers(accounts, since=since, today=today)
    staff = Staff(history["staff"], password=accounts["password"], since=since)
    received = today + dt.timedelta(days=history["papers"]["received"])
    with clock.set_to(received):
        document, accepted = _hand_in_conclusion(staff, today)
    if document.programme is None:
        raise LookupError("the sample notice was accepted, but no programme came of it")
    programme = document.programme
    _bring_into_force(programme, history, staff, today)
    values = Values(programme, data("indicators"), staff, today)
    deeds = Replay(programme, history, staff, today).run(also=values.events())
    with clock.set_to(today - dt.timedelta(days=NEWS_AGE)):
        _hand_in_news(staff, today, programme)
    return Report(officers=count, accepted=accepted, deeds=deeds)


def _receive(name: str, text: str, side: str, by: Officer, programme: Programme | None = None) -> Document:
    """Hand a paper in and read it at once: the background job does the same a moment later and finds it done."""
    document = receive_document(
        text=text,
        name=name,
        side=locality_of_code(side, clock.today()),
        by=by,
        programme=programme,
        declared_not_secret=True,
        illustrative=True,
    )
    record_reading(document, read_words(document.text, home=side))
    document.refresh_from_db()
    return document


def _hand_in_conclusion(staff: Staff, today: dt.date) -> tuple[Document, int]:
    focal = staff.of_side(SIDES[0], Role.FOCAL)
    document = _receive(CONCLUSION, sample(CONCLUSION, today), SIDES[0], focal)
    if document.state != DocumentState.READ:
        raise LookupError(f"the sample notice could not be read: {document.state} {document.problem}")
    first = document.proposals.undecided().filter(kind=Proposal.Kind.PROGRAMME).get()
    accept_proposal(first, by=focal)
    document.refresh_from_db()
    accepted = 1
    for kind in Proposal.Kind:
        many, refused = accept_all_of(document, kind, by=focal)
        accepted += many
        for proposal, error in refused:
            raise LookupError(f"{proposal.kind} {proposal.quote[:80]!r}: {error}")
    share_document(document, audience=Audience.PUBLIC, by=focal)
    return document, accepted


def _hand_in_news(staff: Staff, today: dt.date, programme: Programme) -> None:
    """The news page stays undecided: the first thing a visitor can try is the review."""
    focal = staff.of_side(SIDES[1], Role.FOCAL)
    _receive(NEWS, sample(NEWS, today), SIDES[1], focal, programme)


def _bring_into_force(programme: Programme, history: dict[str, Any], staff: Staff, today: dt.date) -> None:
    """The programme's way to "in force" on the papers of history.yaml, each side giving its own consent."""
    papers = history["papers"]
    signed_on = today + dt.timedelta(days=papers["signed"]["days"])
    with clock.set_to(signed_on):
        focals = [staff.of_side(side, Role.FOCAL) for side in SIDES]
        for party, focal in zip(_parties(programme), focals, strict=True):
            office = staff.of_side(party.locality.code, Role.OFFICE)
            programmes.set_focal_agency(party, focal.appointments.get().agency, by=office)
        offices = [staff.of_side(side, Role.OFFICE) for side in SIDES]
        signed = {"paper_number": papers["signed"]["number"], "paper_date": signed_on}
        for focal in focals:
            programmes.move_programme(programme, to=ProgrammeState.DRAFTING, paper_number="dự thảo lần 1", by=focal)
        programmes.move_programme(programme, to=ProgrammeState.CONSULTING, by=focals[0], **signed)
        for office in offices:
            programmes.move_programme(programme, to=ProgrammeState.BEFORE_COMMITTEES, by=office, **signed)
        for party in _parties(programme):
            office = staff.of_side(party.locality.code, Role.OFFICE)
            title = history["signatories"][party.locality.code]
            programmes.add_signatory(party, title=title, signed_on=signed_on, by=office)
        for office in offices:
            programmes.move_programme(programme, to=ProgrammeState.SIGNED, by=office, **signed)
    plan = papers["plans"][SIDES[0]]
    with clock.set_to(today + dt.timedelta(days=plan["days"])):
        programmes.move_programme(
            programme,
            to=ProgrammeState.IN_FORCE,
            paper_number=plan["number"],
            paper_date=clock.today(),
            by=focals[0],
        )
        programmes.publish(programme, by=focals[0])


def _parties(programme: Programme) -> list[Party]:
    """In the order of SIDES."""
    parties = programme.parties.select_related("locality", "focal_agency__type", "focal_agency__locality")
    return sorted(parties, key=lambda party: SIDES.index(party.locality.code))
