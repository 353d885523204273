"""Task tables that came as plain text, their columns by wide gaps or one cell a line: where the borders of their cells are.

before  "TT   Nội dung   Chủ trì   Thời hạn" and rows under it; or "TT", "Nội dung", "Chủ trì", "Thời hạn", "1", "Mở tour", … line by line
after   the blanks or line ends that part two cells, each to be read as a tab
Leaves alone: text without a header that names a task table's columns, lines whose words begin in no column of it, and rows of one
cell a line that do not have as many cells as it.
"""

import itertools
import re

from vanban.mend import Edit
from vanban.tables import CELL, roles_of

_GAP = re.compile(r"[ \u00a0]{3,}")
# It opens with the line break, which few lines have and every search goes by.
_HEAD = re.compile(r"\n[ \u00a0]*(?:TT|STT|Stt|Tt|Số TT|Số thứ tự)(?=\n|[ \u00a0]+\n|[ \u00a0]{3})")
_BARRED_HEAD = re.compile(r"\n\|(?:TT|STT|Stt|Tt|Số TT|Số thứ tự)\|")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,2})*\.?")
_MOST_COLUMNS = 8
_SLACK = 2  # characters by which a cell may begin beside its column
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
    return edits + _by_close_bars(text) if "\n|" in text else edits


def _by_close_bars(text: str) -> list[Edit]:
    """Markdown with no blanks beside its bars: "|1|Mở tour|Sở Du lịch|"; bars with blanks are read as they are."""
    edits: list[Edit] = []
    at = 0
    for head in _BARRED_HEAD.finditer(text):
        if head.start() < at:
            continue
        at = head.start() + 1
        while text.startswith("|", at):
            end = _line_end(text, at)
            edits += [(i, i + 1, "\t") for i in range(at, end) if text[i] == "|"]
            at = end + 1
    return edits


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _by_gaps(text: str, at: int) -> tuple[list[Edit], int]:
    """Columns of fixed width: header and rows in one line each or in several, cells parted by three blanks or more.

    A line belongs to the table as long as all its words begin where the header's columns do; what has no number goes on
    with the row above.
    """
    columns = [start - at for start, _ in _pieces(text, at)]
    if len(columns) > _MOST_COLUMNS * 2:
        return [], _line_end(text, at)
    heads = [""] * len(columns)
    lines: list[tuple[int, list[tuple[int, int, int]]]] = []  # where a line starts, its cells: column, start, end
    done, numbered = at, False
    while at < len(text):
        end = _line_end(text, at)
        cells = _in_columns(text, at, columns)
        if not cells:
            if text[at:end].strip() or not lines:
                break
            at = end + 1  # a blank line may stand between two rows
            continue
        numbered = numbered or (cells[0][0] == 0 and bool(lines))
        if not numbered:
            for column, start, stop in cells:
                heads[column] = f"{heads[column]} {text[start:stop]}".strip()
        lines.append((at, cells))
        at = done = end + 1
    if not roles_of(heads):
        return [], _line_end(text, at)
    return [edit for begin, cells in lines for edit in _borders(begin, cells)], done


def _pieces(text: str, at: int) -> list[tuple[int, int]]:
    """What stands between the wide gaps of a line."""
    end = _line_end(text, at)
    found: list[tuple[int, int]] = []
    start = at + len(text[at:end]) - len(text[at:end].lstrip())
    for gap in _GAP.finditer(text, start, end):
        found.append((start, gap.start()))
        start = gap.end()
    return [*found, (start, end)] if text[start:end].strip() else found


def _in_columns(text: str, at: int, columns: list[int]) -> list[tuple[int, int, int]]:
    """The cells of a line, each in the column it begins in; empty where one begins in none or no column but the first is filled."""
    found: list[tuple[int, int, int]] = []
    pieces = _pieces(text, at)
    if len(pieces) == len(columns):  # a cell for every column, wherever it stands
        return [(place, start, end) for place, (start, end) in enumerate(pieces)]
    for start, end in pieces:
        place = max((i for i, column in enumerate(columns) if column - _SLACK <= start - at), default=-1)
        if place < 0 or start - at > columns[place] + _SLACK or (found and found[-1][0] >= place):
            return []
        found.append((place, start, end))
    return found if found and found[-1][0] else []


def _borders(begin: int, cells: list[tuple[int, int, int]]) -> list[Edit]:
    """The gaps of a line, each with as many tabs as columns lie between its cells; in front of the first its empty ones."""
    edits: list[Edit] = []
    first, start, _ = cells[0]
    if first:
        edits.append((begin - 1, start, "\n" + CELL * first))
    for (column, _, end), (following, start, _) in itertools.pairwise(cells):
        edits.append((end, start, "\t" * (following - column)))
    return edits


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
