"""What a sentence is about: codes of the sector taxonomy, level 2 where the words allow it.

before  "kết nối tour tuyến; nước sạch"
after   DUL.01, MTN.01
Leaves alone: words inside the names of agencies ("Sở Du lịch") and in the offices of persons.
"""

from vanban.lexicon import Lexicon
from vanban.scan import Scan, within


def sectors_in(met: Scan, lexicon: Lexicon, start: int, end: int, masked: list[tuple[int, int]]) -> tuple[str, ...]:
    """The codes met in a range, in order of first mention, outside the masked ranges."""
    found: dict[str, None] = {}
    for at, stop, entry in within(met.sectors, start, end):
        if not entry.code or stop > end or any(s < stop and at < e for s, e in masked):
            continue
        found.setdefault(entry.code)
    dropped: set[str] = set()
    for code in found:
        dropped |= lexicon.supersedes.get(code, frozenset())
    return tuple(code for code in found if code not in dropped)
