"""The only door for files: bytes → text, pages, tables.

.txt in any encoding an office may have used, .docx, .pdf (pictures of pages through Tesseract), .rtf, .doc (through antiword), .xlsx,
web pages. The format is decided by the content; everything that can go wrong is a subclass of `Unreadable`. Readers of formats are
loaded when their format comes, so that plain text starts fast.
"""

from vanban.formats.errors import (
    Bomb,
    Broken,
    EmptyFile,
    EncryptedFile,
    NeedsProgram,
    NoText,
    NotWhatItSays,
    TookTooLong,
    TooLarge,
    UnknownEncoding,
    UnknownFormat,
    Unreadable,
)
from vanban.formats.extracted import Cell, Extracted, Limits, PageSpan, Row, Sheet, Table

__all__ = [
    "Bomb",
    "Broken",
    "Cell",
    "EmptyFile",
    "EncryptedFile",
    "Extracted",
    "Limits",
    "NeedsProgram",
    "NoText",
    "NotWhatItSays",
    "PageSpan",
    "Row",
    "Sheet",
    "Table",
    "TooLarge",
    "TookTooLong",
    "UnknownEncoding",
    "UnknownFormat",
    "Unreadable",
    "extract",
    "extract_bounded",
    "rows_bounded",
    "warm_up",
]

_DEFAULT_LIMITS = Limits()


def extract(data: bytes, filename: str, *, limits: Limits = _DEFAULT_LIMITS) -> Extracted:
    """The text of a file, in this process and without a time limit. Raises a subclass of `Unreadable`."""
    from vanban.formats.sniff import format_of

    if not data:
        raise EmptyFile
    if len(data) > limits.max_bytes:
        raise TooLarge(limit=limits.max_bytes, unit="bytes", found=len(data))
    kind, agrees = format_of(data, filename, limits)
    extracted = _read(kind, data, filename, limits)
    if len(extracted.text) > limits.max_characters:
        raise TooLarge(limit=limits.max_characters, unit="characters", found=len(extracted.text))
    return extracted if agrees else _noted(extracted, "name_disagrees")


def _read(kind: str, data: bytes, filename: str, limits: Limits) -> Extracted:
    """Through the reader of its format, which is loaded now."""
    if kind == "txt":
        from vanban.formats.txt import read_txt

        return read_txt(data, filename)
    from importlib import import_module

    reader = import_module(f"vanban.formats.{kind}")
    extracted: Extracted = getattr(reader, f"read_{kind}")(data, limits)
    return extracted


def extract_bounded(data: bytes, filename: str, *, seconds: float, limits: Limits = _DEFAULT_LIMITS) -> Extracted:
    """The same in a process of its own that is stopped after `seconds`: what a web request uses.

    Raises a subclass of `Unreadable`; `TookTooLong` when the time is over.
    """
    from vanban.extract_pool import run

    return run(data, filename, seconds=seconds, limits=limits)


def rows_bounded(data: bytes, filename: str, *, seconds: float, limits: Limits = _DEFAULT_LIMITS) -> Sheet:
    """The rows of a table handed in as data (.xlsx, or text with separators), read as `extract_bounded` reads papers.

    Raises a subclass of `Unreadable`; `UnknownFormat` for a file that is no table.
    """
    from vanban.extract_pool import run_rows

    return run_rows(data, filename, seconds=seconds, limits=limits)


def warm_up() -> None:
    """Start the processes of `extract_bounded` ahead of the first file (0.2 s of a processor each, and 30 MB)."""
    from vanban.extract_pool import warm_up as start

    start()


def _noted(extracted: Extracted, note: str) -> Extracted:
    from msgspec.structs import replace

    return replace(extracted, notes=(*extracted.notes, note))
