"""A web page as blocks: paragraphs, headings, list items and tables in the order of the page, each with how much of it is links.

before  nested boxes, spans and breaks
after   `Block`s of one line each, or of rows, with the element they came from
"""

import re
from collections.abc import Iterator

import msgspec
from lxml import etree

from vanban.formats.table import CellContent, Rows

_SPACES = re.compile(r"[ \t\r\n\f\u00a0]+")
_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl", "dt"),
        *(
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "html",
        ),
        *(
            "li",
            "main",
            "nav",
            "ol",
            "p",
            "pre",
            "section",
            "summary",
            "table",
            "tbody",
            "td",
            "tfoot",
            "th",
            "thead",
            "tr",
            "ul",
        ),
    )
)
UNSEEN = frozenset(
    (
        *(
            "script",
            "style",
            "noscript",
            "template",
            "iframe",
            "svg",
            "canvas",
            "object",
            "embed",
            "audio",
            "video",
            "map",
        ),
        *(
            "select",
            "option",
            "button",
            "input",
            "textarea",
            "head",
            "link",
            "meta",
            "title",
            "datalist",
            "dialog",
            "math",
        ),
    )
)
_MOST_SPAN = 60  # columns a cell may say it covers
_MOST_ROWS = 500
_DEEPEST = 240


class Block(msgspec.Struct):
    """A line of the page, or a table. `linked` is how many of its characters are links; `element` where it stands."""

    element: etree._Element
    text: str
    linked: int = 0
    rows: Rows | None = None

    @property
    def tag(self) -> str:
        """The name of its element."""
        return str(self.element.tag)


class _Line(msgspec.Struct):
    pieces: list[str]
    linked: int = 0


def is_hidden(element: etree._Element) -> bool:
    """Whether the page does not show the element."""
    style = (element.get("style") or "").replace(" ", "").lower()
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or "display:none" in style
        or "visibility:hidden" in style
    )


def blocks_of(root: etree._Element, skipped: set[etree._Element]) -> list[Block]:
    """The blocks under an element, without the skipped elements and what no reader sees."""
    return list(_Walk(skipped).blocks(root))


class _Walk:
    """One walk over a page."""

    def __init__(self, skipped: set[etree._Element]) -> None:
        self._skipped = skipped
        self._counted: dict[etree._Element, int] = {}

    def _mark(self, item: etree._Element) -> str:
        """What the browser draws before a list item."""
        above = item.getparent()
        if above is None or above.tag != "ol":
            return "- "
        self._counted[above] = self._counted.get(above, 0) + 1
        return f"{self._counted[above]}. "

    def _passed_over(self, element: etree._Element) -> bool:
        return (
            not isinstance(element.tag, str) or element.tag in UNSEEN or element in self._skipped or is_hidden(element)
        )

    def blocks(self, element: etree._Element, depth: int = 0) -> Iterator[Block]:
        """Inline content becomes lines; every block element inside ends a line."""
        line = _Line([])
        if element.tag == "li":
            line.pieces.append(self._mark(element))
        if element.text:
            line.pieces.append(element.text)
        for child in element:
            if not self._passed_over(child) and depth < _DEEPEST:
                yield from self._child(element, child, line, depth)
            if child.tail:
                line.pieces.append(child.tail)
        yield from _finished(element, line)

    def _child(self, element: etree._Element, child: etree._Element, line: _Line, depth: int) -> Iterator[Block]:
        if child.tag == "table":
            yield from _finished(element, line)
            yield from self._table(child, depth)
        elif child.tag == "br":
            yield from _finished(element, line)
        elif child.tag == "pre":
            yield from _finished(element, line)
            for words in "".join(str(part) for part in child.itertext()).split("\n"):
                yield from _finished(child, _Line([words]))
        elif child.tag in _BLOCKS or self._holds_block(child):
            yield from _finished(element, line)
            yield from self.blocks(child, depth + 1)
        else:
            text = self._inline(child)
            line.pieces.append(text)
            if child.tag == "a" or child.find(".//a") is not None:
                line.linked += len(_SPACES.sub(" ", text).strip())

    @staticmethod
    def _holds_block(element: etree._Element) -> bool:
        return any(
            inner.tag in _BLOCKS or inner.tag == "br"
            for inner in element.iterdescendants()
            if isinstance(inner.tag, str)
        )

    def _inline(self, element: etree._Element) -> str:
        pieces = [element.text or ""]
        for child in element:
            if not self._passed_over(child):
                pieces.append(self._inline(child))
            pieces.append(child.tail or "")
        return "".join(pieces)

    # Tables

    def _table(self, table: etree._Element, depth: int) -> Iterator[Block]:
        lines = list(_own_rows(table))
        if not _is_data(table, lines):
            for row in lines or [table]:
                for cell in row if lines else table:
                    if not self._passed_over(cell):
                        yield from self.blocks(cell, depth + 1)
            return
        caption = table.find("caption")
        if caption is not None:
            yield from self.blocks(caption, depth + 1)
        rows = self._rows(lines, depth)
        if rows:
            text = " ".join(cell.one_line for row in rows for cell in row if cell.one_line)
            linked = sum(len("".join(str(part) for part in link.itertext())) for link in table.iter("a"))
            yield Block(table, text, linked, rows)

    def _rows(self, lines: list[etree._Element], depth: int) -> Rows:
        rows: Rows = []
        reaching: dict[int, tuple[int, int]] = {}  # column: rows still covered from above, columns covered
        for line in lines:
            cells: list[CellContent] = []
            column = 0
            own = [cell for cell in line if cell.tag in ("td", "th") and not self._passed_over(cell)]
            while own or any(at >= column for at in reaching):
                if column in reaching:
                    left, wide = reaching[column]
                    cells.append(CellContent([""], column, wide, continues=True))
                    reaching.pop(column) if left == 1 else reaching.update({column: (left - 1, wide)})
                    column += wide
                elif own:
                    cell = own.pop(0)
                    wide = min(_number(cell.get("colspan")), _MOST_SPAN)
                    high = min(_number(cell.get("rowspan")), _MOST_ROWS)
                    paragraphs = [block.text for block in self.blocks(cell, depth + 1)] or [""]
                    cells.append(CellContent(paragraphs, column, wide))
                    if high > 1:
                        reaching[column] = (high - 1, wide)
                    column += wide
                else:
                    column = min(at for at in reaching if at >= column)
            if any(cell.one_line for cell in cells):
                rows.append(cells)
        return rows


def _finished(element: etree._Element, line: _Line) -> Iterator[Block]:
    """The line so far as a block, and the line empty again."""
    text = _SPACES.sub(" ", "".join(line.pieces)).strip()
    if text and text != "-":
        yield Block(element, text, line.linked)
    line.pieces, line.linked = [], 0


def _own_rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("tbody", "thead", "tfoot"):
            yield from child.iterchildren("tr")


def _is_data(table: etree._Element, rows: list[etree._Element]) -> bool:
    """Whether a table holds rows of data: not one that only places blocks side by side."""
    if table.get("role") in ("presentation", "none") or len(rows) < 2 or table.find(".//table") is not None:
        return False
    widths = [sum(1 for cell in row if cell.tag in ("td", "th")) for row in rows]
    return sum(width > 1 for width in widths) >= 2 and table.find(".//h1") is None


def _number(words: str | None) -> int:
    return max(1, int(words)) if words and words.isascii() and words.isdigit() and len(words) < 6 else 1
