"""Tables of a Word document laid into the text: a real table one row a line, a letterhead or signature block as the lines it shows."""

import re

import msgspec

from vanban.formats.extracted import Cell, Table, TextBuilder

_GAP = " | "
_SPACES = re.compile(r"\s+")
# What stands in a two-column table only because Word has no better way to put two blocks side by side.
_BLOCK_MARKS = re.compile(
    r"C[ỘỌ]NG H(?:ÒA|OÀ) XÃ H[ỘỌ]I|ĐẢNG CỘNG SẢN VIỆT NAM|Độc lập\s*[-–]\s*Tự do|Nơi nhận\s*:|^\s*(?:TM|KT|TL|TUQ|Q)\.\s*[A-ZĐ]|ĐẠI DIỆN",
    re.MULTILINE,
)


class CellContent(msgspec.Struct):
    """A cell as read: its paragraphs, where it stands, how far it is merged. `continues` = the lower part of a vertical merge;
    `pages_before` (on the first cell of a row) = the row begins that many pages on."""

    paragraphs: list[str]
    column: int
    column_span: int = 1
    continues: bool = False
    pages_before: int = 0

    @property
    def one_line(self) -> str:
        """The cell on one line."""
        return _SPACES.sub(" ", " ".join(self.paragraphs)).strip()


Rows = list[list[CellContent]]


def is_letterhead(rows: Rows, *, bordered: bool) -> bool:
    """Whether the table is only a way of placing blocks: a box, a letterhead, a signature block."""
    columns = max((sum(bool(cell.one_line) for cell in row) for row in rows), default=0)
    if columns > 2 or len(rows) > 4:
        return False
    if columns <= 1 and len(rows) == 1:
        return True
    text = "\n".join("\n".join(cell.paragraphs) for row in rows for cell in row)
    return bool(_BLOCK_MARKS.search(text)) or (not bordered and len(rows) <= 2)


def lay_letterhead(rows: Rows, builder: TextBuilder) -> None:
    """Column by column, each paragraph a line, a blank line between the columns."""
    for _ in range(sum(cell.pages_before for row in rows for cell in row)):
        builder.new_page()
    for column in sorted({cell.column for row in rows for cell in row}):
        lines = [line for row in rows for cell in row if cell.column == column for line in cell.paragraphs]
        if not any(line.strip() for line in lines):
            continue
        for line in lines:
            builder.line(line)
        builder.line("")


def lay_table(rows: Rows, builder: TextBuilder) -> list[str]:
    """One row a line. Returns the lines inside cells that thereby lost a line of their own."""
    start = builder.length
    cells: list[Cell] = []
    inner_lines: list[str] = []
    for at, row in enumerate(rows):
        for _ in range(row[0].pages_before if row else 0):
            builder.new_page()
        for place, content in enumerate(row):
            if place:
                builder.add(_GAP)
            text = content.one_line
            begin, end = builder.add(text)
            inner_lines += content.paragraphs if len(content.paragraphs) > 1 else []
            if not content.continues:
                down = _merged_rows(rows, at, content)
                cells.append(Cell(at, content.column, begin, end, text, down, content.column_span))
        builder.add("\n")
    builder.tables.append(Table(start, builder.length, tuple(cells)))
    return inner_lines


def _merged_rows(rows: Rows, at: int, content: CellContent) -> int:
    """Over how many rows a cell reaches: those below that continue it in the same column."""
    count = 1
    for row in rows[at + 1 :]:
        if not any(cell.continues and cell.column == content.column for cell in row):
            break
        count += 1
    return count
