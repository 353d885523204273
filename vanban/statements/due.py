"""By when: "trước ngày 15/12/2026" → that day; "trong quý I/2027" → the quarter; "từ … đến …" → the period.

Leaves alone: days of documents ("số 05/… ngày 20/4/2014"), periods of programmes ("giai đoạn 2021 - 2025"), years
compared with, days that are past.
"""

import re
from datetime import date

from vanban.facts import DateFact, Due
from vanban.fold import fold
from vanban.scan import Scan

_MARK = re.compile(
    fold(
        r"(?:trước|trong|vào|đến hết|chậm nhất|muộn nhất|hoàn thành|xong|hạn|từ|dịp|ngay trong|bắt đầu từ|đến|kế hoạch|"
        r"sáng|chiều|tối|thời hạn|đề xuất,|đề nghị,|cuối|đầu|giữa)\s*:?\s+(?:(?:là|cuối|đầu|giữa|hết|sáng|chiều)\s+)?$"
    )
)
_NOT_DUE = re.compile(
    fold(r"(?:so với|giai đoạn|nhiệm kỳ|cuộc làm việc|hội nghị|tại buổi làm việc|cùng kỳ|quá hạn từ|kể từ|từ)\s*$")
)
# A beginning still ahead is a deadline: "vận hành từ ngày 1/9".
_BEGINS = re.compile(
    fold(
        r"(?<!\w)(?:vận hành|hoạt động|thực hiện|áp dụng|triển khai|bắt đầu|khai thác|mở|khởi động|diễn ra|chạy)\s+"
        r"(?:(?:thí điểm|thử|chính thức|thử nghiệm|ngay)\s+)?(?:kể\s+)?từ\s*$"
    )
)
_FROM = re.compile(r"(?<!\w)từ\s*$")
_IN_PERIOD = re.compile(fold(r"(?<!\w)trong giai đoạn\s*$"))
_OF_DOCUMENT = re.compile(r"[\w&]\s*$")


def find_due(
    met: Scan, dates: list[DateFact], start: int, end: int, *, issued_on: date | None, references: list[tuple[int, int]]
) -> Due | None:
    """The deadline among the dates of a range; the last marked one, else the first period named in the future."""
    candidates: list[tuple[bool, DateFact]] = []
    spans: list[DateFact] = []
    for when in dates:
        if not start <= when.start < end:
            continue
        before = met.low[max(start, when.start - 26) : when.start]
        if any(0 <= when.start - e <= 2 for _, e in references):
            continue
        begins = when.rule == "days" or (
            issued_on is not None and when.from_ > issued_on and _BEGINS.search(before) is not None
        )
        if when.rule == "period":
            if issued_on is not None and when.to >= issued_on and _IN_PERIOD.search(before):
                spans.append(when)
            continue
        if _NOT_DUE.search(before) and not (begins and _FROM.search(before)):
            continue
        if issued_on is not None and when.to < issued_on:
            continue
        candidates.append((when.rule == "from-to" or _MARK.search(before) is not None, when))
    if not candidates:
        return _due(spans[-1]) if spans else None
    marked = [when for mark, when in candidates if mark]
    chosen = marked[-1] if marked else candidates[0][1]
    if not marked and chosen.rule == "day" and issued_on is not None and chosen.from_ == issued_on:
        return None
    return _due(chosen)


def _due(when: DateFact) -> Due:
    return Due(when.start, when.end, when.text, when.from_, when.to)
