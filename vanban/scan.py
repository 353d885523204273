"""One pass over the text for all words of the lexicon, one for runs of digits; hits told apart by family.

before  the folded text of a layout
after   for each family its hits, leftmost and longest first taken, none overlapping another of its family
"""

import re
from bisect import bisect_left

import msgspec

from vanban.lexicon import ACTION, ADDRESS, AGENCY, CUE, LOCALITY, NUMBER, PAIR, RANK, SECTOR, TOWN, Entry, Lexicon
from vanban.segments import Layout

_DIGITS = re.compile(r"[0-9]+")

Hit = tuple[int, int, Entry]


class Hits(list[Hit]):
    """Hits of one family in the order of the text; `starts` are their first offsets, to be searched by halving."""

    __slots__ = ("starts",)

    def __init__(self) -> None:
        self.starts: list[int] = []


class Scan(msgspec.Struct):
    """What was met in one text."""

    flat: str
    low: str
    localities: Hits
    towns: Hits
    agencies: Hits
    ranks: Hits
    addresses: Hits
    cues: Hits
    sectors: Hits
    pairs: Hits
    actions: Hits
    runs: list[tuple[int, int]]  # of digits
    number_words: list[tuple[int, int]]

    def locality_at(self, offset: int) -> Hit | None:
        """The locality name that starts exactly at an offset."""
        return _at(self.localities, offset)

    def town_in(self, start: int, end: int) -> Hit | None:
        """The first well-known place inside a range."""
        return next(iter(within(self.towns, start, end)), None)


def _at(hits: Hits, offset: int) -> Hit | None:
    i = bisect_left(hits.starts, offset)
    return hits[i] if i < len(hits) and hits.starts[i] == offset else None


def within(hits: Hits, start: int, end: int) -> list[Hit]:
    """The hits that start in a range (and, being short, end in it or just behind)."""
    starts = hits.starts
    i = bisect_left(starts, start)
    return hits[i : bisect_left(starts, end, i)]


def scan(layout: Layout, lexicon: Lexicon) -> Scan:
    """Meet every word of the lexicon once."""
    families = [Hits() for _ in range(10)]
    ends = [0] * 10
    entries = lexicon.entries
    for start, minus_end, index in lexicon.find(layout.low):
        end = -minus_end
        for entry in entries[index]:
            family = entry.family
            if start >= ends[family]:
                families[family].append((start, end, entry))
                ends[family] = end
            elif family == SECTOR and end > ends[SECTOR] and end - start > ends[SECTOR] - families[SECTOR][-1][0]:
                families[SECTOR][-1] = (start, end, entry)  # "nông nghiệp công nghệ cao" over "phát triển nông nghiệp"
                ends[SECTOR] = end
    for hits in families:
        hits.starts = [start for start, _, _ in hits]
    return Scan(
        flat=layout.flat,
        low=layout.low,
        localities=families[LOCALITY],
        towns=families[TOWN],
        agencies=families[AGENCY],
        ranks=families[RANK],
        addresses=families[ADDRESS],
        cues=families[CUE],
        sectors=families[SECTOR],
        pairs=families[PAIR],
        actions=families[ACTION],
        number_words=[(start, end) for start, end, _ in families[NUMBER]],
        runs=[match.span() for match in _DIGITS.finditer(layout.low)],
    )
