"""Party bodies, councils, People's Committees, departments: "Sở Công Thương tỉnh Lào Cai" → type so_ct, locality 10.

A name is a head, what the head takes ("Ban Thường vụ" + "Tỉnh ủy"), and the locality behind it. Coordinated heads are
several agencies: "Sở Tài chính, Kế hoạch và Đầu tư" → two.
Leaves alone: classes ("các sở, ngành liên quan"), "Chính phủ điện tử", lower-case words that are no name.
"""

import re
from bisect import bisect_right

import msgspec

from vanban.facts import Agency
from vanban.fold import CAPITALS, fold
from vanban.lexicon import Lexicon
from vanban.scan import Scan, within

_KIND = r"(?:tỉnh|thành phố|t\.p\.?|tp\.?)"
_LINKS = (re.compile(r"[ \n]+|(?=tp)"), re.compile(rf"[ \n]+{_KIND}[ ]*"))
_BARE_KIND = re.compile(r"[ ]+(?P<kind>tỉnh|thành phố|tp)\b(?!\s*[,\d]\s*thành phố)")
_DISTRICT = re.compile(r"[ ]+(?P<kind>huyện|quận|thị xã|xã|phường|đặc khu|thị trấn|thành phố|tp\.?)\s+")
_JOINT = re.compile(r"\s+(?:của\s+)?(?:hai|cả hai|ba|bốn)\s+(?:bên|tỉnh|địa phương|thành phố|huyện|xã|quận|thị xã)")
_OF = re.compile(rf"\s+(?:của|thuộc)\s+(?:ubnd\s+)?(?:{_KIND}\s+)?")
_CAPITALS = re.compile(
    rf"(?:[ ]+(?:(?:mở|cửa khẩu|quốc tế|ven biển)[ ]+)*[{CAPITALS}][\w'’]*(?:[ ]*-[ ]*(?=[{CAPITALS}]))?){{1,10}}"
)
_CLASS = re.compile(
    r"\s+(?:(?:các|những|mọi)\s+(?:tỉnh|huyện|xã|cấp|địa phương|quận|phường|thành phố)|cấp\s+(?:xã|huyện|tỉnh|trên|dưới|cơ sở|ủy))"
)
# What more a centre for promotion is for: "Trung tâm Xúc tiến Đầu tư - Thương mại và Hội chợ triển lãm".
_PROMOTES = re.compile(
    fold(
        r"(?:(?:\s*[,-]|\s+và)?\s+(?:đầu tư|thương mại|du lịch|công nghiệp|nông nghiệp|hội chợ|triển lãm|khuyến công"
        r"|(?:hỗ trợ|phát triển)(?: phát triển)? doanh nghiệp|hợp tác quốc tế|chuyển đổi số)(?!\w))*"
    )
)
_DEPUTY_OF = ("chủ tịch ", "bí thư ", "giám đốc ", "trưởng ban ", "phó ban ")
_NO_HEADS = ("cơ ", "trụ ", "công ", "cơ\n", "trụ\n", "công\n")
_NO_HEAD_BEFORE = re.compile(
    r"\b(?:cơ|trụ|(?<!phân )công)\s+$"
)  # "công sở" is an office, "phân công Sở …" gives a task
_NOT_GOVERNMENT = re.compile(r"\s+(?:điện tử|số\b)")
_COORDINATED = re.compile(r"\s*(?:-|,|/|và)\s*")
_SEPARATOR = re.compile(r"(?:,|\s+và|\s*;)\s+")
_DEPARTMENTS_HEAD = re.compile(r"các\s+sở(?:\s+và\s+ngành)?\s*:?\s+")
_LOWER_ALLOWED = ("thanh_uy", "tinh_uy", "ubnd", "hdnd", "so_")


class Mention(msgspec.Struct, gc=False):
    """An agency as its words stand, before its locality is settled. `joint`: of several localities at once."""

    start: int
    end: int
    type: str
    code: str | None
    joint: bool = False
    central: bool = False
    kind: str | None = None  # "city" or "province" where the words say which
    rule: str = "name"

    def settled(self, flat: str, code: str | None) -> Agency:
        """The fact, with its locality."""
        return Agency(self.start, self.end, flat[self.start : self.end], code, self.type, self.rule)


def find_agencies(scan: Scan, lexicon: Lexicon) -> list[Mention]:
    """All mentions in the order of the text."""
    found: list[Mention] = []
    hits = scan.agencies
    starts = {hit[0]: i for i, hit in enumerate(hits)}
    reach = 0
    for start, end, entry in hits:
        if start < reach:
            continue
        mention = _one(scan, lexicon, start=start, end=end, type_=entry.code, flags=entry.flags, starts=starts)
        if mention is None:
            continue
        found.append(mention)
        reach = mention.end
        if scan.low.startswith("sở ", start):
            coordinated = _coordinated(scan, lexicon, mention)
            found += coordinated
            reach = coordinated[-1].end if coordinated else reach
    found += _listed(scan, lexicon, found)
    found.sort(key=lambda m: m.start)
    _share_place(scan, lexicon, found)
    return found


def _share_place(scan: Scan, lexicon: Lexicon, found: list[Mention]) -> None:
    """ "Tỉnh ủy - HĐND - UBND tỉnh X": the place named last is that of all bodies coordinated before it."""
    for mention, after in zip(reversed(found[:-1]), reversed(found), strict=False):
        if mention.code or mention.joint or mention.central or mention.type == after.type or not after.code:
            continue
        place = lexicon.places.get(after.code)
        fits = mention.kind is None or place is None or (mention.kind == "city") == (place.kind_on(None) == "city")
        if fits and after.rule in ("named", "shared") and _COORDINATED.fullmatch(scan.low, mention.end, after.start):
            mention.code, mention.rule = after.code, "shared"


def _one(
    scan: Scan, lexicon: Lexicon, *, start: int, end: int, type_: str, flags: frozenset[str], starts: dict[int, int]
) -> Mention | None:
    flat, low = scan.flat, scan.low
    if not flat[start].isupper() and not type_.startswith(_LOWER_ALLOWED):
        return None
    if "takes" in flags and low.endswith(_DEPUTY_OF, max(0, start - 14), start):
        return None  # "Phó Chủ tịch Thường trực UBND …": the office's word, not the body
    if (low.endswith(_NO_HEADS, 0, start) and _NO_HEAD_BEFORE.search(low, max(0, start - 12), start)) or _CLASS.match(
        low, end
    ):
        return None
    if "central" in flags:
        if _NOT_GOVERNMENT.match(low, end):
            return None
        return Mention(start, end, type_, None, central=True, rule="central")
    bare_end = end
    if "takes" in flags:
        gap = end + 1 + (4 if low.startswith(" của ", end) else 0)
        inner = starts.get(gap)
        if inner is not None:
            _, end, entry = scan.agencies[inner]
            flags = (flags - {"takes"}) | (entry.flags - {"needs"})
            bare_end = bare_end if entry.flags & {"needs"} else -1
    if "open" in flags:
        end = _over_capitals(scan, end)
        joined = re.compile(r"\s*-\s*").match(low, end)
        hit = scan.locality_at(joined.end()) if joined else None
        if hit is not None:  # "… Đồng Đăng - Lạng Sơn"
            return Mention(start, hit[1], type_, hit[2].code, rule="named")
    if type_ == "ttxt":
        end = _PROMOTES.match(low, end).end()  # type: ignore[union-attr]  # matches the empty string as well
    mention = _tail(scan, lexicon, Mention(start, end, type_, None))
    if mention.kind is None:
        words = low[start : mention.end]
        city = "city" in flags or "thành ủy" in words
        mention.kind = "city" if city else "province" if "province" in flags or "tỉnh ủy" in words else None
    if "needs" in flags and mention.end == bare_end and mention.code is None and not mention.joint:
        return None
    return mention


def _over_capitals(scan: Scan, end: int) -> int:
    """Over the capitalised words of a proper name, up to the locality (which the tail takes)."""
    match = _CAPITALS.match(scan.flat, end)
    if not match or "\n" in match.group():
        return end
    stop = match.end()
    stop = next((start for start, _, _ in within(scan.localities, end, stop)), stop)
    while stop > end and not scan.flat[stop - 1].isalnum():
        stop -= 1
    return stop


def _tail(scan: Scan, lexicon: Lexicon, mention: Mention) -> Mention:
    """Take the locality, or the words that stand for it, behind a head."""
    flat, low, end = scan.flat, scan.low, mention.end
    joint = _JOINT.match(low, end)
    if joint:
        mention.joint, mention.rule = True, "joint"
        mention.end = joint.end()
        return mention
    for pattern in _LINKS:
        link = pattern.match(low, end)
        if link is None or ("\n" in link.group() and not flat[mention.start : end].isupper()):
            continue
        hit = scan.locality_at(link.end())
        if hit is None:
            continue
        place = lexicon.places.get(hit[2].code)
        words = link.group()
        town = place is not None and place.kind_on(None) != "city" and ("thành phố" in words or "tp" in words)
        mention.end, mention.code = hit[1], hit[2].code
        mention.rule = "town" if town else "named"
        if town and mention.type == "ubnd":
            mention.type = "ubnd_huyen"
        return mention
    district = _DISTRICT.match(low, end)
    if district and flat[district.end() : district.end() + 1].isupper() and "\n" not in district.group():
        name = _town_name(flat, district.end() - 1, lexicon)
        if name:
            mention.end = name
            mention.rule = "district"
            if mention.type == "ubnd":
                mention.type = (
                    "ubnd_xa" if district.group("kind") in ("xã", "phường", "đặc khu", "thị trấn") else "ubnd_huyen"
                )
            return mention
    if _take_bare_kind(scan, lexicon, mention):
        return mention
    of = _OF.match(low, end)
    if of:
        hit = scan.locality_at(of.end())
        if hit is not None:
            mention.code, mention.rule = hit[2].code, "of"
            return mention
    town_hit = scan.town_in(mention.start, mention.end)
    if town_hit is not None:
        mention.code, mention.rule = town_hit[2].code, "place"
    return mention


def _take_bare_kind(scan: Scan, lexicon: Lexicon, mention: Mention) -> bool:
    """Take "tỉnh" or "thành phố" behind a head, with the name of a province that is none of ours."""
    bare = _BARE_KIND.match(scan.low, mention.end)
    if bare is None:
        return False
    foreign = _foreign_name(scan.flat, bare.end(), lexicon) if bare.group("kind") == "tỉnh" else None
    if foreign is not None:
        mention.end, mention.central, mention.rule = foreign, True, "foreign"
        return True
    mention.end = bare.end()
    mention.kind = "province" if bare.group("kind") == "tỉnh" else "city"
    mention.rule = "kind"
    return True


def _foreign_name(flat: str, at: int, lexicon: Lexicon) -> int | None:
    """Where the name of a province that is none of ours ends ("Tỉnh ủy tỉnh Vân Nam"); None where no name stands there."""
    match = _CAPITALS.match(flat, at)
    words = match.group().split() if match else []
    if match is None or not 1 < len(words) < 4 or fold(words[0]) in lexicon.surnames:
        return None
    return match.end()


def _town_name(flat: str, at: int, lexicon: Lexicon) -> int | None:
    """Where the name of a district or town ends; a person's name behind it, or instead of it, is left out."""
    match = _CAPITALS.match(flat, at)
    if not match:
        return None
    words = match.group().split()
    if len(words) >= 3 and "-" not in words and fold(words[0]) in lexicon.surnames:
        return None
    for i in range(1, len(words) - 1):
        if fold(words[i]) in lexicon.surnames and "-" not in words[i:]:
            return at + match.group().index(words[i]) - 1
    return match.end()


def _department_at(scan: Scan, lexicon: Lexicon, at: int) -> tuple[int, str] | None:
    """The longest bare department name at an offset: "Kế hoạch và Đầu tư"."""
    if not scan.flat[at : at + 1].isupper():
        return None
    for length in range(40, 3, -1):
        type_ = lexicon.departments.get(scan.low[at : at + length])
        if type_ is not None and not scan.low[at + length : at + length + 1].isalnum():
            return at + length, type_
    return None


def _coordinated(scan: Scan, lexicon: Lexicon, head: Mention) -> list[Mention]:
    """The further departments of "Sở Tài chính, Xây dựng và Nội vụ"."""
    found: list[Mention] = []
    at = head.end
    while True:
        separator = _SEPARATOR.match(scan.low, at)
        department = _department_at(scan, lexicon, separator.end()) if separator else None
        if separator is None or department is None:
            break
        mention = _tail(scan, lexicon, Mention(separator.end(), department[0], department[1], None))
        found.append(mention)
        at = mention.end
    if found and found[-1].code and head.code is None:
        for mention in (head, *found[:-1]):
            mention.code, mention.rule = found[-1].code, "coordinated"
    return found


def _listed(scan: Scan, lexicon: Lexicon, taken: list[Mention]) -> list[Mention]:
    """Departments behind a common head: "các sở: Tài chính, Nội vụ"."""
    found: list[Mention] = []
    if "các sở" not in scan.low:
        return found
    starts = [m.start for m in taken]
    for match in _DEPARTMENTS_HEAD.finditer(scan.low):
        department = _department_at(scan, lexicon, match.end())
        before = bisect_right(starts, match.end()) - 1
        if department is None or (before >= 0 and taken[before].end > match.end()):
            continue
        first = _tail(scan, lexicon, Mention(match.end(), department[0], department[1], None, rule="listed"))
        found += [first, *_coordinated(scan, lexicon, first)]
    return found
