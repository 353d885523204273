"""Ways to break a file or a text, each drawn from a `Random`."""

import re
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from random import Random

MOST = 400_000  # bytes or characters one case may grow to
NUMBERS = (
    "0", "-1", "1", "2", "65535", "65536", "99999", "1048577", "2147483647", "4294967296", "99999999999999999999", "1e309", "NaN", "9" * 400, "٣",
)  # fmt: skip
ODD_BYTES = (
    b"\0", b"\xff", b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\x81\x8d\x8f\x90\x9d", b"\r", b"\n" * 50, b"<", b">", b"&", b"]]>", b"<!--", b"\\'",
    b"{", b"}",
    b"\\u-3913?", b"\\bin99999 ", b"endstream", b"endobj", b"(",
    b"\\", b"/Kids", b"stream\n", b"\xe1\xbb", b"\xcc\xa3" * 40, b"\xe2\x80\xae",
)  # fmt: skip
ODD_WORDS = (
    "\ud800", "\udfff", "\0", "\u200b", "\u202e", "\u200f", "\u00ad", "\ufeff", "\u0301", "\u0323" * 50, "\u034f", "\ufffe", "İ", "ß", "ﬁ", "\u2028", "\x85",
    "\x0b", "\x0c", "\r", "\n\n", "\t", "│", "〃", " | ", "“", "”", '"', "(", ")", "[", "]", "9" * 300, "1.000." * 40, "0,0,0", "١٢٣", "²", "½", "Ⅻ", "一二",
    "00/00/0000", "31/02/2024", "ngày", "năm", "tháng", "quý", "từ", "đến", "rưỡi", "tỷ", "linh", "mươi", "phần", "lần thứ",
    "Điều", "số:", "/KH-UBND", ";", ":",
    ". ", "...", "- ", "a) ", "I. ", "UBND", "Sở", "giao", "đề nghị", "thống nhất", "hai bên", "âm lịch", "𠀀", "👨‍👩‍👧", "e\u0301\u0323", "ﷺ" * 20,
)  # fmt: skip
_NUMBER = re.compile(rb"\d{1,12}")
_TAG = re.compile(rb"<[^<>]{1,200}>")
_GROUP = re.compile(rb"\{[^{}]{0,200}\}|\\[a-z]{1,20}-?\d{0,6} ?|\b\d{1,9} 0 obj|<<[^<>]{0,200}>>")
_ATTRIBUTE = re.compile(rb'\b([\w:]{1,30})="([^"<>]{0,2000})"')

Bytes = Callable[[Random, bytes], bytes]


def _place(draw: Random, size: int) -> int:
    return draw.randrange(size + 1)


def overwrite(draw: Random, data: bytes) -> bytes:
    """A few bytes become others."""
    changed = bytearray(data)
    for _ in range(draw.choice((1, 1, 2, 4, 16, 64))):
        if changed:
            changed[draw.randrange(len(changed))] = draw.randrange(256)
    return bytes(changed)


def insert(draw: Random, data: bytes) -> bytes:
    """Something odd in the middle."""
    at = _place(draw, len(data))
    odd = draw.choice(ODD_BYTES) if draw.random() < 0.7 else draw.randbytes(draw.randrange(1, 30))
    return data[:at] + odd * draw.choice((1, 1, 1, 3, 200)) + data[at:]


def cut_out(draw: Random, data: bytes) -> bytes:
    """A piece is missing."""
    at = _place(draw, len(data))
    return data[:at] + data[at + draw.choice((1, 2, 10, 100, 1000)) :]


def cut_short(draw: Random, data: bytes) -> bytes:
    """The end is missing."""
    return data[: _place(draw, len(data))]


def repeat(draw: Random, data: bytes) -> bytes:
    """A piece stands many times."""
    at = _place(draw, len(data))
    piece = data[at : at + draw.choice((1, 3, 20, 200, 2000))]
    times = draw.choice((1, 2, 20, 500, 20_000))
    room = max(1, (MOST - len(data)) // max(1, len(piece)))
    return data[:at] + piece * min(times, room) + data[at:]


def swap(draw: Random, data: bytes) -> bytes:
    """Two pieces change places."""
    first, second, third = sorted(_place(draw, len(data)) for _ in range(3))
    return data[:first] + data[second:third] + data[first:second] + data[third:]


def renumber(draw: Random, data: bytes) -> bytes:
    """A number becomes an extreme one."""
    found = list(_NUMBER.finditer(data))
    for _ in range(draw.choice((1, 1, 3))):
        if not found:
            break
        number = draw.choice(found)
        data = data[: number.start()] + draw.choice(NUMBERS).encode() + data[number.end() :]
        found = list(_NUMBER.finditer(data))
    return data


def restructure(draw: Random, data: bytes) -> bytes:
    """A tag, a control word or an object is dropped, doubled, moved or nested deeply."""
    found = list(_TAG.finditer(data)) or list(_GROUP.finditer(data))
    if not found:
        return insert(draw, data)
    one, other = draw.choice(found), draw.choice(found)
    way = draw.randrange(4)
    if way == 0:
        return data[: one.start()] + data[one.end() :]
    if way == 1:
        return data[: other.start()] + one.group() + data[other.start() :]
    if way == 2:
        return data[: one.start()] + other.group() + data[one.end() :]
    return data[: one.start()] + one.group() * draw.choice((5, 100, 300, 3000)) + data[one.start() :]


def reattribute(draw: Random, data: bytes) -> bytes:
    """The value of an attribute becomes another."""
    found = list(_ATTRIBUTE.finditer(data))
    if not found:
        return renumber(draw, data)
    one = draw.choice(found)
    value = draw.choice(
        (*NUMBERS, "", "x" * 5000, draw.choice(found).group(2).decode("latin-1"), "&#xD800;", "A1:XFD1048576")
    )
    return data[: one.start(2)] + value.encode() + data[one.end(2) :]


ON_BYTES: tuple[Bytes, ...] = (
    overwrite, overwrite, insert, insert, cut_out, cut_short, repeat, swap, renumber, restructure, restructure, reattribute,
)  # fmt: skip


def broken(draw: Random, data: bytes) -> bytes:
    """The bytes with one to five things wrong."""
    for _ in range(draw.choice((1, 1, 2, 3, 5))):
        data = draw.choice(ON_BYTES)(draw, data)[:MOST]
    return data


def broken_zip(draw: Random, data: bytes) -> bytes:
    """Mostly one part broken inside a whole container; sometimes the container itself."""
    if draw.random() < 0.25:
        return broken(draw, data)
    with zipfile.ZipFile(BytesIO(data)) as container:
        parts = {name: container.read(name) for name in container.namelist()}
    likely = [
        name for name in parts if name.endswith(("document.xml", "sheet1.xml", "sharedStrings.xml", "styles.xml"))
    ]
    for _ in range(draw.choice((1, 1, 2))):
        name = draw.choice(likely if likely and draw.random() < 0.7 else sorted(parts))
        if draw.random() < 0.05:
            parts.pop(name, None)
        elif name in parts:
            parts[name] = broken(draw, parts[name])
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in parts.items():
            container.writestr(name, content)
    return out.getvalue()


def broken_text(draw: Random, texts: Sequence[str]) -> str:
    """One of the texts with odd words put in, pieces moved, doubled, of another, in capitals, without blanks or decomposed."""
    text = draw.choice(texts)
    for _ in range(draw.choice((1, 2, 4, 8, 20))):
        at = _place(draw, len(text))
        way = draw.randrange(8)
        if way <= 2:
            text = text[:at] + draw.choice(ODD_WORDS) * draw.choice((1, 1, 1, 2, 30)) + text[at:]
        elif way == 3:
            text = text[:at] + text[at + draw.choice((1, 5, 50)) :]
        elif way == 4:
            other = draw.choice(texts)
            begin = _place(draw, len(other))
            text = text[:at] + other[begin : begin + draw.choice((5, 40, 300))] + text[at:]
        elif way == 5:
            piece = text[at : at + draw.choice((2, 12, 60))]
            text = text[:at] + piece * draw.choice((2, 10, 400)) + text[at:]
        elif way == 6:
            end = at + draw.choice((3, 30, 300))
            change = draw.choice(
                (
                    str.upper,
                    str.lower,
                    str.title,
                    lambda words: words.replace(" ", ""),
                    lambda words: words.replace(" ", "\n"),
                )
            )
            text = text[:at] + change(text[at:end]) + text[end:]
        else:
            text = (
                text[:at]
                + "".join(
                    chr(
                        draw.choice(
                            (draw.randrange(0x250), draw.randrange(0x300, 0x370), draw.randrange(0x1E00, 0x2100))
                        )
                    )
                    for _ in range(draw.randrange(1, 12))
                )
                + text[at:]
            )
        text = text[: MOST // 4]
    return text
