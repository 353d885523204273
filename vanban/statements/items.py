"""The separate contents a sentence enumerates: behind a colon, between semicolons, in a list opened by "như", and two
tasks joined by "và".

before  "thống nhất 3 nội dung: số hóa điểm đến; đào tạo nhân lực; quảng bá chung."
after   three items
Leaves alone: a single content, however long; conditions and deadlines at the end.
"""

import re

from vanban.fold import fold
from vanban.scan import Scan, begins, within

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
        r",?\s+(?:(?:hoàn thành|xong|ra mắt|khai trương|khởi công|vận hành|công bố)\s+)?"
        r"(?:trước|trong|chậm nhất|đến hết|ngay trong|vào)\s+(?:cuối\s+|đầu\s+)?(?:ngày|tháng|quý|năm|dịp)\s"
        r"(?![^;]*\s(?:báo cáo|trình|gửi)\s)[^;]{0,40}$"
    )
)
_PART_WORDS = re.compile(
    fold(
        r"(?:và|đồng thời|bên cạnh đó|ngoài ra|trước mắt|trước hết|thứ (?:nhất|hai|ba)|một là|hai là|ba là|bốn là)[\s,:]+"
    )
)
_PART_NUMBER = re.compile(r"\(?(?:[0-9]{1,2}|[ivx]{1,4}|[a-zđ])\)\s*")
_LONGEST_NUMBER = 6  # "(viii)"
_TERMS = re.compile(
    fold(
        r"(?:thời gian|thời hạn|kinh phí|hoàn thành|tiến độ|địa điểm)(?:\s+\w+){0,3}\s*(?::|trước|trong|vào|xong)"
        r"|quy mô(?:\s+\w+){0,3}\s+(?:từ|khoảng|trên|hơn|gần|[0-9])"
    )
)
_SUB_PREFIX = re.compile(fold(r"^(?:kinh nghiệm (?:về|trong)|về|công tác)\s+(?=\w)"))
_NO_CONTENT = re.compile(fold(r"(?:trên|trong|để|với|giữa|cho|tại|của|lẫn nhau|thực tiễn)(?!\w)"))
_SHORT_PART = 90
_SHORTEST_TASK, _SHORTEST_LISTED, _LONGEST_FIELD, _FEWEST_FIELDS = 25, 15, 60, 4
_FEWEST_LISTED = 3
_JOINED = (" và ", fold(" đồng thời "), fold(" cũng như "))
_ALSO = re.compile(fold(r"(?:(?:đồng thời|cùng nhau|cùng|tiếp tục|cũng|sẽ)\s+)*"))
# A further favour, no part of the experience that is shared.
_FAVOUR = re.compile(
    fold(
        r"(?:đưa|hỗ trợ|giới thiệu|mở|cử|tạo điều kiện|tiếp nhận|cung cấp|phối hợp|bố trí|chia sẻ|giúp|cho phép|tạo|kết nối)(?!\w)"
    )
)
_FIELD_WORDS = (fold("lĩnh vực"), fold("hợp tác "), fold("liên kết "), fold("phối hợp "), fold("gồm "))
_FIELDS = re.compile(
    fold(
        r"(?:hợp tác|phối hợp|liên kết)(?:\s+(?:toàn diện|chặt chẽ|sâu rộng|nhiều mặt|cụ thể))?"
        r"\s+(?:về|trong|trên)\s+(?:(?:các\s+|\w+\s+)?(?:lĩnh vực|nội dung|mặt)\s*)?(?:như\s*)?:?\s*"
        r"|lĩnh vực\s*(?:như\s*|gồm\s*)?:?\s*|gồm\s+"
    )
)
_MARKS = {";": re.compile(r"[;()\[\]]"), ",": re.compile(r"[,()\[\]]")}


def _trimmed(met: Scan, start: int, end: int) -> tuple[int, int]:
    text = met.flat[start:end]
    start += len(text) - len(text.lstrip())
    end = max(start, end - len(text) + len(text.rstrip(_END)))
    if ")" in met.low[start : start + _LONGEST_NUMBER]:
        number = _PART_NUMBER.match(met.low, start, end)
        start = number.end() if number else start
    words = _PART_WORDS.match(met.low, start, end)
    return words.end() if words else start, end


def _split(met: Scan, start: int, end: int, mark: str) -> list[tuple[int, int]]:
    """The parts between marks that stand outside brackets."""
    parts, depth, at = [], 0, start
    for found in _MARKS[mark].finditer(met.flat, start, end) if met.flat.find(mark, start, end) >= 0 else ():
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
    return begins(met.actions, offset, offset + 1)


def _verb_ends(met: Scan, at: int) -> bool:
    """Whether a verb ends there: "xây dựng và phát triển chợ" are two verbs of one content."""
    return any(hit[1] == at for hit in within(met.actions, at - 16, at))


def find_items(met: Scan, content: int, end: int, agencies: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The items of a statement whose content starts at `content`."""
    semicolons = _split(met, content, end, ";")
    colon = None
    if met.low.find(":", content, end) >= 0:
        colons = _COLON.finditer(met.low, content, end)
        colon = next((c for c in colons if not _bracketed(met, content, c.start())), None)
    if len(semicolons) > 1:
        if colon and colon.end() < semicolons[1][0]:
            semicolons[0] = _trimmed(met, colon.end(), semicolons[0][1])
        return _cut_due(met, _deepened(met, semicolons, colon is not None))
    if colon:
        commas = _listed(met, colon.end(), end)
        if len(commas) > 1:
            return _cut_due(met, commas)
    found = _by_experience(met, content, end) or _by_fields(met, content, end) or _by_verbs(met, content, end, agencies)
    return _cut_due(met, found or _by_commas(met, content, end))


def _by_commas(met: Scan, content: int, end: int) -> list[tuple[int, int]]:
    """Three whole tasks or more that only commas part, a deadline behind them left out: "cấp mã số …, tập huấn …, kiểm soát …".

    Two are one content more often than not: "thẩm định dự toán, tham mưu bố trí kinh phí".
    """
    if not _verb_at(met, content):
        return []
    tail = _DUE_TAIL.search(met.low, content, end)
    tasks = _tasks_by_commas(met, content, tail.start() if tail else end, strict=True)
    return tasks if len(tasks) >= _FEWEST_LISTED else []


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
        fields = _row_of_fields(met, start, end)
        if fields:
            found += fields
            continue
        lead = _EXPERIENCE.match(met.low, start, end) or _SUB_PREFIX.match(met.low[start:end])
        skipped = 0
        if lead and not listed:
            skipped = lead.end() - (0 if lead.re is _SUB_PREFIX else start)
        found.append((start + skipped, end))
    return found


def _row_of_fields(met: Scan, start: int, end: int) -> list[tuple[int, int]]:
    """A row of fields between two semicolons: "lĩnh vực nông nghiệp, y tế, giáo dục"; each is about something else."""
    parts = _split(met, start, end, ",")
    if len(parts) < _FEWEST_FIELDS or any(e - s > _LONGEST_FIELD // 2 for s, e in parts):
        return []
    told = [topics for s, e in parts if (topics := _topics(met, s, e))]
    distinct = {code.split(".")[0] for topics in told for code in topics}
    return parts if 4 * len(told) >= 3 * len(parts) and len(distinct) >= len(told) - 1 else []


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
    parts = _listed(met, opener.end(), end) or _two_contents(met, opener.end(), end)
    if len(parts) < 2 or _NO_CONTENT.match(met.low, *parts[0]):
        return []
    between = [met.low.find(" và ", s, e) for s, e in parts[:-1]]
    return [] if any(at > 0 and _verb_at(met, at + 4) for at in between) else parts


def _topics(met: Scan, start: int, end: int) -> frozenset[str]:
    return frozenset(hit[2].code for hit in within(met.sectors, start, end) if hit[2].code)


def _two_contents(met: Scan, start: int, end: int) -> list[tuple[int, int]]:
    """ "kinh nghiệm A và B": two contents where each is about something of its own; not where a further favour is asked."""
    at = met.low.find(" và ", start, end)
    if at < 0 or met.low.find(" và ", at + 4, end) >= 0 or _FAVOUR.match(met.low, at + 4):
        return []
    first, second = _topics(met, start, at), _topics(met, at + 4, end)
    if not first or not second or first & second:
        return []
    return [_trimmed(met, start, at), _trimmed(met, at + 4, end)]


def _by_fields(met: Scan, content: int, end: int) -> list[tuple[int, int]]:
    """The fields of a cooperation: "hợp tác về A, B và C", "trên các lĩnh vực A, B, C"; every one about something of its own."""
    if met.flat.find(",", content, end) < 0 or len(within(met.sectors, content, end)) < _FEWEST_LISTED:
        return []
    for word in _FIELD_WORDS:
        at = met.low.find(word, content, end)
        opener = _FIELDS.match(met.low, at, end) if at >= 0 else None
        if opener is None:
            continue
        parts = _listed(met, opener.end(), end)
        if len(parts) < 2 or any(e - s > _LONGEST_FIELD for s, e in parts):
            continue
        last_start, last_end = parts[-1]
        joint = met.low.find(" và ", last_start, last_end)
        if (
            joint > 0
            and _topics(met, last_start, joint)
            and _topics(met, joint + 4, last_end) - _topics(met, last_start, joint)
        ):
            parts[-1:] = [_trimmed(met, last_start, joint), _trimmed(met, joint + 4, last_end)]
        if len(parts) >= _FEWEST_LISTED and all(_topics(met, s, e) for s, e in parts):
            return parts
    return []


def _by_verbs(met: Scan, content: int, end: int, agencies: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Two or more tasks joined by "và" or "đồng thời": each starts with a verb of its own, as do those that only commas part
    from them."""
    cuts: list[tuple[int, int]] = []  # where one task ends, where the next starts
    begin = content
    for at, stop in _joints(met, content, end):
        short = met.low.rfind(",", begin, at)
        listed = short > 0 and at - short < 16  # "sản xuất, chế biến, quảng bá và tiêu thụ"
        if (
            _verb_at(met, stop)
            and not listed
            and not _verb_ends(met, at)
            and not any(s < at < e for s, e in agencies)
            and at - begin > _SHORTEST_TASK
            and end - at > _SHORTEST_TASK
        ):
            cuts.append((at, stop))
            begin = stop
    if not cuts:
        return []
    edges = [content, *(edge for cut in cuts for edge in cut), end]
    parts = [_trimmed(met, edges[i], edges[i + 1]) for i in range(0, len(edges), 2)]
    return [task for s, e in parts if e > s for task in _tasks_by_commas(met, s, e)]


def _joints(met: Scan, start: int, end: int) -> list[tuple[int, int]]:
    """Where "và" and "đồng thời" stand, up to the word behind them."""
    found = []
    for word in _JOINED:
        at = met.low.find(word, start, end)
        while at > 0:
            behind = _ALSO.match(met.low, at + len(word), end)
            found.append((at - (met.flat[at - 1] == ","), behind.end() if behind else at + len(word)))
            at = met.low.find(word, at + len(word), end)
    return sorted(found) if len(found) > 1 else found


def _tasks_by_commas(met: Scan, start: int, end: int, *, strict: bool = False) -> list[tuple[int, int]]:
    """ "tạo thuận lợi cho tàu cá …, chia sẻ thông tin …": whole tasks parted by a comma; a row of verbs is none.

    What no verb opens goes on with the task before, unless it is `strict`: "quảng bá sen, xoài, nem trên tàu du lịch".
    """
    parts: list[tuple[int, int]] = []
    for part in _split(met, start, end, ","):
        if parts and not strict and not _verb_at(met, part[0]):
            parts[-1] = (parts[-1][0], part[1])
        else:
            parts.append(part)
    whole = len(parts) > 1 and all(e - s > _SHORTEST_LISTED and _verb_at(met, s) for s, e in parts)
    return parts if whole else [(start, end)]
