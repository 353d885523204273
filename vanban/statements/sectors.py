"""What a sentence is about: codes of the sector taxonomy, level 2 where the words allow it.

before  "kết nối tour tuyến; nước sạch"
after   DUL.01, MTN.01
Leaves alone: words inside the names of agencies ("Sở Du lịch") and in the offices of persons.
"""

import re

from vanban.lexicon import Lexicon
from vanban.scan import Scan, within
from vanban.spans import touches

_NEAR = 45
_WHERE = re.compile(r"(?:tại|trên|qua|dọc|theo)\s+(?:(?:các\s+)?tuyến\s+)?$")


def _is_place(met: Scan, at: int, stop: int) -> bool:
    """Whether the words name where something happens: "tại Lễ hội Hoa Ban", "qua quốc lộ 6"."""
    named = met.flat[at].isupper() or met.flat[stop + 1 : stop + 2].isdigit()
    return named and _WHERE.search(met.low, max(0, at - 20), at) is not None


def _paired(met: Scan, lexicon: Lexicon, start: int, end: int, masked: list[tuple[int, int]]) -> list[str]:
    """Sectors told by two words near each other, in this order: "đào tạo cho 80 bác sĩ"."""
    codes: list[str] = []
    hits = within(met.pairs, start, end)
    if len(hits) < 2:
        return codes
    if masked:
        hits = [h for h in hits if not touches(masked, h[0], h[1])]
    pairs = lexicon.pairs
    for i, (_, stop, entry) in enumerate(hits, 1):
        seconds = pairs.get(entry.code)
        if seconds is None:
            continue
        for at, _, other in hits[i : i + 5]:
            if at - stop > _NEAR:
                break
            if other.code in seconds:
                if ";" in met.low[stop:at]:
                    break
                codes.append(seconds[other.code])
    return codes


def sectors_in(met: Scan, lexicon: Lexicon, start: int, end: int, masked: list[tuple[int, int]]) -> tuple[str, ...]:
    """The codes met in a range, in order of first mention, outside the masked ranges."""
    found: dict[str, None] = {}
    if masked:
        masked = [(s, e) for s, e in masked if e > start and s < end]
    where = lexicon.where
    for at, stop, entry in within(met.sectors, start, end):
        code = entry.code
        if (
            not code
            or stop > end
            or (code in where and _is_place(met, at, stop))
            or (masked and touches(masked, at, stop))
        ):
            continue
        found[code] = None
    for code in _paired(met, lexicon, start, end, masked):
        found[code] = None
    if len(found) < 2:
        return tuple(found)
    supersedes = lexicon.supersedes
    dropped: set[str] = set()
    for code in found:
        if code in supersedes:
            dropped |= supersedes[code]
    return tuple([code for code in found if code not in dropped]) if dropped else tuple(found)
