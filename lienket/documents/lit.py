"""A paper's text with its facts lit: paragraphs of pieces, each piece escaped by the template.

before: text + the reading's facts (half-open ranges of code points)
after:  Paragraph → Said (a sentence that says something) or plain run → Piece (a fact, or words between facts)

Facts never cross: where two overlap, the longer one is lit ("Sở Công Thương Hà Nội" over its "Hà Nội"). Every lit thing
has the anchor `o<start>`, so that any page can point at its words.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

# The contract's lists and the kind under which the page lights them, most telling first: ties go to the earlier one.
LISTS = {
    "quantities": "quantity",
    "people": "person",
    "references": "reference",
    "agencies": "agency",
    "dates": "date",
    "localities": "locality",
}


class Mark(NamedTuple):
    """A range of the text to light."""

    start: int
    end: int
    kind: str
    hint: str = ""


@dataclass(slots=True)
class Piece:
    """Words in a row: a fact when `kind` is set. `here` marks words the address points at, `anchor` words that are pointed at."""

    text: str
    kind: str = ""
    anchor: str = ""
    hint: str = ""
    here: bool = False


@dataclass(slots=True)
class Said:
    """A run of pieces: a statement when `kind` is set."""

    kind: str = ""
    anchor: str = ""
    pieces: list[Piece] = field(default_factory=list)


@dataclass(slots=True)
class Paragraph:
    """One line of the paper. `page` is set where a new page begins."""

    runs: list[Said] = field(default_factory=list)
    page: int | None = None


def anchor(start: int) -> str:
    """The id under which the lit text can be pointed at."""
    return f"o{start}"


def marks_of(facts: Mapping[str, Any]) -> list[Mark]:
    """The facts of a reading as ranges that never overlap, in the order of the text."""
    found = [
        Mark(fact["start"], fact["end"], kind, _hint(kind, fact))
        for name, kind in LISTS.items()
        for fact in facts.get(name, ())
        if fact["end"] > fact["start"]
    ]
    rank = {kind: place for place, kind in enumerate(LISTS.values())}
    found.sort(key=lambda m: (m.start, m.start - m.end, rank[m.kind]))
    return _without_overlap(found)


def _without_overlap(marks: Iterable[Mark]) -> list[Mark]:
    kept: list[Mark] = []
    for mark in marks:
        if kept and mark.start < kept[-1].end:
            if mark.end - mark.start > kept[-1].end - kept[-1].start:
                kept[-1] = mark
            continue
        kept.append(mark)
    return kept


def _hint(kind: str, fact: Mapping[str, Any]) -> str:
    """What the reader understood, where the words do not say it by themselves."""
    if kind == "date":
        return fact["from"] if fact["from"] == fact["to"] else f"{fact['from']} – {fact['to']}"
    if kind == "person":
        return fact.get("title") or ""
    return ""


def lit_text(
    text: str,
    facts: Mapping[str, Any],
    *,
    pages: Iterable[tuple[int, int, int]] = (),
    here: tuple[int, int] | None = None,
    points: Iterable[int] = (),
) -> list[Paragraph]:
    """The text as paragraphs with lit facts. `here` is a range to point at; it becomes pieces of its own. `points` are
    further places that get an anchor."""
    marks = marks_of(facts)
    said = _without_overlap(
        sorted(Mark(s["start"], s["end"], s["kind"]) for s in facts.get("statements", ()) if s["end"] > s["start"])
    )
    first_on_page = {start: number for number, start, _end in pages if number > 1}
    paragraphs: list[Paragraph] = []
    pointed = {item["start"] for said in facts.get("statements", ()) for item in said.get("items", ())} | set(points)
    cutter = _Cutter(text, here, pointed)
    anchored = cutter.anchored
    page: int | None = None
    for start, end in _lines(text):
        for page_start in [p for p in first_on_page if p <= start]:
            page = first_on_page.pop(page_start)
        if not text[start:end].strip():
            continue
        paragraph = Paragraph(page=page)
        page = None
        for a, b, sentence in _split(start, end, said):
            name = anchor(sentence.start) if sentence else ""
            run = Said(sentence.kind if sentence else "", name if name not in anchored else "")
            anchored.add(name)
            for c, d, mark in _split(a, b, marks):
                run.pieces.extend(cutter.pieces(c, d, mark))
            paragraph.runs.append(run)
        paragraphs.append(paragraph)
    return paragraphs


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.splitlines(keepends=True):
        yield start, start + len(line.rstrip("\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"))
        start += len(line)


def _split(start: int, end: int, marks: list[Mark]) -> Iterator[tuple[int, int, Mark | None]]:
    """The range cut along the marks that touch it."""
    at = start
    for mark in marks[_first_ending_after(marks, start) :]:
        if mark.start >= end:
            break
        if mark.start > at:
            yield at, mark.start, None
        yield max(mark.start, at), min(mark.end, end), mark
        at = min(mark.end, end)
    if at < end:
        yield at, end, None


def _first_ending_after(marks: list[Mark], position: int) -> int:
    low, high = 0, len(marks)
    while low < high:
        middle = (low + high) // 2
        if marks[middle].end <= position:
            low = middle + 1
        else:
            high = middle
    return low


class _Cutter:
    """Cuts stretches into pieces and gives every anchor once."""

    def __init__(self, text: str, here: tuple[int, int] | None, pointed: set[int]) -> None:
        self.text, self.here, self.pointed = text, here, pointed
        self.anchored: set[str] = set()

    def pieces(self, start: int, end: int, mark: Mark | None) -> Iterator[Piece]:
        """One stretch, cut once more where the pointed-at range begins or ends and where an enumerated content begins."""
        inner = {c for c in self.here or () if start < c < end}
        inner.update(p for p in self.pointed if start < p < end)
        for a, b in pairwise(sorted({start, end, *inner})):
            inside = self.here is not None and self.here[0] <= a and b <= self.here[1]
            yield Piece(
                self.text[a:b], mark.kind if mark else "", self._anchor(a, mark), mark.hint if mark else "", inside
            )

    def _anchor(self, at: int, mark: Mark | None) -> str:
        wanted = (
            (mark is not None and at == mark.start)
            or at in self.pointed
            or (self.here is not None and at == self.here[0])
        )
        name = anchor(at)
        if not wanted or name in self.anchored:
            return ""
        self.anchored.add(name)
        return name
