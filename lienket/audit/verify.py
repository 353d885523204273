"""Walking the chain: every line must follow the one before, and the head must be the last line."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from lienket.audit.actions import take_turn
from lienket.audit.canonical import line_hash
from lienket.audit.models import ChainHead, Event

_START = "0" * 64


@dataclass(frozen=True, slots=True)
class Broken:
    """The first line at which the chain does not hold. `problem` is a code, `words` say it in English for the log."""

    sequence: int
    problem: str  # "missing", "changed", "unchained", "head", "beyond"
    words: str


@dataclass(slots=True)
class _Walk:
    """Where the walk stands: the last good line."""

    sequence: int = 0
    hash: str = _START

    def over(self, events: Iterable[Event]) -> Broken | None:
        """Walk on over `events` in order; the first line that does not follow ends it."""
        for event in events:
            expected = self.sequence + 1
            if event.sequence != expected:
                return Broken(
                    expected, "missing", f"line {expected} is missing; the next line there is {event.sequence}"
                )
            if line_hash(event) != event.hash:
                return Broken(expected, "changed", f"line {expected} was changed: its words do not give its hash")
            if event.previous_hash != self.hash:
                return Broken(
                    expected,
                    "unchained",
                    f"line {expected} does not follow line {self.sequence}: that one was rewritten",
                )
            self.sequence, self.hash = event.sequence, event.hash
        return None


def verify_chain() -> Broken | None:
    """The first broken line, or None when the whole chain holds.

    Most of the chain is walked without a lock; only the lines written meanwhile are walked with writers held off.
    What it cannot see: a rewriting of every line from some point to the end together with the head. Against that, keep
    the number and hash that `audit_verify` prints somewhere else and compare later (`--anchor`).
    """
    walk = _Walk()
    seen = ChainHead.objects.filter(pk=1).values_list("sequence", flat=True).first() or 0
    events = Event.objects.order_by("sequence")
    if broken := walk.over(events.filter(sequence__lte=seen).iterator(chunk_size=500)):
        return broken
    with transaction.atomic():
        heads = ChainHead.objects.filter(pk=1)
        if not heads.exists():
            if not Event.objects.exists():
                return None
            if (
                not heads.exists()
            ):  # asked again: the very first line may have come, with its head, between the two looks
                return Broken(0, "head", "the head of the chain is missing although lines exist")
        head = take_turn()
        if broken := walk.over(events.filter(sequence__gt=walk.sequence).iterator(chunk_size=500)):
            return broken
        if head.sequence > walk.sequence:
            return Broken(
                walk.sequence + 1, "missing", f"lines {walk.sequence + 1} to {head.sequence} are missing at the end"
            )
        if head.sequence < walk.sequence:
            return Broken(head.sequence + 1, "beyond", f"line {head.sequence + 1} stands beyond the head of the chain")
        if head.hash != walk.hash:
            return Broken(head.sequence, "head", f"the head does not carry the hash of line {head.sequence}")
    return None
