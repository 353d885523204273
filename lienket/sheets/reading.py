"""A file handed in → the lines of a table of commitments, by the names of its columns, in either language and any order.

Opened in the engine's own process, within bounds. Whatever is no such table is refused in words that say the cure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from lienket.documents.problems import spoken
from lienket.files.refusals import FileRefused, SecretStamp
from lienket.lib.exports import unguarded
from lienket.lib.extract import Limits, Row, Sheet, Unreadable, rows_bounded
from lienket.lib.numbers import format_number
from lienket.lib.secret_stamp import find_stamp
from lienket.lib.text import clean, searchable

from .columns import HEADS, NUMBER, TITLE

MOST_BYTES = 5 * 1024 * 1024
MOST_LINES = 2000  # a whole programme handed out; what differs in them is bounded by bulk.LIMIT
SECONDS = 8.0
_LIMITS = Limits(max_bytes=MOST_BYTES, max_unpacked=100_000_000, max_characters=3_000_000)
_HEADS_WITHIN = 20  # rows: a title, an agency's name and the like may stand above
_REPEATED = 80  # characters
_NO_TABLE = {"unknown_format", "not_what_it_says"}


class TableRefused(FileRefused):
    """The file is not a table of commitments that can be read."""

    status = 422


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the sheet: its number there, and its cells by column; a column the sheet has not is not among them."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """What was read; `ignored` are the heads of columns that mean nothing here, `notes` those of the engine."""

    lines: Sequence[Line]
    ignored: Sequence[str]
    notes: Sequence[str]


def read_table(content: bytes, name: str) -> Table:
    """Raises TableRefused, or SecretStamp where a cell bears a secrecy mark."""
    try:
        sheet = rows_bounded(content, name, seconds=SECONDS, limits=_LIMITS)
    except Unreadable as error:
        raise TableRefused(_in_words(error)) from error
    if find_stamp("", filename=name, aside=[cell for row in sheet.rows for cell in row.cells]):
        raise SecretStamp
    return _below_the_heads(sheet)


def tidy(cell: str) -> str:
    """A cell as it is compared and kept: NFC, without control marks, on one line."""
    return " ".join(clean(cell).split())


def shortened(words: str) -> str:
    """Words of a cell as a sentence repeats them."""
    return words if len(words) <= _REPEATED else words[: _REPEATED - 1] + "…"


def _below_the_heads(sheet: Sheet) -> Table:
    at = next((at for at, row in enumerate(sheet.rows[:_HEADS_WITHIN]) if {NUMBER, TITLE} <= set(_columns(row))), None)
    if at is None:
        raise TableRefused(
            _(
                "No row with the heads “%(number)s” and “%(title)s” was found among the first rows. Take the file this "
                "table hands out, or the empty one, and leave its row of heads as it is."
            )
            % {"number": HEADS[NUMBER], "title": HEADS[TITLE]}
        )
    columns = _columns(sheet.rows[at])
    twice = next((code for place, code in enumerate(columns) if code and code in columns[:place]), None)
    if twice:
        raise TableRefused(
            _("Two columns are called “%(name)s”. Take one of them out, then choose the file again.")
            % {"name": HEADS[twice]}
        )
    below = sheet.rows[at + 1 :]
    if len(below) > MOST_LINES:
        raise TableRefused(
            _("The table has %(found)s rows; up to %(most)s are read at a time. Split it into several files.")
            % {"found": format_number(len(below)), "most": format_number(MOST_LINES)}
        )
    lines = [_line(row, columns) for row in below if not {NUMBER, TITLE} <= set(_columns(row))]  # heads said again
    lines = [line for line in lines if any(line.cells.values())]
    if not lines:
        raise TableRefused(_("The table has heads but no rows below them. Fill in at least one row."))
    heads = [tidy(cell) for cell in sheet.rows[at].cells]
    ignored = [head for head, code in zip(heads, columns, strict=True) if head and not code]
    return Table(lines, ignored, sheet.notes)


def _line(row: Row, columns: Sequence[str]) -> Line:
    cells = [*row.cells, *[""] * len(columns)]
    return Line(row.number, {code: tidy(cell) for cell, code in zip(cells, columns, strict=False) if code})


def _columns(row: Row) -> list[str]:
    """The column each cell of a row of heads names, "" where none."""
    known = _known_heads()
    return [known.get(_folded(cell), "") for cell in row.cells]


@cache
def _known_heads() -> Mapping[str, str]:
    known: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            known |= {_folded(str(head)): code for code, head in HEADS.items()}
    return known


def _folded(head: str) -> str:
    return searchable(unguarded(tidy(head))).strip(" *:")


def _in_words(error: Unreadable) -> str:
    if error.code in _NO_TABLE:
        return _("This is no table that can be read. Save it as .xlsx or .csv and choose it again.")
    said = spoken(error.code, **error.detail)
    return f"{said.title} {said.cure}"
