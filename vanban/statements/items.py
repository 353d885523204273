"""The separate contents a sentence enumerates: behind a colon, between semicolons, in a list opened by "như", and two
tasks joined by "và".

before  "thống nhất 3 nội dung: số hóa điểm đến; đào tạo nhân lực; quảng bá chung."
after   three items
Leaves alone: a single content, however long; conditions and deadlines at the end.
"""

import re

from vanban.fold import fold
from vanban.scan import Scan, within

_COLON = re.compile(r":\s+")
_LIST_OPENS = re.compile(fold(r"(?<!\w)(?:như|nhất là|cụ thể là|bao gồm|gồm|đặc biệt là)\s*:?\s+"))
_EXPERIENCE = re.compile(
    fold(
        r"(?:chia sẻ|trao đổi|học tập)(?:\s+với\s+[^,;:]{2,30}?)?\s+(?:về\s+)?kinh nghiệm"
        r"(?:\s+(?:về|trong|của))?\s+(?:công tác\s+)?"
    )
)
_END = " \n\t\r\u00a0\u202f\u3000.;:,…/"  # blanks and marks behind a part
_DUE_TAIL = re.compile(
    fold(
        r",?\s+(?:hoàn thành\s+)?(?:trước|trong|chậm nhất|đến hết|ngay trong|vào)\s+(?:ngày|tháng|quý|năm|dịp)\s[^;]{0,40}$"
    )
)
_PART_WORDS = re.compile(
    fold(
        r"^(?:và|đồng thời|bên cạnh đó|ngoài ra|trước mắt|trước hết|thứ (?:nhất|hai|ba)|một là|hai là|ba là|bốn là)[\s,:]+"
    )
)
_PART_NUMBER = re.compile(r"\(?(?:[0-9]{1,2}|[ivx]{1,4}|[a-zđ])\)\s*")
_TERMS = re.compile(
    fold(r"(?:thời gian|thời hạn|kinh phí|hoàn thành|tiến độ|địa điểm)(?:\s+\w+){0,3}\s*(?::|trước|trong|vào|xong)")
)
_SUB_PREFIX = re.compile(fold(r"^(?:kinh nghiệm (?:về|trong)|về|công tác)\s+(?=\w)"))
_NO_CONTENT = re.compile(fold(r"(?:trên|trong|để|với|giữa|cho|tại|của|lẫn nhau|thực tiễn)(?!\w)"))
_SHORT_PART = 90
_MARKS = {";": re.compile(r"[;()\[\]]"), ",": re.compile(r"[,()\[\]]")}


def _trimmed(met: Scan, start: int, end: int) -> tuple[int, int]:
    text = met.flat[start:end]
    start += len(text) - len(text.lstrip())
    end = max(start, end - len(text) + len(text.rstrip(_END)))
    for pattern in (_PART_NUMBER, _PART_WORDS):
        opener = pattern.match(met.low[start:end])
        if opener:
            start += opener.end()
    return start, end


def _split(met: Scan, start: int, end: int, mark: str) -> list[tuple[int, int]]:
    """The parts between marks that stand outside brackets."""
    parts, depth, at = [], 0, start
    for found in _MARKS[mark].finditer(met.flat, start, end):
        char = found.group()
        if char in "([":
            depth += 1
        elif char in ")]":
            depth = max(0, depth - 1)
        elif not depth and not (mark == "," and met.flat[found.end() : found.end() + 1].isdigit()):
            parts.append((at, found.start()))
            at = found.end()
    parts.append((at, end))
    trimmed = [_trimmed(met, s, e) for s, e in parts]
    return [(s, e) for s, e in trimmed if e - s > 2 and not (mark == ";" and _TERMS.match(met.low, s, e))]


def _cut_due(met: Scan, parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The last item without the deadline of the whole sentence."""
    if not parts:
        return parts
    start, end = parts[-1]
    tail = _DUE_TAIL.search(met.low, start, end)
    if tail and tail.start() - start > 12:
        parts[-1] = (start, tail.start())
    return parts


def _bracketed(met: Scan, start: int, at: int) -> bool:
    """Whether a place stands inside brackets opened since `start`."""
    return met.flat.count("(", start, at) > met.flat.count(")", start, at)


def _verb_at(met: Scan, offset: int) -> bool:
    return any(hit[0] - offset <= 0 for hit in within(met.actions, offset, offset + 1))


def find_items(met: Scan, content: int, end: int, agencies: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The items of a statement whose content starts at `content`."""
    semicolons = _split(met, content, end, ";")
    colon = next((c for c in _COLON.finditer(met.low, content, end) if not _bracketed(met, content, c.start())), None)
    if len(semicolons) > 1:
        if colon and colon.end() < semicolons[1][0]:
            semicolons[0] = _trimmed(met, colon.end(), semicolons[0][1])
        return _cut_due(met, _deepened(met, semicolons, colon is not None))
    if colon:
        commas = _listed(met, colon.end(), end)
        if len(commas) > 1:
            return _cut_due(met, commas)
    return _cut_due(met, _by_experience(met, content, end) or _by_verbs(met, content, end, agencies))


def _deepened(met: Scan, parts: list[tuple[int, int]], listed: bool) -> list[tuple[int, int]]:
    """Items that hold lists of their own: "… như quản lý thuế, quản lý thị trường"; a list of bare nouns behind one."""
    found: list[tuple[int, int]] = []
    for start, end in parts:
        openers = list(_LIST_OPENS.finditer(met.low, start, end))
        opener = openers[-1] if openers else None
        inner = _listed(met, opener.end(), end) if opener else []
        if len(inner) > 1 and not listed:
            found += inner
            continue
        lead = _EXPERIENCE.match(met.low, start, end) or _SUB_PREFIX.match(met.low[start:end])
        skipped = 0
        if lead and not listed:
            skipped = lead.end() - (0 if lead.re is _SUB_PREFIX else start)
        found.append((start + skipped, end))
    return found


def _listed(met: Scan, start: int, end: int) -> list[tuple[int, int]]:
    """A list by commas, its last member behind "và"."""
    parts = _split(met, start, end, ",")
    if len(parts) < 2:
        return []
    last_start, last_end = parts[-1]
    joint = met.low.find(" và ", last_start, last_end)
    verb_behind = joint > 0 and _verb_at(met, joint + 4)
    near = joint > 0 and joint - last_start < _SHORT_PART // 3
    if verb_behind or (near and not _verb_at(met, last_start)):
        parts[-1:] = [(last_start, joint), (joint + 4, last_end)]
    if any(e - s > _SHORT_PART for s, e in parts):
        return []
    return parts


def _by_experience(met: Scan, content: int, end: int) -> list[tuple[int, int]]:
    """The contents of an exchange of experience: "kinh nghiệm A, B và C"."""
    if met.low.find("kinh nghiệm", content, end) < 0:
        return []
    opener = _EXPERIENCE.search(met.low, content, end)
    if opener is None or opener.start() - content > 60:
        return []
    parts = _listed(met, opener.end(), end)
    if len(parts) < 2 or _NO_CONTENT.match(met.low, *parts[0]):
        return []
    between = [met.low.find(" và ", s, e) for s, e in parts[:-1]]
    return [] if any(at > 0 and _verb_at(met, at + 4) for at in between) else parts


def _by_verbs(met: Scan, content: int, end: int, agencies: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Two or more tasks joined by "và": each starts with a verb of its own."""
    cuts = [content]
    at = met.low.find(" và ", content, end)
    while at > 0:
        short = met.low.rfind(",", cuts[-1], at)
        listed = short > 0 and at - short < 16  # "sản xuất, chế biến, quảng bá và tiêu thụ"
        if (
            _verb_at(met, at + 4)
            and not listed
            and not any(s < at < e for s, e in agencies)
            and at - cuts[-1] > 25
            and end - at > 25
        ):
            cuts.append(at + 4)
        at = met.low.find(" và ", at + 4, end)
    if len(cuts) < 2:
        return []
    parts = [_trimmed(met, s, e - 4) for s, e in zip(cuts, [*cuts[1:], end + 4], strict=True)]
    return [(s, e) for s, e in parts if e > s]
