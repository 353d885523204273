"""Which format do these bytes have? Decided by magic bytes and by what a container holds; the name only has to agree."""

from vanban.formats.errors import Bomb, Broken, EncryptedFile, NotWhatItSays, UnknownFormat
from vanban.formats.extracted import Limits

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_PDF_WITHIN = 1024
_OTHERS = (
    (b"{\\rtf", "an RTF document"),
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
}
_READ = {".docx": "docx", ".pdf": "pdf", ".txt": "txt"}


def suffix_of(filename: str) -> str:
    """The ending of the name with its dot, in lower case; "" where there is none."""
    name = filename.rpartition("/")[2].rpartition("\\")[2]
    stem, dot, ending = name.rpartition(".")
    return dot + ending.lower() if stem and dot else ""


def format_of(data: bytes, filename: str, limits: Limits) -> tuple[str, bool]:
    """("txt" | "docx" | "pdf", whether the name agrees). Raises the error that names what was found instead."""
    suffix = suffix_of(filename)
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return "pdf", suffix in {".pdf", ""}
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _inside_zip(data, suffix, limits), suffix in {".docx", ""}
    if data.startswith(_OLE):
        _refuse_ole(data, suffix)
    for magic, found in _OTHERS:
        if data.startswith(magic):
            _refuse(suffix, found)
    start = data[:_PDF_WITHIN].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        _refuse(suffix, "a web page")
    if suffix in _PROMISES:
        raise NotWhatItSays(expected=_PROMISES[suffix], suffix=suffix, found=describe(data))
    return "txt", True


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


def _refuse_ole(data: bytes, suffix: str) -> None:
    """Old Office files, and new ones locked with a password, share one container; its directory names are UTF-16."""
    if _named(data, "EncryptedPackage"):
        raise EncryptedFile(format="Office")
    if _named(data, "WordDocument"):
        _refuse(suffix, "a Word 97 document")
    if _named(data, "Workbook"):
        _refuse(suffix, "an Excel 97 workbook")
    _refuse(suffix, "an old Office file")


def _named(data: bytes, entry: str) -> bool:
    return entry.encode("utf-16-le") in data


def _inside_zip(data: bytes, suffix: str, limits: Limits) -> str:
    """Look at the list of a zip without unpacking anything; only a Word document passes."""
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
        _refuse(suffix, "an Excel workbook")
    if "ppt/presentation.xml" in names:
        _refuse(suffix, "a PowerPoint file")
    if "mimetype" in names and "content.xml" in names:
        _refuse(suffix, "an OpenDocument text")
    _refuse(suffix, "a zip archive")
    raise UnknownFormat(found="a zip archive")
