"""The state-secret guard: a file's name, words and fields are looked at before anything of it is stored (handbook, section 10).

A picture or a scan holds no text to look at; what such a file holds only a person can declare.
"""

import html
import io
import re
import zipfile

from lienket.files import kinds
from lienket.lib.extract import Limits, Unreadable, extract_bounded
from lienket.lib.secret_stamp import find_stamp, stamp_of

SECONDS = 20.0
_READABLE = {kinds.PDF, kinds.DOCX, kinds.TEXT, kinds.CSV}
_STRINGS, _MOST_BYTES = "xl/sharedStrings.xml", 20 * 1024 * 1024
_STRING = re.compile(r"<t(?:\s[^>]*)?>([^<]*)</t>")


def name_bears_stamp(name: str) -> bool:
    """Whether the file's name carries the stamp."""
    return find_stamp("", filename=name) is not None


def content_bears_stamp(content: bytes, *, name: str, content_type: str) -> bool:
    """Whether its words or fields do. False where there is nothing to read, or it cannot be read in time."""
    if content_type == kinds.XLSX:
        return find_stamp("", aside=_cells(content)) is not None
    if content_type not in _READABLE:
        return False
    try:
        extracted = extract_bounded(content, name, seconds=SECONDS, limits=Limits(max_bytes=len(content)))
    except Unreadable:
        return False
    return stamp_of(extracted, filename=name) is not None


def _cells(content: bytes) -> list[str]:
    """The texts of a spreadsheet's cells, as far as the first 20 MB of them."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(_STRINGS) as part:
            xml = part.read(_MOST_BYTES).decode("utf-8", "replace")
    except (KeyError, zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return []
    return [html.unescape(text) for text in _STRING.findall(xml)]
