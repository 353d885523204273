"""What the paper itself is: kind, title, number, day, source, who issued it, between whom.

before  "UBND TỈNH LÀO CAI / Số: 12/KH-UBND / Lào Cai, ngày 3 tháng 2 năm 2024 / KẾ HOẠCH / …"
after   plan, "12/KH-UBND", 2024-02-03, issuer 10; body from the first sentence to the recipients
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import cast

import msgspec

from vanban.facts import DocumentFacts, DocumentKind, Locality, Reference
from vanban.finders.agencies import Mention
from vanban.finders.dates import RawDate
from vanban.fold import fold
from vanban.segments import Layout, Paragraph
from vanban.spans import InOrder

_TITLES: tuple[tuple[str, DocumentKind], ...] = (
    (r"(?:biên bản|bản) ghi nhớ|(?:biên bản |bản )?thỏa thuận|chương trình hợp tác|chương trình phối hợp|quy chế phối hợp|"
     r"hợp đồng|biên bản thỏa thuận|thỏa thuận hợp tác|tuyên bố chung", "memorandum"),
    (r"thông báo(?: kết luận)?|kết luận", "conclusion"),
    (r"kế hoạch|chương trình|đề án|chương trình hành động", "plan"),
    (r"báo cáo(?: (?:sơ|tổng) kết| kết quả)?", "report"),
    (r"biên bản", "minutes"),
    (r"công văn|công điện|tờ trình", "dispatch"),
    (r"nghị quyết|quyết định|chỉ thị|hướng dẫn|quy định|quy chế|nghị định|thông tư", "unknown"),
)  # fmt: skip
_TITLE = re.compile("|".join(rf"(?P<{kind}>(?:{fold(words)})(?!\w))" for words, kind in _TITLES))
_SYMBOLS: dict[str, DocumentKind] = {
    "KH": "plan", "CTr": "plan", "ĐA": "plan", "BC": "report", "TB": "conclusion", "KL": "conclusion", "BB": "minutes",
    "BGN": "memorandum", "BBGN": "memorandum", "BBTT": "memorandum", "BTT": "memorandum", "TTHT": "memorandum", "TTr": "dispatch", "CV": "dispatch",
    "CĐ": "dispatch", "UBND": "dispatch",
}  # fmt: skip
_STATE_HEAD = re.compile(fold(r"cộng hòa xã hội chủ nghĩa việt nam|đảng cộng sản việt nam|độc lập - tự do - hạnh phúc"))
_NUMBER_LINE = re.compile(r"\s*(?:số|số hiệu)\s*[:.]?\s*")
_PLACE_AND_DAY = re.compile(r"[^\n]{2,60}?,\s*ngày\s+\d{1,2}")
_ABOUT = re.compile(r"\s*v/v\b|\s*(?:về việc)\b")
_ADDRESSED = re.compile(fold(r"kính gửi\b"))
_WEEKDAY = re.compile(fold(r"\s*(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)\b"))
# What a page says of when it was put up, often with bars between the parts: "15:20 | 18/04/2024".
_DATELINE = re.compile(
    fold(
        r"(?<!\d)\d{1,2}\s?[:h]\s?\d{2}(?!\d)|gmt|cập nhật|ngày đăng|đăng ngày|thứ (?:hai|ba|tư|năm|sáu|bảy)\b|chủ nhật"
    )
)
_SOURCE = re.compile(r"\(?(?:Theo|Nguồn(?: tin)?\s*:|Nguồn\s*-)\s+(?P<name>[^\n]{2,60}?)\)?\.?$")
_NOT_SOURCE = re.compile(fold(r"theo (?:dõi|đó|bài|ngày|báo cáo|kế hoạch|quyết định)\b|theo\s*$"))
_TAIL = re.compile(fold(r"(?:nơi nhận|tin liên quan|tin cùng chuyên mục|tin khác|bài liên quan|đọc nhiều|xem nhiều|từ khóa|tags?\s*:|tìm theo ngày|"
                        r"đại diện bên|tm\.|t/m|kt\.|tl\.|tuq\.|nguồn\s*:|xem thêm|tin mới|có thể bạn quan tâm|ý kiến bạn đọc|bình luận)\b"))  # fmt: skip
_CHROME = re.compile(fold(
    r"(?:từ viết tắt|chia sẻ\s*\||theo dõi (?:trên|báo)|nghe bài|cỡ chữ|in trang|in bài|gửi email|đường dây nóng|hotline|"
    r"bản quyền|trang chủ|đăng nhập|\(di chuột|nghe đọc|lưu bài|facebook|zalo|google news|ảnh\s*:|ảnh minh họa|video\s*:|quảng cáo)"))  # fmt: skip
_TODAY = re.compile(fold(r"(?:hôm nay|vào hồi|hồi \d{1,2}\s?(?:giờ|h|g))\b"))
_CAPTION = re.compile(r"(?:^|[.!?)”\"]\s*|\s[-–]\s*)(?:Ảnh|Nguồn ảnh|Photo|Ảnh tư liệu|Ảnh minh họa)\s*:")
_PICTURE = ("Ảnh", "Nguồn ảnh", "Photo")
_LONGEST_HEADLINE = 150  # characters of one that ends with a full stop
# A place in the name of a school or a firm is no side of the paper.
_OF_A_SCHOOL = re.compile(fold(r"(?:đại học|học viện|cao đẳng|bệnh viện|công ty|tập đoàn|ngân hàng|báo|tạp chí)\s+$"))
_BODY_OPENS = re.compile(fold(r"(?:căn cứ|hôm nay|kính gửi|sáng|chiều|xét)\b"))


class Frame(msgspec.Struct, gc=False):
    """The paper's facts, and which paragraphs are its body."""

    facts: DocumentFacts
    official: bool
    body_start: int
    body_end: int
    captions: frozenset[int]
    addressee: str | None
    title_paragraphs: frozenset[int]
    joint: bool = False  # two sides issue it together


def _is_official(layout: Layout, head: range) -> bool:
    """Whether the head is a paper's: the state's or the Party's words, or a place-and-day line with a title in capitals."""
    dated = titled = False
    for i in head:
        p = layout.paragraphs[i]
        if _TODAY.match(layout.low, p.begin):
            dated = True  # "Hôm nay, vào hồi 14 giờ 00 ngày …": minutes and agreements open so
        if p.end - p.begin > 90:
            continue
        if i < 14 and _STATE_HEAD.search(layout.low, p.begin, p.end):
            return True
        words = layout.flat[p.begin : p.end]
        dated = dated or ("tháng" in words and _PLACE_AND_DAY.match(layout.low, p.begin, p.end) is not None)
        titled = titled or (
            words[:8].upper() == words[:8]
            and words.upper() == words
            and _kind_of_line(layout.low[p.begin : p.end]) is not None
        )
    return dated and titled


def _kind_of_line(low_line: str) -> DocumentKind | None:
    match = _TITLE.match(low_line)
    return cast(DocumentKind, match.lastgroup) if match else None


def _number(layout: Layout, references: list[Reference], head: range) -> tuple[str | None, bool, int]:
    """The paper's own number, whether a line for it exists, and its paragraph."""
    for i in head:
        p = layout.paragraphs[i]
        line = _NUMBER_LINE.match(layout.low, p.begin, p.end)
        if line is None or p.end - p.begin > 90:
            continue
        own = next((r for r in references if line.end() <= r.start <= line.end() + 12 and r.end <= p.end), None)
        if own is not None:
            return re.sub(r"\s+", "", own.text), True, i
        if "/" in layout.flat[line.end() : p.end] or ".." in layout.flat[line.end() : p.end]:
            return None, True, i
    return None, False, -1


def _issued_on(layout: Layout, dates: list[RawDate], head: range, official: bool) -> tuple[date | None, int]:
    """The day of the place-and-day line, of a page's dateline, or of "Hôm nay, ngày …"."""
    last = -1
    for day in dates:
        if day.rule != "day" or day.year is None:
            continue
        i = layout.paragraph_at(day.start)
        if i == last:
            continue  # the first day of a paragraph speaks for it
        last = i
        p = layout.paragraphs[i]
        made = day.make(day.year)
        if made is None:
            continue
        line = layout.low[p.begin : p.end]
        if _PLACE_AND_DAY.match(line) and len(line) < 90 and i in head and day.start - p.begin < 50:
            return made[0], i
        # A short row of a table that names a day is a deadline, not the dateline of a page.
        short = len(line) < 60 or _WEEKDAY.match(line)
        if not official and i in head and short and (p.kind != "row" or _DATELINE.search(line)):
            return made[0], i
        if _TODAY.match(line):
            return made[0], -1  # a sentence of the body
    return None, -1


def _source(layout: Layout) -> tuple[str | None, int]:
    for i in range(len(layout.paragraphs) - 1, max(-1, len(layout.paragraphs) // 3), -1):
        p = layout.paragraphs[i]
        words = layout.flat[p.begin : p.end]
        match = _SOURCE.match(words) if len(words) < 80 else None
        if match and not _NOT_SOURCE.match(layout.low, p.begin, p.end):
            name = match.group("name").strip()
            return f"{name})" if name.count("(") > name.count(")") else name, i
    return None, -1


def frame_document(
    layout: Layout,
    *,
    references: list[Reference],
    dates: list[RawDate],
    agencies: list[Mention],
    localities: list[Locality],
    home: str | None,
) -> Frame:
    """Tell what the paper is, from its head, its tail and its symbols."""
    paragraphs = layout.paragraphs
    head = range(min(len(paragraphs), 30))
    official = _is_official(layout, head)
    number, numbered, number_at = _number(layout, references, head)
    issued_on, issued_at = _issued_on(layout, dates, head, official or numbered)
    source, source_at = _source(layout) if not (official or numbered) else (None, -1)
    kind, title, title_at = _title(layout, head, official or numbered, issued_at)
    if kind is None:
        kind = _kind_by_symbol(number) or ("news" if not official and (issued_on or source) else "unknown")
        if kind == "unknown" and official and any(_ADDRESSED.match(layout.low, paragraphs[i].begin) for i in head):
            kind = "dispatch"
    body_start = _body_start(layout, max(number_at, issued_at, title_at[-1] if title_at else -1), official or numbered)
    body_end = _body_end(layout, body_start, source_at)
    issuer = home or (_issuer(layout, agencies, body_start) if official or numbered else None)
    addressee = next(
        (m.code for i in head if _ADDRESSED.match(layout.low, paragraphs[i].begin)
         for m in agencies if paragraphs[i].begin <= m.start < paragraphs[i].end + 200 and m.code),
        None,
    )  # fmt: skip
    parties = _parties(
        layout,
        localities=localities,
        title_at=title_at,
        issuer=issuer,
        addressee=addressee,
        body_start=body_start,
        body_end=body_end,
    )
    heads = _heads(layout, agencies, head) if official else ()
    if len(heads) > 1 and len(parties) < 2:
        parties = heads
    facts = DocumentFacts(kind, title, number, issued_on, source, issuer, parties)
    captions = _captions(layout)
    titled = frozenset(title_at)
    return Frame(facts, official or numbered, body_start, body_end, captions, addressee, titled, len(heads) > 1)


def _heads(layout: Layout, agencies: list[Mention], head: range) -> tuple[str, ...]:
    """Which sides issue the paper: those whose bodies stand in its first lines, in capitals."""
    end = layout.paragraphs[min(head[-1], 2)].end if head else 0
    first = [m for m in agencies[:6] if m.end <= end and m.code and layout.flat[m.start : m.end].isupper()]
    return tuple(dict.fromkeys([m.code for m in first if m.code]))


def _places_of(flat: str, word: str) -> Iterator[int]:
    at = flat.find(word)
    while at >= 0:
        yield at
        at = flat.find(word, at + 1)


def _captions(layout: Layout) -> frozenset[int]:
    """The paragraphs below pictures."""
    named = [at for word in _PICTURE for at in _places_of(layout.flat, word)]
    paragraphs = layout.paragraphs
    at = {layout.paragraph_at(place) for place in named}
    return frozenset(i for i in at if _CAPTION.search(layout.flat[paragraphs[i].begin : paragraphs[i].end]))


def _title(
    layout: Layout, head: range, official: bool, issued_at: int
) -> tuple[DocumentKind | None, str | None, list[int]]:
    paragraphs = layout.paragraphs
    if not official:
        lines = [
            i
            for i in head
            if paragraphs[i].kind in ("heading", "text") and paragraphs[i].end - paragraphs[i].begin > 12
        ]
        above = [i for i in lines if i < issued_at and not _CHROME.match(layout.low, paragraphs[i].begin)]
        chosen = max(above, key=lambda i: paragraphs[i].end - paragraphs[i].begin) if above else next(iter(lines), None)
        if chosen is None or _is_prose(layout, paragraphs[chosen]):
            return None, None, []  # prose from the first line on
        return None, layout.flat[paragraphs[chosen].begin : paragraphs[chosen].end], [chosen]
    for i in head:
        p = paragraphs[i]
        words = layout.flat[p.begin : p.end]
        titled = len(words) < 200 and (words.upper() == words or p.kind == "heading")
        kind = _kind_of_line(layout.low[p.begin : p.end]) if titled else None
        if kind is not None:
            at = [i]
            while at[-1] + 1 < len(paragraphs) and _continues_title(layout, at[-1] + 1):
                at.append(at[-1] + 1)
            title = " ".join(layout.flat[paragraphs[k].begin : paragraphs[k].end] for k in at)
            return kind, title, at
    for i in head:
        p = paragraphs[i]
        if _ABOUT.match(layout.low, p.begin, p.end) and p.end - p.begin < 250:
            return "dispatch", layout.flat[p.begin : p.end], [i]
    return None, None, []


def _is_prose(layout: Layout, p: Paragraph) -> bool:
    """Whether a first line is no title: it announces a list, ends like a long sentence, or is all there is."""
    last = layout.flat[p.end - 1]
    return last in ":;" or (last == "." and (p.end - p.begin > _LONGEST_HEADLINE or len(layout.paragraphs) == 1))


def _continues_title(layout: Layout, i: int) -> bool:
    p = layout.paragraphs[i]
    words = layout.flat[p.begin : p.end]
    return (
        p.kind in ("text", "heading")
        and not p.level
        and len(words) < 320
        and not words.endswith((".", ";", ":", "./."))
        and not _BODY_OPENS.match(layout.low, p.begin)
        and not _NUMBER_LINE.match(layout.low, p.begin, p.end)
    )


def _kind_by_symbol(number: str | None) -> DocumentKind | None:
    if number is None:
        return None
    symbols = re.findall(r"[A-ZĐ][A-Za-zĐđ]*", number)
    return next((_SYMBOLS[s] for s in symbols[:1] if s in _SYMBOLS), None)


def _body_start(layout: Layout, after: int, official: bool) -> int:
    """The first paragraph that is prose: a page's chrome and a paper's head come before."""
    for i, p in enumerate(layout.paragraphs):
        words = layout.flat[p.begin : p.end]
        if i <= after or p.kind in ("rule", "page"):
            continue
        if _CHROME.match(layout.low, p.begin) and len(words) < 100:
            continue
        if not official or p.kind == "row" or p.level or len(words) > 60 or _ADDRESSED.match(layout.low, p.begin):
            return i
    return min(after + 1, len(layout.paragraphs))


def _body_end(layout: Layout, body_start: int, source_at: int) -> int:
    """One past the last paragraph of prose: recipients, signatures, sources and related links come behind."""
    for i, p in enumerate(layout.paragraphs):
        if i <= body_start:
            continue
        if i == source_at or (p.end - p.begin < 80 and _TAIL.match(layout.low, p.begin)):
            return i
    return len(layout.paragraphs)


def _issuer(layout: Layout, agencies: list[Mention], body_start: int) -> str | None:
    end = layout.paragraphs[body_start].begin if body_start < len(layout.paragraphs) else len(layout.flat)
    return next((m.code for m in agencies if m.start < end and m.code), None)


def _parties(
    layout: Layout,
    *,
    localities: list[Locality],
    title_at: list[int],
    issuer: str | None,
    addressee: str | None,
    body_start: int,
    body_end: int,
) -> tuple[str, ...]:
    """Between whom: the localities of the title, of a letter's two ends, of the first paragraph, or the most named."""
    paragraphs = layout.paragraphs

    places = InOrder(localities)
    title = [paragraphs[i] for i in title_at if i < len(paragraphs)]
    titled = [x for p in title for x in places.inside(p.begin, p.end)]
    in_title = tuple(
        dict.fromkeys([x.code for x in titled if not _OF_A_SCHOOL.search(layout.low, max(0, x.start - 16), x.start)])
    )
    if len(in_title) > 1:
        return in_title if issuer is None or issuer in in_title else (issuer, *in_title)
    if issuer and in_title and issuer not in in_title:
        return (issuer, *in_title)
    if issuer and addressee and issuer != addressee:
        return issuer, addressee
    first = next((s for s in layout.sentences if body_start <= s.paragraph < body_end and s.end - s.start > 60), None)
    if first is not None:
        codes = tuple(dict.fromkeys([x.code for x in places.inside(first.start, first.end)]))
        if len(codes) > 1:
            return codes
    if not localities:
        return ()
    counted = Counter(x.code for x in localities)
    most = [code for code, times in counted.most_common(2) if times >= max(2, len(localities) // 8)]
    return tuple(most)
