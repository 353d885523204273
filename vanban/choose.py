"""From what every finder offers to one consistent set: overlaps decided, agencies and figures given their locality.

before  agencies as their words stand, quantities without an owner, dates without a year
after   facts; an agency named without its locality takes the sentence's or the issuer's
"""

from bisect import bisect_right
from datetime import date
from typing import TypeVar

import msgspec

from vanban.attribution import attribute
from vanban.document import Frame, frame_document
from vanban.facts import Agency, DateFact, Locality, Person, Quantity, Reference
from vanban.finders.agencies import Mention, find_agencies
from vanban.finders.dates import find_raw_dates, settle
from vanban.finders.dates_in_words import find_dates_in_words
from vanban.finders.localities import find_localities
from vanban.finders.people import find_people
from vanban.finders.quantities import find_quantities
from vanban.finders.references import find_references
from vanban.lexicon import Lexicon
from vanban.owners import settle_agencies
from vanban.scan import Scan
from vanban.segments import Layout
from vanban.trace import Trace


class Chosen(msgspec.Struct, gc=False):
    """All facts but the statements, and the frame of the paper."""

    frame: Frame
    written_on: date | None
    localities: list[Locality]
    mentions: list[Mention]
    agencies: list[Agency]
    people: list[Person]
    dates: list[DateFact]
    quantities: list[Quantity]
    references: list[Reference]


_Spanned = TypeVar("_Spanned", Mention, Locality)
_NO_MORE = (1 << 62, 1 << 62)


def _apart(
    facts: list[_Spanned], spans: list[tuple[int, int]], why: tuple[str, str], trace: Trace | None
) -> list[_Spanned]:
    """The facts that touch none of the sorted spans; `why` names the list and the reason for the trace."""
    if not spans:
        return facts
    kept = []
    ahead = iter(spans)
    start, end = next(ahead)
    for x in facts:
        while end <= x.start:
            start, end = next(ahead, _NO_MORE)
        if start >= x.end:
            kept.append(x)
        elif trace is not None:
            trace.refuse(why[0], x.start, x.end, why[1])
    return kept


def choose(
    layout: Layout,
    met: Scan,
    lexicon: Lexicon,
    written_on: date | None,
    home: str | None,
    *,
    trace: Trace | None = None,
) -> Chosen:
    """Run the finders and settle what their facts leave open; `trace` is told what was set aside, and why."""
    references = find_references(layout.flat, met.runs)
    reference_spans = [(r.start, r.end) for r in references]
    in_words = find_dates_in_words(layout.low, met.number_words)
    raw_dates = find_raw_dates(layout.low, met.runs, references, in_words)
    mentions = _apart(find_agencies(met, lexicon), reference_spans, ("agencies", "in-number"), trace)
    first_day = next((d.make(d.year) for d in raw_dates if d.rule == "day" and d.year is not None), None)
    known_day = written_on or (first_day[0] if first_day else None)
    named = find_localities(met, lexicon, known_day, trace)
    localities = _apart(named, reference_spans, ("localities", "in-number"), trace)
    frame = frame_document(
        layout, references=references, dates=raw_dates, agencies=mentions, localities=localities, home=home
    )
    day = frame.facts.issued_on or written_on
    dates = []
    for raw in raw_dates:
        fact = settle(raw, layout.flat, day)
        if fact is not None:
            dates.append(fact)
        elif trace is not None:
            trace.refuse("dates", raw.start, raw.end, "no-year" if day is None else "no-such-day")
    people = find_people(met, layout, lexicon, mentions)
    person_spans = sorted((p.start, p.end) for p in people)
    localities = _apart(localities, person_spans, ("localities", "person"), trace)
    mentions = _apart(mentions, person_spans, ("agencies", "person"), trace)
    agency_starts = [m.start for m in mentions]
    agencies = settle_agencies(layout, met, lexicon, frame, localities=localities, mentions=mentions)
    people = _known_again([_with_locality(p, agencies, agency_starts) for p in people])
    taken = sorted([
        *reference_spans,
        *((d.start, d.end) for d in dates),
        *((p.begin, p.start) for p in layout.paragraphs if p.start > p.begin),
    ])  # fmt: skip
    raws = find_quantities(layout.flat, layout.low, met.runs, met.number_words, taken, trace=trace)
    quantities = attribute(
        layout,
        met,
        frame,
        raws=raws,
        localities=localities,
        dates=dates,
        agencies=agencies,
        people=people,
        lexicon=lexicon,
        day=day,
    )
    return Chosen(frame, day, localities, mentions, agencies, people, dates, quantities, references)


def _known_again(people: list[Person]) -> list[Person]:
    """A person met again is of the same locality."""
    known: dict[str, str] = {}
    found = []
    for person in people:
        if person.locality:
            known.setdefault(person.name, person.locality)
        again = not person.locality and person.name in known
        found.append(msgspec.structs.replace(person, locality=known[person.name]) if again else person)
    return found


def _with_locality(person: Person, agencies: list[Agency], starts: list[int]) -> Person:
    """A person whose office names an agency without a place is of that agency's locality."""
    if person.locality is not None or not person.title:
        return person
    near = agencies[bisect_right(starts, person.start - 160) : bisect_right(starts, person.start + 160)]
    named = [a for a in near if a.locality and a.text in person.title]
    if not named:
        return person
    own = min(named, key=lambda a: max(a.start - person.end, person.start - a.end))
    return msgspec.structs.replace(person, locality=own.locality)
