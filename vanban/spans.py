"""Half-open ranges of characters, and the way back from a cleaned text to the text it came from."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import count
from typing import Any, Generic, Protocol, TypeVar

import msgspec
from daachorse import CharwiseDoubleArrayAhoCorasick

from vanban.flat_tables import cell_borders
from vanban.fold import INVISIBLE, without_surrogates
from vanban.mend import Edit, splits, torn_pieces


class Span(msgspec.Struct, frozen=True, order=True, gc=False):
    """Code points `start` up to, not including, `end`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of `text` in this span."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


def touches(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a range shares a character with one of a few spans."""
    for first, behind in spans:  # noqa: SIM110 - a generator for `any` would cost more than the comparing
        if first < end and start < behind:
            return True
    return False


class Placed(Protocol):
    """Anything that starts somewhere in the text."""

    @property
    def start(self) -> int: ...


_Thing = TypeVar("_Thing", bound=Placed)


class InOrder(Generic[_Thing]):
    """Things in the order of the text, to be searched by halving."""

    __slots__ = ("all", "starts")

    def __init__(self, things: list[_Thing]) -> None:
        self.all = things
        self.starts = [thing.start for thing in things]

    def inside(self, start: int, end: int) -> list[_Thing]:
        """Those that start in a range."""
        starts = self.starts
        first = bisect_left(starts, start)
        return self.all[first : bisect_left(starts, end, first)]


_Met = TypeVar("_Met")
_FAR = 1 << 62


class Walk(Generic[_Met]):
    """Things in the order of the text, taken range by range from the front: each is passed once.

    `next` is where the first thing not yet passed starts: where it lies behind a range, nothing needs to be taken.
    """

    __slots__ = ("_all", "_at", "_starts", "next")

    def __init__(self, things: list[_Met], starts: list[int]) -> None:
        self._all = things
        self._at = 0
        self._starts = [*starts, _FAR]
        self.next = self._starts[0]

    def take(self, start: int, end: int) -> list[_Met]:
        """Those that start in a range which lies behind the ranges taken before."""
        starts, first = self._starts, self._at
        while starts[first] < start:
            first += 1
        behind = first
        while starts[behind] < end:
            behind += 1
        self._at = behind
        self.next = starts[behind]
        return self._all[first:behind]


def walk(things: list[_Thing]) -> Walk[_Thing]:
    """A walk over facts."""
    return Walk(things, [thing.start for thing in things])


class OffsetMap:
    """Leads offsets of a cleaned text back to the original.

    `starts[i]` is a cleaned offset from which `shifts[i]` must be added. A position lies before the shift that begins
    there when it ends a span and after it when it starts one.
    """

    def __init__(self, starts: Sequence[int], shifts: Sequence[int]) -> None:
        self._starts = starts
        self._shifts = shifts

    def start(self, offset: int) -> int:
        """The original offset of a span's first character."""
        return offset + self._shifts[bisect_right(self._starts, offset) - 1]

    def end(self, offset: int) -> int:
        """The original offset just behind a span's last character."""
        return self.start(offset - 1) + 1 if offset else 0


# What a reader's eye skips: invisible characters, spaces after the first of a run, spaces around a line break.
_DROPPED = re.compile(f"[{INVISIBLE}]+|(?<=[ \u00a0])[ \u00a0]+|[ \u00a0]+(?=[\r\n])|(?<=\n)[ \u00a0]+|\r(?=\n)")

_PAIRS = ("  ", " \n", "\n ")
_SIGNS = (*_PAIRS, *INVISIBLE, "\r", "\u00a0 ", " \u00a0", "\u00a0\n", "\n\u00a0", "\u00a0\u00a0")


# All blanks that are neither a space nor the end of a line or a cell.
_ODD_BLANKS = "\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"


_TEXTS = count()


@cache
def _suspects() -> Any:
    """Meets whatever may have to be dropped or mended in a text of single spaces: double ones, odd blanks, invisible marks, torn pieces."""
    return CharwiseDoubleArrayAhoCorasick(["  ", *_ODD_BLANKS, *INVISIBLE, *(f" {piece} " for piece in torn_pieces())])


def _is_plain(text: str) -> bool:
    """Whether a text surely has nothing to drop or to mend: one look tells it for most, at a fourth of what the closer ones cost.

    The first text of a process gets the closer looks: who reads but one waits for no automaton to be built.
    """
    if not next(_TEXTS):
        return False
    if "\t" in text:
        text = text.replace("\t\t", "\t").replace("\t", " ")
    words = text.strip("\n").replace("\n\n", "\n").replace("\n", " ")
    return not without_surrogates(_suspects().find, f" {words} ")


def _is_tidy(text: str) -> bool:
    """Whether there is nothing to drop."""
    return not any(sign in text for sign in _SIGNS)


def squeeze(text: str) -> tuple[str, OffsetMap | None]:
    """The text without what the eye skips and with split syllables whole, and the way back; (text, None) when there is nothing to do."""
    edits = cell_borders(text)
    if not _is_plain(text):
        edits += splits(text)
        if not _is_tidy(text):
            edits += _dropped(text)
    if not edits:
        return text, None
    edits.sort()
    starts, shifts = [0], [0]
    pieces: list[str] = []
    at = kept = 0
    for start, end, instead in edits:
        if start < at:
            continue
        pieces += (text[at:start], instead)
        kept += start - at + len(instead)
        at = end
        if starts[-1] == kept:
            shifts[-1] = at - kept
        else:
            starts.append(kept)
            shifts.append(at - kept)
    pieces.append(text[at:])
    return "".join(pieces), OffsetMap(starts, shifts)


def _dropped(text: str) -> list[Edit]:
    return [(*match.span(), "") for match in _DROPPED.finditer(text)]
