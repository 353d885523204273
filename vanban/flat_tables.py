"""Task tables that came as plain text, their columns by wide gaps or one cell a line: where the borders of their cells are.

before  "TT   Nội dung   Chủ trì   Thời hạn" and rows under it; or "TT", "Nội dung", "Chủ trì", "Thời hạn", "1", "Mở tour", … line by line
after   the blanks or line ends that part two cells, each to be read as a tab
Leaves alone: text without a header that names a task table's columns, and rows that do not have as many cells as it.
"""

import re

from vanban.mend import Edit
from vanban.tables import roles_of

_GAP = re.compile(r"[ \u00a0]{3,}")
# It opens with the line break, which few lines have and every search goes by.
_HEAD = re.compile(r"\n[ \u00a0]*(?:TT|STT|Stt|Tt|Số TT|Số thứ tự)(?=\n|[ \u00a0]+\n|[ \u00a0]{3})")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,2})*\.?")
_MOST_COLUMNS = 8
_LONGEST_HEAD = 60


def cell_borders(text: str) -> list[Edit]:
    """The ranges that part two cells, with the tab that stands for them, in the order of the text; empty for nearly every text."""
    edits: list[Edit] = []
    done = 0
    for head in _HEAD.finditer(text):
        start = head.start() + 1
        if start < done:
            continue
        found = _by_gaps if _GAP.search(text[start : _line_end(text, start)].strip()) else _by_lines
        here, done = found(text, start)
        edits += here
    return edits


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _by_gaps(text: str, at: int) -> tuple[list[Edit], int]:
    """Header and rows a line each, cells parted by three blanks or more."""
    edits: list[Edit] = []
    count = 0
    while at < len(text):
        end = _line_end(text, at)
        first = at + len(text[at:end]) - len(text[at:end].lstrip())
        gaps = [found.span() for found in _GAP.finditer(text, first, end) if text[found.end() : end].strip()]
        cells = len(gaps) + 1
        if not count:
            borders = [(first, first), *gaps, (end, end)]
            words = [text[borders[n][1] : borders[n + 1][0]].strip() for n in range(cells)]
            if not roles_of(words):
                return [], end
            count = cells
        elif cells != count:
            break
        edits += [(*gap, "\t") for gap in gaps]
        at = end + 1
    return edits, at


def _by_lines(text: str, at: int) -> tuple[list[Edit], int]:
    """One cell a line: the header's cells, then for every row as many, the first of them a number that counts on."""
    spans: list[tuple[int, int]] = []
    while len(spans) < _MOST_COLUMNS and at < len(text):
        end = _line_end(text, at)
        if end - at > _LONGEST_HEAD or not text[at:end].strip() or (spans and _NUMBER.fullmatch(text[at:end].strip())):
            break
        spans.append((at, end))
        at = end + 1
    behind = at
    if len(spans) < 3 or not roles_of([text[start:end].strip() for start, end in spans]):
        return [], behind
    edits = _ends(spans)
    rows = 0
    while True:
        row: list[tuple[int, int]] = []
        while len(row) < len(spans) and at < len(text):
            end = _line_end(text, at)
            row.append((at, end))
            at = end + 1
        number = text[slice(*row[0])].strip(" .") if row else ""
        whole = len(row) == len(spans) and all(text[start:end].strip() for start, end in row)
        if not whole or number != str(rows + 1):
            break
        edits += _ends(row)
        rows, behind = rows + 1, at
    return (edits, behind) if rows else ([], behind)


def _ends(spans: list[tuple[int, int]]) -> list[Edit]:
    return [(end, end + 1, "\t") for _, end in spans[:-1]]
