"""A plan's task annex in every format of the tests: one list of rows, written as .docx, .pdf, .xlsx, .html and text."""

from io import BytesIO

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

from vanban.tests.papers import font

HEAD = [
    "ỦY BAN NHÂN DÂN TỈNH LÀO CAI",
    "Số: 12/KH-UBND",
    "Lào Cai, ngày 3 tháng 2 năm 2026",
    "KẾ HOẠCH",
    "Hợp tác giữa tỉnh Lào Cai và tỉnh Hà Giang năm 2026",
    "Để triển khai Chương trình hợp tác, Ủy ban nhân dân tỉnh ban hành Kế hoạch với các nhiệm vụ sau đây.",
]
COLUMNS = ["TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn", "Sản phẩm"]
TASKS = [
    [
        "1",
        "Xây dựng 03 tour du lịch liên tỉnh nối Sa Pa với cao nguyên đá Đồng Văn",
        "Sở Du lịch",
        "Hiệp hội Du lịch tỉnh",
        "Quý II/2026",
        "Chương trình tour",
    ],
    [
        "2",
        "Tổ chức tuần hàng nông sản và sản phẩm OCOP của hai tỉnh",
        "Sở Công Thương",
        "Sở Tài chính",
        "Trước ngày 30/9/2026",
        "Báo cáo",
    ],
    [
        "3",
        "Đào tạo, bồi dưỡng 40 bác sĩ tuyến huyện về cấp cứu ban đầu",
        "Sở Y tế",
        "Sở Nội vụ",
        "Tháng 10/2026",
        "Chứng chỉ",
    ],
]
FOOT = (
    "Trong quá trình thực hiện, nếu có vướng mắc, các cơ quan phản ánh về Ủy ban nhân dân tỉnh để xem xét, quyết định."
)

EXPECTED = [
    (("Sở Du lịch",), ["Hiệp hội Du lịch tỉnh"], "Quý II/2026", "Chương trình tour"),
    (("Sở Công Thương",), ["Sở Tài chính"], "ngày 30/9/2026", "Báo cáo"),
    (("Sở Y tế",), ["Sở Nội vụ"], "Tháng 10/2026", "Chứng chỉ"),
]


def who_does_what(reading):
    """What the engine made of the rows."""
    return [
        (s.leads, [ref.text for ref in s.coordinators], s.due and s.due.text, s.output and s.output.text)
        for s in reading.statements
        if s.rule == "table-row"
    ]


def drawn(
    rows,
    *,
    style=(),
    widths=(30, 190, 90, 90, 80, 70),
    head=HEAD,
    foot=FOOT,
    repeat=0,
    wide=True,
    grid=True,
    split=False,
):
    """A .pdf with a drawn table; `style` adds reportlab's commands, `repeat` header rows stand again on every page."""
    body = ParagraphStyle("body", fontName=font(), fontSize=11, leading=14, spaceAfter=6)
    cells = ParagraphStyle("cell", fontName=font(), fontSize=9, leading=11)
    file = BytesIO()
    lines = [("GRID", (0, 0), (-1, -1), 0.5, "black")] if grid else []
    table = Table(
        [[Paragraph(cell, cells) if isinstance(cell, str) else cell for cell in row] for row in rows],
        colWidths=widths,
        repeatRows=repeat,
        splitInRow=int(split),
        style=[*lines, ("VALIGN", (0, 0), (-1, -1), "TOP"), *style],
    )
    story: list[Flowable] = [
        *(Paragraph(words, body) for words in head),
        table,
        *([Paragraph(foot, body)] if foot else []),
    ]
    SimpleDocTemplate(file, pagesize=landscape(A4) if wide else A4).build(story)
    return file.getvalue()
