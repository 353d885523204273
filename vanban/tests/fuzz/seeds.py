"""Small files of our own, one list a format, that the fuzz breaks."""

import re
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
import xlsxwriter
from reportlab import rl_config

from vanban.encodings import to_legacy
from vanban.tests.pages import content_system, newspaper, office_portal, saved_with_its_parts
from vanban.tests.papers import ARTICLE, pdf, pdf_lines, saved, word
from vanban.tests.plans import COLUMNS, FOOT, HEAD, TASKS, drawn

PLAN_TEXT = "\n".join([*HEAD, " | ".join(COLUMNS), *(" | ".join(task) for task in TASKS), FOOT])
LETTER = """UBND TỈNH LÀO CAI
Số: 45/UBND-TH
Lào Cai, ngày 12 tháng 3 năm 2026

Kính gửi: Ủy ban nhân dân tỉnh Hà Giang

I. KẾT QUẢ
1. Từ năm 2021 đến nay, hai tỉnh đã mở 6 tuyến xe; tổng vốn đạt trên 1.250 tỷ đồng, tăng 12,5% so với cùng kỳ, đứng thứ 9 cả nước.
2. Tuy nhiên, việc trao đổi thông tin còn chậm; mới có 64/68 xã (gần 2/3) có đường.
II. ĐỀ NGHỊ
a) Đề nghị UBND tỉnh Hà Giang chỉ đạo Sở Công Thương, Sở Y tế chủ trì, phối hợp với các sở liên quan thực hiện trước ngày 30/6/2026:
- Tổ chức từ 05 đến 07 hội chợ, kinh phí khoảng 3 tỷ rưỡi; mùng 10 tháng 3 âm lịch năm 2026;
- Đào tạo hai mươi mốt nghìn lượt cán bộ trong quý III/2026, giai đoạn 2026-2030.
Ông Trần Văn Bình, Phó Chủ tịch UBND tỉnh, phụ trách./.
"""
TEXTS = (ARTICLE, PLAN_TEXT, LETTER)
_PLAN = [COLUMNS, *TASKS]


@cache
def docx_files() -> tuple[bytes, ...]:
    """Paragraphs; a plan with a table whose cells are merged."""
    document = docx.Document()
    for line in HEAD:
        document.add_paragraph(line)
    table = document.add_table(rows=0, cols=len(COLUMNS))
    for row in _PLAN:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    table.cell(1, 2).merge(table.cell(2, 2))
    table.cell(3, 4).merge(table.cell(3, 5))
    document.sections[0].header.paragraphs[0].text = "Kế hoạch"
    document.add_paragraph("Nội dung", style="List Number")
    return word(*LETTER.split("\n")), saved(document)


@cache
def pdf_files() -> tuple[bytes, ...]:
    """Flowing text with furniture, single lines, drawn tables; not packed, so that what is broken is seen."""
    rl_config.pageCompression = 0
    rl_config.invariant = 1
    return (
        pdf(*LETTER.split("\n"), head="Kế hoạch", foot="Trang {page}"),
        pdf_lines(ARTICLE.split("\n"), LETTER.split("\n")),
        drawn(_PLAN, style=[("SPAN", (2, 1), (2, 2))]),
        drawn([*_PLAN, *TASKS * 8], wide=False, repeat=1, widths=(25, 150, 80, 80, 70, 60)),
    )


@cache
def rtf_files() -> tuple[bytes, ...]:
    """Escaped Unicode, old typefaces, tables, notes."""

    def escaped(text: str) -> str:
        return "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in re.sub(r"([\\{}])", r"\\\1", text))

    def old(text: str, encoding: str) -> str:
        return "".join(c if ord(c) < 128 else f"\\'{ord(c) & 255:02x}" for c in to_legacy(text, encoding))

    fonts = r"{\fonttbl{\f0\fcharset0 Times New Roman;}{\f1\fnil .VnTime;}{\f2 VNI-Times;}{\f3\fcharset163 Arial;}}"
    rows = "".join(
        r"\trowd" + "".join(rf"\clbrdrt\brdrs\cellx{1500 * at}" for at in range(1, 7)) + r"\pard\intbl "
        + "".join(rf"{escaped(cell)}\cell " for cell in row) + r"\row "
        for row in _PLAN
    )  # fmt: skip
    head = r"{\rtf1\ansi\ansicpg1252\deff0" + fonts + r"{\*\generator x;}{\info{\title Ke hoach}}"
    body = "".join(rf"\pard {escaped(line)}\par " for line in LETTER.split("\n"))
    return (
        f"{head}{body}{{\\footnote {escaped('Ghi chú')}}}{rows}}}".encode(),
        f"{head}\\f1 {old(ARTICLE, 'tcvn3')}\\par\\f2 {old(ARTICLE, 'vni')}\\par}}".encode(),
    )


@cache
def xlsx_files() -> tuple[bytes, ...]:
    """A plan with merged cells, numbers, days and percentages."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet()
    for at, row in enumerate([*([line] for line in HEAD), *_PLAN]):
        for column, words in enumerate(row):
            sheet.write(at, column, words)
    sheet.merge_range(12, 0, 13, 5, "Tổng hợp")
    other = book.add_worksheet("Số liệu")
    percent, day = book.add_format({"num_format": "0.0%"}), book.add_format({"num_format": "dd/mm/yyyy"})
    for at in range(5):
        other.write_row(at, 0, ["Chỉ tiêu", 1250.5 * at, "=A1"])
        other.write(at, 3, 0.125 * at, percent)
        other.write(at, 4, 46000 + at, day)
    book.close()
    return (file.getvalue(),)


@cache
def html_files() -> tuple[bytes, ...]:
    """Pages of three makes, one saved with its parts, and a table."""
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in _PLAN)
    page = f'<html><meta charset="utf-8"><body><h1>Kế hoạch</h1><table>{table}<tr><td rowspan="2" colspan="3">x</td></tr></table></body></html>'
    return (
        *(made().encode() for made in (newspaper, office_portal, content_system)),
        saved_with_its_parts(newspaper()),
        page.encode(),
    )


@cache
def doc_files() -> tuple[bytes, ...]:
    """The plan as Word 97 kept it."""
    return ((Path(__file__).parent.parent / "data" / "plan.doc").read_bytes(),)


@cache
def txt_files() -> tuple[bytes, ...]:
    """Every encoding an office used, and their byte order marks."""
    return tuple(
        made
        for text in TEXTS
        for made in (
            *(text.encode(name) for name in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32")),
            *(to_legacy(text, name).encode("latin-1", "replace") for name in ("tcvn3", "vni", "viscii")),
            text.encode("cp1258", "replace"),
        )
    )
