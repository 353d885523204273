"""One pass over the text for all words of the lexicon, one for runs of digits; hits told apart by family.

before  the folded text of a layout
after   for each family its hits, leftmost and longest first taken, none overlapping another of its family
"""

from bisect import bisect_left
from operator import itemgetter

import msgspec

from vanban.lexicon import ACTION, ADDRESS, AGENCY, CUE, LOCALITY, NUMBER, PAIR, RANK, SECTOR, TOWN, Entry, Lexicon
from vanban.segments import Layout

_START = itemgetter(0)
_DIGIT, _OTHER = b"0", b" "
_DIGITS_APART = bytes(ord(_DIGIT if 0x30 <= byte <= 0x39 else _OTHER) for byte in range(256))

Hit = tuple[int, int, Entry]


class Hits(list[Hit]):
    """Hits of one family in the order of the text; `starts` are their first offsets, to be searched by halving (of
    agencies, addresses and number words, which nobody searches, there are none)."""

    __slots__ = ("starts",)

    def __init__(self) -> None:
        self.starts: list[int] = []


class Scan(msgspec.Struct, gc=False):
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


def begins(hits: Hits, start: int, end: int) -> bool:
    """Whether a hit starts in a range."""
    i = bisect_left(hits.starts, start)
    return i < len(hits.starts) and hits.starts[i] < end


def scan(layout: Layout, lexicon: Lexicon) -> Scan:
    """Meet every word of the lexicon once."""
    low = layout.low
    families = [Hits() for _ in range(10)]
    ends = [0] * 10
    entries = lexicon.entries
    around = f" {low} "  # so that the character before `start` is around[start], the one at `end` around[end + 1]
    take = [hits.append for hits in families]
    for start, end, index in lexicon.met_in(low):
        # Most words stand between blanks, which is told faster than what a letter is.
        before = around[start]
        if before != " " and before.isalnum():
            continue
        behind = around[end + 1]
        if behind != " " and behind.isalnum():
            continue
        for family, entry in entries[index]:
            if family == SECTOR or start >= ends[family] or _takes_over(families[family], start, end):
                take[family]((start, end, entry))
                ends[family] = end
    families[SECTOR] = _topics(families[SECTOR])
    for family in (LOCALITY, TOWN, RANK, CUE, SECTOR, PAIR, ACTION):
        families[family].starts = [start for start, _, _ in families[family]]
    return Scan(
        flat=layout.flat,
        low=low,
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
        runs=_digit_runs(low),
    )


def _digit_runs(low: str) -> list[tuple[int, int]]:
    """Where runs of digits stand: looked for among bytes, one a character, which is several times faster than a pattern."""
    bytes_ = low.encode("ascii", "replace").translate(_DIGITS_APART)
    find = bytes_.find
    found = []
    at = find(_DIGIT)
    while at >= 0:
        end = find(_OTHER, at)
        if end < 0:
            end = len(bytes_)
        found.append((at, end))
        at = find(_DIGIT, end)
    return found


def _takes_over(kept: Hits, start: int, end: int) -> bool:
    """Whether a hit that overlaps the last ones kept starts before them, or with them and is longer; they are then let go.

    Hits come in the order of their ends, so that what is let go here lies inside whatever comes to take this one's place.
    """
    if kept[-1][0] < start or kept[-1][:2] == (start, end):
        return False
    first = len(kept)
    while first and kept[first - 1][0] >= start:
        first -= 1
    if first and kept[first - 1][1] > start:
        return False
    del kept[first:]
    return True


def _topics(met: Hits) -> Hits:
    """The words of sectors: "nông nghiệp công nghệ cao" counts, not "phát triển nông nghiệp" that it overlaps."""
    met.reverse()  # from the order of their ends: of those that start together the longest comes first now,
    met.sort(key=_START)  # and stays so
    kept = Hits()
    reach = 0
    for hit in met:
        start, end, _ = hit
        if start >= reach:
            kept.append(hit)
        elif end > reach and end - start > reach - kept[-1][0]:
            kept[-1] = hit
        else:
            continue
        reach = end
    return kept
