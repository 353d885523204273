"""What a file yields: its text, where its pages and table cells lie in it, and what was noticed on the way."""

import unicodedata

import msgspec

from vanban.fold import nfc
from vanban.formats.errors import TooLarge


class Limits(msgspec.Struct, frozen=True):
    """How much one file may ask for. Bytes and characters are counts; `max_ratio` is unpacked to packed size of one part;
    `ocr_seconds` is how long pictures of pages may be read, after which the pages read so far are the text."""

    max_bytes: int = 25_000_000
    max_unpacked: int = 400_000_000
    max_part: int = 40_000_000
    max_ratio: int = 250
    max_entries: int = 5_000
    max_pages: int = 2_000
    max_characters: int = 12_000_000
    max_ocr_pages: int = 60
    ocr_seconds: float = 240.0


class PageSpan(msgspec.Struct, frozen=True):
    """Page `number` (from 1) holds the code points `start` up to, not including, `end`; pages tile the whole text."""

    number: int
    start: int
    end: int


class Cell(msgspec.Struct, frozen=True):
    """A table cell (row and column from 0) and where its text lies. A cell merged over several counts once, where it begins."""

    row: int
    column: int
    start: int
    end: int
    text: str
    row_span: int = 1
    column_span: int = 1


class Table(msgspec.Struct, frozen=True):
    """A table laid into the text, one row a line, cells apart by " | ".

    Every cell stands under its column's header: a cell merged over columns is followed by empty ones, the lower parts of one
    merged over rows hold a ditto mark ("〃"), a cell over the whole width is a line without bars.
    """

    start: int
    end: int
    cells: tuple[Cell, ...]


class Extracted(msgspec.Struct, frozen=True):
    """A file as text (NFC).

    `notes` are stable codes ("converted_from_tcvn3", "normalised", "name_disagrees", "pages_without_text", …). `aside` holds the
    lines that are not in `text` on a line of their own (running heads and feet, hidden text, lines inside table cells): not for
    reading, but a guard that looks for stamps must see them. `metadata` are the file's own fields, such as ("keywords", "…").
    """

    text: str
    pages: tuple[PageSpan, ...]
    format: str
    encoding: str
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()
    title: str | None = None
    metadata: tuple[tuple[str, str], ...] = ()
    aside: tuple[str, ...] = ()


class Row(msgspec.Struct, frozen=True):
    """A row of a sheet that is not empty: its number as a spreadsheet shows it (from 1), its cells from the first column on."""

    number: int
    cells: tuple[str, ...]


class Sheet(msgspec.Struct, frozen=True):
    """A table handed in as data. `notes` are stable codes: "more_sheets" (others with content were left out), "merged_cells"."""

    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


class TextBuilder:
    """Lays lines and table rows one after another and remembers where everything came to lie.

    Raises `TooLarge` as soon as more than `most` characters are laid.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._pieces: list[str] = []
        self._length = 0
        self._page_starts = [0]
        self.tables: list[Table] = []
        self.normalised = False

    @property
    def last(self) -> str:
        """The piece laid last, as it was laid."""
        return self._pieces[-1] if self._pieces else ""

    @property
    def length(self) -> int:
        """How many characters are laid so far."""
        return self._length

    def add(self, piece: str) -> tuple[int, int]:
        """Lay `piece` (made NFC) at the end; returns its span."""
        if not unicodedata.is_normalized("NFC", piece):
            piece = nfc(piece)
            self.normalised = True
        start = self._length
        self._pieces.append(piece)
        self._length += len(piece)
        if self._length > self._most:
            raise TooLarge(limit=self._most, unit="characters", found=self._length)
        return start, self._length

    def line(self, text: str) -> None:
        """Lay `text` as a line of its own."""
        self.add(text)
        self.add("\n")

    def new_page(self) -> None:
        """What follows is on the next page."""
        self._page_starts.append(self._length)

    def text(self) -> str:
        """Everything laid so far."""
        return "".join(self._pieces)

    def pages(self) -> tuple[PageSpan, ...]:
        """The pages, tiling the text."""
        ends = [*self._page_starts[1:], self._length]
        return tuple(
            PageSpan(number, start, end)
            for number, (start, end) in enumerate(zip(self._page_starts, ends, strict=True), 1)
        )
