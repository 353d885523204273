"""Word documents (.docx) → text, tables, footnotes; what is not the document's own text is set aside.

Only the XML parts that carry text are unpacked; nothing nested is opened, no entity is resolved, no DTD is let in, nothing is fetched.
Running heads and feet, tracked deletions, hidden text and contents lists are left out of the text and kept in `aside`.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from vanban import encodings
from vanban.formats.docx_parts import Numbering, Styles, W, font_of, is_on, list_of, unpack, value, xml_of
from vanban.formats.docx_table import is_letterhead, lay_letterhead
from vanban.formats.errors import Bomb, Broken, EmptyFile, EncryptedFile, NoText, Unreadable
from vanban.formats.extracted import Extracted, Limits, TextBuilder
from vanban.formats.font_runs import FontRuns, Piece
from vanban.formats.table import CellContent, Rows, lay_table

_MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_CORE = ("title", "subject", "keywords", "category", "description")
_DROPPED = frozenset(W + name for name in ("del", "moveFrom", "rPr", "pPr", "rt", "tblPr", "tblGrid", "sectPr"))
_ASIDE_PART = re.compile(r"word/(?:header|footer|comments)\d*\.xml")
_LEGACY_FONT = re.compile(rb'"(?:\.Vn|VNI-)')
_BREAK = "\f"  # a page break inside a paragraph, until it is laid; XML cannot hold this character
_MAX_TABLE_DEPTH = 40


def read_docx(data: bytes, limits: Limits) -> Extracted:
    """Raises `Broken`, `Bomb`, `EncryptedFile`, `NoText` or `EmptyFile` when there is no text to be had."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as container:
            return _Document(container, limits).read()
    except Unreadable:
        raise
    except etree.XMLSyntaxError as problem:
        raise Broken(format="docx", found="its text is not well-formed XML") from problem
    except (MemoryError, RecursionError) as problem:
        raise Bomb(found="a part that needs too much memory") from problem
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError) as problem:
        raise Broken(format="docx", found="a part cannot be unpacked") from problem
    except RuntimeError as problem:  # how zipfile says that a part wants a password
        raise EncryptedFile(format="docx") from problem


class _Document:
    """One reading of one document."""

    def __init__(self, container: zipfile.ZipFile, limits: Limits) -> None:
        self._container = container
        self._limits = limits
        raw = unpack(container, "word/document.xml", limits) or b""
        self._root = xml_of(raw)
        styles = unpack(container, "word/styles.xml", limits)
        numbering = unpack(container, "word/numbering.xml", limits)
        self._styles = Styles(xml_of(styles) if styles else None)
        self._numbering = Numbering(xml_of(numbering) if numbering else None)
        self._fonts_matter = bool(_LEGACY_FONT.search(raw) or (styles and _LEGACY_FONT.search(styles)))
        legacy = None if self._fonts_matter else encodings.legacy_of("".join(self._text_nodes(self._root)))
        self._runs = FontRuns(fonts_matter=self._fonts_matter, legacy=legacy)
        # Word notes where its pages last broke; without those notes only the breaks that were typed are known.
        self._break_tag = W + ("lastRenderedPageBreak" if b"lastRenderedPageBreak" in raw else "br")
        self._builder = TextBuilder(limits.max_characters)
        self._aside: list[str] = []
        self._boxes: list[etree._Element] = []

    def read(self) -> Extracted:
        body = self._root.find(W + "body")
        if body is None:
            raise Broken(format="docx", found="it has no body")
        self._lay_blocks(body, depth=0)
        self._lay_footnotes()
        text = self._builder.text()
        if not text.strip():
            pictures = any(name.startswith("word/media/") for name in self._container.namelist())
            if pictures:
                raise NoText(pages=len(self._builder.pages()))
            raise EmptyFile
        for name in self._container.namelist():
            if _ASIDE_PART.fullmatch(name):
                part = unpack(self._container, name, self._limits)
                self._aside += self._plain_lines(xml_of(part)) if part else []
        metadata = self._metadata()
        notes = [f"converted_from_{name}" for name in self._runs.converted]
        if self._builder.normalised:
            notes.append("normalised")
        return Extracted(
            text=text,
            pages=self._builder.pages(),
            format="docx",
            encoding=next(iter(self._runs.converted), "utf-8"),
            tables=tuple(self._builder.tables),
            notes=tuple(notes),
            title=dict(metadata).get("title"),
            metadata=metadata,
            aside=tuple(dict.fromkeys(line.strip() for line in self._aside if line.strip())),
        )

    # Blocks

    def _blocks(self, parent: etree._Element) -> Iterator[etree._Element]:
        """Paragraphs and tables, looking through content controls and tracked insertions."""
        for child in parent:
            if child.tag in {W + "p", W + "tbl"}:
                yield child
            elif child.tag not in _DROPPED:
                yield from self._blocks(child)

    def _lay_blocks(self, parent: etree._Element, depth: int) -> None:
        for block in self._blocks(parent):
            if block.tag == W + "tbl":
                self._lay_table(block, depth)
            else:
                self._lay_paragraph(block)
            boxes, self._boxes = self._boxes, []
            for box in boxes:
                if depth < _MAX_TABLE_DEPTH:
                    self._lay_blocks(box, depth + 1)

    def _lay_paragraph(self, paragraph: etree._Element) -> None:
        style = value(paragraph.find(f"{W}pPr/{W}pStyle"))
        text = self._paragraph_text(paragraph)
        if style and style.upper().startswith("TOC"):
            self._aside.append(text.replace(_BREAK, ""))
            return
        for at, part in enumerate(text.split(_BREAK)):
            if at:
                self._builder.new_page()
            self._builder.add(part)
        self._builder.add("\n")

    def _lay_table(self, table: etree._Element, depth: int) -> None:
        rows = self._rows(table, depth)
        if is_letterhead(rows, bordered=self._bordered(table)):
            lay_letterhead(rows, self._builder)
        else:
            self._aside += lay_table(rows, self._builder)

    @staticmethod
    def _bordered(table: etree._Element) -> bool:
        properties = table.find(W + "tblPr")
        if properties is None:
            return False
        borders = properties.find(W + "tblBorders")
        if borders is not None:
            return any(is_on(side) and value(side) != "nil" for side in borders)
        style = value(properties.find(W + "tblStyle"))
        return style is not None and style not in {"TableNormal", "NormalTable"}

    def _rows(self, table: etree._Element, depth: int) -> Rows:
        rows: Rows = []
        for row in self._inside(table, W + "tr"):
            properties = row.find(W + "trPr")
            if properties is not None and properties.find(W + "del") is not None:
                continue
            before = value(properties.find(W + "gridBefore")) if properties is not None else None
            column = int(before) if before and before.isdigit() else 0
            cells: list[CellContent] = []
            breaks = sum(1 for mark in row.iter(self._break_tag) if self._is_page_break(mark))
            for cell in self._inside(row, W + "tc"):
                merged = cell.find(f"{W}tcPr/{W}vMerge")
                wide = value(cell.find(f"{W}tcPr/{W}gridSpan"))
                span = min(int(wide), 63) if wide and wide.isdigit() and int(wide) else 1
                continues = merged is not None and value(merged) != "restart"
                cells.append(
                    CellContent(self._cell_lines(cell, depth), column, span, continues, 0 if cells else breaks)
                )
                column += span
            rows.append(cells)
        return rows

    def _inside(self, parent: etree._Element, wanted: str) -> Iterator[etree._Element]:
        for child in parent:
            if child.tag == wanted:
                yield child
            elif child.tag not in _DROPPED and child.tag != W + "tbl":
                yield from self._inside(child, wanted)

    def _cell_lines(self, cell: etree._Element, depth: int) -> list[str]:
        lines: list[str] = []
        for block in self._blocks(cell):
            if block.tag == W + "p":
                lines += self._paragraph_text(block).replace(_BREAK, "").split("\n")
            elif depth < _MAX_TABLE_DEPTH:
                lines += [inner.one_line for row in self._rows(block, depth + 1) for inner in row]
        return [line for line in lines if line.strip()] or [""]

    # Words

    def _paragraph_text(self, paragraph: etree._Element) -> str:
        properties = paragraph.find(W + "pPr")
        style = value(properties.find(W + "pStyle")) if properties is not None else None
        style = style or self._styles.default_paragraph
        font = (self._styles.font(style) or self._styles.default_font) if self._fonts_matter else None
        text = self._runs.join(list(self._pieces(paragraph, font)))
        numbered = list_of(properties) or self._styles.list_in(style)
        if numbered and numbered[0] != "0" and text.strip():
            return self._numbering.label(*numbered) + text
        return text

    def _pieces(self, parent: etree._Element, font: str | None) -> Iterator[Piece]:
        for child in parent:
            if child.tag == W + "r":
                yield from self._run_pieces(child, font)
            elif child.tag == _MARKUP + "AlternateContent":
                yield from self._pieces(child[0], font) if len(child) else ()
            elif child.tag not in _DROPPED:
                yield from self._pieces(child, font)

    def _run_pieces(self, run: etree._Element, font: str | None) -> Iterator[Piece]:
        properties = run.find(W + "rPr")
        if self._fonts_matter and properties is not None:
            font = font_of(properties) or self._styles.font(value(properties.find(W + "rStyle"))) or font
        hidden = properties is not None and is_on(properties.find(W + "vanish"))
        for child in run:
            if child.tag == W + "t":
                if hidden:
                    self._aside.append(child.text or "")
                else:
                    yield child.text or "", font
            elif child.tag == W + "tab":
                yield "\t", None
            elif child.tag == self._break_tag and self._is_page_break(child):
                yield _BREAK, None
            elif child.tag in {W + "br", W + "cr"}:
                yield "\n", None
            elif child.tag == W + "noBreakHyphen":
                yield "-", None
            elif child.tag == W + "ruby":
                yield from self._pieces(child, font)
            else:
                self._boxes += self._text_boxes(child)

    @staticmethod
    def _is_page_break(mark: etree._Element) -> bool:
        return mark.tag == W + "lastRenderedPageBreak" or value(mark, "type") == "page"

    def _text_boxes(self, element: etree._Element) -> Iterator[etree._Element]:
        """Drawn boxes with text; the older twin that Word writes beside each new one is passed over."""
        if element.tag == W + "txbxContent":
            yield element
            return
        children = list(element)[:1] if element.tag == _MARKUP + "AlternateContent" else list(element)
        for child in children:
            yield from self._text_boxes(child)

    # The rest

    def _text_nodes(self, root: etree._Element) -> Iterator[str]:
        return (node.text for node in root.iter(W + "t") if node.text)

    def _plain_lines(self, root: etree._Element) -> list[str]:
        """The lines of a part that is only kept aside."""
        return [
            line
            for paragraph in root.iter(W + "p")
            for line in self._paragraph_text(paragraph).replace(_BREAK, "").split("\n")
        ]

    def _lay_footnotes(self) -> None:
        for part, tag in (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote")):
            raw = unpack(self._container, part, self._limits)
            if not raw:
                continue
            for note in xml_of(raw).iterchildren(W + tag):
                if value(note, "type") in {None, "normal"}:
                    lines = [
                        self._paragraph_text(paragraph).replace(_BREAK, "").strip() for paragraph in note.iter(W + "p")
                    ]
                    words = " ".join(line for line in lines if line)
                    if words:
                        self._builder.line(f"[{value(note, 'id')}] {words}")

    def _metadata(self) -> tuple[tuple[str, str], ...]:
        raw = unpack(self._container, "docProps/core.xml", self._limits)
        if not raw:
            return ()
        found = []
        for child in xml_of(raw):
            name = str(child.tag).rpartition("}")[2]
            if name in _CORE and child.text and child.text.strip():
                found.append((name, child.text.strip()))
        custom = unpack(self._container, "docProps/custom.xml", self._limits)
        if custom:
            for entry in xml_of(custom):
                words = "".join(str(part) for part in entry.itertext()).strip()
                if words:
                    found.append((str(entry.get("name") or "custom"), words))
        return tuple(found)
