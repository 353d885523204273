"""What a paper says, for somebody with ten seconds: from the reading's facts to short lines, each with its place in the text.

Pure: facts in, lines out. Nothing is judged here that the reading did not say; what it left open is listed as open.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from lienket.lib.numbers import format_number, format_quantity, speaks_vietnamese

from . import titles

# Sentences whose figures describe a locality or what was achieved; figures elsewhere are details of a promise.
TELLING = ("profile", "result", "shortcoming")


@dataclass(frozen=True, slots=True)
class Line:
    """Some words of the paper and where they stand."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure with its bound; whose and of which year, where the paper says so."""

    words: str
    start: int
    end: int
    whose: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person by name and office."""

    name: str
    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SaidLine:
    """A statement: who (says, asks, assigns), whom, what in parts, led by whom, until when."""

    text: str
    start: int
    end: int
    who: str = ""
    whom: str = ""
    items: tuple[Line, ...] = ()
    leads: tuple[str, ...] = ()
    coordinators: tuple[str, ...] = ()
    due: "Due | None" = None


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline: one day, or a period whose last day counts."""

    first: dt.date
    last: dt.date

    @property
    def one_day(self) -> bool:
        """Whether it is a single day."""
        return self.first == self.last


@dataclass(slots=True)
class Summary:
    """Everything the summary panel shows."""

    parties: list[str] = field(default_factory=list)
    kind: str = ""
    title: str = ""
    number: str = ""
    issued_on: dt.date | None = None
    source: str = ""
    figures: list[FigureLine] = field(default_factory=list)
    other_figures: list[FigureLine] = field(default_factory=list)
    people: list[PersonLine] = field(default_factory=list)
    agreements: list[SaidLine] = field(default_factory=list)
    proposals: list[SaidLine] = field(default_factory=list)
    assignments: list[SaidLine] = field(default_factory=list)
    results: list[SaidLine] = field(default_factory=list)
    shortcomings: list[SaidLine] = field(default_factory=list)
    meetings: list[SaidLine] = field(default_factory=list)
    without_lead: int = 0
    without_due: int = 0
    without_owner: int = 0

    @property
    def says_anything(self) -> bool:
        """Whether any sentence, figure or person was read."""
        return bool(self.figures or self.other_figures or self.people or self.sentences)

    @property
    def sentences(self) -> int:
        """How many sentences say something to follow up or to know."""
        lists = (self.agreements, self.proposals, self.assignments, self.results, self.shortcomings, self.meetings)
        return sum(len(lines) for lines in lists)


def party_codes(facts: Mapping[str, Any]) -> list[str]:
    """The localities the paper is about: as its head names them, else those who agree, ask and answer, else the two most named."""
    if declared := list(facts.get("document", {}).get("parties") or ()):
        return declared
    counted: Counter[str] = Counter()
    for said in facts.get("statements", ()):
        counted.update(dict.fromkeys({*said.get("from", ()), *said.get("to", ())}, 3))
    named = Counter(place["code"] for place in facts.get("localities", ()) if place.get("code"))
    if len(counted) < 2:
        counted.update(named)
    first_seen = {place["code"]: place["start"] for place in reversed(facts.get("localities", ()))}
    best = [code for code, _count in (counted or named).most_common(2)]
    return sorted(best, key=lambda code: first_seen.get(code, 0))


def summarise(facts: Mapping[str, Any], names: Mapping[str, str]) -> Summary:
    """The lines of a reading. `names` gives a locality's name for its code."""
    document = facts.get("document", {})
    issued = document.get("issued_on")
    summary = Summary(
        parties=[names.get(code, code) for code in party_codes(facts)],
        kind=document.get("kind") or "unknown",
        title=titles.document_title(document.get("title") or ""),
        number=document.get("number") or "",
        issued_on=dt.date.fromisoformat(issued) if issued else None,
        source=document.get("source") or "",
    )
    lists = {
        "agreement": summary.agreements,
        "proposal": summary.proposals,
        "assignment": summary.assignments,
        "result": summary.results,
        "shortcoming": summary.shortcomings,
        "meeting": summary.meetings,
    }
    telling: list[tuple[int, int]] = []
    for said in facts.get("statements", ()):
        if said["kind"] in TELLING:
            telling.append((said["start"], said["end"]))
        if (lines := lists.get(said["kind"])) is not None and not _closes(said):
            lines.append(_said(said, names, facts))
    for quantity in facts.get("quantities", ()):
        inside = any(start <= quantity["start"] < end for start, end in telling)
        told = inside and quantity["kind"] != "duration"
        (summary.figures if told else summary.other_figures).append(_figure(quantity, names))
    summary.people = _people(facts.get("people", ()))
    summary.without_lead = sum(not line.leads for line in summary.assignments)
    summary.without_due = sum(line.due is None for line in (*summary.assignments, *summary.agreements))
    summary.without_owner = sum(not line.whose for line in summary.figures)
    return summary


def quantity_words(quantity: Mapping[str, Any]) -> str:
    """A figure with its bound: as written in Vietnamese, put into English figures otherwise."""
    if speaks_vietnamese():
        return " ".join(str(quantity["text"]).split())
    value = Decimal(quantity["value"])
    if quantity["kind"] == "rank":
        return f"rank {format_number(value)}"
    high = quantity.get("value_to")
    return format_quantity(value, quantity["unit"], quantity["bound"], Decimal(high) if high is not None else None)


def due_of(said: Mapping[str, Any]) -> Due | None:
    """The deadline of a statement, where it has one."""
    due = said.get("due")
    return Due(dt.date.fromisoformat(due["from"]), dt.date.fromisoformat(due["to"])) if due else None


def _closes(said: Mapping[str, Any]) -> bool:
    return said["kind"] == "assignment" and titles.closes_the_notice(said["text"])


def _in_short(said: Mapping[str, Any], facts: Mapping[str, Any]) -> str:
    """What is promised, asked or assigned without who and until when: those stand beside it. Other sentences as they are."""
    text = facts["text"]
    if said["kind"] == "assignment":
        return titles.task_title(text, said)
    if said["kind"] == "agreement":
        return titles.agreement_title(text, said)
    if said["kind"] == "proposal":
        inside = (a for a in facts.get("agencies", ()) if said["start"] <= a["start"] and a["end"] <= said["end"])
        return titles.request_title(text, said, inside)
    return _line(said["text"])


def _said(said: Mapping[str, Any], names: Mapping[str, str], facts: Mapping[str, Any]) -> SaidLine:
    return SaidLine(
        text=_in_short(said, facts),
        start=said["start"],
        end=said["end"],
        who=_join(said.get("from", ()), names),
        whom=_join(said.get("to", ()), names),
        items=tuple(Line(_line(i["text"]), i["start"], i["end"]) for i in said.get("items", ())),
        leads=tuple(said.get("leads", ())),
        coordinators=tuple(a["text"] for a in said.get("coordinators", ())),
        due=due_of(said),
    )


def _figure(quantity: Mapping[str, Any], names: Mapping[str, str]) -> FigureLine:
    code = quantity.get("locality")
    return FigureLine(
        words=quantity_words(quantity),
        start=quantity["start"],
        end=quantity["end"],
        whose=names.get(code, code) if code else "",
        year=quantity.get("year"),
    )


def _people(people: Iterable[Mapping[str, Any]]) -> list[PersonLine]:
    """Each name once, with the fullest title it is given."""
    best: dict[str, PersonLine] = {}
    for person in people:
        line = PersonLine(person["name"], person.get("title") or "", person["start"], person["end"])
        known = best.get(line.name)
        if known is None or len(line.title) > len(known.title):
            best[line.name] = line if known is None else PersonLine(line.name, line.title, known.start, known.end)
    return list(best.values())


def _join(codes: Sequence[str], names: Mapping[str, str]) -> str:
    return ", ".join(names.get(code, code) for code in codes)


def _line(text: str) -> str:
    return " ".join(text.split())
