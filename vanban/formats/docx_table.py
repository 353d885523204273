"""A table of a Word document that is only a way of placing blocks side by side: told from real ones, laid as the lines it shows."""

import re

from vanban.formats.extracted import TextBuilder
from vanban.formats.table import Rows

# What stands in a two-column table only because Word has no better way to put two blocks side by side.
_BLOCK_MARKS = re.compile(
    r"C[ỘỌ]NG H(?:ÒA|OÀ) XÃ H[ỘỌ]I|ĐẢNG CỘNG SẢN VIỆT NAM|Độc lập\s*[-–]\s*Tự do|Nơi nhận\s*:|^\s*(?:TM|KT|TL|TUQ|Q)\.\s*[A-ZĐ]|ĐẠI DIỆN",
    re.MULTILINE,
)


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
