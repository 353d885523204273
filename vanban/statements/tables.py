"""Rows of a task table: TT | Nội dung | Chủ trì | Phối hợp | Thời hạn | Sản phẩm, one row a line, cells apart by tabs.

before  "1\\tMở 04 tour\\tSở Du lịch\\tHiệp hội Du lịch\\tQuý II/2024\\tBáo cáo"
after   content, lead, coordinator, due and output as spans
Leaves alone: the header row, sub-headings inside the table, tables without a column of contents.
"""

import re

import msgspec

from vanban.fold import fold
from vanban.segments import Layout

_COLUMNS = (
    ("number", re.compile(fold(r"(?:tt|stt|số tt|số thứ tự)$"))),
    ("coordinator", re.compile(fold(r".*phối hợp"))),
    (
        "lead",
        re.compile(
            fold(r".*(?:chủ trì|thực hiện chính|đầu mối|phụ trách|trách nhiệm|đơn vị thực hiện|cơ quan thực hiện)")
        ),
    ),
    ("due", re.compile(fold(r".*(?:thời gian|thời hạn|tiến độ|hạn hoàn thành|hoàn thành)"))),
    ("output", re.compile(fold(r".*(?:sản phẩm|kết quả|đầu ra)"))),
    ("content", re.compile(fold(r".*(?:nội dung|nhiệm vụ|công việc|hoạt động|tên chương trình|danh mục)"))),
    ("note", re.compile(fold(r".*ghi chú"))),
)


class Row(msgspec.Struct):
    """One row's cells by meaning, as ranges; `content` is always there."""

    content: tuple[int, int]
    lead: tuple[int, int] | None = None
    coordinator: tuple[int, int] | None = None
    due: tuple[int, int] | None = None
    output: tuple[int, int] | None = None
    number: str | None = None


def _cells(layout: Layout, begin: int, end: int) -> list[tuple[int, int]]:
    cells, at = [], begin
    for words in layout.flat[begin:end].split("\t"):
        stop = at + len(words)
        start = at + len(words) - len(words.lstrip())
        cells.append((start, max(start, stop - (len(words) - len(words.rstrip())))))
        at = stop + 1
    return cells


def _columns(layout: Layout, cells: list[tuple[int, int]]) -> dict[int, str]:
    """The meaning of each column, by the header row."""
    columns: dict[int, str] = {}
    for i, (start, end) in enumerate(cells):
        words = layout.low[start:end]
        if not words or len(words) > 60:
            continue
        name = next((name for name, pattern in _COLUMNS if pattern.match(words) and name not in columns.values()), None)
        if name is not None:
            columns[i] = name
    return columns


def rows_of(layout: Layout) -> dict[int, Row]:
    """The task rows by their paragraph."""
    found: dict[int, Row] = {}
    columns: dict[int, str] = {}
    last = -2
    for i, p in enumerate(layout.paragraphs):
        if p.kind != "row":
            continue
        cells = _cells(layout, p.begin, p.end)
        header = _columns(layout, cells)
        if "content" in header.values() and len(header) >= 3 and p.end - p.begin < 260:
            columns, last = header, i
            continue
        if not columns or i - last > 3:
            columns = {}
            continue
        last = i
        named = {columns[k]: cell for k, cell in enumerate(cells) if k in columns and cell[1] > cell[0]}
        content = named.get("content")
        if content is None or not ({"lead", "due", "coordinator"} & named.keys()):
            continue
        number = named.get("number")
        found[i] = Row(
            content,
            named.get("lead"),
            named.get("coordinator"),
            named.get("due"),
            named.get("output"),
            layout.flat[number[0] : number[1]] if number else None,
        )
    return found
