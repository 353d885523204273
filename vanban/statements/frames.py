"""What a sentence does: agrees, proposes, assigns, reports a result or a shortcoming, describes, tells of a meeting.

before  "Hai bên thống nhất mở 5 điểm bán." / "Tuy nhiên, tiến độ còn chậm."
after   agreement / shortcoming, with the cue that said so
Leaves alone: sentences that do none of these, nouns that look like verbs ("trả lời kiến nghị", "giao lưu").
"""

import re

import msgspec

from vanban.facts import StatementKind
from vanban.fold import fold
from vanban.lexicon import CUE, Entry
from vanban.scan import Hit, Scan, begins
from vanban.statements.talk import Talk

_ASSIGNEE = re.compile(
    fold(
        r"\s*(?:nhiệm vụ\s+)?(?:cho\s+)?(?::|các|sở|ubnd|ủy ban|ban\b|văn phòng|công an|thanh tra|chi cục|trung tâm|liên minh|"
        r"hai|đồng chí|chủ tịch|phó chủ tịch|giám đốc|thủ trưởng|cơ quan|đơn vị|hđnd|mttq|ngành|đài|báo|hội|tỉnh đoàn|"
        r"thành đoàn|trường|bệnh viện|hiệp hội|phòng|viện|công ty|tổng công ty|thường trực|đảng ủy|huyện|báo|kho bạc|"
        r"cục|tổ công tác|tổ giúp việc|ban chỉ đạo|lãnh đạo|bộ|bên [ab]|tỉnh|thành phố)"
    )
)
_OPENS_LIST = re.compile(
    fold(r"\s*(?:(?:một số|các)?\s*(?:nội dung|nhiệm vụ|việc)?\s*(?:cụ thể)?\s*(?:như)?\s*sau)?\s*:?")
)
_COULD = re.compile(fold(r"(?<!\w)(?:có thể|cần|nên|đề nghị|mong)(?!\w)"))
_NOT_YET = re.compile(fold(r"(?:chưa|không|khó)(?:\s+\w+){0,3}\s+$"))
_SHORTS = tuple(map(fold, ("một số ", "hạn chế", "tồn tại", "khó khăn", "vướng mắc")))
_LABEL_SHORT = re.compile(
    fold(
        r"(?:một số )?(?:hạn chế|tồn tại|khó khăn|vướng mắc|tồn tại, hạn chế|khó khăn, vướng mắc)(?:\s*:|\s+(?:là|lớn nhất|chủ yếu)(?!\w))"
    )
)
_HAS = re.compile(
    fold(
        r"(?<!\w)(?:có|là|hiện|đạt|đón|gồm|chiếm|tăng|giảm|đứng|thu|rộng|dài|cho biết|cho hay|phục hồi|chú trọng)(?!\w)"
    )
)
_OPENING = re.compile(
    fold(r"(?:hội nghị|kế hoạch|chương trình|biên bản|số liệu|trên đây|quang cảnh|thực hiện|căn cứ)(?!\w)")
)
_SIDE = re.compile(fold(r"(?:đại diện\s+)?bên [ab](?!\w)"))
_TELLS = re.compile(fold(r"\s*(?:thông báo|thông tin|cho biết|cho hay|giới thiệu|báo cáo|nêu rõ|trình bày)(?!\w)"))
_CLASS_SUBJECT = re.compile(
    fold(r"(?:(?:ubnd|ủy ban nhân dân) các\s|(?:các|những)\s+(?:sở|ban|ngành|cơ quan|đơn vị|địa phương|huyện|xã))")
)
_OWN_SIDE = re.compile(fold(r".{0,60}?\bcủa (?:tỉnh|thành phố)\b"))
_PLANNED = re.compile(fold(r"(?<!\w)(?:sẽ|mỗi năm|hằng năm|hàng năm|định kỳ)(?!\w)"))
_ATTENDS = ("tiếp đoàn", "tham gia tiếp", "cùng đi có", "tham gia đoàn", "cùng dự", "tham dự")
_VISITS = ("tiếp ", "đến thăm", "thăm", "làm việc với", "đã làm việc với", "chào xã giao")
_DONE = re.compile(fold(r"(?<!\w)(?:đã|đạt được|ký được|duy trì|lũy kế)(?!\w)"))
# What is said to have happened, not what was only agreed: "đã đầu tư", but not "chương trình đã ký".
_HAPPENED = re.compile(
    fold(
        r"(?<!\w)đã (?!ký|nêu|thống nhất|thỏa thuận|được (?:giao|ký|thống nhất|phê duyệt)|đề ra|cam kết|xác định|ban hành|phê duyệt)"
    )
)
_ALSO_TASKS = (
    "hoàn thành",
    "thu hút",
    "duy trì",
    "tăng",
)  # of the words that tell what was done, those that tasks use too
# How an agency is told to act, between its name and what it is to do: "Sở Y tế khẩn trương, chủ động rà soát …".
_HASTE = re.compile(
    fold(
        r"(?:,?\s+(?:khẩn trương|sớm|chủ động|tiếp tục|nghiêm túc|tập trung|tích cực|cần|phải|kịp thời|thường xuyên|tăng cường|có trách nhiệm"
        r"|phối hợp chặt chẽ|đẩy nhanh tiến độ)(?!\w))*"
    )
)
_SENT = fold("cử ")
_GIVEN = "được giao"
_PASSIVE = re.compile(fold(r"(?<!\w)được (?:[\w.]+ ){1,8}$"))
_CALLS = ("kêu gọi", "mời gọi")
_NEEDS = re.compile(fold(r"(?<!\w)cần (?:(?:tỉnh|thành phố|tp\.?|phía) )?$"))
_GIVEN_TO_LEAD = re.compile(fold(r"(?:nhiệm vụ\s+)?(?:chủ trì|làm (?:cơ quan |đơn vị )?đầu mối)"))
_LABEL = re.compile(fold(r"[\w ,-]+"))
_LONGEST_LABEL = 62
_SHOULD = re.compile(fold(r"(?:\s+\w+){0,2}?\s+(?:cần|nên|phải)(?:\s+\w+)?\s"))
_MEETS_AT = re.compile(fold(r"(?:tại|sau|trước|trong|kết thúc|khuôn khổ|từ|qua|của)\s+(?:các\s+|cuộc\s+)?$"))
_OWN_PLACE = re.compile(fold(r"(?:toàn )?(?:tỉnh|thành phố)\s+(?:hiện|đang|đã|có|là|còn)(?!\w)"))
_DONATED = re.compile(fold(r"(?<!\w)ủng hộ(?!\w)"))
_ALSO = fold("đồng thời ")
_DIRECTLY = re.compile(fold(r"đồng thời\s+(?:(?:cũng|xin|trân trọng|kính|tiếp tục|đã|nghiêm túc|bày tỏ)\s+)*"))
_RESULT_WORDS = re.compile(fold(r"kết quả hợp tác|đã được|đã có|đã ký|đã đưa|đã phối hợp"))


class Judgement(msgspec.Struct, gc=False):
    """The kind of a statement, the cue that decides where who-says and who-is-asked part, and the rule."""

    kind: StatementKind
    cue: Hit | None
    rule: str


def behind_label(met: Scan, talk: Talk) -> int:
    """Where a sentence begins behind the words that only name its field: "Về y tế: Sở Y tế …", "Du lịch: …"."""
    at = met.low.find(": ", talk.start, talk.start + _LONGEST_LABEL)
    if at < 0 or at >= talk.end or not _LABEL.fullmatch(met.low, talk.start, at):
        return talk.start
    return at + 2


def opens_with(talk: Talk, *names: str) -> Hit | None:
    """The cue of one of these names that a sentence opens with."""
    reach = talk.start + 2
    for cue in talk.cues:
        if cue[0] > reach:
            break
        if cue[2].code in names:
            return cue
    return None


def is_subjectless(met: Scan, talk: Talk) -> bool:
    """Whether the sentence starts with a task's verb, nobody being named before it."""
    at = behind_label(met, talk)
    connective = opens_with(talk, "goes_on")
    if connective is not None:
        at = connective[1]
        at += len(met.low[at : at + 6]) - len(met.low[at : at + 6].lstrip(" ,:"))
        for word in ("là ", "như ", "về "):
            if met.low.startswith(word, at):
                return True
    return begins(met.actions, at, at + 2)


def second_saying(met: Scan, talk: Talk) -> int:
    """Where a second saying begins behind a first: at "đồng thời" directly before a word that asks, agrees or assigns; else -1."""
    at = met.low.find(_ALSO, talk.start + 1, talk.end)
    if at < 0 or met.low[at - 2 : at] not in (", ", "; "):
        return -1
    said = talk.cued("propose", "agree", "assign")
    behind = next((c for c in said if c[0] > at), None)
    if behind is None or not _DIRECTLY.fullmatch(met.low, at, behind[0]):
        return -1
    first = next((c for c in said if c[0] < at), None)
    if first is None or (
        first[2].code == "agree" and behind[2].code == "assign" and not is_joint_before(talk, first[0])
    ):
        return -1  # who agrees alone to what was asked, and assigns it, says one thing
    return at


def tells_what_happened(met: Scan, talk: Talk) -> bool:
    """Whether a sentence with figures reports what was done, so that it is no further task."""
    return talk.figures > 0 and _HAPPENED.search(met.low, talk.start, talk.end) is not None


def is_joint(talk: Talk) -> bool:
    """Whether several sides act together."""
    return len(talk.units) > 1 or bool(talk.cued("joint"))


def main_cue(met: Scan, talk: Talk) -> Judgement | None:
    """The first cue that makes the sentence an agreement, a proposal or an assignment."""
    low = met.low
    for hit in talk.cues:
        start, end, entry = hit
        name = entry.code
        if name == "propose":
            if entry.form in _CALLS and not _somebody_before(talk, start):
                continue  # a task: "Kêu gọi doanh nghiệp đầu tư vào chợ đầu mối."
            if entry.form.startswith("thống nhất") and is_joint_before(talk, start):
                return Judgement("agreement", hit, "agree-to-ask")
            return Judgement("proposal", hit, "asks")
        if name == "could_share" and _COULD.search(low, end, talk.end):
            return Judgement("proposal", hit, "could")
        if name == "agree" and not _NOT_YET.search(low, max(talk.start, start - 30), start):
            return _goes_on_to_assign(met, talk, hit) or Judgement("agreement", hit, "agrees")
        if name in ("assign", "not_assign") and (task := _assigned(met, talk, hit)) is not None:
            return task
        if name == "lead" and any(a.end <= start and start - a.end <= 4 for a in talk.agencies):
            leading = next(a for a in talk.agencies if a.end <= start and start - a.end <= 4)
            if leading.start - behind_label(met, talk) <= 3:
                return Judgement("assignment", None, "leads")
            if low.endswith(_SENT, talk.start, leading.start):
                named = (leading.start - 4, leading.start - 1, Entry(CUE, "assign", "cử"))
                return Judgement("assignment", named, "assigns")
        if name == "lead" and talk.tasked and talk.role == "assignment" and start - talk.start < 70:
            return Judgement("assignment", None, "leads")
    return _needs(met, talk)


def _somebody_before(talk: Talk, offset: int) -> bool:
    """Whether a side, a body or a person is named before an offset."""
    named = (talk.localities, talk.agencies, talk.people)
    return any(some and some[0].start < offset for some in named) or is_joint_before(talk, offset)


def _needs(met: Scan, talk: Talk) -> Judgement | None:
    """ "Tỉnh A cũng cần tỉnh B chia sẻ …": what one side needs of another is asked of it."""
    if len(talk.units) < 2:
        return None
    for place in talk.localities[1:]:
        need = _NEEDS.search(met.low, max(talk.start, place.start - 24), place.start)
        if need is not None and begins(met.actions, place.end + 1, place.end + 2):
            return Judgement("proposal", (need.start(), need.end(), Entry(CUE, "propose", "cần")), "needs")
    return None


def _goes_on_to_assign(met: Scan, talk: Talk, agreed: Hit) -> Judgement | None:
    """ "Ông A nhất trí với đề xuất của tỉnh B và giao Sở C …": one who agrees alone, and assigns."""
    if is_joint_before(talk, agreed[0]):
        return None
    for cue in talk.cued("assign", "not_assign"):
        if cue[0] > agreed[1]:
            given = cue if cue[2].code == "assign" and _assigns(met.low, talk, cue[1]) else _given_to_a_board(met, cue)
            if given is not None:
                return Judgement("assignment", given, "assigns")
    return None


def _given_to_a_board(met: Scan, hit: Hit) -> Hit | None:
    """ "giao Ban Quản lý …" looks like "giao ban" (a briefing) but for the capital: the cue is the first word."""
    start, end, entry = hit
    if not entry.form.startswith("giao ") or not met.flat[start + 5].isupper() or met.flat[start:end].isupper():
        return None
    return start, start + 4, Entry(CUE, "assign", "giao")


def _assigned(met: Scan, talk: Talk, hit: Hit) -> Judgement | None:
    """What is given to somebody to do, told as giving or as being given."""
    if hit[2].code == "assign":
        if _is_given_by(met, talk, hit):
            return Judgement("assignment", hit, "given")
        return Judgement("assignment", hit, "assigns") if _assigns(met.low, talk, hit[1]) else None
    if hit[2].form == _GIVEN and _is_given(met, talk, hit):
        return Judgement("assignment", hit, "given")
    given = _given_to_a_board(met, hit)
    return Judgement("assignment", given, "assigns") if given is not None else None


def _is_given(met: Scan, talk: Talk, hit: Hit) -> bool:
    """ "Sở A và Sở B được giao soạn thảo …": agencies open the sentence, and a task follows."""
    if _opening_agency(met, talk) is None or not any(0 <= hit[0] - a.end <= 4 for a in talk.agencies):
        return False
    at = hit[1] + (met.low[hit[1] : hit[1] + 1] == " ")
    return begins(met.actions, at, at + 1) or _GIVEN_TO_LEAD.match(met.low, at) is not None


def _is_given_by(met: Scan, talk: Talk, hit: Hit) -> bool:
    """ "Sở A được hai tỉnh giao soạn thảo …": the same, by whom stands between."""
    if hit[2].form != "giao" or _opening_agency(met, talk) is None:
        return False
    opening = max((a.end for a in talk.agencies if a.end < hit[0]), default=-1)
    passive = _PASSIVE.search(met.low, max(talk.start, hit[0] - 60), hit[0])
    if passive is None or opening < 0:
        return False
    at = hit[1] + (met.low[hit[1] : hit[1] + 1] == " ")
    return begins(met.actions, at, at + 1) or _GIVEN_TO_LEAD.match(met.low, at) is not None


def _assigns(low: str, talk: Talk, end: int) -> bool:
    if _OPENS_LIST.fullmatch(low, end, talk.end):
        return True
    return _ASSIGNEE.match(low, end) is not None or any(0 <= a.start - end <= 5 for a in talk.agencies)


def is_joint_before(talk: Talk, offset: int) -> bool:
    """Whether several sides are named before an offset."""
    if any(c[2].code == "joint" and c[0] < offset for c in talk.cues):
        return True
    return len({x.code for x in talk.localities if x.start < offset}) > 1


def judge(met: Scan, talk: Talk, main: Judgement | None) -> Judgement | None:
    """The kind of a sentence by its own words (`main` is its `main_cue`) and its section; None where it is no statement."""
    low = met.low
    contrast = opens_with(talk, "contrast")
    labelled = low.startswith(_SHORTS, talk.start) and _LABEL_SHORT.match(low, talk.start)
    if contrast is not None or labelled or talk.role == "shortcoming":
        return Judgement("shortcoming", contrast, "contrast" if contrast else "section")
    meeting = _meeting(met, talk)
    if main is not None:
        if main.rule == "asks" and (task := _task_that_asks(met, talk, main)) is not None:
            return task
        return meeting if meeting is not None and _only_met(talk, main, meeting) else main
    short = talk.cued("short")
    task = _own_task(met, talk)
    if task is not None:
        return task
    if (
        talk.role == "result"
        and short
        and (low.startswith("còn ", talk.start) or not _DONE.search(low, talk.start, talk.end))
    ):
        return Judgement("shortcoming", short[0], "falls-short")
    if talk.role == "result" and not (meeting and not talk.figures):
        return Judgement("result", None, "section")
    if talk.role == "profile" and not short:
        if is_joint(talk) and _DONE.search(low, talk.start, talk.end):
            return Judgement("result", None, "together")
        return Judgement("profile", None, "section")
    if short:
        return Judgement("shortcoming", short[0], "falls-short")
    should = _should(met, talk)
    if should is not None or meeting is not None:
        return should or meeting
    return _by_section(met, talk) or _by_subject(met, talk)


def _task_that_asks(met: Scan, talk: Talk, main: Judgement) -> Judgement | None:
    """ "Sở X rà soát …; đề xuất phương án": the agency's task is to propose, nobody is asked."""
    opening = _opening_agency(met, talk)
    if opening is None or main.cue is None or main.cue[0] - opening < 6:
        return None
    return _own_task(met, talk)


def _opening_agency(met: Scan, talk: Talk) -> int | None:
    """Where the agency ends that opens a sentence, or the words behind its label."""
    at = behind_label(met, talk)
    return next((a.end for a in talk.agencies if 0 <= a.start - at <= 3), None)


def _own_task(met: Scan, talk: Talk) -> Judgement | None:
    """In an official paper, an agency that opens a sentence and is not said to have done something has a task."""
    if (
        not (talk.tasked or talk.role == "assignment")
        or talk.role in ("result", "profile", "shortcoming", "mixed", "closing")
        or talk.cued("say")
        or any(c[2].form not in _ALSO_TASKS for c in talk.cued("done"))
    ):
        return None
    opening = _opening_agency(met, talk)
    if opening is None:
        return None
    at = _HASTE.match(met.low, opening).end()  # type: ignore[union-attr]  # matches the empty string as well
    if not begins(met.actions, at, at + 3):
        return None
    return Judgement("assignment", None, "agency-acts")


def _only_met(talk: Talk, main: Judgement, meeting: Judgement) -> bool:
    """Whether the agreeing is only what a meeting was held for: "chủ trì hội nghị trao đổi, thống nhất nội dung"."""
    if main.kind != "agreement" or main.cue is None or meeting.cue is None:
        return False
    begin, end = meeting.cue[1], main.cue[0]
    named = any(begin <= c[0] < end for c in talk.cued("joint")) or any(begin <= x.start < end for x in talk.localities)
    return meeting.cue[0] < end and not named


def _meeting(met: Scan, talk: Talk) -> Judgement | None:
    """Who met; what was said "tại buổi làm việc" tells of no meeting."""
    meets = [c for c in talk.cued("meet") if not _MEETS_AT.search(met.low, max(talk.start, c[0] - 20), c[0])]
    if not meets:
        return None
    together = is_joint(talk) or len({p.locality for p in talk.people if p.locality}) > 1
    visits = bool(talk.units) and any(c[2].form.startswith(_VISITS) for c in meets)
    attends = any(c[2].form.startswith(_ATTENDS) for c in meets) and not talk.figures
    return Judgement("meeting", meets[0], "meets") if together or visits or attends else None


def _by_section(met: Scan, talk: Talk) -> Judgement | None:
    """What the section promises, where the sentence's own words do not say."""
    low = met.low
    if talk.role == "assignment":
        if _opening_agency(met, talk) is not None or _CLASS_SUBJECT.match(low, talk.start):
            return Judgement("assignment", None, "section")
        if talk.tasked and talk.numbered and is_subjectless(met, talk):
            return Judgement("assignment", None, "section")
        if opens_with(talk, "joint"):
            return Judgement("agreement", None, "section")
    if talk.role == "agreement":
        return Judgement("agreement", None, "section")
    if talk.role == "proposal" and is_subjectless(met, talk):
        return Judgement("proposal", None, "section")
    if talk.role in ("closing", "target"):
        return None
    side = _SIDE.match(low, talk.start)
    if side is not None and _TELLS.match(low, side.end()):
        done = _DONE.search(low, side.end(), talk.end)
        return Judgement("result" if done else "profile", None, "side-tells")
    return Judgement("agreement", None, "side") if side is not None else None


def _by_subject(met: Scan, talk: Talk) -> Judgement | None:
    """A result of several sides, or a fact about one."""
    low = met.low
    done = talk.cued("done")
    acts = talk.cued("joint_action", "with")
    if talk.role in ("closing", "target", "assignment", "proposal"):
        return None
    if (
        talk.cued("joint")
        and not _DONE.search(low, talk.start, talk.end)
        and (_PLANNED.search(low, talk.start, talk.end))
    ):
        return Judgement("agreement", None, "planned")
    if done and len(talk.units) == 1 and _DONATED.search(low, talk.start, talk.end):
        return Judgement("result", done[0], "donated")
    if is_joint(talk) and (done or acts or talk.figures) and not (talk.cued("will") and not done):
        return Judgement("result", next(iter(done or acts), None), "together")
    if _RESULT_WORDS.match(low, talk.start) and (talk.units or done):
        return Judgement("result", None, "result-words")
    if talk.tasked and talk.numbered and talk.role is None and is_subjectless(met, talk):
        return Judgement("assignment", None, "task-list")
    if (
        len(talk.units) == 1
        and (talk.figures or _HAS.search(low, talk.start, talk.end))
        and not _OPENING.match(low, talk.start)
    ):
        return Judgement("profile", None, "one-side")
    if not talk.units and (
        _OWN_PLACE.match(low, talk.start)
        or ((talk.people or talk.figures) and _OWN_SIDE.match(low, talk.start, talk.end))
    ):
        return Judgement("profile", None, "own-side")
    return None


def _should(met: Scan, talk: Talk) -> Judgement | None:
    """ "Hai địa phương cần sớm ký …": what one says that all should do, asked of all."""
    if not talk.cued("say"):
        return None
    if not any(_SHOULD.match(met.low, c[1], talk.end) for c in talk.cued("joint")):
        return None
    return Judgement("proposal", None, "should")
