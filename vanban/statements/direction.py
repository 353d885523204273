"""Who says, proposes or assigns, and who is asked.

before  "Bà Lê Ngọc Diễm, Phó Giám đốc Sở Du lịch tỉnh Bến Tre, kiến nghị TP.HCM hỗ trợ …"
after   from 83 to 79
"""

import re

from vanban.document import Frame
from vanban.facts import StatementKind
from vanban.fold import fold
from vanban.scan import Scan
from vanban.statements.frames import Judgement
from vanban.statements.talk import Party, Talk

_SIDE = re.compile(fold(r"bên ([ab])(?!\w)"))
_COORDINATED = re.compile(fold(r"\s*(?:,|và|cùng|với|-)?\s*(?:(?:các )?(?:tỉnh|thành phố|tp\.?)\s*)*"))
_OWN_BODIES = re.compile(
    fold(
        r"\s+(?:các|ubnd các|ủy ban nhân dân các|thủ trưởng các|lãnh đạo các)\s+(?:sở|ban|ngành|huyện|đơn vị|cơ quan|xã|quận)"
    )
)
_OF_ANOTHER = re.compile(
    fold(r"(?:đề xuất|đề nghị|kiến nghị|ý kiến|mong muốn) của\s+(?:(?:tỉnh|thành phố|tp\.?)\s*)?$")
)
_ADDRESSED = ("Ông ", "Bà ", "Đồng chí ", "Anh ", "Chị ")
_GIVEN_NAME = re.compile(r"(?:Ông|Bà|Đồng chí|Anh|Chị) (\w+) ")  # "Ông Thọ giao …"
_OBJECT_REACH = 70
_PLACE_ONLY = re.compile(fold(r"\b(?:tại|ở)\s+(?:(?:tỉnh|thành phố|tp\.?)\s*)?$"))
_ASIDE = re.compile(fold(r"(?:với|từ|cho|tại|qua|sang|về|và|cùng)\s+(?:(?:tỉnh|thành phố|tp\.?)\s*)?$"))


def parties_in(met: Scan, talk: Talk, frame: Frame) -> list[Party]:
    """All sides named in a sentence, in order; a place inside an agency's name counts once."""
    if talk.parties is not None:
        return talk.parties
    found = [Party(x.start, x.end, (x.code,)) for x in talk.localities]
    if talk.agencies:
        found += [Party(a.start, a.end, (a.locality,)) for a in talk.agencies if a.locality]
    if talk.people:
        found += [Party(p.start, p.end, (p.locality,)) for p in talk.people if p.locality and p.rule == "known-name"]
    for start, end, entry in talk.cues:
        if entry.code == "joint" and frame.facts.parties:
            found.append(Party(start, end, frame.facts.parties))
        elif entry.code == "addressed" and frame.addressee:
            found.append(Party(start, end, (frame.addressee,)))
    if talk.known and met.flat.startswith(_ADDRESSED, talk.start):
        named = _GIVEN_NAME.match(met.flat, talk.start)
        if named is not None and named.group(1) in talk.known and met.flat[named.end()].islower():
            found.append(Party(named.start(1), named.end(1), (talk.known[named.group(1)],)))
    if len(frame.facts.parties) == 2 and frame.official and met.low.find("bên ", talk.start, talk.end) >= 0:
        found += [
            Party(m.start(), m.end(), (frame.facts.parties["ab".index(m.group(1))],))
            for m in _SIDE.finditer(met.low, talk.start, talk.end)
        ]
    if len(found) > 1:
        found.sort(key=_by_place)
    kept: list[Party] = []
    for party in found:
        if kept and party.start < kept[-1].end:
            continue
        kept.append(party)
    talk.parties = kept
    return kept


def _by_place(party: Party) -> tuple[int, int]:
    return party.start, -party.end


def _unique(codes: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))


def _others(frame: Frame, codes: tuple[str, ...]) -> tuple[str, ...]:
    rest = tuple(code for code in frame.facts.parties if code not in codes)
    return rest if len(rest) == 1 else ()


def direct(
    met: Scan,
    talk: Talk,
    judged: Judgement,
    frame: Frame,
    *,
    speaker: tuple[str, ...],
    inherited: tuple[tuple[str, ...], tuple[str, ...]] | None,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """From whom, to whom. `speaker` is who spoke last; `inherited` the direction of what the sentence goes on with."""
    sides = parties_in(met, talk, frame)
    kind: StatementKind = judged.kind
    if kind in ("result", "shortcoming"):
        return (), ()
    if kind == "profile":
        own = _profiled(met, talk, sides, speaker)
        return own, ()
    if kind == "meeting":
        return _met(frame, sides), ()
    if inherited is not None and judged.cue is None:
        return inherited
    if judged.rule == "should":
        alone = [side.codes for side in sides if len(side.codes) == 1]
        all_of_them = next((side.codes for side in sides if len(side.codes) > 1), frame.facts.parties)
        return (alone[-1] if alone else speaker), all_of_them
    cue_start = judged.cue[0] if judged.cue else talk.start
    cue_end = judged.cue[1] if judged.cue else talk.start
    before = [side for side in sides if side.end <= cue_start]
    behind = [side for side in sides if side.start >= cue_end]
    if kind == "agreement":
        return _agreed(frame, before, sides)
    if judged.rule == "given":
        return _given(before)
    said = _said_by(met, before, frame, speaker)
    if kind == "assignment":
        if not before and inherited is not None:
            return inherited
        said = _who_give(met, talk, sides, frame, speaker) or said
        said = said or _unique([code for side in behind[:1] for code in side.codes])
        return said, said
    asked = _asked(met, behind, cue_end)
    if not asked and frame.official and _OWN_BODIES.match(met.low, cue_end):
        return said, said
    if (
        behind
        and asked == said
        and frame.official
        and not frame.addressee
        and met.low[cue_end : behind[0].start].isspace()
    ):
        return said, said  # a body of one's own house is asked
    if not asked or asked == said:
        asked = _others(frame, said) or ((frame.addressee,) if frame.addressee else asked)
    return said, asked


def _who_give(met: Scan, talk: Talk, sides: list[Party], frame: Frame, speaker: tuple[str, ...]) -> tuple[str, ...]:
    """Where several give a task in one sentence, all of them."""
    gives = [c[0] for c in talk.cued("assign")[:8]]
    given = [_said_by(met, [s for s in sides if s.end <= at], frame, speaker) for at in gives] if len(gives) > 1 else []
    return _unique([code for codes in given for code in codes])


def _given(before: list[Party]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """ "Sở A được hai tỉnh giao …": by both to the side whose body it is; else each within its own house."""
    own = _unique([code for side in before if len(side.codes) == 1 for code in side.codes])
    joint = next((side.codes for side in before if len(side.codes) > 1), own)
    return joint, own or joint


def _met(frame: Frame, sides: list[Party]) -> tuple[str, ...]:
    """Who met; where only one of a paper's two sides is named, the other is the host or the visitor."""
    codes = _unique([code for side in sides for code in side.codes])
    parties = frame.facts.parties
    return parties if not codes or (len(codes) == 1 and len(parties) == 2 and codes[0] in parties) else codes


def _profiled(met: Scan, talk: Talk, sides: list[Party], speaker: tuple[str, ...]) -> tuple[str, ...]:
    """Whose fact it is: the side that is the subject, not the one a preposition brings in."""
    single = [side for side in sides if len(side.codes) == 1]
    for side in single:
        if not _ASIDE.search(met.low, max(talk.start, side.start - 20), side.start):
            return side.codes
    return single[0].codes if single else speaker[:1]


def _agreed(frame: Frame, before: list[Party], sides: list[Party]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    codes = _unique([code for side in before for code in side.codes])
    if len(codes) < 2 or any(len(side.codes) > 1 for side in before):
        codes = frame.facts.parties or _unique([code for side in sides for code in side.codes])
    return codes, codes


def _said_by(met: Scan, before: list[Party], frame: Frame, speaker: tuple[str, ...]) -> tuple[str, ...]:
    """The side named last before the cue; the issuer of an official paper; whoever spoke last."""
    speaking = [side for side in before if not _PLACE_ONLY.search(met.low, max(0, side.start - 20), side.start)]
    own = [side for side in speaking if not _OF_ANOTHER.search(met.low, max(0, side.start - 36), side.start)]
    if own or speaking:
        return (own or speaking)[-1].codes
    joint = frame.joint or frame.facts.kind in ("memorandum", "minutes")
    if frame.official and joint and len(frame.facts.parties) > 1:
        return frame.facts.parties
    if frame.official and frame.facts.issuer:
        return (frame.facts.issuer,)
    return speaker


def _asked(met: Scan, behind: list[Party], cue_end: int) -> tuple[str, ...]:
    """The sides named directly behind the cue, coordinated ones together."""
    if not behind or behind[0].start - cue_end > _OBJECT_REACH:
        return ()
    codes = list(behind[0].codes)
    end = behind[0].end
    for side in behind[1:]:
        gap = _COORDINATED.fullmatch(met.low, end, side.start)
        if gap is None or not any(mark in gap.group() for mark in (",", "và", "cùng", "-")):
            break
        codes += side.codes
        end = side.end
    return _unique(codes)
