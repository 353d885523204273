"""Stored totals held against the commitments themselves, and mended: what `lienket recount` does."""

import copy
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, F, Q, Sum

from lienket.audit import actions as audit
from lienket.lib.audience import Audience
from lienket.localities.models import Locality
from lienket.programmes.models import Programme

from . import locality_totals
from .cells import Cell, cells
from .models import Commitment, LocalityTotal, ProgrammeTotal, PublicTotal, Responsibility
from .totals import PARTIES, counted_for, seen_by

AT_ONCE = 100  # programmes between which deeds may go on


@dataclass(frozen=True, slots=True)
class Difference:
    """A stored total that was not what the commitments give, of a programme, a locality, or all public programmes (None)."""

    of: Programme | Locality | None
    seen_by: str
    cell: Cell
    stored: int
    derived: int

    def __str__(self) -> str:
        where = self.of.slug if self.of else "public"
        basis, state, outcome, day = self.cell
        words = [where, self.seen_by, str(basis), state, str(outcome), str(day or "")]
        return f"{' '.join(w for w in words if w)}: stored {self.stored}, derived {self.derived}"


@dataclass(frozen=True, slots=True)
class Strayed:
    """A part whose copies (models/responsibility.py) are not what its party and its commitment say."""

    part: Responsibility

    def __str__(self) -> str:
        commitment = self.part.commitment
        kept = (self.part.side_id, self.part.commitment_state, self.part.commitment_deadline)
        right = (self.part.party.locality_id, commitment.state, commitment.deadline)
        where = f"{commitment.programme.slug} {commitment.number} part {self.part.pk}"
        return f"{where}: stored {_words(kept)}, derived {_words(right)}"


def _words(facts: Iterable[object]) -> str:
    return " ".join(str(fact or "—") for fact in facts)


@dataclass(slots=True)
class Recount:
    """What was looked at, and what differed."""

    commitments: int = 0
    programmes: int = 0
    totals: int = 0
    differences: int = 0


_Stored = dict[tuple[str, bool, Cell], int]  # (seen_by, public, cell) → count


def recount(found: Recount, *, mend: bool) -> Iterator[Difference | Strayed]:
    """Every difference, by programmes, localities and in the public totals; mended as they are found where `mend` says so.

    Deeds wait for a batch of programmes or a locality at a time, so what is compared is of one moment. `found` is filled on the way.
    """
    programmes = list(Programme.objects.order_by("pk").only("pk", "slug", "audience"))
    for batch in _batches(programmes):
        with transaction.atomic():
            audit.take_turn()
            differences: list[Difference | Strayed] = [
                *_of_programmes(batch, found, mend=mend),
                *_of_parts(batch, mend=mend),
            ]
        found.differences += len(differences)
        yield from differences
    for locality in Locality.objects.order_by("pk"):
        with transaction.atomic():
            audit.take_turn()
            of_locality = list(_of_locality(locality, found, mend=mend))
        found.differences += len(of_locality)
        yield from of_locality
    with transaction.atomic():
        audit.take_turn()
        of_everything = list(_of_everything(found, mend=mend))
    found.differences += len(of_everything)
    yield from of_everything


def _of_programmes(batch: list[Programme], found: Recount, *, mend: bool) -> Iterator[Difference]:
    """Compare the programmes of a batch as they are now: one may have been published since the list was made."""
    batch = list(Programme.objects.filter(pk__in=[p.pk for p in batch]).only("pk", "slug", "audience"))
    derived, many = _derived(batch)
    stored: dict[int, _Stored] = {programme.pk: {} for programme in batch}
    for row in ProgrammeTotal.objects.filter(programme__in=stored):
        key = (row.seen_by, row.public, Cell(row.basis, row.state, row.outcome, row.day))
        stored[row.programme_id][key] = row.count
        found.totals += 1
    found.programmes += len(batch)
    found.commitments += many
    for programme in batch:
        kept, right = stored[programme.pk], derived[programme.pk]
        wrong = [key for key in kept.keys() | right.keys() if kept.get(key) != right.get(key)]
        for key in sorted(wrong, key=str):
            yield Difference(programme, key[0], key[2], kept.get(key, 0), right.get(key, 0))
        if wrong and mend:
            ProgrammeTotal.objects.filter(programme=programme).delete()
            ProgrammeTotal.objects.bulk_create(
                ProgrammeTotal(programme=programme, seen_by=parts, public=public, count=count, **cell._asdict())
                for (parts, public, cell), count in right.items()
            )


def _of_parts(batch: list[Programme], *, mend: bool) -> Iterator[Strayed]:
    """Parts that keep something else of where they belong than what stands there."""
    state, deadline = F("commitment__state"), F("commitment__deadline")
    same_day = Q(commitment_deadline=deadline) | Q(commitment_deadline=None, commitment__deadline=None)
    right = Q(commitment_state=state, side=F("party__locality")) & same_day
    wrong = Responsibility.objects.filter(commitment__programme__in=batch).exclude(right).order_by("pk")
    for part in wrong.select_related("commitment__programme", "party"):
        yield Strayed(copy.copy(part))
        if mend:
            part.take_copies()
            part.save(update_fields=["side", "commitment_state", "commitment_deadline"])


def _derived(batch: list[Programme]) -> tuple[dict[int, _Stored], int]:
    """What the commitments of these programmes give, and how many they are."""
    public = {programme.pk: programme.audience == Audience.PUBLIC for programme in batch}
    counts: dict[int, Counter[tuple[str, bool, Cell]]] = {programme.pk: Counter() for programme in batch}
    many = 0
    facts = ("programme_id", "state", "deadline", "original_deadline", "completed_on")
    within = Commitment.objects.filter(programme__in=public).order_by()
    shared = within.exclude(audience=Audience.SIDE).values_list("audience", *facts).annotate(Count("pk"))
    for audience, programme, state, deadline, original, completed_on, count in shared.iterator():
        many += count
        key = counted_for(audience, ())
        for cell in cells(state, deadline, original, completed_on):
            counts[programme][key, public[programme] and not key, cell] += count
    own = list(within.filter(audience=Audience.SIDE).values_list("pk", *facts))
    parts = Responsibility.objects.filter(commitment__in=[row[0] for row in own])
    localities: dict[int, list[int]] = {}
    for pk, locality in parts.values_list("commitment_id", "party__locality_id"):
        localities.setdefault(pk, []).append(locality)
    for pk, programme, state, deadline, original, completed_on in own:
        many += 1
        for cell in cells(state, deadline, original, completed_on):
            counts[programme][seen_by(localities.get(pk, ())), False, cell] += 1
    return {programme: dict(found) for programme, found in counts.items()}, many


def _of_locality(locality: Locality, found: Recount, *, mend: bool) -> Iterator[Difference]:
    """The totals of a locality against the commitments it has a part in."""
    parts = Responsibility.objects.filter(party__locality=locality)
    shown = parts.filter(commitment__programme__audience=Audience.PUBLIC)
    right: locality_totals.Cells = Counter()
    for some, everyone in ((shown, True), (parts.exclude(commitment__programme__audience=Audience.PUBLIC), False)):
        for (public, cell), count in locality_totals.derived_of(some).get(locality.pk, {}).items():
            right[public and everyone, cell] += count
    kept = {
        (row.public, Cell(row.basis, row.state, row.outcome, row.day)): row.count
        for row in LocalityTotal.objects.filter(locality=locality)
    }
    found.totals += len(kept)
    wrong = [key for key in kept.keys() | right.keys() if kept.get(key) != right.get(key)]
    for public, cell in sorted(wrong, key=str):
        key = (public, cell)
        yield Difference(locality, "public" if public else PARTIES, cell, kept.get(key, 0), right.get(key, 0))
    if wrong and mend:
        LocalityTotal.objects.filter(locality=locality).delete()
        LocalityTotal.objects.bulk_create(
            LocalityTotal(locality=locality, public=public, count=count, **cell._asdict())
            for (public, cell), count in right.items()
        )


def _of_everything(found: Recount, *, mend: bool) -> Iterator[Difference]:
    """The public totals against the programmes' own."""
    fields = ("basis", "state", "outcome", "day")
    right = {
        Cell(*row[:4]): row[4]
        for row in ProgrammeTotal.objects.filter(public=True).values_list(*fields).annotate(Sum("count")).order_by()
    }
    kept = {Cell(*row[:4]): row[4] for row in PublicTotal.objects.values_list(*fields, "count")}
    found.totals += len(kept)
    wrong = [cell for cell in kept.keys() | right.keys() if kept.get(cell) != right.get(cell)]
    for cell in sorted(wrong, key=str):
        yield Difference(None, "", cell, kept.get(cell, 0), right.get(cell, 0))
    if wrong and mend:
        PublicTotal.objects.all().delete()
        PublicTotal.objects.bulk_create(PublicTotal(count=count, **cell._asdict()) for cell, count in right.items())


def _batches(programmes: Iterable[Programme]) -> Iterator[list[Programme]]:
    kept: list[Programme] = []
    for programme in programmes:
        kept.append(programme)
        if len(kept) == AT_ONCE:
            yield kept
            kept = []
    if kept:
        yield kept
