"""Word 97 documents (.doc) → text and tables, through antiword where it is installed.

antiword is a program of its own (Debian: antiword): it gets a copy of the file in a folder that is removed, its own process group,
little memory, no file to write, a few seconds, and no environment but a path. What it prints is DocBook, in which tables are tables.
"""

import os
import re
import resource
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lxml import etree

from vanban import encodings
from vanban.formats.errors import Broken, EmptyFile, EncryptedFile, NeedsProgram
from vanban.formats.extracted import Extracted, Limits, TextBuilder
from vanban.formats.outside import Failed, run_outside
from vanban.formats.table import CellContent, lay_table

PROGRAM = "antiword"
_SECONDS = 20
_SPACES = re.compile(r"\s+")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BOXES = frozenset(
    (
        *(
            "book",
            "chapter",
            "article",
            "section",
            "sect1",
            "sect2",
            "sect3",
            "sect4",
            "sect5",
            "itemizedlist",
            "orderedlist",
        ),
        "para",
    )
)
_LEFT_OUT = frozenset(("bookinfo", "beginpage", "colspec"))
_DEEPEST = 60
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>]*>")


def read_doc(data: bytes, limits: Limits) -> Extracted:
    """Raises `NeedsProgram` where antiword is not installed, `Broken`, `EncryptedFile`, `TookTooLong` or `EmptyFile`."""
    program = shutil.which(PROGRAM)
    if program is None:
        raise NeedsProgram(format="doc", program=PROGRAM, package="antiword")
    with _may_write():
        folder = tempfile.mkdtemp(prefix="vanban-")
    try:
        path = Path(folder) / "paper.doc"
        with _may_write():
            path.write_bytes(data)
        printed = run_outside(
            [program, "-x", "db", str(path)],
            seconds=_SECONDS,
            most=8 * limits.max_characters,
            folder=folder,
            environment={"HOME": folder, "LC_ALL": "C.UTF-8", "PATH": os.defpath},
        )
    except Failed as problem:
        if b"ncrypted" in problem.said or b"password" in problem.said.lower():
            raise EncryptedFile(format="doc") from problem
        raise Broken(format="doc", found="its text cannot be found") from problem
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return _laid(printed, limits)


@contextmanager
def _may_write() -> Iterator[None]:
    """Where this process may write no file (a worker), let it write this one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def _laid(printed: bytes, limits: Limits) -> Extracted:
    text = _NOT_XML.sub(" ", _DOCTYPE.sub(b"", printed).decode("utf-8", "replace"))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    root = etree.fromstring(text.encode(), parser)
    if root is None:
        raise EmptyFile
    legacy = encodings.legacy_of("\n".join(str(part) for part in root.itertext()))
    reader = _Reader(TextBuilder(limits.max_characters), legacy)
    reader.lay(root)
    builder = reader.builder
    if not builder.text().strip():
        raise EmptyFile
    return Extracted(
        text=builder.text(),
        pages=builder.pages(),
        format="doc",
        encoding=legacy or "utf-8",
        tables=tuple(builder.tables),
        notes=(*((f"converted_from_{legacy}",) if legacy else ()), *(("normalised",) if builder.normalised else ())),
        aside=tuple(dict.fromkeys(line.strip() for line in reader.inner if line.strip())),
    )


class _Reader:
    """Lays DocBook's paragraphs, lists and tables."""

    def __init__(self, builder: TextBuilder, legacy: str | None) -> None:
        self.builder = builder
        self.inner: list[str] = []
        self._legacy = legacy

    def lay(self, element: etree._Element, depth: int = 0) -> None:
        """Lay what is under an element: words as lines, lists with their marks, tables as rows."""
        place = 0
        self._line(element.text)
        for child in element:
            if child.tag == "listitem":
                place += 1
                mark = f"{place}. " if element.tag == "orderedlist" else "- "
                self._line(mark + self._words(child))
            elif child.tag in ("informaltable", "table"):
                rows = [self._row(row) for row in child.iter("row")]
                self.inner += lay_table(rows, self.builder) if rows else []
            elif child.tag in _BOXES and depth < _DEEPEST:
                self.lay(child, depth + 1)
            elif isinstance(child.tag, str) and child.tag not in _LEFT_OUT:
                self._line(self._words(child))
            self._line(child.tail)

    def _line(self, words: str | None) -> None:
        line = self._converted(words or "")
        if line:
            self.builder.line(line)

    def _words(self, element: etree._Element) -> str:
        return "".join(str(part) for part in element.itertext())

    def _converted(self, words: str) -> str:
        words = encodings.from_legacy(words, self._legacy) if self._legacy else words
        return _SPACES.sub(" ", words).strip()

    def _row(self, row: etree._Element) -> list[CellContent]:
        return [
            CellContent([self._converted(self._words(entry))], column)
            for column, entry in enumerate(row.iterchildren("entry", "entrytbl"))
        ]
