"""Plain text in any encoding an office may have used → text."""

import unicodedata

from vanban.encodings import NotText, Undecidable, detect
from vanban.fold import nfc
from vanban.formats.errors import EmptyFile, NotWhatItSays, UnknownEncoding, UnknownFormat
from vanban.formats.extracted import Extracted, PageSpan
from vanban.formats.sniff import suffix_of


def read_txt(data: bytes, filename: str) -> Extracted:
    """Decode, make NFC, unify line ends; a form feed begins a page."""
    try:
        decoded = detect(data)
    except NotText as problem:
        if suffix_of(filename) == ".txt":
            raise NotWhatItSays(expected="plain text", suffix=".txt", found="binary data of no known kind") from problem
        raise UnknownFormat(found="binary data of no known kind") from problem
    except Undecidable as problem:
        raise UnknownEncoding from problem
    text, notes = decoded.text, list(decoded.notes)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
        notes.append("damaged_characters")
    if not unicodedata.is_normalized("NFC", text):
        text = nfc(text)
        notes.append("normalised")
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise EmptyFile
    return Extracted(
        text=text, pages=_pages(text), format="txt", encoding=decoded.encoding, notes=tuple(dict.fromkeys(notes))
    )


def _pages(text: str) -> tuple[PageSpan, ...]:
    starts = [0]
    at = text.find("\f")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\f", at + 1)
    ends = [*starts[1:], len(text)]
    return tuple(PageSpan(number, start, end) for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1))
