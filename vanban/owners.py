"""Whose is an agency that is named without its locality: the sentence's, the speaker's, the issuer's.

before  "Bí thư Tỉnh ủy Lào Cai giao Sở Y tế …"
after   Sở Y tế is of Lào Cai (10)
Leaves open: agencies of several sides at once ("Ban Thường vụ của hai bên"), central bodies.
"""

import re
from bisect import bisect_left
from datetime import date

from vanban.document import Frame
from vanban.facts import Agency, Locality
from vanban.finders.agencies import Mention
from vanban.fold import fold
from vanban.lexicon import Lexicon
from vanban.scan import Scan, within
from vanban.segments import Layout
from vanban.spans import walk

_ENOUGH = 64  # sides looked at in one sentence: keeps the cost linear in endless ones
_ASKS = {"propose"}
_LONGEST_SIDE = 90
# One's own superior, whatever places were named before: "lấy ý kiến tỉnh bạn, trình UBND tỉnh".
_TO_REPORT = re.compile(fold(r"(?<!\w)(?:trình|báo cáo|tham mưu|xin ý kiến)\s+$"))


def settle_agencies(
    layout: Layout, met: Scan, lexicon: Lexicon, frame: Frame, *, localities: list[Locality], mentions: list[Mention]
) -> list[Agency]:
    """Every mention as a fact with its locality; walks the sentences so that a paragraph's subject carries on."""
    settled: dict[int, str | None] = {}
    bodies, places = walk(mentions), walk(localities)
    speaker: str | None = None
    paragraph = -1
    sides: dict[int, str | None] = {-1: None}
    for sentence in layout.sentences:
        start, end = sentence.start, sentence.end
        if sentence.paragraph != paragraph and not frame.official:
            paragraph = sentence.paragraph
            speaker = None
        named = places.take(start, end) if places.next < end else []
        if bodies.next >= end:
            speaker = named[0].code if named else speaker
            continue
        here = bodies.take(start, end)
        cues = within(met.cues, start, end) if here else []
        asks = next((c for c in cues if c[2].code in _ASKS), None)
        row = layout.paragraphs[sentence.paragraph].kind == "row"
        giving = [c[0] for c in cues if c[2].code == "assign"]
        parent = layout.paragraphs[sentence.paragraph].parent
        if parent >= 0 and parent not in sides:
            sides[parent] = _side_of(layout, parent, localities)
        in_body = frame.body_start <= sentence.paragraph < frame.body_end and not row
        for mention in here:
            if mention.code or mention.central or mention.joint:
                settled[mention.start] = mention.code
                continue
            place = bisect_left(giving, mention.start)
            gives = giving[place - 1] if place else None
            settled[mention.start] = _owner(
                met,
                lexicon,
                frame,
                mention,
                here=here[:_ENOUGH],
                named=named[:_ENOUGH],
                asks=asks,
                gives=gives,
                speaker=speaker,
                in_body=in_body,
                side=sides[parent],
            )
        if named:
            speaker = named[0].code
    for mention in mentions:
        settled.setdefault(mention.start, mention.code or _issuer_for(mention, frame, lexicon))
    return [m.settled(layout.flat, settled.get(m.start)) for m in mentions]


def _side_of(layout: Layout, parent: int, localities: list[Locality]) -> str | None:
    """Whose people or tasks a list names: the only locality of the line above it ("2. Phía tỉnh Lạng Sơn:")."""
    p = layout.paragraphs[parent]
    if p.end - p.begin > _LONGEST_SIDE or layout.flat[p.end - 1] != ":":
        return None
    first = bisect_left(localities, p.begin, key=lambda place: place.start)
    codes = {place.code for place in localities[first : first + 3] if place.start < p.end}
    return codes.pop() if len(codes) == 1 else None


def fits(mention: Mention, code: str | None, lexicon: Lexicon, day: date | None) -> bool:
    """Whether a locality of that kind has such a body: a "Thành ủy" is a city's."""
    if code is None:
        return False
    place = lexicon.places.get(code)
    return place is None or mention.kind is None or (mention.kind == "city") == (place.kind_on(day) == "city")


def _issuer_for(mention: Mention, frame: Frame, lexicon: Lexicon) -> str | None:
    if mention.central or mention.joint:
        return None
    candidates = [frame.facts.issuer, *frame.facts.parties]
    return next((code for code in candidates if fits(mention, code, lexicon, frame.facts.issued_on)), None)


def _owner(
    met: Scan,
    lexicon: Lexicon,
    frame: Frame,
    mention: Mention,
    *,
    here: list[Mention],
    named: list[Locality],
    asks: tuple[int, int, object] | None,
    gives: int | None,
    speaker: str | None,
    in_body: bool,
    side: str | None,
) -> str | None:
    """The nearest owner: who is asked, if it stands behind the asking; else the sentence's first; else the issuer."""
    if side is not None and not named and fits(mention, side, lexicon, frame.facts.issued_on):
        return side
    reported_to = (
        frame.official and asks is None and _TO_REPORT.search(met.low, max(0, mention.start - 24), mention.start)
    )
    if reported_to and fits(mention, frame.facts.issuer, lexicon, frame.facts.issued_on):
        return frame.facts.issuer
    if not in_body and frame.facts.issuer:
        return _issuer_for(mention, frame, lexicon)
    before = [x.code for x in named if x.start < mention.start]
    inside = [m.code for m in here if m.code and m.start < mention.start]
    if asks is not None and mention.start > asks[0]:
        asked = [x.code for x in named if asks[0] <= x.start < mention.start]
        for code in asked[:1]:
            if fits(mention, code, lexicon, frame.facts.issued_on):
                return code
        if not asked and met.low[asks[1] : mention.start].strip() == "" and frame.addressee:
            return frame.addressee if fits(mention, frame.addressee, lexicon, frame.facts.issued_on) else None
    if gives is not None and gives < mention.start:
        givers = [x.code for x in named if x.start < gives and not met.low.endswith(" của ", 0, x.start)]
        before = [] if not givers and not frame.official else before
        before = [*reversed(givers), *before]
    for code in [*before[:1], *inside[:1], *before]:
        if fits(mention, code, lexicon, frame.facts.issued_on):
            return code
    candidates = [frame.facts.issuer, speaker] if frame.official else [speaker, frame.facts.issuer]
    after = [x.code for x in named if x.start > mention.start]
    rest = [*candidates, *after, *frame.facts.parties]
    return next((code for code in rest if fits(mention, code, lexicon, frame.facts.issued_on)), None)
