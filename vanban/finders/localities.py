"""Provinces and centrally-run cities: "tỉnh Hà Tĩnh", "TP. Hồ Chí Minh", "HOÀ BÌNH" → name and code.

Leaves alone: a town that bears its province's name ("thành phố Thái Nguyên"), persons ("Chủ tịch Hồ Chí Minh"), roads,
rivers and wards ("đường Hà Nội", "sông Đồng Nai"), words that only look alike ("hòa bình", "Thái Bình Dương").
"""

import re
from datetime import date

from vanban.facts import Locality
from vanban.lexicon import Lexicon
from vanban.scan import Hit, Scan
from vanban.trace import Trace

_TOWN_BEFORE = re.compile(r"(?:\bthành phố|\btp\.?|\bt\.p\.?)\s*$")
_OTHER_BEFORE = re.compile(
    r"\b(?:đường|phố|sông|ga|phường|xã|huyện|quận|thị xã|thị trấn|xa lộ|cầu|chợ|công viên|quảng trường|thủy điện|"
    r"khách sạn|nhà hát|rạp|ngõ|đại lộ|tạp chí|chiến dịch|làng|thôn|ấp|bản|hầm|đèo)\s+$"
)
_NAMESAKE_BEFORE = re.compile(
    r"(?:chủ tịch|tư tưởng|phong cách|đạo đức|gương|bác|cộng sản|tncs|lăng|bảo tàng|đường|đường mòn|giải thưởng|"
    r"huân chương|tên|tiền phong|chiến dịch|thời đại|quốc gia|nguyễn ái quốc|chính trị|đội|danh nhân|cách mạng)[\s-]+$"
)
# The last words of all that _TOWN_BEFORE, _OTHER_BEFORE and _NAMESAKE_BEFORE look for.
_TELLING = frozenset(
    [
        "phố",
        "đường",
        "sông",
        "ga",
        "phường",
        "xã",
        "huyện",
        "quận",
        "trấn",
        "lộ",
        "cầu",
        "chợ",
        "viên",
        "trường",
        "điện",
        "sạn",
        "hát",
        "rạp",
        "ngõ",
        "chí",
        "dịch",
        "làng",
        "thôn",
        "ấp",
        "bản",
        "hầm",
        "đèo",
        "tịch",
        "tưởng",
        "cách",
        "đức",
        "gương",
        "bác",
        "sản",
        "tncs",
        "lăng",
        "tàng",
        "mòn",
        "thưởng",
        "chương",
        "tên",
        "phong",
        "đại",
        "gia",
        "quốc",
        "trị",
        "đội",
        "nhân",
        "mạng",
        "thị",
    ]
)
_FORMER = {"sài gòn"}  # a city's former name lives on in the names of firms
_PLACED_BEFORE = re.compile(r"(?:^|[.,;(]|\b(?:tại|ở|đến|từ|về|của|và|ra|vào|thành phố|tp\.?))\s*$")
_NAMESAKES = {"hồ chí minh"}
_LONGER = re.compile(r"\s+(?:dương|mới\b(?=\s+(?:đưa|số)))")


def is_capitalised(words: str) -> bool:
    """Whether every word starts with a capital: "Hòa Bình", not "hòa bình" nor "Hòa bình"."""
    return words.istitle() or words.isupper() or all(not w[:1].islower() for w in re.split(r"[\s-]+", words) if w)


def find_localities(
    scan: Scan, lexicon: Lexicon, written_on: date | None, trace: Trace | None = None
) -> list[Locality]:
    """All mentions, in the order of the text; `rule` says which way each was taken."""
    found = []
    agency_ends = {end for _, end, _ in scan.agencies}
    for hit in scan.localities:
        start, end, entry = hit
        other = other_thing(hit, scan, lexicon, written_on, agency_ends)
        if other is None:
            found.append(Locality(start, end, scan.flat[start:end], entry.code, "name"))
        elif trace is not None:
            trace.refuse("localities", start, end, other)
    return found


def other_thing(hit: Hit, scan: Scan, lexicon: Lexicon, written_on: date | None, agency_ends: set[int]) -> str | None:
    """What the name at a hit is instead of the province or city (a reason of trace.py); None where it is just that."""
    start, end, entry = hit
    flat, low = scan.flat, scan.low
    if not is_capitalised(flat[start:end]):
        return "small-letters"
    before = low[max(0, start - 24) : start]
    last = before.rsplit(None, 1)[-1:]
    if not last or (last[0] not in _TELLING and "tp" not in last[0] and "t.p" not in last[0]):
        before = ""  # nothing there that could make it another thing
    place = lexicon.places.get(entry.code)
    if before and place is not None and place.kind_on(written_on) != "city" and _TOWN_BEFORE.search(before):
        return "town"
    if before and _OTHER_BEFORE.search(before) and not before.endswith("thành phố "):
        return "bears-the-name"
    if low[start:end] in _FORMER and not _PLACED_BEFORE.search(low, max(0, start - 12), start):
        return "bears-the-name"
    if low[start:end] in _NAMESAKES and _NAMESAKE_BEFORE.search(before):
        return "person"
    after = _LONGER.match(low, end) if low.startswith((" dương", " mới"), end) else None
    if after and flat[after.start() + 1 : after.start() + 2].isupper() and low[start:end] == "thái bình":
        return "longer-name"
    if after and "mới" in after.group():
        return "longer-name"
    return "person" if _is_given_name(start, flat, low, lexicon, agency_ends) else None


def _is_given_name(start: int, flat: str, low: str, lexicon: Lexicon, agency_ends: set[int]) -> bool:
    """Whether a capitalised surname stands directly before: "Nguyễn Thái Bình"."""
    if start < 2 or flat[start - 1] != " " or start - 1 in agency_ends:
        return False
    at = start - 2
    while at >= 0 and flat[at].isalpha():
        at -= 1
    word = low[at + 1 : start - 1]
    return bool(word) and flat[at + 1].isupper() and word in lexicon.surnames and not flat[start : start + 2].isupper()
