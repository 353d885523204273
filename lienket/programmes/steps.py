"""Where a programme stands and what comes next: the steps its page offers, and whose consent each still waits for."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from lienket.accounts.policy import can

from .models import Move, Party, Programme
from .policy import own_parties
from .transitions import ProgrammeMove, moves_from


@dataclass(frozen=True, slots=True)
class NextMove:
    """One step the programme can take now. `consented` and `waiting_for` are empty where one party's word is enough."""

    row: ProgrammeMove
    url: str
    allowed: bool
    consented: tuple[Party, ...]
    waiting_for: tuple[Party, ...]


def consents(programme: Programme, to: str) -> dict[int, Move]:
    """The consents parties have given to go from where the programme stands now to `to`, by party."""
    since = programme.moves.filter(complete=True).order_by("-id").values_list("id", flat=True).first() or 0
    given = programme.moves.filter(from_state=programme.state, to_state=to, complete=False, id__gt=since)
    return {move.party_id: move for move in given if move.party_id is not None}


def next_moves(programme: Programme, actor: Any) -> list[NextMove]:
    """Every step of the table that starts where the programme stands, except what the system does by itself."""
    parties = [party for party in programme.parties.all() if party.left_on is None]
    mine = own_parties(actor, programme)
    steps = []
    for row in moves_from(programme.state):
        if not row.deed:
            continue
        given = consents(programme, row.to) if row.each else {}
        waiting = tuple(p for p in parties if p.pk not in given) if row.each else ()
        steps.append(
            NextMove(
                row=row,
                url=f"{reverse('programmes:move', args=[programme.slug])}?buoc={row.to.value}",
                allowed=any(can(actor, row.deed, party) for party in mine if party.pk not in given),
                consented=tuple(p for p in parties if p.pk in given),
                waiting_for=waiting,
            )
        )
    return steps
