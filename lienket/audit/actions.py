"""Recording what was done, in the transaction that does it."""

from typing import Any, Protocol

from django.db import models, transaction
from django.utils import translation

from lienket.audit.canonical import line_hash, plain_data
from lienket.audit.models import ChainHead, Event
from lienket.lib import clock
from lienket.lib.questions import ask

SYSTEM = "Hệ thống"  # who acts when nobody does; stored, so it stands in the language of the record
_HEAD = 1


class Actor(Protocol):
    """Whoever does deeds: an id and an office ("Chuyên viên, Sở Tài chính thành phố Hà Nội")."""

    @property
    def pk(self) -> Any: ...

    @property
    def label(self) -> str: ...


class Side(Protocol):
    """A locality, known here by its code only."""

    @property
    def code(self) -> str: ...


class ChainHeadMissing(Exception):
    """Lines exist but the head does not: somebody removed it. Nothing is recorded until `audit_verify` has been looked at."""


def take_turn() -> ChainHead:
    """Lock the head of the chain for the rest of the transaction and return it.

    `record` does this itself. A deed made of several deeds calls it first, before it locks rows of its own: two such
    deeds would otherwise each hold what the other waits for.
    """
    if heads := ask("history's head", _head):
        head: ChainHead = heads[0]
        return head
    head, created = ChainHead.objects.select_for_update().get_or_create(pk=_HEAD)
    if created and Event.objects.exists():
        raise ChainHeadMissing(
            "The history has lines but no head; run `lienket audit_verify` and restore the head row."
        )
    return head


def _head() -> "models.QuerySet[ChainHead]":
    return ChainHead.objects.select_for_update().filter(pk=_HEAD)


def record(
    *, by: Actor | None, verb: str, thing: models.Model | None = None, side: Side | None = None, **data: Any
) -> Event:
    """Append one line: `by` (None is the system) did `verb` ("commitments.accepted") to `thing`, on behalf of `side`.

    `data` fills the sentence of the verb: codes, ids, dates, figures; never names of persons or words of papers, because
    a line can never be removed. Raises NotPlain for values that could not be hashed the same on every database.
    """
    kept = plain_data(data)
    with transaction.atomic(savepoint=False):  # the deed's own: what fails here takes it back whole
        head = take_turn()
        event = Event(
            sequence=head.sequence + 1,
            at=clock.now(),
            actor_id=by.pk if by is not None else None,
            actor_label=(by.label if by is not None else SYSTEM)[:300],
            side_code=side.code if side is not None else "",
            verb=verb,
            thing_kind=thing._meta.label_lower if thing is not None else "",
            thing_id=str(thing.pk) if thing is not None else "",
            thing_label=_label(thing),
            data=kept,
            previous_hash=head.hash,
        )
        event.hash = line_hash(event)
        event.save()
        head.sequence, head.hash = event.sequence, event.hash
        head.save(update_fields=["sequence", "hash"])
    return event


def _label(thing: models.Model | None) -> str:
    """How the line names the thing: its `label` where it has one (an officer's office, not the name), else its title.

    The record's own language is Vietnamese, whatever page the deed came from.
    """
    if thing is None:
        return ""
    with translation.override("vi"):
        label = getattr(thing, "label", None)
        return str(plain_data(label if isinstance(label, str) else str(thing)))[:300]
