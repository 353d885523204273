"""What the engine saw besides the facts it chose: words it met, candidates it set aside and why. Kept only for who asks.

before  read(text) → facts
after   read(text, trace=Trace()) → the same facts, and trace.words, trace.refused
Costs nothing where no trace is handed in: finders ask `if trace is not None` only where they let a candidate fall.
"""

from typing import TYPE_CHECKING, TypeVar

import msgspec

from vanban.spans import OffsetMap

if TYPE_CHECKING:
    from vanban.scan import Scan

# Why a candidate was set aside.
REASONS = (
    "in-number", "person", "small-letters", "town", "bears-the-name", "longer-name", "no-year", "no-such-day", "label", "identifier", "fraction",
    "counts-nothing",
)  # fmt: skip
# The scan's families by name; what stands in none of the lists is met only to steer the others.
FAMILIES = ("localities", "towns", "agencies", "ranks", "addresses", "cues", "sectors", "pairs", "actions")


class Met(msgspec.Struct, frozen=True, gc=False):
    """A word of the lexicon where it stands: its family, its code there, its spelling there. Numbers are of the family "number"."""

    start: int
    end: int
    family: str
    code: str = ""
    form: str = ""


class Refused(msgspec.Struct, frozen=True, gc=False):
    """A candidate for one of the contract's lists that was not taken; `reason` is one of REASONS."""

    start: int
    end: int
    kind: str
    reason: str


class Trace:
    """Collects during one reading; its spans point into the reading's text."""

    def __init__(self) -> None:
        self.words: list[Met] = []
        self.refused: list[Refused] = []

    def refuse(self, kind: str, start: int, end: int, reason: str) -> None:
        """Remember a candidate that falls."""
        self.refused.append(Refused(start, end, kind, reason))

    def finish(self, met: "Scan", back: OffsetMap | None) -> None:
        """Take over the words met, and lead every span back to the text as it was given."""
        self.words += [
            Met(start, end, family, entry.code, entry.form)
            for family in FAMILIES
            for start, end, entry in getattr(met, family)
        ]
        self.words += [Met(start, end, "number") for start, end in (*met.runs, *met.number_words)]
        self.words.sort(key=_place)
        self.refused.sort(key=_place)
        if back is not None:
            self.words = [_led_back(word, back) for word in self.words]
            self.refused = [_led_back(candidate, back) for candidate in self.refused]


_Thing = TypeVar("_Thing", Met, Refused)


def _place(thing: Met | Refused) -> tuple[int, int]:
    return thing.start, thing.end


def _led_back(thing: _Thing, back: OffsetMap) -> _Thing:
    return msgspec.structs.replace(thing, start=back.start(thing.start), end=back.end(thing.end))
