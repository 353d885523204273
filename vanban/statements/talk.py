"""One sentence with everything met in it, and the section it stands in."""

import re
from collections.abc import Iterator

import msgspec

from vanban.choose import Chosen
from vanban.facts import Agency, DateFact, Locality, Person
from vanban.fold import fold
from vanban.lexicon import Lexicon
from vanban.scan import Hit, Scan
from vanban.segments import Layout
from vanban.spans import Walk, walk

# What the heading of a section promises. The first that fits wins; one that promises shortcomings and results is mixed.
_ROLES = [
    (name, re.compile(fold(words)))
    for name, words in (
        ("shortcoming", r"hạn chế|tồn tại|khó khăn|vướng mắc|điểm nghẽn|bất cập"),
        (
            "result",
            r"kết quả|thành tựu|đánh giá (?:chung|tình hình)|tình hình (?:thực hiện|triển khai)|tiến độ (?:thực hiện|triển khai)|những việc đã làm|đã đạt được",
        ),
        ("target", r"chỉ tiêu|mục tiêu|mục đích|nguyên tắc|quan điểm"),
        ("proposal", r"đề nghị|đề xuất|kiến nghị"),
        (
            "agreement",
            r"thống nhất|nội dung (?:hợp tác|phối hợp|thỏa thuận|ghi nhớ)|lĩnh vực hợp tác|thỏa thuận|cam kết",
        ),
        ("assignment", r"phân công|tổ chức thực hiện|nhiệm vụ|trách nhiệm|giao việc|công việc"),
        ("profile", r"đặc điểm|tình hình|tổng quan|tiềm năng|giới thiệu chung"),
        ("closing", r"thành phần|điều khoản|hiệu lực|thi hành|kinh phí|giải quyết tranh chấp"),
    )
]
_NO_NAMES: frozenset[str] = frozenset()
_TASKED = ("conclusion", "plan", "minutes", "unknown", "memorandum")  # kinds of papers that give tasks


class Party(msgspec.Struct, gc=False):
    """A mention of a side in a sentence: the codes it stands for."""

    start: int
    end: int
    codes: tuple[str, ...]


class Talk(msgspec.Struct, gc=False):
    """A sentence in its surroundings. `units` are the localities named, as they are called on the paper's day."""

    start: int
    end: int
    paragraph: int
    first: bool
    row: bool
    cues: list[Hit]
    said: frozenset[str]  # their names
    localities: list[Locality]
    agencies: list[Agency]
    people: list[Person]
    dates: list[DateFact]
    figures: int
    role: str | None
    units: tuple[str, ...]
    numbered: bool = False  # an item of the paper's own list
    tasked: bool = False  # in a paper that gives tasks
    parties: list[Party] | None = None  # the sides named, once they were asked for
    known: dict[str, str] = {}  # last syllables of the names of persons met, and their localities

    def cued(self, *names: str) -> list[Hit]:
        """The cues of these names, in order."""
        return [] if self.said.isdisjoint(names) else [c for c in self.cues if c[2].code in names]


def _names(cues: list[Hit]) -> frozenset[str]:
    return frozenset([cue[2].code for cue in cues]) if cues else _NO_NAMES


def part_of(met: Scan, talk: Talk, start: int, end: int) -> Talk:
    """A part of a sentence with what was met in it."""
    while end > start and met.flat[end - 1] in " ,;":
        end -= 1
    cues = [c for c in talk.cues if start <= c[0] < end]
    return msgspec.structs.replace(
        talk,
        start=start,
        end=end,
        first=talk.first and start == talk.start,
        cues=cues,
        said=_names(cues),
        localities=[x for x in talk.localities if start <= x.start < end],
        agencies=[x for x in talk.agencies if start <= x.start < end],
        people=[x for x in talk.people if start <= x.start < end],
        dates=[x for x in talk.dates if start <= x.start < end],
        parties=None,
    )


def role_of(layout: Layout, paragraph: int, known: dict[int, str | None]) -> str | None:
    """What the nearest heading with a promise says its section holds; `known` keeps what each heading promises."""
    for index in reversed(layout.paragraphs[paragraph].headings):
        if index not in known:
            heading = layout.paragraphs[index]
            words = layout.low[heading.start : heading.end]
            known[index] = _promised(words)
        if known[index] is not None:
            return known[index]
    return None


def _promised(words: str) -> str | None:
    for name, pattern in _ROLES:
        if pattern.search(words):
            return "mixed" if name == "shortcoming" and _ROLES[1][1].search(words) else name
    return None


def unit_of(code: str, lexicon: Lexicon, merged: bool) -> str:
    """The unit a name belongs to: since 01/07/2025 the one it was joined to."""
    return lexicon.joined.get(code, code) if merged else code


def talks(layout: Layout, met: Scan, lexicon: Lexicon, chosen: Chosen) -> Iterator[Talk]:
    """Every sentence of the paper's body."""
    frame = chosen.frame
    day = chosen.written_on
    merged = day is not None and (day.year, day.month) >= (2025, 7)
    tasked = frame.official and frame.facts.kind in _TASKED
    cues = Walk(met.cues, met.cues.starts)
    localities, agencies, people = walk(chosen.localities), walk(chosen.agencies), walk(chosen.people)
    dates, figures = walk(chosen.dates), walk(chosen.quantities)
    known = {p.name.rsplit(None, 1)[-1]: p.locality for p in chosen.people if p.locality and p.name}
    roles: dict[int, str | None] = {}
    promises: dict[int, str | None] = {}
    for sentence in layout.sentences:
        start, end, index = sentence.start, sentence.end, sentence.paragraph
        paragraph = layout.paragraphs[index]
        if not frame.body_start <= index < frame.body_end or paragraph.kind == "heading" or index in frame.captions:
            continue
        if index not in roles:
            roles[index] = role_of(layout, index, promises) if frame.official else None
        named = localities.take(start, end) if localities.next < end else []
        heard = cues.take(start, end) if cues.next < end else []
        yield Talk(
            start=start,
            end=end,
            paragraph=index,
            first=sentence.first,
            row=paragraph.kind == "row",
            cues=heard,
            said=_names(heard),
            localities=named,
            agencies=agencies.take(start, end) if agencies.next < end else [],
            people=people.take(start, end) if people.next < end else [],
            dates=dates.take(start, end) if dates.next < end else [],
            figures=len(figures.take(start, end)) if figures.next < end else 0,
            role=roles[index],
            units=tuple(dict.fromkeys([unit_of(x.code, lexicon, merged) for x in named])) if named else (),
            numbered=paragraph.level > 1 or (sentence.first and paragraph.number is not None),
            tasked=tasked,
            known=known,
        )
