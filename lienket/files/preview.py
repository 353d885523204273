"""A look into a stored file without opening it: a picture as it is, a paper's first words, a table's first rows.

Bounded: bytes, seconds, pages, characters, pixels. Files are opened in the engine's own process, never in the server's. What
cannot be shown is said. A file whose bytes no longer have their hash is never shown.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lienket.files import kinds, storage
from lienket.files.models import StoredFile
from lienket.files.pictures import dimensions
from lienket.lib.extract import Extracted, Limits, Unreadable, extract_bounded
from lienket.lib.text import clean

SECONDS = 8.0
MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 40_000_000  # a page scanned at 600 dpi
PAGES, CHARACTERS = 3, 4_000  # characters of one page
ROWS, COLUMNS, CELL = 25, 10, 200

ALTERED = "altered"
_WHY: dict[str, Promise] = {
    ALTERED: _("The stored bytes are not the ones that were handed in, so nothing of them is shown."),
    "missing": _("The stored bytes are gone."),
    "too_large": _("It is too large for a preview. Download it to read it."),
    "too_many_pixels": _(
        "The picture is too large for a preview, or does not say how large it is. Download it to see it."
    ),
    "encrypted_file": _("It is locked with a password."),
    "no_text": _("It holds no text: its pages are probably scanned pictures. Download it to see them."),
    "took_too_long": _("Opening it took too long. Download it to read it."),
}
_OTHERWISE = _("It cannot be opened here: the file may be damaged. Download it to try with your own programs.")


@dataclass(frozen=True, slots=True)
class Page:
    """The first words of one page; `number` counts from 1."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What can be shown of a file. Nothing but `why_not` where nothing can; `cut` says that there is more."""

    picture: tuple[int, int] | None = None
    pages: Sequence[Page] = ()
    rows: Sequence[Sequence[str]] = ()
    cut: bool = False
    why_not: str | Promise = ""
    altered: bool = False


def preview(file: StoredFile) -> Preview:
    """A look into `file`; opens nothing larger than MOST_BYTES and takes at most SECONDS."""
    if file.size > MOST_BYTES:
        return _none("too_large")
    try:
        content = storage.path_of(file.stored_as).read_bytes()
    except FileNotFoundError:
        return _none("missing")
    if hashlib.sha256(content).hexdigest() != file.sha256:
        return _none(ALTERED)
    if file.content_type in kinds.IMAGES:
        size = dimensions(content, file.content_type)
        if size is None or size[0] * size[1] > MOST_PIXELS:
            return _none("too_many_pixels")
        return Preview(picture=size)
    limits = Limits(max_bytes=MOST_BYTES, max_ocr_pages=0)
    try:
        return _of_words(extract_bounded(content, file.name, seconds=SECONDS, limits=limits))
    except Unreadable as error:
        return _none(error.code)


def _none(code: str) -> Preview:
    return Preview(why_not=_WHY.get(code, _OTHERWISE), altered=code == ALTERED)


def _of_words(extracted: Extracted) -> Preview:
    if extracted.format == "xlsx" and extracted.tables:
        table = extracted.tables[0]
        height, width = (1 + max(getattr(cell, axis) for cell in table.cells) for axis in ("row", "column"))
        rows = [[""] * min(width, COLUMNS) for _row in range(min(height, ROWS))]
        for cell in table.cells:
            if cell.row < ROWS and cell.column < COLUMNS:
                rows[cell.row][cell.column] = clean(cell.text)[:CELL]
        return Preview(rows=rows, cut=height > ROWS or width > COLUMNS or len(extracted.tables) > 1)
    whole = [(span.number, clean(extracted.text[span.start : span.end]).strip()) for span in extracted.pages]
    shown = [Page(number, text[:CHARACTERS]) for number, text in whole[:PAGES] if text]
    if not shown:
        return _none("no_text")
    return Preview(pages=shown, cut=len(whole) > PAGES or any(len(text) > CHARACTERS for _n, text in whole[:PAGES]))
