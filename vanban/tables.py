"""Task tables as text: which column is which, and what each row says should be done, by whom, with whom, by when.

before  "TT | Nội dung | Chủ trì | Phối hợp | Thời hạn | Sản phẩm" and rows under it, cells apart by bars or tabs
after   one `TaskRow` a row: content, leads, coordinators, due, output, number and sub-heading as ranges of the text

Reads headers of one and of two levels, several lead columns (one a side), sub-headings inside the table, a header repeated on the
next page, rows that only number the columns, and cells that repeat the one above ("〃", "nt", "như trên").
Leaves alone: tables of figures, agendas by the hour, header rows without tasks under them.
"""

import re
from collections.abc import Iterable, Sequence

import msgspec

from vanban.fold import fold

CELL = "│"  # what parts two cells in a text laid out for reading; no other pattern reaches across it
DITTO = "〃"  # what an extractor lays into the lower part of a cell that is merged over several rows

Range = tuple[int, int]

_OPENS = tuple(
    (role, re.compile(fold(rf"(?:{words})(?!\w)")))
    for role, words in (
        ("number", r"(?:tt|stt|số tt|số thứ tự|thứ tự|mã số|#|no\.?)$"),
        (
            "other",
            r"ghi chú|kinh phí|dự toán|nguồn|số lượng|đơn vị tính|đvt|địa điểm|bắt đầu|căn cứ|cấp trình|khối lượng|chỉ tiêu",
        ),
        ("output", r"(?:dự kiến )?(?:sản phẩm|kết quả|đầu ra|hình thức văn bản)"),
        (
            "due",
            r"(?:dự kiến )?(?:thời (?:gian|hạn|điểm)|tiến độ|hạn|hoàn thành|kết thúc|ngày hoàn thành|mốc|lộ trình|năm thực hiện)",
        ),
        (
            "content",
            r"(?:các )?(?:nội dung|nhiệm vụ|công việc|hoạt động|tên|danh mục|hạng mục|đầu việc|việc|chương trình|đề án|lĩnh vực"
            r"|giải pháp|mô tả|dự án)",
        ),
    )
)
_WITH = re.compile(fold(r"phối hợp|tham gia"))
_LEADING = re.compile(
    fold(
        r"chủ trì|đầu mối|phụ trách|trách nhiệm|thực hiện|tham mưu|phân công|chịu|triển khai|được giao|^(?:cơ quan|đơn vị|bộ phận|lãnh đạo)"
    )
)
_CONTENT = re.compile(fold(r"nội dung|nhiệm vụ|công việc|đầu việc"))
_LONGEST_HEADER = 80
_NUMBERING = re.compile(r"\(?(?:\d{1,2}|[a-zđ])\)?(?:\s*=.*)?", re.IGNORECASE)
_REPEATS = re.compile(fold(rf"{DITTO}|[\"”“]|''|//|-?\s*n\.?t\.?\s*-?|-?\s*như trên\s*-?"))
_CLOCK = re.compile(r"(?:từ\s+)?\d{1,2}\s*(?:h|g|giờ|:)\s*\d{0,2}(?!\d*/)")
_BETWEEN = 3  # lines that are no rows between two rows of one table: sub-headings over the whole width
_RULED = re.compile(r"[\s:=|+-]*")
_SAYS = re.compile(r"\w")


class TaskRow(msgspec.Struct, frozen=True):
    """One row by meaning, every part a half-open range of the text. `line` is the row's key as handed in; `start` and `end`
    hold its own parts, number and notes aside.

    A part taken from a cell above (merged, or a ditto mark) points there. `group` is the sub-heading over the row.
    `shared` is a column for lead and coordinators together: the cell says who is who.
    """

    line: int
    start: int
    end: int
    content: Range
    number: Range | None = None
    leads: tuple[Range, ...] = ()
    coordinators: tuple[Range, ...] = ()
    shared: tuple[Range, ...] = ()
    due: Range | None = None
    output: Range | None = None
    group: Range | None = None
    more: tuple[tuple[str, Range], ...] = ()  # (role, part) of the lines below that go on with its cells


def rows_of(text: str) -> list[TaskRow]:
    """The task rows of a text whose table rows are lines with cells apart by " | ", tabs or "│"."""
    low = fold(text)
    lines: list[tuple[int, list[Range] | None]] = []
    at = 0
    for number, line in enumerate(text.split("\n")):
        bars = [found.span() for found in _BAR.finditer(line)]
        if bars and line.strip():
            edges = [(at, at), *((at + start, at + end) for start, end in bars), (at + len(line), at + len(line))]
            cells = [trimmed(text, edges[i][1], edges[i + 1][0]) for i in range(len(edges) - 1)]
            lines.append((number, cells))
        elif line.strip():
            lines.append((number, None))
        at += len(line) + 1
    return task_rows(lines, low, text)


_BAR = re.compile(rf"\t|{CELL}|(?:(?<= )|^)\|(?= |$)")


def trimmed(text: str, start: int, end: int) -> Range:
    """The range without blanks at either end; empty ranges stay where they begin."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def role_of(low: str) -> str | None:
    """What a column holds, by the folded words of its header: number, content, lead, coordinator, shared, due, output, other."""
    words = low.strip(" .:()*")
    if not words or len(words) > _LONGEST_HEADER:
        return None
    for role, pattern in _OPENS:
        if pattern.match(words):
            return role
    with_others, leading = _WITH.search(words), _LEADING.search(words)
    if with_others:
        return "shared" if leading and fold("chủ trì") in words else "coordinator"
    if leading:
        return "lead"
    return "content" if _CONTENT.search(words) else None


def roles_of(cells: Sequence[str]) -> dict[int, str]:
    """The roles of a header row, column by column; empty where it is no header of a task table."""
    roles = {place: role for place, cell in enumerate(cells) if (role := role_of(fold(cell))) is not None}
    filled = sum(bool(_SAYS.search(cell)) for cell in cells)
    return _settled(roles, len(cells)) if _is_header(roles, filled) else {}


def _is_header(roles: dict[int, str], filled: int) -> bool:
    found = set(roles.values())
    if not found & {"lead", "shared", "due", "coordinator"} or 3 * len(roles) < 2 * filled:
        return False
    if "content" in found:
        return len(roles) >= 3 or bool(found & {"lead", "shared"})
    return "number" in found and len(roles) >= 3 and filled > len(roles)


def _settled(roles: dict[int, str], width: int) -> dict[int, str]:
    """Only one column each of number, content, due and output; the contents are what nothing else claims behind the number."""
    settled: dict[int, str] = {}
    for place, role in roles.items():
        once = role in ("number", "content", "output") and role in settled.values()
        if role == "due" and role in settled.values():  # "thời gian bắt đầu", "kết thúc": the end is what binds
            settled = {k: v for k, v in settled.items() if v != "due"}
        settled[place] = "other" if once else role
    if "content" not in settled.values():
        free = next((place for place in range(width) if place not in settled), None)
        if free is not None:
            settled[free] = "content"
    return settled


class _Table:
    """The table being read."""

    def __init__(self, low: str, flat: str) -> None:
        self._low, self._flat = low, flat
        self.roles: dict[int, str] = {}
        self._raw: dict[int, str] = {}
        self._above: dict[int, Range] = {}
        self.rows = 0
        self.group: Range | None = None

    def _words(self, cell: Range) -> str:
        return self._low[cell[0] : cell[1]]

    def take_header(self, cells: list[Range]) -> bool:
        """Whether the row is a header, or the second level of the one just read."""
        filled = {
            place: cell
            for place, cell in enumerate(cells)
            if _SAYS.search(self._words(cell)) and not _REPEATS.fullmatch(self._words(cell))
        }
        named = {place: role for place, cell in filled.items() if (role := role_of(self._words(cell))) is not None}
        if _is_header(named, len(filled)):
            self._raw, self.rows, self.group, self._above = named, 0, None, {}
        elif self._raw and not self.rows and named and len(named) == len(filled) and "number" not in named.values():
            self._raw = {**self._raw, **named}
        else:
            return False
        self.roles = _settled(self._raw, len(cells))
        return True

    def going_on(self, cells: list[Range]) -> tuple[tuple[str, Range], ...]:
        """The parts of a line that only goes on with the row above: no number, and contents that open in no capital."""
        filled = [(self.roles.get(place), cell) for place, cell in enumerate(cells) if cell[0] < cell[1]]
        if not self.rows or "number" not in self.roles.values() or not filled:
            return ()
        for role, cell in filled:
            opens = self._flat[cell[0]]
            if role == "number" or _REPEATS.fullmatch(self._words(cell)) or not _SAYS.search(self._words(cell)):
                return ()
            if role == "content" and not (opens.islower() or opens.isdigit() or opens in "(,;"):
                return ()
        return tuple((role, cell) for role, cell in filled if role is not None)

    def row(self, line: int, cells: list[Range]) -> TaskRow | None:
        """The row by meaning; None for rows that are none."""
        self.rows += 1
        words = [self._words(cell) for cell in cells]
        if all(_NUMBERING.fullmatch(cell) for cell in words if cell) and sum(map(bool, words)) > 2:
            return None
        if all(_RULED.fullmatch(cell) for cell in words):
            return None  # the line under the header of a table in Markdown
        parts: dict[str, list[Range]] = {}
        own: list[Range] = []
        for place, cell in enumerate(cells):
            role = self.roles.get(place)
            if cell[0] == cell[1] or role is None:
                continue
            if _REPEATS.fullmatch(words[place]):
                if place not in self._above:
                    continue
                cell = self._above[place]  # noqa: PLW2901 - the cell above stands for it
            else:
                self._above[place] = cell
                own += [cell] if role not in ("number", "other") else []
            parts.setdefault(role, []).append(cell)
        content = next(iter(parts.get("content", ())), None)
        if content is None or not parts.keys() & {"lead", "coordinator", "shared", "due"}:
            if own and not parts.keys() & {"output"}:
                self.group, self._above = own[-1], {}
            return None
        due = next(iter(parts.get("due", ())), None)
        if due is not None and _CLOCK.match(self._words(due)):
            return None
        return TaskRow(
            line=line,
            start=min(cell[0] for cell in own),
            end=max(cell[1] for cell in own),
            content=content,
            number=next(iter(parts.get("number", ())), None),
            leads=tuple(parts.get("lead", ())),
            coordinators=tuple(parts.get("coordinator", ())),
            shared=tuple(parts.get("shared", ())),
            due=due,
            output=next(iter(parts.get("output", ())), None),
            group=self.group,
        )


def task_rows(lines: Iterable[tuple[int, list[Range] | None]], low: str, flat: str) -> list[TaskRow]:
    """The task rows among lines (key, and the cells' ranges or None where the line is no row) of a text, folded as `low`."""
    found: list[TaskRow] = []
    table = _Table(low, flat)
    between = 0
    last = -1  # the line of the row that may go on in the next
    for line, cells in lines:
        if cells is None:
            between += 1
            if between == _BETWEEN + 1:
                table = _Table(low, flat)
            continue
        between = 0
        if table.take_header(cells):
            continue
        if table.roles:
            more = table.going_on(cells) if found and last in (line - 1, line - 2) else ()
            if more:
                above = found[-1]
                end = max(above.end, *(cell[1] for role, cell in more))
                found[-1], last = msgspec.structs.replace(above, more=(*above.more, *more), end=end), line
                continue
            row = table.row(line, cells)
            if row is not None:
                found.append(row)
                last = line
    return found
