"""What a file is, by its bytes: the name is a claim, the content is the fact."""

import codecs
import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from typing import IO

import filetype
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PNG, JPEG, WEBP = "image/png", "image/jpeg", "image/webp"
TEXT, CSV = "text/plain", "text/csv"
IMAGES = frozenset({PNG, JPEG, WEBP})
EVIDENCE = frozenset({PDF, DOCX, XLSX, TEXT, CSV}) | IMAGES
# Endings by which each type is known; the first is the one shown in messages.
ENDINGS: dict[str, tuple[str, ...]] = {
    PDF: ("pdf",),
    DOCX: ("docx",),
    XLSX: ("xlsx",),
    PNG: ("png",),
    JPEG: ("jpg", "jpeg"),
    WEBP: ("webp",),
    TEXT: ("txt",),
    CSV: ("csv",),
}
NAMES: dict[str, str | Promise] = {
    PDF: "PDF",
    DOCX: _("Word document (.docx)"),
    XLSX: _("Excel workbook (.xlsx)"),
    PNG: _("Picture (PNG)"),
    JPEG: _("Picture (JPEG)"),
    WEBP: _("Picture (WebP)"),
    TEXT: _("Plain text"),
    CSV: _("Table as text (.csv)"),
}
_HEAD = 8192
_MOST_PARTS = 5_000
_LARGEST_PART = 400 * 1024 * 1024
_MAIN_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
_CONTROLS = frozenset(range(32)) - {7, 8, 9, 10, 12, 13, 27}


@dataclass(frozen=True, slots=True)
class Unrecognised(Exception):
    """The bytes are none of the known types; `found` says what they look like."""

    found: str


def shown(types: Collection[str]) -> str:
    """The types as people know them: "pdf, docx, xlsx"."""
    return ", ".join(ENDINGS[t][0] for t in ENDINGS if t in types)


def content_type_of(content: IO[bytes], name: str) -> str:
    """The type of an open file, found in its bytes; `name` only tells csv from other text. Leaves the position at 0.

    Raises Unrecognised with what was found instead.
    """
    content.seek(0)
    head = content.read(_HEAD)
    content.seek(0)
    try:
        return _by_bytes(content, head, name)
    finally:
        content.seek(0)


def _by_bytes(content: IO[bytes], head: bytes, name: str) -> str:
    if b"%PDF-" in head[:1024]:
        return PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _office(content)
    guess = filetype.guess(head)
    if guess is not None and guess.mime in IMAGES:
        return str(guess.mime)
    if guess is not None:
        raise Unrecognised(str(guess.extension))
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _text(name)
    if any(byte in _CONTROLS for byte in head):
        raise Unrecognised("binary")
    return _text(name)


def _text(name: str) -> str:
    return CSV if name.lower().endswith(".csv") else TEXT


def _office(content: IO[bytes]) -> str:
    """Which Office file a zip is, by its parts; nothing is unpacked."""
    try:
        with zipfile.ZipFile(content) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise Unrecognised("zip") from error
    names = {part.filename for part in parts}
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _LARGEST_PART:
        raise Unrecognised("zip bomb")
    if any(part.endswith("vbaProject.bin") for part in names):
        raise Unrecognised("macro")
    for main, content_type in _MAIN_PARTS.items():
        if main in names and "[Content_Types].xml" in names:
            return content_type
    raise Unrecognised("zip")
