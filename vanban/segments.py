"""A text laid out: paragraphs with their numbering and headings, table rows, sentences, and what is only furniture.

before  "II. KẾT QUẢ\\n\\n1. Hai tỉnh đã mở 6 tuyến xe. Khách tăng."
after   heading "II. KẾT QUẢ"; paragraph number "II.1" under it with two sentences

Leaves alone: the characters themselves. `flat` has the same length as the text; only line breaks inside a paragraph
have become spaces.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

import msgspec

from vanban.fold import CAPITALS, fold
from vanban.tables import CELL

_MARKER = re.compile(
    r"(?:(?P<roman>[IVXL]{1,6})(?:[.)]|(?=\s*[-–:]\s))|(?P<article>(?:Điều|ĐIỀU)\s+\d{1,3})\s?[.:]?|(?P<upper>[A-HĐ])[.)]"
    r"|(?P<digits>\d{1,2}(?:\.\d{1,2}){0,3})(?:[.)]|(?<=\.\d)(?=\s)|(?<=\.\d\d)(?=\s))|(?P<letter>[a-zđ])[.)]"
    r"|(?P<dash>[-–—•●▪*>+]))[ \t]+(?=\S)"
)
_LEVELS = {"roman": 1, "article": 1, "upper": 1, "digits": 2, "letter": 4, "dash": 5}
_ENDS = ".;:!?…"
# Opens with one class of characters, which is looked for many times faster than a choice of two openings.
_BREAK = re.compile(rf"[.!?…](?:[.!?…]*|(?<=\.)/\.)[\"”’)\]]*[ ]+(?=[\"“‘(\[]*[{CAPITALS}0-9])")
_NOT_AN_END = re.compile(
    r"(?:\b(?:TP|Tp|T\.P|TX|TT|Tx|ThS|TS|PGS|GS|BS|KS|CN|Th|P|Q|H|X|KT|TM|TL|TUQ|Mr|Mrs|Ms|Dr|St|No|Co|Ltd|[Vv]\.v|Tr|tr|KV)|\b[A-ZĐ])\.$"
)
_LONGEST_SHORT = 3  # letters of the longest of these: behind a longer word nobody needs to look
_CELL_BAR = re.compile(r"(?:(?<= )|^)\|(?= |$)", re.MULTILINE)
_TABBED = re.compile(r"^[^\n]*\t[^\n]*$", re.MULTILINE)
_ITEM_GAP = re.compile(r"(?:[-–—•●▪*+>]|\(?[\dIVXa-zđ]{1,4}[.)])\t[^\t]*")
_RULE_LINE = re.compile(r"[-_=*.~–—\s]{3,}$")
_RULE_MARKS = frozenset("-_=*.~–— \t")
_CLOSING, _TERMINAL = '"”’)]', (".", ";", ":", "!", "?", "…", "/")
_LONGEST_PAGE_NUMBER = 40
_SHORT_OPENERS = frozenset(
    "ABCDEFGHabcdefghijklmnopqrstuvwxyzđ"
)  # a letter that only its mark makes a marker: "a)", "B."
_OPENERS = _SHORT_OPENERS | frozenset("IVXLĐ0123456789-–—•●▪*>+")
_PAGE_NUMBER = re.compile(r"(?:(?:Trang|trang|Page)\s*)?[-–]?\s*\d{1,4}(?:\s*/\s*\d{1,4})?\s*[-–]?$")


class Sentence(msgspec.Struct, gc=False):
    """A sentence (or one row of a table): half-open range, the index of its paragraph, its place in it."""

    start: int
    end: int
    paragraph: int
    first: bool


class Paragraph(msgspec.Struct, gc=False):
    """A paragraph or list item. `start` is behind its marker ("a) "); `begin` is where the marker starts."""

    begin: int
    start: int
    end: int
    kind: str = "text"  # text, heading, row, page, rule
    level: int = 0
    label: str = ""
    number: str | None = None
    headings: tuple[int, ...] = ()
    parent: int = -1
    blank_before: bool = False


class Layout(msgspec.Struct, gc=False):
    """The whole text laid out. `low` is `flat` folded (same length); the lists are in the order of the text."""

    flat: str
    low: str
    paragraphs: list[Paragraph]
    sentences: list[Sentence]
    starts: list[int]

    def paragraph_at(self, offset: int) -> int:
        """The index of the paragraph that holds an offset."""
        return max(0, bisect_right(self.starts, offset) - 1)


def _is_rule(words: str) -> bool:
    """Whether a line only rules off: "-------"."""
    return words[:1] in _RULE_MARKS and _RULE_LINE.match(words) is not None


def _is_ended(words: str) -> bool:
    """Whether the words end with a mark that closes a sentence or a part of one, quotes and brackets behind it not counted."""
    return words.rstrip(_CLOSING).endswith(_TERMINAL)


def _is_caps(words: str) -> bool:
    # The first letters tell it for nearly every line.
    return words[:8].upper() == words[:8] and words.upper() == words and words.lower() != words


def _marker_at(text: str, start: int, end: int) -> re.Match[str] | None:
    """The marker a line opens with; most lines open with a letter that is none, which is told without the pattern."""
    opener = text[start : start + 1]
    if opener not in _OPENERS or (opener in _SHORT_OPENERS and text[start + 1 : start + 2] not in (".", ")")):
        return None
    return _MARKER.match(text, start, end)


def _is_hard_wrapped(lines: list[tuple[int, int]], text: str) -> bool:
    """Whether a typist broke lines inside sentences: no long lines, and many go on in lower case on the next."""
    for start, end in lines:
        if end - start > 130:
            return False
    broken = full = 0
    for i, (start, end) in enumerate(lines):
        if end - start > 32:
            full += 1
            if i + 1 < len(lines) and lines[i + 1][1] > lines[i + 1][0]:
                after = text[lines[i + 1][0]]
                if not _is_ended(text[max(start, end - 4) : end]) and (after.islower() or after.isdigit()):
                    broken += 1
    return broken >= 2 and 5 * broken >= full


def _joins(text: str, this: tuple[int, int], after: tuple[int, int], wrapped: bool) -> bool:
    """Whether the line `after` goes on with the paragraph of the line `this`."""
    before, words = text[this[0] : this[1]], text[after[0] : after[1]]
    if "\t" in before or "\t" in words:
        return False
    if (before[0] in _RULE_MARKS or words[0] in _RULE_MARKS) and (_is_rule(before) or _is_rule(words)):
        return False
    if _marker_at(text, *after) and not (words[0].islower() and words[1:2] != ")"):
        return False
    ended = _is_ended(before)
    if words[0].islower() and not ended:
        return not _is_caps(before) or len(before) > 60
    if before[-1:] in ",-–(&" and not ended and len(before) > 25:
        return True
    if not wrapped or ended:
        # In wrapped text a full line may well end with a full stop: the paragraph goes on unless a blank line says no.
        return wrapped and ended and len(before) > 60 and before[-1] in ".,;" and not _is_caps(words)
    if _is_caps(before) or _is_caps(words):
        return False
    return len(before) > 30


def _lines(text: str) -> list[tuple[int, int]]:
    lines, at = [], 0
    for line in text.split("\n"):
        end = at + len(line)
        if line == line.strip():
            lines.append((at, end))
            at = end + 1
            continue
        start = at
        while start < end and text[start].isspace() and text[start] != "\t":
            start += 1
        stop = end
        while stop > start and text[stop - 1].isspace() and text[stop - 1] != "\t":
            stop -= 1
        lines.append((start, stop) if stop > start else (at, at))
        at = end + 1
    return lines


def _paragraphs(text: str) -> tuple[str, list[Paragraph]]:
    lines = _lines(text)
    wrapped = _is_hard_wrapped(lines, text)
    pieces: list[str] = []  # of the text with every line break inside a paragraph a space
    kept = 0
    found: list[Paragraph] = []
    blank = True
    i = 0
    while i < len(lines):
        start, end = lines[i]
        if start == end:
            blank = True
            i += 1
            continue
        while (
            i + 1 < len(lines) and lines[i + 1][1] > lines[i + 1][0] and _joins(text, lines[i], lines[i + 1], wrapped)
        ):
            gap, following = lines[i][1], lines[i + 1][0]
            pieces += (text[kept:gap], " " * (following - gap))
            kept = following
            end = lines[i + 1][1]
            i += 1
        i += 1
        found.append(Paragraph(begin=start, start=start, end=end, blank_before=blank))
        blank = False
    return ("".join([*pieces, text[kept:]]) if pieces else text), found


def _number(paragraphs: list[Paragraph], flat: str) -> None:
    """Give every paragraph its kind, its marker, its number path and the headings above it."""
    open_: list[tuple[int, str, int]] = []  # (level, label, index) of the markers above
    above: list[str] = []  # their labels
    ancestors: tuple[int, ...] = ()  # those of them that are headings
    plain_heading: int | None = None
    for i, p in enumerate(paragraphs):
        words = flat[p.begin : p.end]
        if CELL in words:
            p.kind = "row"
            p.headings = ancestors
            continue
        if _is_rule(words):
            p.kind = "rule"
            continue
        if p.blank_before and len(words) < _LONGEST_PAGE_NUMBER and _PAGE_NUMBER.match(words):
            p.kind = "page"
            continue
        mark = _marker_at(flat, p.begin, p.end)
        if mark and mark.lastgroup:
            kind = mark.lastgroup
            p.start = mark.end()
            p.level = _LEVELS[kind]
            p.label = mark.group(kind)
            if kind == "digits":
                p.level += p.label.count(".") * 0.5 > 0
            while open_ and open_[-1][0] >= p.level:
                open_.pop()
            above, ancestors = _labels(open_), _headings(open_, paragraphs)
        following = paragraphs[i + 1] if i + 1 < len(paragraphs) else None
        p.kind = "heading" if _is_heading(flat, p, following) else "text"
        if p.level and p.level < 5:
            outer = len(above)
            while outer and p.label.startswith(f"{above[outer - 1]}."):
                outer -= 1
            p.number = ".".join([*above[:outer], p.label])
        elif above and (p.level or paragraphs[open_[-1][2]].kind == "heading"):
            p.number = ".".join(above)
        if not p.level and p.kind == "heading":
            open_.clear()
            above, ancestors = [], ()
            plain_heading = i
            p.number = None
        p.headings = (plain_heading, *ancestors) if plain_heading is not None and plain_heading != i else ancestors
        p.parent = open_[-1][2] if open_ else -1
        if p.level:
            open_.append((p.level, p.label if p.level < 5 else "", i))
            above, ancestors = _labels(open_), _headings(open_, paragraphs)


def _labels(open_: list[tuple[int, str, int]]) -> list[str]:
    return [label for level, label, _ in open_ if level and label]


def _headings(open_: list[tuple[int, str, int]], paragraphs: list[Paragraph]) -> tuple[int, ...]:
    return tuple([index for _, _, index in open_ if paragraphs[index].kind == "heading"])


def _is_heading(flat: str, p: Paragraph, following: Paragraph | None) -> bool:
    if p.end - p.start > 160:
        return False
    words = flat[p.start : p.end]
    if not words or _is_ended(words):
        return False
    if p.level == 1 or _is_caps(words):
        return True
    if following is None:
        return False
    if p.level:
        mark = _marker_at(flat, following.begin, following.end)
        deeper = bool(mark and mark.lastgroup and _LEVELS[mark.lastgroup] > p.level)
        return len(words) <= 90 and p.level < 5 and (deeper or not mark)
    return p.blank_before and following.blank_before and len(words) <= 90 and words[0].isupper()


def _breaks(flat: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Where sentences may end. Where full stops are all the marks there are, only those are looked at, which is several times faster."""
    at = flat.find(".", start, end)
    while at >= 0:
        stop = _BREAK.match(flat, at, end)
        if stop:
            yield stop
        at = flat.find(".", stop.end() if stop else at + 1, end)


def _sentences(flat: str, paragraphs: list[Paragraph]) -> list[Sentence]:
    breaks = _BREAK.finditer if "!" in flat or "?" in flat or "…" in flat else _breaks
    found = []
    for i, p in enumerate(paragraphs):
        if p.kind in ("rule", "page"):
            continue
        at = p.start
        first = True
        if p.kind == "text":
            for stop in breaks(flat, p.start, p.end):
                mark, behind = stop.span()
                if (
                    flat[mark] == "."
                    and not (mark > _LONGEST_SHORT and flat[mark - _LONGEST_SHORT - 1 : mark].isalpha())
                    and _NOT_AN_END.search(flat, max(at, mark - 6), mark + 1)
                ):
                    continue
                end = behind
                while flat[end - 1] == " ":
                    end -= 1
                found.append(Sentence(at, end, i, first))
                at, first = behind, False
        end = p.end
        while end > at and flat[end - 1].isspace():
            end -= 1
        found.append(Sentence(at, end, i, first))
    return found


def _without_idle_tabs(found: re.Match[str]) -> str:
    """A line whose tabs part no cells (an indent, a blank at the end, the gap behind the mark of a list item) with spaces instead."""
    line: str = found.group()
    body = line.strip(" \t")
    trailing = line.count("\t", len(line.rstrip(" \t")))
    idle = body and trailing <= 1 and ("\t" not in body or _ITEM_GAP.fullmatch(body))
    return line.replace("\t", " ") if idle else line


def lay_out(text: str) -> Layout:
    """Lay out a text whose invisible characters are gone."""
    # Tables of files are laid out with bars between their cells, pasted ones with tabs: here both are tabs first, and in the
    # end a sign of their own, so that no name or figure is read across two cells.
    plain = _TABBED.sub(_without_idle_tabs, text) if "\t" in text else text
    plain = _CELL_BAR.sub("\t", plain) if "|" in plain else plain
    flat, paragraphs = _paragraphs(plain.replace(CELL, "\t"))
    flat = flat.replace("\t", CELL)
    _number(paragraphs, flat)
    return Layout(
        flat=flat,
        low=fold(flat),
        paragraphs=paragraphs,
        sentences=_sentences(flat, paragraphs),
        starts=[p.begin for p in paragraphs],
    )
