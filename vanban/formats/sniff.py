"""Which format do these bytes have? Decided by magic bytes and by what a container holds; the name only has to agree."""

import re

from vanban.formats.errors import Bomb, Broken, EncryptedFile, NotWhatItSays, UnknownFormat
from vanban.formats.extracted import Limits

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_PDF_WITHIN = 1024
_OTHERS = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a program"),
)
# What each ending promises; endings not listed promise nothing, and plain text is tried.
_PROMISES = {
    ".docx": "a Word document",
    ".pdf": "a PDF document",
    ".doc": "a Word 97 document",
    ".xls": "an Excel 97 workbook",
    ".xlsx": "an Excel workbook",
    ".pptx": "a PowerPoint file",
    ".odt": "an OpenDocument text",
    ".rtf": "an RTF document",
    ".zip": "a zip archive",
    ".png": "a PNG picture",
    ".jpg": "a JPEG picture",
    ".jpeg": "a JPEG picture",
    ".tif": "a TIFF picture",
    ".tiff": "a TIFF picture",
    ".html": "a web page",
    ".htm": "a web page",
    ".mht": "a web page",
    ".mhtml": "a web page",
}
_ENDINGS = {
    "docx": (".docx",),
    "pdf": (".pdf",),
    "rtf": (".rtf", ".doc"),  # Word has always saved RTF under its own ending when asked
    "html": (".html", ".htm", ".mht", ".mhtml", ".xhtml"),
    "xlsx": (".xlsx", ".xlsm"),
    "doc": (".doc", ".dot"),
}
_PAGE_BEGINS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<meta ")


def suffix_of(filename: str) -> str:
    """The ending of the name with its dot, in lower case; "" where there is none."""
    name = filename.rpartition("/")[2].rpartition("\\")[2]
    stem, dot, ending = name.rpartition(".")
    return dot + ending.lower() if stem and dot else ""


def format_of(data: bytes, filename: str, limits: Limits) -> tuple[str, bool]:
    """(one of "txt", "docx", "pdf", "rtf", "html", "xlsx", "doc"; whether the name agrees). Raises the error that names what was found
    instead."""
    suffix = suffix_of(filename)
    kind = _kind_of(data, suffix, limits)
    if kind is not None:
        return kind, not suffix or suffix in _ENDINGS[kind]
    if suffix in _PROMISES:
        raise NotWhatItSays(expected=_PROMISES[suffix], suffix=suffix, found=describe(data))
    return "txt", True


def _kind_of(data: bytes, suffix: str, limits: Limits) -> str | None:
    """The format that the content proves, None where it proves none."""
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _inside_zip(data, suffix, limits)
    if data.startswith(_OLE):
        return _inside_ole(data, suffix)
    for magic, found in _OTHERS:
        if data.startswith(magic):
            _refuse(suffix, found)
    start = data[:_PDF_WITHIN].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"{\\rtf"):
        return "rtf"
    return "html" if _is_page(data, start.lower(), suffix) else None


def _is_page(data: bytes, start: bytes, suffix: str) -> bool:
    """Whether the content is a web page; a name that says so is believed where there is markup at all."""
    if start.startswith(_PAGE_BEGINS) or (start.startswith((b"<?xml", b"<!--")) and b"<html" in data[:8192].lower()):
        return True
    if suffix in (".mht", ".mhtml") or start.startswith((b"mime-version:", b"from: <saved by")):
        head = data[:4096].lower()
        return b"multipart/related" in head or b"text/html" in head
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff") and suffix in _ENDINGS["html"]
    return wide or (
        suffix in _ENDINGS["html"] and re.search(rb"<(?:p|div|table|br|h[1-6]|span|body)\b", data[:65536]) is not None
    )


def describe(data: bytes) -> str:
    """A few words for content without magic: text or not."""
    sample = data[:4096]
    odd = sum(byte < 9 or 13 < byte < 32 for byte in sample)
    return "plain text" if odd == 0 else "binary data of no known kind"


def _refuse(suffix: str, found: str) -> None:
    promised = _PROMISES.get(suffix)
    if promised and promised != found:
        raise NotWhatItSays(expected=promised, suffix=suffix, found=found)
    if suffix == ".txt":
        raise NotWhatItSays(expected="plain text", suffix=suffix, found=found)
    raise UnknownFormat(found=found)


def _inside_ole(data: bytes, suffix: str) -> str:
    """Old Office files, and new ones locked with a password, share one container; its directory names are UTF-16."""
    if _named(data, "EncryptedPackage"):
        raise EncryptedFile(format="Office")
    if _named(data, "WordDocument"):
        return "doc"
    if _named(data, "Workbook"):
        _refuse(suffix, "an Excel 97 workbook")
    _refuse(suffix, "an old Office file")
    raise UnknownFormat(found="an old Office file")


def _named(data: bytes, entry: str) -> bool:
    return entry.encode("utf-16-le") in data


def _inside_zip(data: bytes, suffix: str, limits: Limits) -> str:
    """Look at the list of a zip without unpacking anything; only a Word document or an Excel workbook passes."""
    import zipfile  # not at the top: plain text starts without it
    from io import BytesIO

    try:
        with zipfile.ZipFile(BytesIO(data)) as container:
            entries = container.infolist()
    except (
        zipfile.BadZipFile,
        ValueError,
        NotImplementedError,
        EOFError,
        OverflowError,
        UnicodeDecodeError,
    ) as problem:
        raise Broken(format=suffix.lstrip(".") or "zip", found="its list of parts cannot be read") from problem
    if len(entries) > limits.max_entries:
        raise Bomb(found="too many parts")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > limits.max_unpacked:
        raise Bomb(found="parts that unpack to far too much")
    for entry in entries:
        # Small parts may repeat a lot; what cannot hurt is not judged.
        if entry.file_size > 2_000_000 and entry.file_size > limits.max_ratio * max(1, entry.compress_size):
            raise Bomb(found="a part packed far too tightly")
    names = {entry.filename for entry in entries}
    if "word/document.xml" in names:
        return "docx"
    if any(entry.flag_bits & 1 for entry in entries):
        raise EncryptedFile(format="zip")
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "ppt/presentation.xml" in names:
        _refuse(suffix, "a PowerPoint file")
    if "mimetype" in names and "content.xml" in names:
        _refuse(suffix, "an OpenDocument text")
    _refuse(suffix, "a zip archive")
    raise UnknownFormat(found="a zip archive")
