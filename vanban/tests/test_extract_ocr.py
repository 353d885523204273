"""Pictures of pages: read by Tesseract where it knows Vietnamese, otherwise said clearly."""

from io import BytesIO

import pypdfium2
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from vanban.extract import Limits, NoText, extract, extract_bounded
from vanban.formats import ocr
from vanban.tests.papers import pdf_lines, picture_pdf

LINES = ["KẾ HOẠCH", "Hai tỉnh thống nhất mở 14 hội chợ trong năm 2026", "Sở Công Thương chủ trì"]
needs_tesseract = pytest.mark.skipif(ocr.reader() is None, reason="Tesseract with Vietnamese data is not installed")


def scanned(*pages):
    """The pages as a scanner makes them: pictures, without a letter."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4)
    document = pypdfium2.PdfDocument(pdf_lines(*pages))
    for number in range(len(document)):
        canvas.drawImage(ImageReader(document[number].render(scale=3).to_pil()), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


@needs_tesseract
@pytest.mark.parametrize("bounded", [True, False])
def test_a_scan_is_read_and_says_so(bounded):
    data = scanned(LINES, ["Trang thứ hai có chữ"])
    read = extract_bounded(data, "quet.pdf", seconds=60) if bounded else extract(data, "quet.pdf")
    assert read.notes == ("ocr",)
    assert "14" in read.text
    assert "2026" in read.text
    assert "Công Thương" in read.text
    assert len(read.pages) == 2
    assert "".join(read.text[page.start : page.end] for page in read.pages) == read.text


@needs_tesseract
def test_only_as_many_pages_as_allowed():
    read = extract(scanned(LINES, ["Trang thứ hai có chữ"]), "quet.pdf", limits=Limits(max_ocr_pages=1))
    assert read.notes == ("ocr", "ocr_partial")
    assert "hai có chữ" not in read.text


@needs_tesseract
def test_no_time_at_all_and_pictures_without_words():
    with pytest.raises(NoText):
        extract(scanned(LINES), "quet.pdf", limits=Limits(ocr_seconds=0.1))
    with pytest.raises(NoText):
        extract(picture_pdf(1), "anh.pdf")


def test_where_nothing_can_read_pictures_it_is_said(monkeypatch):
    monkeypatch.setattr(ocr, "reader", lambda: None)
    with pytest.raises(NoText, match="2 page") as refusal:
        extract(scanned(LINES, LINES), "quet.pdf")
    assert refusal.value.detail == {"pages": 2}


def test_without_vietnamese_data_there_is_no_reader(monkeypatch, tmp_path):
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\necho eng\n")
    program.chmod(0o755)
    ocr.reader.cache_clear()
    monkeypatch.setattr("vanban.formats.ocr.shutil.which", lambda name: str(program))
    try:
        assert ocr.reader() is None
        ocr.reader.cache_clear()
        program.write_text("#!/bin/sh\necho vie\n")
        assert ocr.reader() == str(program)
    finally:
        ocr.reader.cache_clear()
