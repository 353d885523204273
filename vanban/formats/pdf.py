"""PDF → text with its pages, through PDFium. Pages of pictures hold no text; that is said, never guessed.

PDFium is one library for the whole process and not safe for threads, so one lock guards it; a request that must not wait for ever
goes through `vanban.extract.extract_bounded`.
"""

import threading
import unicodedata
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium_c

from vanban import encodings
from vanban.fold import nfc
from vanban.formats.errors import Broken, EncryptedFile, NoText, TooLarge
from vanban.formats.extracted import Extracted, Limits, PageSpan
from vanban.formats.reflow import Flow, Line, Pages, flow, without_furniture

_LOCK = threading.Lock()
_FIELDS = ("Title", "Subject", "Keywords")
_EMPTY_FIELDS = {"", "anonymous", "(anonymous)", "unspecified", "(unspecified)", "untitled"}
_LETTER_WIDTH = 5.5  # points, where the true places are not to be had
_LEAST_RIGHT = 0.7  # of the page's width: text that never gets that far was not wrapped
_LETTERS_ON_A_PAGE = 8  # fewer than this on average, and the pages are pictures with a stray mark


def read_pdf(data: bytes, limits: Limits) -> Extracted:
    """Raises `EncryptedFile`, `Broken`, `NoText` (with the number of pages) or `TooLarge`."""
    with _LOCK:
        pages, metadata, width = _read_pages(data, limits)
    letters = sum(sum(map(str.isalnum, line.text)) for page in pages for line in page)
    if letters < _LETTERS_ON_A_PAGE * min(len(pages), 3) and letters < 3 * _LETTERS_ON_A_PAGE:
        raise NoText(pages=len(pages))
    notes = ["pages_without_text"] if any(not page for page in pages) else []
    legacy = encodings.legacy_of("\n".join(line.text for page in pages for line in page))
    for line in (line for page in pages for line in page):
        text = encodings.from_legacy(line.text, legacy) if legacy else line.text
        if not unicodedata.is_normalized("NFC", text):
            text = nfc(text)
            notes.append("normalised")
        line.text = text
    kept, dropped = without_furniture(pages)
    text, spans = _laid(flow(kept, least_right=_LEAST_RIGHT * width))
    if legacy:
        notes.append(f"converted_from_{legacy}")
    return Extracted(
        text=text,
        pages=spans,
        format="pdf",
        encoding=legacy or "utf-8",
        notes=tuple(dict.fromkeys(notes)),
        title=dict(metadata).get("title"),
        metadata=metadata,
        aside=tuple(dict.fromkeys(line.strip() for line in dropped)),
    )


def _read_pages(data: bytes, limits: Limits) -> tuple[Pages, tuple[tuple[str, str], ...], float]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        if getattr(problem, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD:
            raise EncryptedFile(format="pdf") from problem
        raise Broken(format="pdf", found="its list of objects cannot be read") from problem
    try:
        count = len(document)
        if count > limits.max_pages:
            raise TooLarge(limit=limits.max_pages, unit="pages", found=count)
        if not count:
            raise Broken(format="pdf", found="it has no pages")
        pages: Pages = []
        characters = 0
        for number in range(count):
            pages.append(list(_lines(document, number)))
            characters += sum(len(line.text) for line in pages[-1])
            if characters > limits.max_characters:
                raise TooLarge(limit=limits.max_characters, unit="characters", found=characters)
        fields = document.get_metadata_dict()
        width = float(document.get_page_size(0)[0])
    except pypdfium2.PdfiumError as problem:
        raise Broken(format="pdf", found="one of its pages cannot be read") from problem
    finally:
        document.close()
    found = ((field.lower(), str(fields.get(field) or "").strip()) for field in _FIELDS)
    return pages, tuple((name, words) for name, words in found if words.lower() not in _EMPTY_FIELDS), width


def _lines(document: pypdfium2.PdfDocument, number: int) -> Iterator[Line]:
    """The lines of one page that hold more than blanks, with their places where PDFium's indices agree with its text."""
    page = document[number]
    letters = page.get_textpage()
    text = letters.get_text_range()
    placed = letters.count_chars() == len(text)
    start = 0
    for raw in text.splitlines(keepends=True):
        line = raw.replace("\0", "").rstrip()
        lead = len(line) - len(line.lstrip())
        if line.strip():
            if placed:
                left, base, _, _ = letters.get_charbox(start + lead, loose=True)
                _, _, right, _ = letters.get_charbox(start + len(raw.rstrip()) - 1, loose=True)
                yield Line(line, left, right, base)
            else:
                yield Line(line, lead * _LETTER_WIDTH, len(line) * _LETTER_WIDTH)
        start += len(raw)
    letters.close()
    page.close()


def _laid(flowed: Flow) -> tuple[str, tuple[PageSpan, ...]]:
    """The text of the flow, and its pages as spans that tile it."""
    offsets = []
    at = 0
    for line in flowed.lines:
        offsets.append(at)
        at += len(line) + 1
    starts = [offsets[line] + inside if line < len(offsets) else at for line, inside in flowed.page_starts]
    starts[0] = 0
    ends = [*starts[1:], at]
    spans = (PageSpan(number, start, end) for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1))
    return "".join(line + "\n" for line in flowed.lines), tuple(spans)
