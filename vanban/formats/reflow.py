"""Lines as a page shows them → lines as they were written: running heads, feet and page numbers out, wrapped lines joined.

"… tổ chức hội nghị nhằm" + "trao đổi kinh nghiệm …" → one line; "PHÓ CHỦ TỊCH" + "Nguyễn Văn A" stay two. A line was wrapped when the
next word would not have fitted before the right edge, unless a gap, an indent or a list mark says that something new begins.
"""

import re
from collections import Counter
from itertools import pairwise

import msgspec

from vanban.formats.table import CellContent
from vanban.syllables import is_syllable

_EDGE_LINES = 4  # how many lines at either end of a page may be running heads or feet
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-–—|\s]*(?:(?:trang|page)\s*:?\s*)?(\d{1,4})(?:\s*(?:/|of|trên)\s*\d{1,4})?[-–—|\s]*", re.IGNORECASE
)
_NEW_ITEM = re.compile(
    r"\s*(?:[-–—•●▪◦+*·✓➢] |\(?\d{1,3}[.)]\s?(?!\d)|\d{1,2}(?:\.\d{1,2})+\.?\s|\(?[a-zđ]\)|[a-zđ]\.\s|[IVXLC]{1,6}[.)]\s|\(?[ivx]{1,5}\)"
    r"|Điều \d+|Chương [IVX\d]|Mục \d|Phần [IVX\d]|Nơi nhận|Số\s*:|Kính gửi|(?:TM|KT|TL|TUQ|Q)\.\s)"
)
_ENDS = (".", ":", ";", "!", "?", "…", ".”", '."', ".)")
_NATION = re.compile("CỘNG HO?[ÀÒ]A? XÃ HỘI CHỦ NGHĨA VIỆT NAM")  # broken in narrow letterheads more than anything else
_HYPHEN = "\ufffe"  # what PDFium puts where a hyphen stood at the end of a line
_HYPHENATED = re.compile(rf"([^\W\d_]{{0,12}}){_HYPHEN}([^\W\d_]{{0,12}})")


class TableRow(msgspec.Struct):
    """A row of a drawn table: which table of the file, where its columns have their edges, its cells."""

    table: int
    edges: tuple[float, ...]
    cells: list[CellContent]

    @property
    def text(self) -> str:
        """The row's words."""
        return " ".join(cell.one_line for cell in self.cells if cell.one_line)


class Line(msgspec.Struct):
    """One line of a page. Positions in points from the left and from the bottom; `base` is None where they are unknown.

    `at` is the index of its first letter on the page. A line that is a `row` of a table joins no other and is never furniture.
    """

    text: str
    left: float
    right: float
    base: float | None = None
    row: TableRow | None = None
    at: int | None = None


Pages = list[list[Line]]


def without_furniture(pages: Pages) -> tuple[Pages, list[str]]:
    """The pages without what repeats on them and without their numbers, and the lines left out."""
    repeated = _repeated(pages)
    numbers = _page_numbers(pages)
    kept: Pages = []
    dropped: list[str] = []
    for at, page in enumerate(pages):
        gone: set[int] = set()
        for inward in (range(len(page)), range(len(page) - 1, -1, -1)):
            for place in inward:
                # What lies between the edge and the first line of the page's own is furniture, and nothing farther in.
                own = _place(page[place]) not in repeated and (at, place) not in numbers
                if own or page[place].row is not None:
                    break
                gone.add(place)
        dropped += [page[place].text for place in sorted(gone)]
        kept.append([line for place, line in enumerate(page) if place not in gone])
    return kept, dropped


def _place(line: Line) -> tuple[str, int | None]:
    """What makes two lines of different pages the same furniture: the words, numbers aside, and the height."""
    return _DIGITS.sub("#", line.text.strip()), None if line.base is None else round(line.base / 3)


def _edges(count: int) -> set[int]:
    """The places at the head and at the foot of a page of `count` lines."""
    return {*range(min(_EDGE_LINES, count)), *range(max(0, count - _EDGE_LINES), count)}


def _repeated(pages: Pages) -> set[tuple[str, int | None]]:
    """What stands at the edge of at least half of the pages (three at least), numbers aside."""
    seen: Counter[tuple[str, int | None]] = Counter()
    for page in pages:
        seen.update({_place(page[place]) for place in _edges(len(page))})
    needed = max(3, (len(pages) + 1) // 2)
    return {place for place, count in seen.items() if count >= needed}


def _page_numbers(pages: Pages) -> set[tuple[int, int]]:
    """Where a line is nothing but its page's number: the same distance from the page's place on several pages, or "Trang 3"."""
    candidates: dict[int, list[tuple[int, int]]] = {}
    certain: set[tuple[int, int]] = set()
    for at, page in enumerate(pages):
        for place in _edges(len(page)):
            found = _PAGE_NUMBER.fullmatch(page[place].text) if len(page[place].text) < 40 else None
            if not found:
                continue
            if not page[place].text.strip().isdigit():
                certain.add((at, place))
            candidates.setdefault(int(found.group(1)) - at, []).append((at, place))
    for shift, places in candidates.items():
        if shift == 1 or len({at for at, _ in places}) > 1:
            certain.update(places)
    return certain


class Flow(msgspec.Struct):
    """The written lines, for each page the line and the offset in it where the page begins, and the lines that are table rows."""

    lines: list[str]
    page_starts: list[tuple[int, int]]
    rows: dict[int, TableRow] = {}


def flow(pages: Pages, *, least_right: float = 0.0) -> Flow:
    """Join wrapped lines, also across pages. Where no line is full, the right edge is taken to be at `least_right` at least."""
    shape = _Shape(pages, least_right)
    lines: list[str] = []
    pieces: list[str] = []
    starts: list[tuple[int, int]] = []
    before: Line | None = None
    rows: dict[int, TableRow] = {}
    empty = 0
    for page in pages:
        empty += not page
        for place, line in enumerate(page):
            text = mend_hyphens(line.text.strip())
            if before is not None and shape.goes_on(before, line, over_page=place == 0):
                pieces.append("" if glued(pieces[-1], text) else " ")
            elif before is not None:
                lines.append("".join(pieces))
                pieces = []
            if place == 0:
                # Pages of pictures before this one begin and end here.
                starts += [(len(lines), sum(map(len, pieces)))] * (1 + empty)
                empty = 0
            if line.row is not None:
                rows[len(lines)] = line.row
            pieces.append(text)
            before = line
    lines += ["".join(pieces)] if pieces else []
    return Flow(lines, starts + [(len(lines), 0)] * empty, rows)


class _Shape:
    """The measure of a document: its right edge, its left edge and the usual distance between two lines."""

    def __init__(self, pages: Pages, least_right: float) -> None:
        lines = [line for page in pages for line in page if line.text.strip() and line.row is None]
        rights = sorted(line.right for line in lines)
        # The longest few may stick out; the edge is where the bulk of the full lines end.
        self._right = max(rights[int(0.95 * (len(rights) - 1))], least_right) if rights else 0.0
        pitches = [
            before.base - after.base
            for page in pages
            for before, after in pairwise(page)
            if before.row is None
            and after.row is None
            and before.base is not None
            and after.base is not None
            and 4 < before.base - after.base < 60
        ]
        self._pitch = sorted(pitches)[len(pitches) // 3] if pitches else None
        # Whether paragraphs stand apart: a gap follows nearly every line that ends far from the edge.
        ended = [
            self._gap(before, after)
            for page in pages
            for before, after in pairwise(page)
            if before.row is None and after.row is None and before.right < 0.8 * self._right
        ]
        self._spaced = len(ended) >= 3 and sum(ended) >= 0.9 * len(ended)

    def goes_on(self, before: Line, after: Line, *, over_page: bool) -> bool:
        """Whether `after` continues the sentence of `before`."""
        first, last = after.text.strip(), before.text.strip()
        if before.row is not None or after.row is not None:
            return False
        if not first or not last or _NEW_ITEM.match(first):
            return False
        if _NATION.fullmatch(f"{last} {first}") and not _NATION.fullmatch(last):
            return True
        if not over_page and self._gap(before, after):
            return False
        unfinished = not last.endswith(_ENDS)
        begins_small = first[0].islower()
        if not self._wrapped(before, after) and (over_page or not self._runs_on(before)):
            return begins_small and unfinished and self._same_block(before, after, over_page=over_page)
        if over_page:  # where no gap can be seen; after ":" and ";" something of the same sentence is still to come
            return unfinished or begins_small or last.endswith((":", ";"))
        indented = after.left > before.left + 8 and not _NEW_ITEM.match(last)
        far_left = after.left < before.left - 60
        return not far_left and (begins_small or not indented)

    def _gap(self, before: Line, after: Line) -> bool:
        """Whether more than a line's distance lies between, or the second stands beside or above the first."""
        if before.base is None or after.base is None or self._pitch is None:
            return False
        step = before.base - after.base
        return step <= 0 or step > 1.25 * self._pitch

    def _wrapped(self, before: Line, after: Line) -> bool:
        """Whether the first word of `after` would have stuck out behind `before`."""
        width = (before.right - before.left) / max(1, len(before.text.strip()))
        word = len(after.text.split()[0]) + 1
        return before.right + 0.85 * word * width > self._right

    def _runs_on(self, before: Line) -> bool:
        """Whether a line that nearly reaches the edge must go on, because a paragraph that ended would be followed by a gap."""
        return self._spaced and before.right > 0.95 * self._right

    @staticmethod
    def _same_block(before: Line, after: Line, *, over_page: bool) -> bool:
        """Whether two short lines look like one centred or ragged sentence: neither lies beside the other."""
        return over_page or (after.left < before.right and before.left < after.right)


def glued(line: str, text: str) -> bool:
    """Whether a break after "-" or "/" was no space: "2019-" + "2020", but "Hà Nội -" + "Hà Tĩnh"."""
    return line.endswith(("-", "/")) and not line.endswith((" -", " /")) and text[0].isalnum()


def mend_hyphens(text: str) -> str:
    """A line whose hyphens at line ends are kept or taken out.

    Vietnamese is never hyphenated, so the hyphen was meant ("kinh tế-xã hội"), unless the halves are no syllables ("develop-ment")."""
    if _HYPHEN not in text:
        return text

    def mended(found: re.Match[str]) -> str:
        head, tail = found.groups()
        broken = head.islower() and tail.islower() and head.isascii() and tail.isascii()
        hyphen = "" if broken and not (is_syllable(head) and is_syllable(tail)) else "-"
        return head + hyphen + tail

    return _HYPHENATED.sub(mended, text)
