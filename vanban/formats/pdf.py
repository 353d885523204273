"""PDF → text with its pages, through PDFium. Pages of pictures hold no text; that is said, never guessed.

PDFium is one library for the whole process and not safe for threads, so one lock guards it; a request that must not wait for ever
goes through `vanban.extract.extract_bounded`.
"""

import itertools
import threading
import unicodedata
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium_c

from vanban import encodings
from vanban.fold import nfc
from vanban.formats.errors import Broken, EncryptedFile, NoText, TooLarge
from vanban.formats.extracted import Extracted, Limits, TextBuilder
from vanban.formats.grid import grids
from vanban.formats.pdf_columns import aligned_grids
from vanban.formats.pdf_page import View, rulings
from vanban.formats.pdf_tables import Letters, joined_over_pages, with_tables
from vanban.formats.reflow import Flow, Line, Pages, flow, without_furniture
from vanban.formats.table import Rows, lay_table

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
    notes: list[str] = []
    if letters < _LETTERS_ON_A_PAGE * min(len(pages), 3) and letters < 3 * _LETTERS_ON_A_PAGE:
        pages, notes = _recognised(data, len(pages), limits)
    elif any(not page for page in pages):
        notes = ["pages_without_text"]
    legacy = encodings.legacy_of("\n".join(line.text for page in pages for line in page))
    for line in (line for page in pages for line in page):
        text = encodings.from_legacy(line.text, legacy) if legacy else line.text
        if not unicodedata.is_normalized("NFC", text):
            text = nfc(text)
            notes.append("normalised")
        line.text = text
        if legacy and line.row is not None:
            for cell in line.row.cells:
                cell.paragraphs = [encodings.from_legacy(words, legacy) for words in cell.paragraphs]
    kept, dropped = without_furniture(pages)
    dropped += joined_over_pages(kept)
    builder, inner_lines = _laid(flow(kept, least_right=_LEAST_RIGHT * width), limits)
    if legacy:
        notes.append(f"converted_from_{legacy}")
    return Extracted(
        text=builder.text(),
        pages=builder.pages(),
        format="pdf",
        encoding=legacy or "utf-8",
        notes=tuple(dict.fromkeys(notes)),
        title=dict(metadata).get("title"),
        metadata=metadata,
        tables=tuple(builder.tables),
        aside=tuple(dict.fromkeys(line.strip() for line in (*dropped, *inner_lines))),
    )


def _recognised(data: bytes, count: int, limits: Limits) -> tuple[Pages, list[str]]:
    """The pages of pictures as Tesseract reads them. Raises `NoText` where it cannot, or finds nothing."""
    from vanban.formats.ocr import read_pages

    with _LOCK:
        document = pypdfium2.PdfDocument(data)
    try:
        read = read_pages(document, limits, _LOCK)
    finally:
        with _LOCK:
            document.close()
    texts, whole = read if read is not None else ([], False)
    pages = [
        [Line(line.strip(), _LETTER_WIDTH, len(line) * _LETTER_WIDTH) for line in text.splitlines() if line.strip()]
        for text in texts
    ]
    if sum(len(line.text) for page in pages for line in page) < _LETTERS_ON_A_PAGE:
        raise NoText(pages=count)
    return pages, ["ocr"] if whole else ["ocr", "ocr_partial"]


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
        tables = itertools.count()
        edges: tuple[float, ...] = ()
        for number in range(count):
            lines, edges = _lines(document, number, tables, edges)
            pages.append(lines)
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


def _lines(
    document: pypdfium2.PdfDocument, number: int, tables: "itertools.count[int]", before: tuple[float, ...]
) -> tuple[list[Line], tuple[float, ...]]:
    """The lines of one page that hold more than blanks, with their places where PDFium's indices agree with its text; rows of
    drawn tables are lines that know their cells. Also the edges of an undrawn table that goes on at its end; `before` those of the
    page before."""
    page = document[number]
    letters = page.get_textpage()
    edges: tuple[float, ...] = ()
    try:
        view = View(page)
        text = letters.get_text_range()
        placed = letters.count_chars() == len(text)
        lines = list(_read_lines(letters, text, view if placed else None))
        if placed and lines:
            drawn = grids(*rulings(page, view))
            if not drawn:
                drawn, edges = aligned_grids(text, lambda at: view.box(*letters.get_charbox(at)), before)
            if drawn:
                lines = with_tables(lines, drawn, Letters(text, lambda at: view.middle(letters, at)), tables)
    finally:
        letters.close()
        page.close()
    return lines, edges


def _read_lines(letters: pypdfium2.PdfTextPage, text: str, view: View | None) -> Iterator[Line]:
    start = 0
    for raw in text.splitlines(keepends=True):
        line = raw.replace("\0", "").rstrip()
        lead = len(line) - len(line.lstrip())
        if line.strip():
            if view is not None:
                left, base, _, _ = view.box(*letters.get_charbox(start + lead, loose=True))
                _, _, right, _ = view.box(*letters.get_charbox(start + len(raw.rstrip()) - 1, loose=True))
                yield Line(line.lstrip(), left, right, base, at=start + lead)
            else:
                yield Line(line, lead * _LETTER_WIDTH, len(line) * _LETTER_WIDTH)
        start += len(raw)


def _laid(flowed: Flow, limits: Limits) -> tuple[TextBuilder, list[str]]:
    """The flow laid out with its pages and tables, and the lines inside cells that thereby lost a line of their own."""
    builder = TextBuilder(limits.max_characters)
    inner_lines: list[str] = []
    begins: dict[int, list[int]] = {}
    for place, inside in flowed.page_starts[1:]:
        begins.setdefault(place, []).append(inside)
    rows: Rows = []
    for at, line in enumerate(flowed.lines):
        row = flowed.rows.get(at)
        if row is not None:
            row.cells[0].pages_before = len(begins.get(at, ()))
            rows.append(row.cells)
            after = flowed.rows.get(at + 1)
            if after is None or after.table != row.table:
                inner_lines += lay_table(rows, builder)
                rows = []
            continue
        done = 0
        for cut in begins.get(at, ()):
            builder.add(line[done:cut])
            builder.new_page()
            done = cut
        builder.line(line[done:])
    for _ in begins.get(len(flowed.lines), ()):
        builder.new_page()
    return builder, inner_lines
