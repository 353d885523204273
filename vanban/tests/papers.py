"""Files for the tests, made on the spot: real .docx and .pdf of our own Vietnamese text."""

import zipfile
from io import BytesIO
from pathlib import Path

import docx
import fontpkg_be_vietnam_pro
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate

ARTICLE = """Hội nghị hợp tác giữa hai tỉnh

Sáng 12/5, Tỉnh ủy An Giang và Tỉnh ủy Kiên Giang tổ chức hội nghị đánh giá kết quả hợp tác giai đoạn 2018 - 2020, \
bàn phương hướng phối hợp trong những năm tới; đại diện các sở, ngành, huyện, thị xã của hai tỉnh cùng dự.
Ba năm qua, hai tỉnh đã tổ chức 14 hội chợ, đưa trên 320 sản phẩm OCOP lên kệ siêu thị, tổng doanh thu đạt gần 86 tỷ đồng.
Tuy nhiên, việc kết nối giao thông đường thủy còn chậm, chưa tương xứng với tiềm năng của vùng.
Hai bên thống nhất phối hợp nâng cấp tuyến đường nối hai tỉnh, chia sẻ dữ liệu về dịch bệnh trên cây lúa và nuôi trồng thủy sản.
"""

EVERY_LETTER = (
    "a à ả ã á ạ ă ằ ẳ ẵ ắ ặ â ầ ẩ ẫ ấ ậ b c d đ e è ẻ ẽ é ẹ ê ề ể ễ ế ệ g h i ì ỉ ĩ í ị k l m n "
    "o ò ỏ õ ó ọ ô ồ ổ ỗ ố ộ ơ ờ ở ỡ ớ ợ p q r s t u ù ủ ũ ú ụ ư ừ ử ữ ứ ự v x y ỳ ỷ ỹ ý ỵ"
)


def word(*paragraphs: str, **core: str) -> bytes:
    """A .docx of these paragraphs; keywords set its core properties."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    for name, words in core.items():
        setattr(document.core_properties, name, words)
    return saved(document)


def saved(document: "docx.document.Document") -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def with_parts(data: bytes, **parts: str | bytes | None) -> bytes:
    """The same .docx with parts replaced, added, or (None) left out; names with "__" for "/" and "_xml" for ".xml"."""
    named = {name.replace("__", "/").replace("_xml", ".xml"): content for name, content in parts.items()}
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for entry in before.infolist():
            if entry.filename not in named:
                after.writestr(entry, before.read(entry))
        for name, content in named.items():
            if content is not None:
                after.writestr(name, content)
    return out.getvalue()


def part(data: bytes, name: str) -> str:
    """One part of a .docx as text."""
    with zipfile.ZipFile(BytesIO(data)) as container:
        return container.read(name).decode()


def font() -> str:
    """Registers a typeface with Vietnamese letters; returns its name."""
    if "Paper" not in pdfmetrics.getRegisteredFontNames():
        files = Path(fontpkg_be_vietnam_pro.__file__).parent / "files"
        pdfmetrics.registerFont(TTFont("Paper", str(files / "BeVietnamPro-Regular.ttf")))
    return "Paper"


def pdf(
    *paragraphs: str, head: str = "", foot: str = "", title: str = "", space_after: int = 6, indent: int = 0
) -> bytes:
    """A .pdf set by a typesetter: justified paragraphs, a running head, a foot in which {page} is the number."""
    style = ParagraphStyle(
        "body", fontName=font(), fontSize=12, leading=16, alignment=4, spaceAfter=space_after, firstLineIndent=indent
    )

    def furniture(canvas: Canvas, layout: SimpleDocTemplate) -> None:
        canvas.setFont(font(), 9)
        canvas.drawString(72, 800, head)
        canvas.drawCentredString(297, 36, foot.replace("{page}", str(layout.page)))

    file = BytesIO()
    SimpleDocTemplate(file, pagesize=A4, title=title or None).build(
        [Paragraph(paragraph, style) for paragraph in paragraphs], onFirstPage=furniture, onLaterPages=furniture
    )
    return file.getvalue()


def pdf_lines(*pages: list[str]) -> bytes:
    """A .pdf with exactly these lines on exactly these pages."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4)
    for lines in pages:
        canvas.setFont(font(), 12)
        for at, line in enumerate(lines):
            canvas.drawString(72, 780 - 16 * at, line)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def picture_pdf(pages: int) -> bytes:
    """A .pdf of pictures only, as a scanner makes it."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    file = BytesIO()
    canvas = Canvas(file, pagesize=A4)
    picture = ImageReader(Image.new("L", (200, 280), 220))
    for _ in range(pages):
        canvas.drawImage(picture, 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return file.getvalue()
