"""A programme of the cast, built through its deeds."""

import datetime as dt
from typing import Any

from lienket.accounts.tests.cast import Cast
from lienket.lib.citations import Citation
from lienket.programmes.actions import PartyDraft, create_programme
from lienket.programmes.models import Party, Programme, ProgrammeState

PAPER = Citation(paper="01/BGN-HN-HT", paper_date="2026-03-18", page=2, clause="II.3", quote="Hai bên thống nhất")


def a_programme(cast: Cast, **changes: Any) -> Programme:
    """Hà Nội and Hà Tĩnh, 2026–2030, in force, internal to the parties, entered by Hà Nội's focal agency."""
    facts: dict[str, Any] = {
        "title": "Chương trình hợp tác Hà Nội – Hà Tĩnh",
        "parties": [PartyDraft(cast.hn.locality, cast.hn.so_tc), PartyDraft(cast.ht.locality, cast.ht.so_tc)],
        "period_from": dt.date(2026, 1, 1),
        "period_to": dt.date(2030, 12, 31),
        "state": ProgrammeState.IN_FORCE,
        "citation": PAPER,
        "by": cast.hn.focal,
    }
    return create_programme(**facts | changes)


def party_of(programme: Programme, side: Any) -> Party:
    """The party of one side of the cast."""
    return programme.parties.select_related("locality", "focal_agency__type", "focal_agency__locality").get(
        locality=side.locality
    )
