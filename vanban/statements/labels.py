"""Labelled lines below a task: "Cơ quan chủ trì: Sở Y tế", "Thời gian: Quý II/2024", "Sản phẩm: Báo cáo".

before  a task, then lines that only name its lead, coordinators, deadline or output
after   the task with all of them; the lines are no statements of their own
Leaves alone: labels that open sentences ("Kết quả: hai bên đã …").
"""

import re

import msgspec

from vanban.facts import Cell, Statement
from vanban.fold import fold
from vanban.scan import Scan
from vanban.statements.due import find_due
from vanban.statements.leads import as_ref
from vanban.statements.talk import Talk

_LABELS = [
    (name, re.compile(fold(rf"\(?(?:{words})\s*:\s*")))
    for name, words in (
        (
            "lead",
            r"(?:cơ quan|đơn vị)?\s*(?:chủ trì|đầu mối)(?: thực hiện| tham mưu)?|(?:cơ quan|đơn vị) thực hiện|phân công(?: thực hiện)?",
        ),
        ("coordinators", r"(?:cơ quan|đơn vị)?\s*phối hợp(?: thực hiện)?"),
        ("due", r"(?:thời gian|thời hạn|tiến độ)(?: thực hiện| hoàn thành)?|hoàn thành"),
        ("output", r"(?:sản phẩm|kết quả)(?: đầu ra| dự kiến| hoàn thành)?|sản phẩm,? kết quả"),
    )
]
_END = re.compile(r"[\s.;,)]+$")
_LONGEST, _LONGEST_LABEL = 220, 70


def labelled(met: Scan, talk: Talk) -> tuple[str, int] | None:
    """Which label a sentence is, and where its words start; None where it is none."""
    if talk.end - talk.start > _LONGEST or met.low.find(":", talk.start, talk.start + _LONGEST_LABEL) < 0:
        return None
    for name, pattern in _LABELS:
        match = pattern.match(met.low, talk.start, talk.end)
        if match:
            if name == "output" and talk.cued("done", "joint"):
                return None
            return name, match.end()
    return None


def add_label(met: Scan, talk: Talk, label: tuple[str, int], task: Statement) -> Statement:
    """The task with what a labelled line below it says."""
    name, start = label
    tail = _END.search(met.flat, start, talk.end)
    end = tail.start() if tail else talk.end
    refs = tuple(as_ref(a) for a in talk.agencies if a.start >= start)
    if name == "lead" and refs and not task.leads:
        return msgspec.structs.replace(task, leads=tuple(a.text for a in refs), lead_agencies=refs)
    if name == "coordinators" and refs:
        return msgspec.structs.replace(task, coordinators=(*task.coordinators, *refs))
    if name == "due" and task.due is None:
        return msgspec.structs.replace(
            task, due=find_due(met, talk.dates, start, talk.end, issued_on=None, references=[])
        )
    if name == "output" and task.output is None and end > start:
        return msgspec.structs.replace(task, output=Cell(start, end, met.flat[start:end]))
    return task
