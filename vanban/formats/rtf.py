"""RTF → text, tables, footnotes. Read by a small reader of our own.

Offices still keep RTF set in .VnTime or VNI typefaces: which letters a byte means depends on the font of its run, which a reader that
only yields text has forgotten. One pass over the file, nothing nested is opened, and pictures and objects are stepped over.
"""

import re

import msgspec

from vanban import encodings
from vanban.formats.docx_table import is_letterhead, lay_letterhead
from vanban.formats.errors import Bomb, Broken, EmptyFile, NoText
from vanban.formats.extracted import Extracted, Limits, TextBuilder
from vanban.formats.font_runs import FontRuns, Piece, is_legacy
from vanban.formats.rtf_table import PAGE, CellRead, RowRead, laid_rows
from vanban.formats.rtf_words import CHARSETS, CODE_PAGES, DESTINATIONS, SIGNS, SKIPPED
from vanban.formats.table import lay_table

_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n\0]+)|[\r\n\0]+|\\?"
)
_DEEPEST = 1_000  # groups in groups
_MOST_CELLS = 200  # in one row
_DRAWN = frozenset(("brdrs", "brdrth", "brdrdb", "brdrdot", "brdrdash", "brdrhair"))


class _State(msgspec.Struct):
    """What a group inherits from the one around it."""

    destination: str = "text"
    font: int = 0
    unicode_skip: int = 1
    hidden: bool = False
    in_table: bool = False


def read_rtf(data: bytes, limits: Limits) -> Extracted:
    """Raises `Broken`, `Bomb`, `NoText` or `EmptyFile` when there is no text to be had."""
    return _Reader(data.decode("latin-1"), limits).read()


class _Reader:
    """One pass over one document."""

    def __init__(self, source: str, limits: Limits) -> None:
        self._source = source
        self._limits = limits
        self._state = _State()
        self._stack: list[_State] = []
        self._fonts: dict[int, tuple[str, str]] = {}  # name, encoding
        self._font_name: list[str] = []
        self._font_encoding = "cp1252"
        self._code_page = "cp1252"
        self._default_font = 0
        self._bytes = bytearray()
        self._pieces: list[Piece] = []
        self._skip = 0
        self._surrogate = 0
        self._blocks: list[list[Piece] | list[RowRead]] = []
        self._rows: list[RowRead] = []
        self._bordered = False
        self._definition: list[CellRead] = []
        self._next = CellRead(0)
        self._cells: list[list[list[Piece]]] = []
        self._lines: list[list[Piece]] = []
        self._notes: list[list[Piece]] = []
        self._aside: list[list[Piece]] = []
        self._title: list[Piece] = []
        self._collected: dict[str, list[Piece]] = {"note": [], "aside": [], "title": self._title}
        self._pictures = False

    def read(self) -> Extracted:
        self._scan()
        self._flush_bytes()
        self._end_paragraph()
        self._end_table()
        while self._blocks and not self._blocks[-1]:
            self._blocks.pop()
        self._end_collected("aside", self._aside)
        matter = any(is_legacy(name) for name, _ in self._fonts.values())
        letters = "" if matter else "".join(text for block in self._blocks for text in _texts(block))
        self._runs = FontRuns(fonts_matter=matter, legacy=None if matter else encodings.legacy_of(letters))
        builder, inner = self._lay()
        text = builder.text()
        if not text.strip():
            if self._pictures:
                raise NoText(pages=len(builder.pages()))
            raise EmptyFile
        aside = [*(self._runs.join(line) for line in self._aside), *inner]
        notes = [f"converted_from_{name}" for name in self._runs.converted]
        title = self._runs.join(self._title).strip()
        return Extracted(
            text=text,
            pages=builder.pages(),
            format="rtf",
            encoding=next(iter(self._runs.converted), self._code_page),
            tables=tuple(builder.tables),
            notes=(*notes, "normalised") if builder.normalised else tuple(notes),
            title=title or None,
            metadata=(("title", title),) if title else (),
            aside=tuple(dict.fromkeys(line.strip() for line in aside if line.strip())),
        )

    # Tokens

    def _scan(self) -> None:
        at, end = 0, len(self._source)
        while at < end:
            found = _TOKEN.match(self._source, at)
            if found is None or found.end() == at:
                at += 1
                continue
            at = found.end()
            word, number, code, sign, brace, plain = found.groups()
            if plain is not None:
                self._plain(plain)
            elif code is not None:
                self._byte(int(code, 16))
            elif word is not None:
                if word == "bin" and number:
                    at += max(0, int(number))
                else:
                    self._word(word, int(number) if number else None)
            elif brace is not None:
                self._brace(brace)
            elif sign is not None:
                self._sign(sign)
        if self._stack and len(self._stack) > 1 and not (self._blocks or self._pieces or self._lines):
            raise Broken(format="rtf", found="it ends before its text begins")

    def _brace(self, brace: str) -> None:
        self._flush_bytes()
        self._skip = 0
        if brace == "{":
            if len(self._stack) >= _DEEPEST:
                raise Bomb(found="groups nested too deeply")
            self._stack.append(self._state)
            self._state = msgspec.structs.replace(self._state)
        elif self._stack:
            left = self._state.destination
            self._state = self._stack.pop()
            if left != self._state.destination:
                self._leave(left)

    def _leave(self, destination: str) -> None:
        if destination == "note":
            self._end_collected("note", self._notes)
        elif destination == "aside":
            self._end_collected("aside", self._aside)

    def _end_collected(self, kind: str, into: list[list[Piece]]) -> None:
        if self._collected[kind]:
            into.append(self._collected[kind])
            self._collected[kind] = []

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._state.destination = "optional" if self._state.destination != "skip" else "skip"
        elif sign in "{}\\":
            self._plain(sign)
        elif sign in "\r\n":
            self._word("par", None)
        else:
            self._put({"~": "\u00a0", "_": "-"}.get(sign, ""))

    def _word(self, word: str, number: int | None) -> None:
        state = self._state
        if state.destination == "optional":
            # A destination that may be passed over unless it is known.
            state.destination = DESTINATIONS.get(word, "skip")
            return
        if word == "u" and number is not None:
            self._unicode(number)
            return
        self._flush_bytes()
        if word in SKIPPED:
            self._pictures = self._pictures or word == "pict"
            state.destination = "skip"
        elif word in DESTINATIONS:
            state.destination = DESTINATIONS[word] if state.destination != "skip" else "skip"
            if word == "footnote":
                self._put_in("text", f"[{len(self._notes) + 1}]")
        elif not self._setting(word, number) and state.destination in ("text", "note", "aside", "title"):
            self._layout(word, number)

    def _setting(self, word: str, number: int | None) -> bool:
        """Whether the word sets how letters are read: their font, their code page, whether they are shown."""
        state = self._state
        if word == "uc":
            state.unicode_skip = min(max(number or 0, 0), 10)
        elif word == "f" and number is not None:
            self._font(number)
        elif word == "deff":
            self._default_font = state.font = number or 0
        elif word == "plain":
            state.font, state.hidden = self._default_font, False
        elif word == "v":
            state.hidden = number != 0
        elif word == "ansicpg" and number:
            self._code_page = _known(number)
        elif word == "fcharset" and state.destination == "fonts":
            self._font_encoding = CHARSETS.get(number or 0, self._code_page)
        else:
            return False
        return True

    def _font(self, number: int) -> None:
        self._state.font = number
        if self._state.destination == "fonts":
            self._font_name, self._font_encoding = [], self._code_page

    def _layout(self, word: str, number: int | None) -> None:
        """Words that shape the text: signs, paragraphs, pages; then those of tables."""
        state = self._state
        if word in SIGNS:
            self._put(SIGNS[word])
        elif state.destination != "text":
            if word in ("par", "sect"):
                self._put("\n" if state.destination != "note" else " ")
        elif word in ("par", "sect"):
            self._end_paragraph()
        elif word == "page":
            self._put(PAGE)
        elif word in ("pard", "intbl"):
            state.in_table = word == "intbl"
        else:
            self._table_word(word, number)

    def _table_word(self, word: str, number: int | None) -> None:
        if word == "trowd":
            self._definition, self._next = [], CellRead(0)
        elif word == "clmrg":
            self._next.joins_left = True
        elif word == "clvmrg":
            self._next.joins_up = True
        elif word == "cellx":
            self._next.edge = number or 0
            self._definition += [self._next] if len(self._definition) < _MOST_CELLS else []
            self._next = CellRead(0)
        elif word in _DRAWN:
            self._bordered = True
        elif word == "cell":
            self._end_cell()
        elif word == "row":
            self._end_row()
        elif word in ("nestcell", "nestrow"):
            self._lines.append(self._pieces)
            self._pieces = []

    # Letters

    def _plain(self, text: str) -> None:
        if self._skip:
            taken = min(self._skip, len(text))
            self._skip -= taken
            text = text[taken:]
            if not text:
                return
        if text.isascii():
            self._flush_bytes()
            self._put(text)
        else:
            self._bytes += text.encode("latin-1")

    def _byte(self, code: int) -> None:
        if self._skip:
            self._skip -= 1
        else:
            self._bytes.append(code)

    def _flush_bytes(self) -> None:
        """Bytes in a row are letters in the encoding of their font."""
        if not self._bytes:
            return
        name, encoding = self._fonts.get(self._state.font, ("", self._code_page))
        text = bytes(self._bytes).decode("cp1252" if is_legacy(name) else encoding, "replace")
        if is_legacy(name) and "\ufffd" in text:
            text = self._bytes.decode("latin-1")
        self._bytes.clear()
        self._put(text)

    def _unicode(self, number: int) -> None:
        self._flush_bytes()
        self._skip = self._state.unicode_skip
        code = number + 0x10000 if number < 0 else number
        if 0xD800 <= code < 0xDC00:
            self._surrogate = code
        elif 0xDC00 <= code < 0xE000:
            high, self._surrogate = self._surrogate, 0
            self._put(chr(0x10000 + ((high - 0xD800) << 10) + code - 0xDC00) if high else "\ufffd")
        elif 0 < code < 0x110000:
            self._put(chr(code))

    def _put(self, text: str) -> None:
        destination = "aside" if self._state.hidden and self._state.destination == "text" else self._state.destination
        if destination == "fonts":
            self._font_name.append(text)
            if ";" in text:
                self._fonts[self._state.font] = "".join(self._font_name).split(";")[0].strip(), self._font_encoding
                self._font_name = []
        else:
            self._put_in(destination, text)

    def _put_in(self, destination: str, text: str) -> None:
        if not text:
            return
        name = self._fonts.get(self._state.font, ("", ""))[0]
        if destination == "text":
            self._pieces.append((text, name or None))
        elif destination in self._collected:
            self._collected[destination].append((text, name or None))

    # Blocks

    def _end_paragraph(self) -> None:
        self._flush_bytes()
        if self._state.in_table or self._cells:
            self._lines.append(self._pieces)
        else:
            self._end_table()
            self._blocks.append(self._pieces)
        self._pieces = []

    def _end_cell(self) -> None:
        self._flush_bytes()
        self._cells.append([*self._lines, self._pieces])
        self._lines, self._pieces = [], []

    def _end_row(self) -> None:
        if self._cells:
            self._rows.append(RowRead(list(self._definition), self._cells))
        self._cells, self._lines = [], []

    def _end_table(self) -> None:
        if self._lines and not self._cells:
            self._blocks += self._lines
            self._lines = []
        if self._rows:
            self._blocks.append(self._rows)
            self._rows = []

    def _lay(self) -> tuple[TextBuilder, list[str]]:
        builder = TextBuilder(self._limits.max_characters)
        inner: list[str] = []
        for block in self._blocks:
            if block and isinstance(block[0], RowRead):
                rows = laid_rows([row for row in block if isinstance(row, RowRead)], self._line)
                if is_letterhead(rows, bordered=self._bordered):
                    lay_letterhead(rows, builder)
                else:
                    inner += lay_table(rows, builder)
                continue
            for at, part in enumerate(self._line(block).split(PAGE)):
                if at:
                    builder.new_page()
                builder.add(part)
            builder.add("\n")
        for number, note in enumerate(self._notes, 1):
            words = " ".join(self._line(note).split())
            if words:
                builder.line(f"[{number}] {words}")
        return builder, inner

    def _line(self, pieces: "list[Piece] | list[RowRead]") -> str:
        return self._runs.join([piece for piece in pieces if isinstance(piece, tuple)])


def _texts(block: "list[Piece] | list[RowRead]") -> list[str]:
    """The words of a block as they were read."""
    found: list[str] = []
    for part in block:
        if isinstance(part, RowRead):
            found += [text for lines in part.contents for line in lines for text, _ in [*line, ("\n", None)]]
        else:
            found.append(part[0])
    return [*found, "\n"]


def _known(number: int) -> str:
    """The encoding of a Windows code page, or Windows' own Latin one where the number names none."""
    return CODE_PAGES.get(number, "cp1252")
