"""Sentences that say something to follow up or to know: kind, direction, sectors, items, leads, deadline.

before  sentences with the facts found in them
after   `Statement`s; a sentence that only goes on with the one before takes its kind and direction
"""

import re

import msgspec

from vanban.choose import Chosen
from vanban.facts import AgencyRef, Cell, Due, Item, Statement
from vanban.fold import fold
from vanban.lexicon import Lexicon
from vanban.scan import Scan, begins
from vanban.segments import Layout
from vanban.statements.direction import direct, parties_in
from vanban.statements.due import find_due
from vanban.statements.frames import (
    Judgement,
    is_subjectless,
    judge,
    main_cue,
    opens_with,
    second_saying,
    tells_what_happened,
)
from vanban.statements.items import find_items
from vanban.statements.labels import add_label, labelled
from vanban.statements.leads import find_leads
from vanban.statements.sectors import sectors_in
from vanban.statements.tables import inside, parts, responsible, rows_of, spoken_due, spoken_leads
from vanban.statements.talk import Talk, part_of, talks
from vanban.tables import TaskRow

_ABOUT = fold("về:")
_GOES_ON = ("proposal", "agreement", "profile", "assignment")
_LABEL = re.compile(fold(r"(?:về\s+)?[\w ,-]{2,45}:\s+"))
_LONGEST_LABEL = 60
_WILL = re.compile(fold(r"(?<!\w)sẽ\s+(?:cùng(?: nhau)?\s+|tiếp tục\s+)?"))
_SAID = re.compile(
    fold(r"[\"”]\s*,\s+(?:ông|bà|đồng chí|anh|chị|vị|lãnh đạo|chủ tịch|phó chủ tịch|bí thư|giám đốc)\s[^\"“”]*$")
)
_TOGETHER = re.compile(fold(r"(?:phối hợp|cùng nhau|cùng phối hợp)\s+"))
_ADDRESSEE_END = re.compile(fold(r"\s*(?:cũng|cùng|sớm|sẽ|cần|có thể|tiếp tục|với)?\s*"))


Direction = tuple[tuple[str, ...], tuple[str, ...]]
Opened = tuple[Judgement, Direction, tuple[AgencyRef, ...]]  # and who leads what it opens


class Before(msgspec.Struct, gc=False):
    """What was said before: by whom, the last statement and where it stood, and the task a lead-in opened."""

    speaker: tuple[str, ...] = ()
    kind: str | None = None
    direction: Direction = ((), ())
    paragraph: int = -9
    lead_in: dict[int, Opened] = {}


class Reader(msgspec.Struct, gc=False):
    """All that the statements of one paper are read from."""

    layout: Layout
    met: Scan
    lexicon: Lexicon
    chosen: Chosen
    reference_spans: list[tuple[int, int]]


def find_statements(layout: Layout, met: Scan, lexicon: Lexicon, chosen: Chosen) -> list[Statement]:
    """All statements in the order of the text."""
    reader = Reader(layout, met, lexicon, chosen, [(r.start, r.end) for r in chosen.references])
    rows = rows_of(layout)
    before = Before(lead_in={})
    found: list[Statement] = []
    for talk in talks(layout, met, lexicon, chosen):
        if talk.row:
            row = rows.get(talk.paragraph)
            if row is not None:
                found.append(_from_row(reader, talk, row))
            continue
        label = labelled(met, talk) if found and found[-1].kind in ("assignment", "agreement", "proposal") else None
        if label is not None:
            found[-1] = add_label(met, talk, label, found[-1])
            continue
        found += _from_halves(reader, talk, before) or _from_whole(reader, talk, before)
    return found


def _from_whole(reader: Reader, talk: Talk, before: Before) -> list[Statement]:
    statement = _from_sentence(reader, talk, before)
    return [] if statement is None else [statement]


def _from_halves(reader: Reader, talk: Talk, before: Before) -> list[Statement]:
    """ "A đề nghị B …, đồng thời đề nghị C …": two statements, where the second is of another kind or asks somebody else."""
    at = second_saying(reader.met, talk)
    if at < 0:
        return []
    heard = msgspec.structs.replace(before)
    first = _from_sentence(reader, part_of(reader.met, talk, talk.start, at), heard)
    if first is None:
        return []
    half = part_of(reader.met, talk, at, talk.end)
    second = _from_sentence(reader, half, heard)
    if second is None:
        return []
    cue = min(c[0] for c in half.cued("propose", "agree", "assign"))
    if not any(side.start < cue for side in parties_in(reader.met, half, reader.chosen.frame)):
        second = _said_also(second, first)
    if (first.kind, first.from_codes, first.to_codes) == (second.kind, second.from_codes, second.to_codes):
        return []
    for name in before.__struct_fields__:
        setattr(before, name, getattr(heard, name))
    return [first, second]


def _said_also(second: Statement, first: Statement) -> Statement:
    """The second saying of a sentence, by whoever said the first; what is assigned is within one's own house."""
    if not first.from_codes:
        return second
    own = second.kind in ("assignment", "agreement")
    return msgspec.structs.replace(
        second, from_codes=first.from_codes, to_codes=first.from_codes if own else second.to_codes
    )


def _from_sentence(reader: Reader, talk: Talk, before: Before) -> Statement | None:
    met, frame = reader.met, reader.chosen.frame
    parent = reader.layout.paragraphs[talk.paragraph].parent
    opened = _opened(reader, talk, before, parent) if talk.first else None
    judged = None
    inherited = None
    main = main_cue(met, talk)
    goes_on = main is None and _continues(met, talk, before)
    if opened is not None and (main is None or main.rule == "leads"):
        judged, inherited = Judgement(opened[0].kind, None, "lead-in"), opened[1]
    elif goes_on and before.kind is not None:
        judged, inherited = Judgement(before.kind, None, "goes-on"), before.direction  # type: ignore[arg-type]  # a kind by origin
    else:
        judged = judge(met, talk, main)
    if judged is None:
        _hear(reader, talk, before)
        return None
    direction = direct(met, talk, judged, frame, speaker=before.speaker, inherited=inherited)
    if met.flat[talk.end - 1 : talk.end] == ":" and judged.kind in ("assignment", "proposal", "agreement"):
        leading = find_leads(met, talk, judged)[0] if judged.kind == "assignment" else []
        before.lead_in[talk.paragraph] = (judged, direction, tuple(leading))
    if judged.kind in ("proposal", "profile") and direction[0]:
        before.speaker = direction[0]
    else:
        _hear(reader, talk, before)
    before.kind, before.direction, before.paragraph = judged.kind, direction, talk.paragraph
    if _is_lead_in(reader, talk):
        return None
    given = opened[2] if opened is not None and judged.rule == "lead-in" else ()
    return _statement(reader, talk, judged, direction, given)


def _is_lead_in(reader: Reader, talk: Talk) -> bool:
    """Whether the sentence only opens the list of the next paragraphs, which say it all."""
    paragraphs = reader.layout.paragraphs
    if reader.met.flat[talk.end - 1] != ":" or paragraphs[talk.paragraph].end != talk.end:
        return False
    following = paragraphs[talk.paragraph + 1] if talk.paragraph + 1 < len(paragraphs) else None
    return following is not None and (following.level > 0 or _is_unmarked_item(reader, talk.paragraph + 1))


def _is_unmarked_item(reader: Reader, index: int) -> bool:
    """Whether a paragraph without a mark is one of a list all the same: a task's verb opens it, or behind "về:" it names contents."""
    met, paragraph = reader.met, reader.layout.paragraphs[index]
    if paragraph.level or paragraph.kind != "text":
        return False
    if begins(met.actions, paragraph.start, paragraph.start + 2):
        return True
    before = reader.layout.paragraphs[index - 1]
    return met.low.endswith(_ABOUT, before.start, before.end) and met.flat.find(";", paragraph.start, paragraph.end) > 0


def _opened(reader: Reader, talk: Talk, before: Before, parent: int) -> Opened | None:
    """The lead-in that a list item stands under: its parent, or the unnumbered paragraph before the whole list."""
    if parent in before.lead_in:
        return before.lead_in[parent]
    paragraphs = reader.layout.paragraphs
    if parent >= 0 and paragraphs[parent].kind != "heading":
        return None
    i = talk.paragraph
    if not paragraphs[i].level:
        opened = before.lead_in.get(i - 1)
        if opened is not None and _is_unmarked_item(reader, i):
            before.lead_in[i] = opened  # the next one may go on
            return opened
        return None
    while i > 0 and paragraphs[i].level and paragraphs[i].kind != "heading":
        i -= 1
    return before.lead_in.get(i) if not paragraphs[i].level else None


def _continues(met: Scan, talk: Talk, before: Before) -> bool:
    """Whether the sentence, without a cue of its own, goes on with the statement before: no one is named as its subject."""
    if before.kind not in _GOES_ON or (before.kind != "profile" and tells_what_happened(met, talk)):
        return False
    same = talk.paragraph == before.paragraph
    next_one = talk.paragraph == before.paragraph + 1 and opens_with(talk, "goes_on") is not None
    return (same or next_one) and is_subjectless(met, talk)


def _hear(reader: Reader, talk: Talk, before: Before) -> None:
    """Remember who was named first as the one who speaks."""
    for side in parties_in(reader.met, talk, reader.chosen.frame):
        if len(side.codes) == 1:
            before.speaker = side.codes
            return


def _label(met: Scan, talk: Talk) -> re.Match[str] | None:
    """The words before a colon that a sentence opens with: "Về du lịch: …"."""
    if met.low.find(":", talk.start, talk.start + _LONGEST_LABEL) < 0:
        return None
    return _LABEL.match(met.low, talk.start, talk.end)


def _masked(talk: Talk) -> list[tuple[int, int]]:
    return [(a.start, a.end) for a in talk.agencies if a.rule != "central"]


def _content_start(reader: Reader, talk: Talk, judged: Judgement, lead_end: int) -> int:
    """Where the contents begin: behind the cue and the one who is asked."""
    if judged.rule == "planned":
        planned = _WILL.search(reader.met.low, talk.start, talk.end)
        return planned.end() if planned else talk.start
    if judged.cue is None:
        label = _label(reader.met, talk)
        return _behind_the_side(reader, talk, max(label.end() if label else talk.start, lead_end))
    at = judged.cue[1]
    sides = [s for s in parties_in(reader.met, talk, reader.chosen.frame) if at <= s.start <= at + 45]
    if sides and judged.kind == "proposal":
        at = sides[0].end
    at = max(at, lead_end)
    skipped = _ADDRESSEE_END.match(reader.met.low, at)
    return skipped.end() if skipped and skipped.group().strip() not in ("cùng",) else at


def _behind_the_side(reader: Reader, talk: Talk, at: int) -> int:
    """Where the task begins behind the side that does it: "Hai bên phối hợp cấp mã số …", "Sơn La bảo đảm …"."""
    met = reader.met
    side = next((s for s in parties_in(met, talk, reader.chosen.frame) if s.start == at), None)
    if side is None:
        return at
    behind = _ADDRESSEE_END.match(met.low, side.end)
    begin = behind.end() if behind else side.end
    together = _TOGETHER.match(met.low, begin)
    if together is not None and begins(met.actions, together.end(), together.end() + 1):
        return together.end()
    return begin if begins(met.actions, begin, begin + 1) else at


def _statement(
    reader: Reader, talk: Talk, judged: Judgement, direction: Direction, given: tuple[AgencyRef, ...]
) -> Statement:
    """What a sentence says; `given` are the agencies its lead-in made responsible ("Giao Sở X:")."""
    met, lexicon, chosen = reader.met, reader.lexicon, reader.chosen
    paragraph = reader.layout.paragraphs[talk.paragraph]
    masked = _masked(talk)
    label = _label(met, talk)
    own = (
        label.end()
        if label and not any(c[0] < label.end() for c in talk.cued("propose", "agree", "assign"))
        else talk.start
    )
    sectors = sectors_in(met, lexicon, own, talk.end, masked) or sectors_in(met, lexicon, talk.start, own, masked)
    tasks = judged.kind in ("agreement", "proposal", "assignment")
    leads, coordinators = find_leads(met, talk, judged) if tasks else ([], [])
    own_leads, leads = leads, leads or list(given)
    due: Due | None = None
    items: tuple[Item, ...] = ()
    if tasks:
        due = find_due(
            met,
            talk.dates,
            talk.start,
            talk.end,
            issued_on=chosen.frame.facts.issued_on,
            references=reader.reference_spans,
        )
        lead_end = max([a.end for a in (*own_leads, *coordinators)], default=talk.start)
        # "…", ông A nói: the contents end with the quotation
        quotes = met.low.find('"', talk.start, talk.end) >= 0 or met.low.find("”", talk.start, talk.end) >= 0
        spoken = _SAID.search(met.low, talk.start, talk.end) if quotes else None
        content_end = spoken.start() if spoken else talk.end
        ranges = find_items(met, _content_start(reader, talk, judged, lead_end), content_end, masked)
        items = tuple(_item(reader, s, e, masked) for s, e in ranges) if len(ranges) > 1 else ()
    headings = paragraph.headings
    heading = reader.layout.paragraphs[headings[-1]] if headings else None
    return Statement(
        start=talk.start,
        end=talk.end,
        text=met.flat[talk.start : talk.end],
        kind=judged.kind,
        from_codes=direction[0],
        to_codes=direction[1],
        sectors=sectors,
        items=items,
        leads=tuple([a.text for a in leads]),
        lead_agencies=tuple(leads),
        coordinators=tuple(coordinators),
        due=due,
        number=paragraph.number,
        heading=met.flat[heading.start : heading.end] if heading else None,
        rule=judged.rule,
    )


def _item(reader: Reader, start: int, end: int, masked: list[tuple[int, int]]) -> Item:
    return Item(start, end, reader.met.flat[start:end], sectors_in(reader.met, reader.lexicon, start, end, masked))


def _from_row(reader: Reader, talk: Talk, row: TaskRow) -> Statement:
    met, chosen, layout, lexicon = reader.met, reader.chosen, reader.layout, reader.lexicon
    start, end = row.content
    masked = [(a.start, a.end) for a in talk.agencies]
    ranges = find_items(met, start, end, [])
    leads, coordinators = responsible(row, chosen.agencies, layout)
    issuer = chosen.frame.facts.issuer
    sides = (issuer,) if issuer else tuple(dict.fromkeys(a.locality for a in leads if a.locality))
    due = None
    for part in parts(row, "due", row.due):
        due = due or find_due(met, inside(chosen.dates, part), *part, issued_on=None, references=[])
    due = due or spoken_due(row, layout, chosen.written_on)
    topics = [code for part in parts(row, "content", row.content) for code in sectors_in(met, lexicon, *part, masked)]
    headings = layout.paragraphs[talk.paragraph].headings
    heading = layout.paragraphs[headings[-1]] if headings else None
    return Statement(
        start=row.start,
        end=row.end,
        text=met.flat[row.start : row.end],
        kind="assignment",
        from_codes=sides,
        to_codes=sides,
        sectors=tuple(dict.fromkeys(topics)),
        items=tuple(_item(reader, s, e, masked) for s, e in ranges) if len(ranges) > 1 else (),
        leads=spoken_leads(row, layout, lexicon) or tuple([a.text for a in leads]),
        lead_agencies=tuple(leads),
        coordinators=tuple(coordinators),
        output=Cell(*row.output, met.flat[row.output[0] : row.output[1]]) if row.output else None,
        due=due,
        number=met.flat[row.number[0] : row.number[1]] if row.number else None,
        heading=met.flat[heading.start : heading.end] if heading else None,
        rule="table-row",
    )
