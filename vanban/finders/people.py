"""Named persons with an office: "Bí thư tỉnh ủy Lào Cai Vàng A Sáng" → name and title.

Also "đồng chí Vàng A Sáng, Bí thư Tỉnh ủy", "Ông X; chức vụ: Chủ tịch", and the signature below a paper.
Leaves alone: names without an office, bylines and photographers.
"""

import re

from vanban.facts import Person
from vanban.finders.agencies import Mention
from vanban.fold import CAPITALS, SMALL, fold
from vanban.lexicon import Lexicon
from vanban.scan import Hit, Scan, within
from vanban.segments import Layout

_WORD = rf"[{CAPITALS}][{SMALL}]*(?:['’][{CAPITALS}{SMALL}]+)?"
_NAME = re.compile(rf"{_WORD}(?:[ ]{_WORD}){{1,4}}")
_NAME_BEFORE = re.compile(
    rf"(?P<name>{_WORD}(?:[ ]{_WORD}){{1,5}})\s*(?:[,;(]|\s[-–]|\.)?\s*[-+]?\s*(?:(?:[Cc]hức (?:vụ|danh)\s*:?|là|nguyên|hiện là|nay là|tân)\s*)?$"
)
_BETWEEN = ("vụ", "danh", "là", "nguyên", "tân")  # last words of what may stand between a name and its office
_NEEDS_MARK = re.compile(r"[,;(–:-]|chức vụ|\blà\b")
_LINK = re.compile(r"\s+(?:(?:tỉnh|thành phố|TP\.?|Tp\.?)\s*)?")
_CHAIN = re.compile(r"(?:,|;|\s+-|\s+kiêm|\s+đồng thời là|,\s+kiêm)\s+")
_UNIT = re.compile(rf"\s+[{CAPITALS}][{SMALL}]*(?:\s+[{CAPITALS}{SMALL}]+){{0,4}}(?=\s*[,;)(.]|$)")
_BLANK_SIGNATURE = re.compile(r"\(?(?:đã ký|ký tên|đóng dấu|chữ ký|ký)\b.*")
_ORGANISATION = re.compile(
    r" (?:Tập đoàn|Tổng công ty|Công ty|Ngân hàng|Hiệp hội|Hội|Ủy ban|Uỷ ban|Học viện|Viện|Trường|Đại học|Bệnh viện|Liên đoàn|Quỹ|Cục|Vụ|Tổng cục)"
    r"(?: (?!phát|cho|đề|chủ trì|dự|nhấn|cùng|làm|khẳng|đã|thông|báo|trao|giao|kiến|đánh|yêu)[^\s,;.():\n]+){1,12}"
)
_LONGEST_OFFICE = 60
_ADDRESSED = ("ông ", "bà ", "đồng chí ", "đ/c ")
_ADDRESS_WORDS = {"ông", "bà", "đồng", "anh", "chị", "các"}


def find_people(scan: Scan, layout: Layout, lexicon: Lexicon, agencies: list[Mention]) -> list[Person]:
    """All persons in the order of the text, the signature last."""
    found: dict[int, Person] = {}
    by_start = {m.start: m for m in agencies}
    reach = 0
    for hit in scan.ranks:
        if hit[0] < reach:
            continue
        end, code = _title_end(scan, lexicon, hit, by_start)
        reach = end
        behind = _name_after(scan, lexicon, hit[0], end, code)
        person = behind if scan.flat[end : end + 1] != "," else None  # "ông A, Chủ tịch X, ông B": the office is A's
        person = person or _name_before(scan, lexicon, hit[0], end, code) or behind
        if person is not None:
            found.setdefault(person.start, person)
            reach = max(reach, person.end)
    for person in _signatures(scan, layout, lexicon):
        found.setdefault(person.start, person)
    known = {p.name: p for p in found.values()}
    for _, end, _ in scan.addresses:
        match = _NAME.match(scan.flat, end + 1) if scan.flat[end : end + 1] == " " else None
        before = known.get(match.group()) if match else None
        if match and before and match.start() not in found:
            person = Person(*match.span(), before.name, before.name, None, before.locality, "known-name")
            found[person.start] = person
    return [found[start] for start in sorted(found)]


def _title_end(scan: Scan, lexicon: Lexicon, hit: Hit, by_start: dict[int, Mention]) -> tuple[int, str | None]:
    """Where the office that a rank opens ends, and its locality: over the agency, the place, and further offices."""
    start, end, _ = hit
    code: str | None = None
    followers: list[Mention] = []
    for _ in range(6):
        follower = _agency_of(scan, start, end, by_start)
        link = _LINK.match(scan.flat, end)
        place = scan.locality_at(link.end()) if link and "\n" not in link.group() else None
        if follower is not None:
            end, code = follower.end, follower.code or code
            followers.append(follower)
        elif place is not None:
            end, code = place[1], place[2].code
        else:
            unit = _UNIT.match(scan.flat, end) if scan.low[start:end].endswith(("phòng", "ban")) else None
            end = unit.end() if unit and "\n" not in unit.group() else _org_end(scan, lexicon, end)
        chain = _CHAIN.match(scan.flat, end)
        further = next(iter(within(scan.ranks, chain.end(), chain.end() + 1)), None) if chain else None
        if further is None or "\n" in scan.flat[end : further[0]]:
            break
        start, end = further[0], further[1]
    for follower in followers:  # "Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh X": the first is X's too
        if code is not None and follower.code is None and not follower.central and not follower.joint:
            follower.code, follower.rule = code, "title"
    return end, code


def _agency_of(scan: Scan, start: int, end: int, by_start: dict[int, Mention]) -> Mention | None:
    """The agency that an office is of: it begins inside the rank ("Trưởng Ban Tổ chức …") or directly behind."""
    inner = next((m for s in range(start + 1, end) if (m := by_start.get(s)) and m.end > end), None)
    if inner is not None:
        return inner
    behind = by_start.get(end + 1)
    return behind if behind is not None and scan.flat[end : end + 1] == " " else None


def _org_end(scan: Scan, lexicon: Lexicon, end: int) -> int:
    """Over an organisation that is no agency of a locality: "Chủ tịch Tập đoàn An Bình"; a name behind it is left out."""
    match = _ORGANISATION.match(scan.flat, end)
    if match is None:
        return end
    words = match.group().split(" ")
    for i in range(3, len(words)):
        if fold(words[i]) in lexicon.surnames and 1 < len(words) - i < 5 and all(w[:1].isupper() for w in words[i:]):
            return end + len(" ".join(words[:i]))
    return match.end()


def _is_name(words: str, lexicon: Lexicon) -> bool:
    return fold(words.split(" ", 1)[0]) in lexicon.surnames and " " in words


def _cut_at_place(scan: Scan, start: int, end: int) -> int:
    """A name ends where a locality's name begins."""
    for at, _, _ in within(scan.localities, start + 1, end):
        if " " in scan.flat[start:at].strip():
            return at - 1
    return end


def _name_after(scan: Scan, lexicon: Lexicon, start: int, end: int, code: str | None) -> Person | None:
    flat = scan.flat
    at = end
    if flat[at : at + 1] in (",", ":"):
        at += 1
    if flat[at : at + 1] != " ":
        return None
    at += 1
    for word in ("đồng chí ", "ông ", "bà ", "Đồng chí ", "Ông ", "Bà "):
        if flat.startswith(word, at):
            at += len(word)
            break
    else:
        if at != end + 1:
            return None
    match = _NAME.match(flat, at)
    if not match or not _is_name(match.group(), lexicon):
        return None
    if scan.locality_at(at) is not None:
        return None
    name_end = _cut_at_place(scan, at, match.end())
    name = flat[at:name_end]
    return Person(at, name_end, name, name, flat[start:end], code, "title-name")


def _name_before(scan: Scan, lexicon: Lexicon, start: int, end: int, code: str | None) -> Person | None:
    flat = scan.flat
    window = max(0, start - 70)
    before = flat[window:start]
    last = before.rsplit(None, 1)[-1:]
    if last and last[0][0].islower() and last[0].strip(" :") not in _BETWEEN:
        return None  # an ordinary word stands before the office, no name
    match = _NAME_BEFORE.search(before)
    if not match or not _NEEDS_MARK.search(flat[window + match.end("name") : start]):
        return None
    words = match.group("name").split(" ")
    at = window + match.start("name")
    addressed = scan.low[max(0, at - 10) : at].endswith(_ADDRESSED) or words[0].lower() in _ADDRESS_WORDS
    while len(words) > 2 and (words[0].lower() in _ADDRESS_WORDS or not _is_name(" ".join(words), lexicon)):
        at += len(words[0]) + 1
        words = words[1:]
    name = " ".join(words)
    if not (addressed or _is_name(name, lexicon)) or scan.locality_at(at) is not None:
        return None
    return Person(at, at + len(name), name, name, flat[start:end], code, "name-title")


def _signatures(scan: Scan, layout: Layout, lexicon: Lexicon) -> list[Person]:
    """A name alone on its line below the lines of an office in capitals."""
    found = []
    title: str | None = None
    fresh = 0
    ranks = {hit[0]: hit for hit in scan.ranks}
    for p in layout.paragraphs:
        if title is None and p.end - p.begin > _LONGEST_OFFICE:
            continue
        words = scan.flat[p.begin : p.end]
        if title is not None and fresh and _is_signature_name(words, lexicon):
            found.append(Person(p.begin, p.end, words, words, title, None, "signature"))
            title = None
            continue
        office = _office_line(words, p.begin, ranks, scan)
        if office is not None:
            title, fresh = office, 5
        elif title is not None and not _BLANK_SIGNATURE.match(words.lower()):
            fresh -= 1
            if len(words) > _LONGEST_OFFICE:
                title = None
    return found


def _is_signature_name(words: str, lexicon: Lexicon) -> bool:
    whole = _NAME.fullmatch(words)
    return bool(whole) and _is_name(words, lexicon)


def _office_line(words: str, begin: int, ranks: dict[int, Hit], scan: Scan) -> str | None:
    """The office of a signature line ("PHÓ CHỦ TỊCH"), in the lexicon's spelling; None where it is none."""
    if len(words) > _LONGEST_OFFICE or words[:8].upper() != words[:8] or words.upper() != words:
        return None
    at = begin
    prefix = re.match(r"(?:K\s?[./]\s?T|T\s?[./]\s?M|T\s?[./]\s?L|TUQ|Q)\.?\s*", words)
    if prefix:
        at += prefix.end()
    hit = ranks.get(at)
    if hit is None:
        return None
    form = hit[2].form
    rest = scan.flat[hit[1] : begin + len(words)].strip()
    return f"{form} {rest}" if rest and len(rest) < 40 else form
