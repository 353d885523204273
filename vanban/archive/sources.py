"""What an archive run reads: files found, cut into units of a few thousand documents, each unit with the place where the next begins.

A unit is what is finished or not finished when a run is stopped; a run goes on behind the last finished unit of every source.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from vanban.archive.warc import BrokenArchive, records

_TEXT_NAMES = ("text", "content", "body", "noi_dung", "raw_content")
_ID_NAMES = ("id", "doc_id", "document_id", "url", "path", "so_hieu")
_MOST_BYTES = 64_000_000  # of one unit
_LONGEST_LINE = 60_000_000


class BadSource(Exception):
    """An input that cannot be read; the text says what was expected, what was found and the cure."""


class Source(msgspec.Struct, frozen=True):
    """One input file, or one folder of files. `size` is its bytes, `fingerprint` changes when it does."""

    path: str
    kind: str  # "parquet", "jsonl", "warc", "files"
    size: int
    fingerprint: str
    files: tuple[str, ...] = ()


class Unit(msgspec.Struct):
    """A part of a source: from one place to another (row groups, bytes or files), and its documents where they are read here.

    `documents` are (id, text, content): text for words, content for files whose words are still inside. Parquet is read where it
    is worked on: `row_groups` then says which part.
    """

    source: Source
    start: int
    end: int
    size: int
    documents: list[tuple[str, str | None, bytes | None, str | None]] | None = None
    row_groups: list[int] | None = None
    digest: str = ""


def find_sources(inputs: list[str]) -> list[Source]:
    """The sources behind the paths given: files by their ending, folders as folders of files unless they hold archives. Raises `BadSource`."""
    found: list[Source] = []
    for given in inputs:
        path = Path(given)
        if path.is_dir():
            found += _in_folder(path)
        elif path.is_file():
            found.append(_file(path) or _files(path.parent, [path]))
        else:
            raise BadSource(f"expected a file or a folder, found nothing at {given}. Check the path.")
    if not any(source.size for source in found):
        raise BadSource(
            "expected documents, found none. Name a Parquet, JSONL or WARC file, or a folder with documents in it."
        )
    return found


def _kind(path: Path) -> str | None:
    name = path.name.lower()
    if name.endswith((".warc", ".warc.gz")):
        return "warc"
    return {".parquet": "parquet", ".jsonl": "jsonl", ".ndjson": "jsonl"}.get(path.suffix.lower())


def _file(path: Path) -> Source | None:
    kind = _kind(path)
    if kind is None:
        return None
    about = path.stat()
    return Source(str(path), kind, about.st_size, _mark(f"{path.name} {about.st_size} {about.st_mtime_ns}"))


def _in_folder(folder: Path) -> list[Source]:
    inside = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    archives = [source for path in inside if (source := _file(path)) is not None]
    papers = [path for path in inside if _kind(path) is None]
    return [*archives, _files(folder, papers)] if papers else archives


def _files(folder: Path, papers: list[Path]) -> Source:
    about = [(path, path.stat()) for path in papers]
    mark = _mark("\n".join(f"{path} {stat.st_size} {stat.st_mtime_ns}" for path, stat in about))
    return Source(
        str(folder), "files", sum(stat.st_size for _, stat in about), mark, tuple(str(path) for path in papers)
    )


def _mark(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "surrogateescape")).hexdigest()


class Columns(msgspec.Struct, frozen=True):
    """Which column or key holds the words, and which names the document; None: the first of the usual names."""

    text: str | None = None
    id: str | None = None


def units(source: Source, start: int, batch: int, columns: Columns) -> Iterator[Unit]:
    """The units of a source from a place on. Raises `BadSource`."""
    if source.kind == "parquet":
        yield from _parquet_units(source, start, batch)
        return
    readers = {"jsonl": _jsonl, "warc": _warc, "files": _papers}
    documents: list[tuple[str, str | None, bytes | None, str | None]] = []
    digest = hashlib.sha256()
    begin = end = start
    size = 0
    for document, weight, end in readers[source.kind](source, start, columns):
        if document is not None:
            documents.append(document)
            digest.update((document[1] or "").encode("utf-8", "surrogatepass") + (document[2] or b"") + b"\0")
        size += weight
        if len(documents) >= batch or size >= _MOST_BYTES:
            yield Unit(source, begin, end, size, documents, digest=digest.hexdigest())
            documents, digest, begin, size = [], hashlib.sha256(), end, 0
    if end > begin:
        yield Unit(source, begin, end, size, documents, digest=digest.hexdigest())


_Read = Iterator[tuple[tuple[str, str | None, bytes | None, str | None] | None, int, int]]


def _jsonl(source: Source, start: int, columns: Columns) -> _Read:
    with open(source.path, "rb") as file:
        file.seek(start)
        at = start
        while line := file.readline(_LONGEST_LINE):
            begin, at = at, at + len(line)
            if not line.endswith(b"\n") and len(line) == _LONGEST_LINE:
                raise BadSource(
                    f"expected a line of at most {_LONGEST_LINE} bytes in {source.path}, found a longer one."
                )
            if line.strip():
                yield _from_line(line, f"{Path(source.path).name}:{begin}", columns), len(line), at


def _from_line(line: bytes, place: str, columns: Columns) -> tuple[str, str | None, bytes | None, str | None]:
    try:
        entry: Any = json.loads(line)
    except (ValueError, RecursionError):
        return place, None, None, "the line is not JSON"
    if not isinstance(entry, dict):
        return place, None, None, "the line is no JSON object"
    text_key, id_key = choose_columns(list(entry), columns)
    words = entry.get(text_key) if text_key else None
    name = str(entry.get(id_key)) if id_key and entry.get(id_key) is not None else place
    return (name, words, None, None) if isinstance(words, str) else (name, None, None, "it has no text")


def choose_columns(names: list[str], columns: Columns) -> tuple[str | None, str | None]:
    """Which of the names holds the words and which the document's name."""
    known = {name.lower(): name for name in names}
    text = columns.text or next((known[name] for name in _TEXT_NAMES if name in known), None)
    id_ = columns.id or next((known[name] for name in _ID_NAMES if name in known), None)
    return (text if text in names else None), (id_ if id_ in names else None)


def _warc(source: Source, start: int, _: Columns) -> _Read:
    at = start
    try:
        for record in records(Path(source.path), start):
            weight, at = record.end - at, record.end
            name = record.address or f"{Path(source.path).name}:{record.end}"
            yield (name, None, record.content, record.problem), weight, at
    except BrokenArchive as problem:
        # What was read stays read; the rest is set aside with its reason.
        yield (f"{Path(source.path).name}:{at}", None, None, str(problem)), max(0, source.size - at), source.size
        return
    if at < source.size:
        yield None, source.size - at, source.size


def _papers(source: Source, start: int, _: Columns) -> _Read:
    for at, name in enumerate(source.files[start:], start + 1):
        try:
            content = Path(name).read_bytes()
        except OSError as problem:
            yield (name, None, None, f"it cannot be opened: {problem.strerror}"), 0, at
            continue
        yield (name, None, content, None), len(content), at


def _parquet_units(source: Source, start: int, batch: int) -> Iterator[Unit]:
    import pyarrow
    import pyarrow.parquet

    try:
        about = pyarrow.parquet.ParquetFile(source.path).metadata
    except (pyarrow.ArrowException, OSError, ValueError) as problem:
        raise BadSource(f"expected a Parquet file at {source.path}, found something else. Check the file.") from problem
    groups: list[int] = []
    rows = size = 0
    for group in range(start, about.num_row_groups):
        groups.append(group)
        rows += about.row_group(group).num_rows
        size += source.size // max(1, about.num_row_groups)
        if rows >= batch or group + 1 == about.num_row_groups:
            mark = _mark(f"{source.fingerprint} {groups}")
            yield Unit(source, groups[0], group + 1, size, row_groups=groups, digest=mark)
            groups, rows, size = [], 0, 0
