"""The four states of what a locality has a part in, from stored totals: kept by the deeds beside those of programmes (totals.py).

What is read here is always what `Commitment.objects.visible_to(user).of_locality(locality).four_states(today)` would count;
`lienket recount` proves it. What is open is counted as one state, so between its steps no total of a locality changes.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.db.models import Count, Q, QuerySet

from lienket.accounts.predicates import sides
from lienket.lib.audience import Audience
from lienket.localities.models import Locality
from lienket.programmes.models import Party, Programme

from .cells import Cell, cells, four, summed
from .models import Commitment, CommitmentState, LocalityTotal, Responsibility
from .timeliness import OPEN_STATES, FourStates

OPEN = CommitmentState.IN_PROGRESS  # stands for every state in which the clock runs
Cells = Counter[tuple[bool, Cell]]  # (the commitment is public, cell) → how many


def merged(*facts: Any) -> Iterable[Cell]:
    """The cells of a commitment with these facts (as `cells` takes them), what is open in one state."""
    for cell in cells(*facts):
        yield cell._replace(state=OPEN) if cell.state in OPEN_STATES else cell


def derived_of(parts: QuerySet[Responsibility]) -> dict[int, Cells]:
    """What these parts give, by locality; public is here what their commitments are, whatever their programmes."""
    facts = ("state", "deadline", "original_deadline", "completed_on")
    found: dict[int, Cells] = {}
    rows: Any = parts.order_by().values_list(
        "party__locality_id", "commitment__audience", *(f"commitment__{fact}" for fact in facts)
    )
    for locality, audience, *stands, many in rows.annotate(many=Count("pk")).iterator():
        of_it = found.setdefault(locality, Counter())
        for cell in merged(*stands):
            of_it[audience == Audience.PUBLIC, cell] += many
    return found


# -- kept by the deeds -----------------------------------------------------------------------------------------------------


def cells_of(commitment: Commitment) -> Cells:
    """Where it is counted as it stands, for each locality that has a part in it."""
    facts = (commitment.state, commitment.deadline, commitment.original_deadline, commitment.completed_on)
    return Counter((commitment.audience == Audience.PUBLIC, cell) for cell in merged(*facts))


def change(commitment: Commitment, before: Cells) -> None:
    """From where it was counted to where it is now."""
    delta = cells_of(commitment)
    delta.subtract(before)
    _add(commitment, delta)


def count_in(commitment: Commitment) -> None:
    """A commitment that has just been made, its parts with it."""
    _add(commitment, cells_of(commitment))


def count_out(commitment: Commitment) -> None:
    """A commitment that is about to be deleted."""
    gone: Cells = Counter()
    gone.subtract(cells_of(commitment))
    _add(commitment, gone)


def follow_programme(programme: Programme) -> None:
    """The programme was shown to everyone, or taken back: what strangers count of its localities follows."""
    shown = programme.audience == Audience.PUBLIC
    parts = Responsibility.objects.filter(commitment__programme=programme, commitment__audience=Audience.PUBLIC)
    for locality, found in derived_of(parts).items():
        moved: Cells = Counter()
        for (_public, cell), many in found.items():
            moved[shown, cell], moved[not shown, cell] = many, -many
        _move({locality: moved})


def _add(commitment: Commitment, delta: Cells) -> None:
    delta = Counter({key: many for key, many in delta.items() if many})
    if not delta:
        return
    everyone = Programme.objects.filter(pk=commitment.programme_id, audience=Audience.PUBLIC).exists()
    told: Cells = Counter()
    for (public, cell), many in delta.items():
        told[public and everyone, cell] += many
    parts = commitment.responsibilities.order_by().values_list("party__locality", flat=True)
    _move(dict.fromkeys(parts, told))


def _move(changes: dict[int, Cells]) -> None:
    """Add the (positive or negative) differences. A count never falls below nothing: what was wrong already is for `recount` to find."""
    where = Q(pk__in=[])
    for public, cell in {key for delta in changes.values() for key, many in delta.items() if many}:
        where |= Q(public=public, **cell._asdict())
    rows = {
        (row.locality_id, row.public, Cell(row.basis, row.state, row.outcome, row.day)): row
        for row in LocalityTotal.objects.filter(where, locality__in=changes)
    }
    kept, made, gone = [], [], []
    for locality, delta in changes.items():
        for (public, cell), many in delta.items():
            row = rows.get((locality, public, cell))
            if row is None:
                if many > 0:
                    made.append(LocalityTotal(locality_id=locality, public=public, count=many, **cell._asdict()))
                continue
            row.count += many
            if row.count > 0:
                kept.append(row)
            else:
                gone.append(row.pk)
    if gone:
        LocalityTotal.objects.filter(pk__in=gone).delete()
    if kept:
        LocalityTotal.objects.bulk_update(kept, ["count"])
    if made:
        LocalityTotal.objects.bulk_create(made)


# -- read by the pages -----------------------------------------------------------------------------------------------------


def of_locality_counted_for(user: Any, locality: Locality, today: dt.date) -> FourStates:
    """The four states of the commitments the locality has a part in, as many as `user` may read whole. One or two queries."""
    totals = LocalityTotal.objects.order_by().filter(locality=locality)
    mine = sides(user)
    if locality.pk in mine:  # whatever a side has a part in, it reads
        return four(summed(totals, today))
    public = four(summed(totals.filter(public=True), today))
    if not mine:
        return public
    # Another side reads of what is internal only what stands in the programmes the two share: few beside those of the country.
    shared = Party.objects.filter(locality__in=mine).order_by().values("programme")
    internal = Commitment.objects.visible_to(user).of_locality(locality).filter(programme__in=shared)
    internal = internal.exclude(audience=Audience.PUBLIC, programme__audience=Audience.PUBLIC)
    more = asdict(internal.four_states(today))
    return FourStates(**{name: many + more[name] for name, many in asdict(public).items()})
