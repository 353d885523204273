"""Whose figure it is, and of which year.

before  "Năm 2020, sản lượng của Cà Mau đạt 600.500 tấn"
after   600500 tấn belongs to Cà Mau (96), 2020
Leaves open: figures of both sides ("Hai tỉnh đã tổ chức 9 hội nghị"), periods of several years.
"""

import re
from collections.abc import Callable
from datetime import date

from vanban.document import Frame
from vanban.facts import Agency, DateFact, Locality, Person, Quantity
from vanban.finders.quantities import Raw
from vanban.fold import fold
from vanban.lexicon import Lexicon
from vanban.scan import Scan, within
from vanban.segments import Layout, Sentence
from vanban.spans import InOrder, walk

_PREPOSITION = re.compile(
    r"\b(?:từ|với|cho|tại|qua|đến|vào|ở|giữa|sang|về|giúp|cùng|sát|giáp|kề|gần|cách)\s+(?:(?:cảng|sân bay|cửa khẩu|thị trường|địa bàn|doanh nghiệp)\s+)?"
    r"(?:(?:\w+\s+){0,3}?(?:tỉnh|thành phố|tp\.?)\s*)?$"
)
_COORDINATED = re.compile(r"\s*(?:,|và)\s+(?:(?:tỉnh|thành phố|tp\.?)\s*)?")
# "Sau khi hợp nhất với A và B, C có …": the comma ends what C is set beside, and does not make C one of them.
_BESIDE = re.compile(
    fold(r"(?:(?:sau|từ|kể từ)\s+)?(?:khi\s+)?(?:hợp nhất|sáp nhập|nhập|cùng|so|khác|giáp|giáp ranh)\s+với\s")
)
_OWN_KIND = re.compile(rf"[^;.()]{{0,45}}?\s(?:của|{fold('toàn')})\s(?P<kind>tỉnh|thành phố)(?!\w)")
_ADDRESSEE = re.compile(r"\b(?:hỗ trợ|giúp|cho)\s+(?:tỉnh\s+|thành phố\s+)?$")
_OF = re.compile(
    r"[^,;.:()\d]{0,40}?\s(?:của|thuộc)\s+(?:(?:các|những|người dân|doanh nghiệp|nhà đầu tư|hộ|đồng bào)\s+){0,2}(?:tỉnh\s+|thành phố\s+|tp\.?\s*)?$"
)
# What a place is beside: "Tỉnh giáp X, có 12 bến" is not X's.
_NEIGHBOUR = re.compile(
    fold(r"\b(?:sát|giáp|kề|gần|cách|liền kề|giáp ranh|tiếp giáp)\s+(?:với\s+)?(?:tỉnh\s+|thành phố\s+|tp\.?\s*)?$")
)
# Who comes from one place to build in another: "doanh nghiệp X đã đầu tư 9 dự án tại Y".
_COMES_FROM = re.compile(
    fold(
        r"(?:doanh nghiệp|nhà đầu tư|tập đoàn|công ty|tổng công ty|thương nhân|hợp tác xã)\s+(?:(?:đến từ|của|từ)\s+)?(?:tỉnh\s+|thành phố\s+|tp\.?\s*)?$"
    )
)
_INVESTS = re.compile(fold(r"(?<!\w)(?:đầu tư|rót vốn|khởi công|đăng ký|xây dựng|triển khai|mở|đặt|vận hành)(?!\w)"))
_THERE = re.compile(
    fold(r"\b(?:tại|ở|vào|trên địa bàn|lên|xuống)\s+(?:địa bàn\s+)?(?:tỉnh\s+|thành phố\s+|tp\.?\s*)?$")
)
# Who asks another to take in or teach people sends his own: "Đề nghị X tiếp nhận 9 kỹ sư thực tập".
_ASKED = re.compile(fold(r"(?:(?:trân trọng|kính)\s+)?(?:đề nghị|kiến nghị|đề xuất|mong)\s"))
_TAUGHT = re.compile(fold(r"(?:tiếp nhận|đào tạo|bồi dưỡng|tập huấn)(?:\s+\w+){0,3}\s+$"))
_DIRECT = re.compile(r"\s+(?:tỉnh\s+|thành phố\s+|tp\.?\s*)?$")
_ON_SITE = re.compile(r"trên địa bàn\s+(?:tỉnh\s+|thành phố\s+|tp\.?\s*)?$")
_AT = re.compile(r"\b(?:tại|ở|thuộc|trên địa bàn)\s+(?:tỉnh\s+|thành phố\s+|tp\.?\s*)?$")
_COMPARED = re.compile(fold(r"so với\s+(?:cùng kỳ\s+)?$"))
_IN_YEAR = re.compile(r"[^,;.()\d]{0,30}?\s?(?:vào|trong|của)?\s*$")

_AT_TOWN = re.compile(
    fold(
        r"(?:\s\w+){0,3}?\s(?:tại|ở|thuộc)\s(?:(?:các\s)?(?:huyện|thị xã|thị trấn|thành phố|tp\.?|phường|xã|khu kinh tế|cửa khẩu)\s)?"
    )
)
_TOWN_NEAR = 48
_NEAR = 64  # within which "… của tỉnh" stands behind a figure

KindOf = Callable[[str], str | None]  # "city" or "province" on the paper's day, None where the code is not known


def attribute(
    layout: Layout,
    met: Scan,
    frame: Frame,
    *,
    raws: list[Raw],
    localities: list[Locality],
    dates: list[DateFact],
    agencies: list[Agency],
    people: list[Person],
    lexicon: Lexicon,
    day: date | None,
) -> list[Quantity]:
    """Every figure as a fact with its owner and year, where the words tell them; `day` is the paper's."""

    def kind_of(code: str) -> str | None:
        place = lexicon.places.get(code)
        return place.kind_on(day) if place is not None else None

    found: list[Quantity] = []
    sentences = iter(layout.sentences)
    sentence = next(sentences, None)
    named: list[Locality] = []
    spoken: list[DateFact] = []
    offices: list[Agency] = []
    site: str | None = None
    aside: set[int] = set()
    titled: int | None = None
    subject: str | None = None
    fresh = True
    places, days, bodies = walk(localities), InOrder(dates), walk(agencies)
    everywhere, speakers = InOrder(localities), InOrder([x for x in people if x.locality])
    for raw in raws:
        while sentence is not None and sentence.end <= raw.start:
            passed = places.take(sentence.start, sentence.end) if fresh else named
            if passed:
                subject = _where_built(met, sentence, passed) or _subject(met, sentence, passed)
            elif sentence.first:
                subject = None
            sentence, fresh = next(sentences, None), True
        if sentence is None or raw.start < sentence.start:
            found.append(_fact(layout, raw, None, None))
            continue
        if fresh:
            named = places.take(sentence.start, sentence.end)
            spoken = days.inside(sentence.start, sentence.end)
            offices = bodies.take(sentence.start, sentence.end)
            site = _on_site(met, sentence, named) or _where_built(met, sentence, named)
            aside = _aside(met, sentence, named)
            titled = None if spoken else _year_of_headings(layout, sentence, days)
            if sentence.first and not named:
                subject = _place_above(layout, sentence, everywhere)
            fresh = False
        code = site or _owner(
            met,
            raw,
            sentence,
            named=named,
            aside=aside,
            offices=offices,
            subject=subject if named else _speaker(speakers.inside(sentence.start, raw.start)) or subject,
            frame=frame,
            kind_of=kind_of,
        )
        year = _year(met, raw, sentence, spoken) if spoken else titled
        found.append(_fact(layout, raw, code, year))
    return found


def _fact(layout: Layout, raw: Raw, code: str | None, year: int | None) -> Quantity:
    return Quantity(
        raw.start,
        raw.end,
        layout.flat[raw.start : raw.end],
        raw.kind,
        raw.value,
        raw.value_to,
        raw.bound,
        raw.unit,
        code,
        year,
        raw.rule,
    )


def _owner(
    met: Scan,
    raw: Raw,
    sentence: Sentence,
    *,
    named: list[Locality],
    aside: set[int],
    offices: list[Agency],
    subject: str | None,
    frame: Frame,
    kind_of: KindOf,
) -> str | None:
    """Whose the figure is: the place it is on, the owner named behind it, the subject before it; else the issuer's."""
    told = _behind(met, raw, named) or _in_town(met, raw, sentence) or _own_kind(met, raw, sentence, named, kind_of)
    if told is not None:
        return told
    if frame.official and frame.facts.issuer and raw.kind == "count" and _is_sent(met, raw, sentence, named):
        return frame.facts.issuer
    joint = [c[0] for c in within(met.cues, sentence.start, raw.start) if c[2].code == "joint"]
    for place in reversed(named):
        if place.end <= raw.start and place.start not in aside:
            return None if joint and joint[-1] > place.start else place.code
    if joint:
        return None
    own = [a.locality for a in offices if a.locality and a.start < raw.start]
    if own:
        return own[0]
    if named and named[0].end <= raw.start:
        first = named[0].start
        if not _NEIGHBOUR.search(met.low, max(sentence.start, first - 30), first):
            return named[0].code
    return _stage(met, raw, named) or subject or (frame.facts.issuer if frame.official else None)


def _is_sent(met: Scan, raw: Raw, sentence: Sentence, named: list[Locality]) -> bool:
    """Whether a figure counts those whom the asker sends to be taken in or taught."""
    low = met.low
    if not _ASKED.match(low, sentence.start, sentence.end):
        return False
    clause = max(low.rfind(";", sentence.start, raw.start), low.rfind(":", sentence.start, raw.start), sentence.start)
    if any(clause < place.start < raw.start for place in named) and clause > sentence.start:
        return False
    return _TAUGHT.search(low, max(clause, raw.start - 48), raw.start) is not None


def _where_built(met: Scan, sentence: Sentence, named: list[Locality]) -> str | None:
    """The place where those of another place invest: what they build is counted there."""
    if len(named) < 2:
        return None
    first = named[0]
    if not _COMES_FROM.search(met.low, max(sentence.start, first.start - 40), first.start):
        return None
    for place in named[1:]:
        if place.code != first.code and _THERE.search(met.low, max(first.end, place.start - 30), place.start):
            return place.code if _INVESTS.search(met.low, first.end, place.start) else None
    return None


def _in_town(met: Scan, raw: Raw, sentence: Sentence) -> str | None:
    """The locality of the town that stands directly behind as the place: "xóa 90 nhà tạm ở Sa Pa"."""
    if raw.kind not in ("count", "measure"):
        return None
    town = met.town_in(raw.end, min(sentence.end, raw.end + _TOWN_NEAR))
    return town[2].code if town and _AT_TOWN.fullmatch(met.low, raw.end, town[0]) else None


def _subject(met: Scan, sentence: Sentence, named: list[Locality]) -> str:
    """Whom the sentences behind this one speak of: the first place that is no mere surrounding."""
    if len(named) == 1:
        return named[0].code
    aside = _aside(met, sentence, named)
    return next((place.code for place in named if place.start not in aside), named[0].code)


def _speaker(people: list[Person]) -> str | None:
    """Whose the last of the people is who are named before a figure: "ông A cam kết tỉnh bố trí 4 ha"."""
    return people[-1].locality if people else None


def _place_above(layout: Layout, sentence: Sentence, everywhere: InOrder[Locality]) -> str | None:
    """The one locality named in the list item or heading that a sentence stands under, the nearest that names any."""
    paragraph = layout.paragraphs[sentence.paragraph]
    for index in (*((paragraph.parent,) if paragraph.parent >= 0 else ()), *reversed(paragraph.headings)):
        above = layout.paragraphs[index]
        codes = {place.code for place in everywhere.inside(above.begin, above.end)}
        if codes:
            return codes.pop() if len(codes) == 1 else None
    return None


def _stage(met: Scan, raw: Raw, named: list[Locality]) -> str | None:
    """The only place of the sentence, named behind the figure as where it happened: "làm 29 người chết tại tỉnh X"."""
    if not named or named[0].start < raw.end or any(place.code != named[0].code for place in named):
        return None
    return named[0].code if _AT.search(met.low, max(raw.end, named[0].start - 30), named[0].start) else None


def _on_site(met: Scan, sentence: Sentence, named: list[Locality]) -> str | None:
    """ "trên địa bàn tỉnh X" says it of the whole sentence."""
    for place in named:
        if _ON_SITE.search(met.low, max(sentence.start, place.start - 30), place.start):
            return place.code
    return None


def _behind(met: Scan, raw: Raw, named: list[Locality]) -> str | None:
    """The owner directly behind: "150 học viên của X"."""
    if not named or named[-1].start < raw.end or raw.kind == "money":
        return None
    first = next(place for place in named if place.start >= raw.end)
    if first.start - raw.end > 60:
        return None
    gap = met.low[raw.end : first.start]
    return first.code if _OF.fullmatch(gap) or (_DIRECT.fullmatch(gap) and raw.kind == "count") else None


def _own_kind(met: Scan, raw: Raw, sentence: Sentence, named: list[Locality], kind_of: KindOf) -> str | None:
    """ "… của tỉnh" is the province named last, "… của thành phố" the city."""
    if not named or (
        met.low.find("tỉnh", raw.end, raw.end + _NEAR) < 0 and met.low.find("thành phố", raw.end, raw.end + _NEAR) < 0
    ):
        return None
    own = _OWN_KIND.match(met.low, raw.end, sentence.end)
    if own is None or any(x.start == own.end() + 1 for x in named):
        return None
    wanted = "city" if own.group("kind") == "thành phố" else "province"
    before = [x.code for x in named if x.end <= raw.start and kind_of(x.code) in (wanted, None)]
    return before[-1] if before else None


def _aside(met: Scan, sentence: Sentence, named: list[Locality]) -> set[int]:
    """Where the places start that only a preposition brings in, and those coordinated with them."""
    found: set[int] = set()
    beside = len(named) > 1 and _BESIDE.match(met.low, sentence.start, sentence.end)
    for i, place in enumerate(named):
        before = met.low[max(sentence.start, place.start - 36) : place.start]
        linked = (
            i
            and named[i - 1].start in found
            and not (beside and met.low[named[i - 1].end] == ",")
            and _COORDINATED.fullmatch(met.low, named[i - 1].end, place.start)
        )
        if linked or (_PREPOSITION.search(before) and not _ADDRESSEE.search(before)):
            found.add(place.start)
    return found


def _year(met: Scan, raw: Raw, sentence: Sentence, spoken: list[DateFact]) -> int | None:
    """The year among the dates of the figure's sentence: named directly behind it, or before it."""
    low = met.low
    whole = [d for d in spoken if d.from_.year == d.to.year]
    for when in whole:
        if when.start >= raw.end:
            gap = low[raw.end : when.start]
            if len(gap) < 40 and _IN_YEAR.fullmatch(gap) and not _COMPARED.search(gap):
                return when.from_.year
            break
    for when in reversed(whole):
        if when.end <= raw.start and not _COMPARED.search(low, max(sentence.start, when.start - 20), when.start):
            return when.from_.year
    return None


def _year_of_headings(layout: Layout, sentence: Sentence, dates: InOrder[DateFact]) -> int | None:
    """The year that the headings over a sentence name, the nearest first."""
    for index in reversed(layout.paragraphs[sentence.paragraph].headings):
        heading = layout.paragraphs[index]
        years = {d.from_.year for d in dates.inside(heading.begin, heading.end) if d.from_.year == d.to.year}
        if len(years) == 1:
            return years.pop()
        if years:
            return None
    return None
