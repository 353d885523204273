"""Counts over many programmes, from stored totals: what they are made of, how the deeds keep them, how they are read.

A commitment adds to a few cells: one by the deadline in force, one by its first deadline, one if the two differ. A deed that
changes state, deadline or audience does so inside `counted`, which moves the commitment from its old cells to the new ones in
the same transaction. What is read here is always what `Commitment.objects.visible_to(user).four_states(today)` would count;
`lienket recount` proves it (recounting.py). Of internal commitments strangers read title, sector and state; lateness is none
of these, so they are counted for the parties alone.
"""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import Q

from lienket.accounts.predicates import sides
from lienket.audit import actions as audit
from lienket.lib.audience import Audience
from lienket.programmes.models import Party, Programme

from . import locality_totals
from .cells import Cell, cells, four, summed
from .models import Commitment, ProgrammeTotal, PublicTotal
from .timeliness import FourStates

Cells = Counter[tuple[str, Cell]]  # (seen_by, cell) → how many


def seen_by(localities: Iterable[int]) -> str:
    """The localities that have a part in what one side keeps to itself, as ProgrammeTotal stores them."""
    return "|".join(["", *(str(pk) for pk in sorted(set(localities))), ""])


PARTIES = "parties"  # instead of localities: every party of the programme, and nobody else


def counted_for(audience: str, localities: Iterable[int]) -> str:
    """`seen_by` of a commitment: empty for a public one, which strangers count too where its programme is public."""
    if audience == Audience.SIDE:
        return seen_by(localities)
    return "" if audience == Audience.PUBLIC else PARTIES


# -- kept by the deeds -----------------------------------------------------------------------------------------------------


@contextmanager
def counted(commitment: Commitment) -> Iterator[None]:
    """Whatever state, deadline or audience the block gives the commitment, the totals follow, and what its parts keep of it.

    The caller holds it (taking.hold).
    """
    before, stood, there = _cells_of(commitment), _copied(commitment), locality_totals.cells_of(commitment)
    yield
    after = _cells_of(commitment)
    after.subtract(before)
    _change(commitment.programme_id, after)
    locality_totals.change(commitment, there)
    if _copied(commitment) != stood:
        commitment.responsibilities.update(**_copied(commitment))


def count_in(commitment: Commitment) -> None:
    """A commitment that has just been made, its parts with it."""
    _change(commitment.programme_id, _cells_of(commitment))
    locality_totals.count_in(commitment)


def count_out(commitment: Commitment) -> None:
    """A commitment that is about to be deleted."""
    gone: Cells = Counter()
    gone.subtract(_cells_of(commitment))
    _change(commitment.programme_id, gone)
    locality_totals.count_out(commitment)


def follow_programme(programme: Programme) -> None:
    """The programme was shown to everyone, or taken back: its totals join the public ones, or leave them."""
    audit.take_turn()
    public = programme.audience == Audience.PUBLIC
    turned = list(ProgrammeTotal.objects.filter(programme=programme, seen_by="").exclude(public=public))
    delta: Counter[Cell] = Counter()
    for total in turned:
        total.public = public
        total.save(update_fields=["public"])
        delta[Cell(total.basis, total.state, total.outcome, total.day)] += total.count if public else -total.count
    _change_public(delta)
    if turned:
        locality_totals.follow_programme(programme)


def _copied(commitment: Commitment) -> dict[str, Any]:
    """What every part keeps of its commitment."""
    return {"commitment_state": commitment.state, "commitment_deadline": commitment.deadline}


def _cells_of(commitment: Commitment) -> Cells:
    own_only = commitment.audience == Audience.SIDE
    parts = commitment.responsibilities.values_list("party__locality", flat=True) if own_only else ()
    key = counted_for(commitment.audience, parts)
    facts = (commitment.state, commitment.deadline, commitment.original_deadline, commitment.completed_on)
    return Counter((key, cell) for cell in cells(*facts))


def _change(programme: int, delta: Cells) -> None:
    """Add the (positive or negative) differences to the programme's totals, and to the public ones where strangers see it."""
    delta = Counter({key: number for key, number in delta.items() if number})
    if not delta:
        return
    everyone = Programme.objects.filter(pk=programme, audience=Audience.PUBLIC).exists()
    where = Q(pk__in=[])
    for key, cell in delta:
        where |= Q(seen_by=key, **cell._asdict())
    kept = {
        (row.seen_by, Cell(row.basis, row.state, row.outcome, row.day)): row
        for row in ProgrammeTotal.objects.filter(where, programme=programme)
    }
    public: Counter[Cell] = Counter()
    for (key, cell), number in delta.items():
        seen = everyone and not key
        row = kept.get((key, cell)) or ProgrammeTotal(
            programme_id=programme, seen_by=key, public=seen, count=0, **cell._asdict()
        )
        _add(row, number)
        if seen:
            public[cell] += number
    _change_public(public)


def _change_public(delta: Counter[Cell]) -> None:
    delta = Counter({cell: number for cell, number in delta.items() if number})
    if not delta:
        return
    where = Q(pk__in=[])
    for cell in delta:
        where |= Q(**cell._asdict())
    kept = {Cell(row.basis, row.state, row.outcome, row.day): row for row in PublicTotal.objects.filter(where)}
    for cell, number in delta.items():
        _add(kept.get(cell) or PublicTotal(count=0, **cell._asdict()), number)


def _add(row: ProgrammeTotal | PublicTotal, number: int) -> None:
    """A count never falls below nothing: what was wrong already is for `lienket recount` to find, not for a deed to stumble over."""
    row.count = max(0, row.count + number)
    if row.count:
        row.save()
    elif row.pk is not None:
        row.delete()


# -- read by the pages -----------------------------------------------------------------------------------------------------


def everything_counted_for(user: Any, today: dt.date) -> FourStates:
    """The four states of all commitments `user` may read whole, over all programmes: at most two queries."""
    kept = list(summed(PublicTotal.objects.order_by(), today))
    if mine := sides(user):
        kept += summed(ProgrammeTotal.objects.order_by().filter(_own(mine), public=False), today)
    return four(kept)


def by_programme_counted_for(user: Any, programmes: Collection[int], today: dt.date) -> dict[int, FourStates]:
    """The same of each of these programmes, by its id, in one query; a programme without any is not in it."""
    mine = sides(user)
    told = Q(public=True) | _own(mine) if mine else Q(public=True)
    rows = ProgrammeTotal.objects.order_by().filter(told, programme__in=programmes)
    kept: dict[int, list[Any]] = {}
    for row in summed(rows, today, "programme_id"):
        kept.setdefault(row["programme_id"], []).append(row)
    return {programme: four(found) for programme, found in kept.items()}


def _own(mine: Collection[int]) -> Q:
    """What the parties of a programme see; of what one side keeps to itself, only what a side of `mine` has a part in."""
    part = Q(seen_by__in=["", PARTIES])
    for locality in mine:
        part |= Q(seen_by__contains=f"|{locality}|")
    return Q(programme__in=Party.objects.filter(locality__in=mine).values("programme")) & part
