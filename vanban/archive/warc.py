"""Web archives (.warc, .warc.gz) → their responses and resources one after another, each with where the next one begins.

A run that was stopped goes on from that place: in a compressed archive every record is a member of its own, so reading can begin
at any of them. Records that are no pages of text (requests, metadata, pictures) are passed over.
"""

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

_CHUNK = 1 << 16
_MOST = 60_000_000  # bytes of one record
_LONGEST_HEAD = 1 << 17
_TEXTS = (b"text/html", b"application/xhtml+xml", b"text/plain", b"application/pdf", b"application/msword", b"application/rtf", b"text/rtf",
          b"application/vnd.openxmlformats-officedocument")  # fmt: skip


class BrokenArchive(Exception):
    """The archive cannot be read on from a place; the text says what was found there."""


class Record(msgspec.Struct):
    """One page or file of an archive: its address, its bytes, the place behind it in the archive; `problem` where it is unusable."""

    address: str
    content: bytes
    end: int
    problem: str | None = None


def records(path: Path, start: int = 0) -> Iterator[Record]:
    """The text-bearing records from a place on. Raises `BrokenArchive` where the archive breaks off or is none."""
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(start)
        members = _unpacked(file, start) if packed else _plain(file, start)
        for raw, end, problem in members:
            record = _record(raw, end, problem)
            if record is not None:
                yield record


def _unpacked(file: BinaryIO, at: int) -> Iterator[tuple[bytes, int, str | None]]:
    """The members of a compressed archive."""
    rest = b""
    while True:
        packed = rest or file.read(_CHUNK)
        if not packed:
            return
        unpacker = zlib.decompressobj(31)
        parts: list[bytes] = []
        size = 0
        taken = 0
        while not unpacker.eof:
            if not packed:
                raise BrokenArchive(f"expected a whole record at byte {at}, found the end of the archive")
            try:
                part = unpacker.decompress(packed, _MOST)
            except zlib.error as problem:
                raise BrokenArchive(f"expected a compressed record at byte {at}, found something else") from problem
            if size <= _MOST:
                parts.append(part)
            size += len(part)
            taken += len(packed) - len(unpacker.unused_data) - len(unpacker.unconsumed_tail)
            packed = unpacker.unconsumed_tail or (b"" if unpacker.eof else file.read(_CHUNK))
        rest = unpacker.unused_data
        at += taken
        yield b"".join(parts), at, "the record is too large" if size > _MOST else None


def _plain(file: BinaryIO, at: int) -> Iterator[tuple[bytes, int, str | None]]:
    """The records of an archive that is not compressed, cut by their lengths."""
    while True:
        head = b""
        while b"\r\n\r\n" not in head:
            line = file.readline(_LONGEST_HEAD)
            if not line:
                if head.strip():
                    raise BrokenArchive(f"expected a whole record at byte {at}, found the end of the archive")
                return
            if head or line.strip():
                head += line
            else:
                at += len(line)
            if len(head) > _LONGEST_HEAD or (head and not head.startswith(b"WARC/")):
                raise BrokenArchive(f"expected the head of a record at byte {at}, found something else")
        length = _length(head)
        if length > _MOST:
            file.seek(length, 1)
            body, problem = b"", "the record is too large"
        else:
            body, problem = file.read(length), None
            if len(body) < length:
                raise BrokenArchive(f"expected a whole record at byte {at}, found the end of the archive")
        at += len(head) + length
        yield head + body, at, problem


def _length(head: bytes) -> int:
    value = _field(head, b"content-length")
    return int(value) if value.isdigit() else 0


def _field(head: bytes, name: bytes) -> bytes:
    for line in head.split(b"\r\n"):
        key, colon, value = line.partition(b":")
        if colon and key.strip().lower() == name:
            return value.strip()
    return b""


def _record(raw: bytes, end: int, problem: str | None) -> Record | None:
    raw = raw.lstrip(b"\r\n")
    head, gap, body = raw.partition(b"\r\n\r\n")
    if not head.startswith(b"WARC/") or not gap:
        return Record("", b"", end, problem or "the record has no head") if raw.strip() else None
    kind = _field(head, b"warc-type").lower()
    address = _field(head, b"warc-target-uri").strip(b"<>").decode("utf-8", "replace")
    if kind not in (b"response", b"resource", b"conversion"):
        return None
    body = body[: _length(head)] if _length(head) else body
    media = _field(head, b"content-type").lower()
    if kind == b"response" and media.startswith(b"application/http"):
        answer, _, content = body.partition(b"\r\n\r\n")
        status = answer.split(b" ", 2)[1:2]
        if status and not status[0].startswith(b"2"):
            return None
        media = _field(answer, b"content-type").lower()
        body, problem = _as_sent(answer, content, problem)
    if media and not media.startswith(_TEXTS):
        return None
    return Record(address, body, end, problem)


def _as_sent(answer: bytes, content: bytes, problem: str | None) -> tuple[bytes, str | None]:
    """The content without what the transfer put around it: chunks, compression."""
    if _field(answer, b"transfer-encoding").lower() == b"chunked":
        content = _unchunked(content)
    coding = _field(answer, b"content-encoding").lower()
    if coding in (b"gzip", b"x-gzip", b"deflate"):
        try:
            unpacker = zlib.decompressobj(47)
            content = unpacker.decompress(content, _MOST)
            if unpacker.unconsumed_tail:
                return b"", "the record is too large"
        except zlib.error:
            return b"", "its compressed content is damaged"
    elif coding not in (b"", b"identity"):
        return b"", f"its content is packed as {coding.decode('ascii', 'replace')}"
    return content, problem


def _unchunked(content: bytes) -> bytes:
    parts: list[bytes] = []
    at = 0
    while True:
        line = content.find(b"\r\n", at)
        digits = content[at:line].split(b";")[0].strip() if line >= 0 else b""
        try:
            size = int(digits, 16)
        except ValueError:
            return content if not parts else b"".join(parts)  # recorded without its chunks
        if size <= 0:
            return b"".join(parts)
        parts.append(content[line + 2 : line + 2 + size])
        at = line + 2 + size + 2
