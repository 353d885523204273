"""Who is made responsible, and with whom.

before  "giao Sở A chủ trì, phối hợp với Sở B và Công an tỉnh lập bảng theo dõi"
after   lead Sở A; coordinators Sở B, Công an tỉnh
"""

import re

from vanban.facts import Agency, AgencyRef
from vanban.fold import fold
from vanban.scan import Scan, within
from vanban.statements.frames import Judgement, behind_label
from vanban.statements.talk import Talk

_ENOUGH = 48  # agencies looked at in one sentence: keeps the cost linear in endless ones
_COORDINATED = re.compile(fold(r"\s*(?:,|;|và|cùng|,\s*và)\s*(?:các\s+sở\s*:?\s*)?"))
_WITH = re.compile(
    fold(
        r"(?:phối hợp (?:chặt chẽ )?(?:với|cùng)|phối hợp|cùng với|cùng|với sự phối hợp của)\s*(?:các\s+)?(?:sở\s*:?\s*)?$"
    )
)
_CLASS = re.compile(
    fold(
        r"(?:(?:ubnd|ủy ban nhân dân)\s+)?(?:các|những)\s+(?:sở|ban|ngành|cơ quan|đơn vị|địa phương|huyện|xã|quận)"
        r"(?:\s*,\s*(?:sở|ban|ngành|đoàn thể|địa phương|đơn vị|cơ quan|huyện|thị xã|thành phố|quận|xã|phường|đặc khu))*"
        r"(?:\s+(?:và|có)\s+(?:địa phương|đơn vị|ngành))?(?:\s+liên quan)?(?:\s+(?:của\s+)?hai\s+(?:bên|tỉnh|địa phương|thành phố)|\s+(?:của|thuộc)\s+)?"
    )
)
_OTHER = re.compile(
    r"\s+(?:cho\s+)?((?:Trường|Bệnh viện|Phòng|Viện|Hiệp hội|Hội|Công ty|Tổng công ty|Trung tâm|Báo|Đài|Tổ công tác|Ban)\s)"
)
_LONGEST_LEAD = 90
_GIVES = re.compile(fold(r"\s+(?:giao|phân công|yêu cầu)(?!\w)"))
_LEADS = re.compile(
    fold(
        r"\s*,?\s*(?:được giao )?(?:chủ trì|(?:làm|là) (?:cơ quan )?đầu mối|làm cơ quan thường trực|có trách nhiệm|chịu trách nhiệm)"
        r"(?!\s+(?:hội nghị|buổi|cuộc|lễ))"
    )
)


def as_ref(agency: Agency) -> AgencyRef:
    """The agency as a part of a statement."""
    return AgencyRef(agency.start, agency.end, agency.text, agency.locality, agency.type)


def _run(met: Scan, agencies: list[Agency], first: int) -> list[Agency]:
    """An agency and those coordinated with it directly behind."""
    run = [agencies[first]]
    for agency in agencies[first + 1 :]:
        if not _COORDINATED.fullmatch(met.low, run[-1].end, agency.start):
            break
        run.append(agency)
    return run


def find_leads(met: Scan, talk: Talk, judged: Judgement) -> tuple[list[AgencyRef], list[AgencyRef]]:
    """Leads and coordinators of a sentence."""
    low = met.low
    agencies = [a for a in talk.agencies[:_ENOUGH] if a.type != "trung_uong"]
    coordinators: list[Agency] = []
    for i, agency in enumerate(agencies):
        if agency not in coordinators and _WITH.search(low, max(talk.start, agency.start - 45), agency.start):
            coordinators += _run(met, agencies, i)
    free = [a for a in agencies if a not in coordinators]
    leads: list[Agency] = []
    if judged.kind == "assignment":
        begins = behind_label(met, talk)
        passive = judged.rule == "given"  # "Sở A được hai tỉnh giao …"
        gives = [] if passive else [c[1] for c in talk.cued("assign")[:_ENOUGH]]
        gives = gives or [begins]
        at = judged.cue[1] if judged.cue and judged.cue[2].code == "assign" and not passive else begins
        for begin in gives if at in gives else [at]:
            first = next((i for i, a in enumerate(free) if 0 <= a.start - begin <= 12), None)
            if first is not None:
                leads += [a for a in _run(met, free, first) if not _GIVES.match(low, a.end) and a not in leads]
        if not leads:
            named = _class_lead(met, talk, at) or _other_lead(met, talk, at)
            if named is not None:
                return [named], [as_ref(a) for a in coordinators]
    if not leads and judged.kind == "assignment":
        spoken = _spoken_lead(met, talk)
        if spoken is not None:
            return [spoken], [as_ref(a) for a in coordinators]
    if not leads:
        leads = [a for a in free if _LEADS.match(low, a.end)][:3]
    return [as_ref(a) for a in leads], [as_ref(a) for a in coordinators if a not in leads]


def _spoken_lead(met: Scan, talk: Talk) -> AgencyRef | None:
    """A lead that is no known kind of agency: "Phòng Quản lý thương mại chủ trì, …"."""
    cue = next((c for c in talk.cued("lead") if 4 < c[0] - talk.start < 70), None)
    if cue is None or not met.flat[talk.start].isupper() or "," in met.flat[talk.start : cue[0]]:
        return None
    end = cue[0]
    while met.flat[end - 1] == " ":
        end -= 1
    return AgencyRef(talk.start, end, met.flat[talk.start : end])


def _other_lead(met: Scan, talk: Talk, at: int) -> AgencyRef | None:
    """One made responsible that is no body of a locality: "giao Trường Đại học Tây Đô xây dựng …", up to its task."""
    named = _OTHER.match(met.flat, at, talk.end)
    if named is None:
        return None
    start = named.start(1)
    stops = [c[0] for c in talk.cued("lead", "with") if c[0] > start]
    stops += [s for s, _, _ in within(met.actions, named.end(), start + _LONGEST_LEAD) if met.flat[s].islower()]
    end = min(stops, default=start)
    while end > start and met.flat[end - 1] in " ,":
        end -= 1
    return AgencyRef(start, end, met.flat[start:end]) if end > start else None


def _class_lead(met: Scan, talk: Talk, at: int) -> AgencyRef | None:
    """A class made responsible: "các sở, ngành liên quan của Hà Nội"."""
    start = at
    while start < talk.end and (met.low[start] in " :" or met.low.startswith("cho ", start)):
        start += 4 if met.low.startswith("cho ", start) else 1
    match = _CLASS.match(met.low, start, talk.end)
    if match is None:
        return None
    end = match.end()
    code = None
    if match.group().rstrip().endswith(("của", "thuộc")):
        place = next((x for x in talk.localities if x.start - end <= 12 and x.start >= end), None)
        if place is not None:
            end, code = place.end, place.code
        else:
            end = start + match.group().rstrip().rfind(" ")
    while end > start and met.low[end - 1] == " ":
        end -= 1
    return AgencyRef(start, end, met.flat[start:end], code, None)
