"""The board's heat map: by sector and by when it falls due, what was promised against what was achieved."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from lienket.commitments.timeliness import OPEN_STATES
from lienket.lib.exports import Cell
from lienket.lib.numbers import format_date, format_number

from .board_asked import Asked, Sheet
from .overview import UNSORTED

QUARTERS_UP_TO = 8  # a longer programme is told by years


@dataclass(frozen=True, slots=True)
class Column:
    """A stretch of time in which deadlines fall, both days included."""

    label: str
    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True)
class Square:
    """What falls due in one sector in one column: number and word, shade only beside them."""

    promised: int
    achieved: int
    overdue: int
    url: str

    @property
    def shade(self) -> str:
        """Class of the ground: nothing, not due, part, late, all."""
        if not self.promised:
            return "nothing"
        if self.achieved == self.promised:
            return "all"
        if self.overdue:
            return "late"
        return "part" if self.achieved else "ahead"

    @property
    def word(self) -> str:
        """The same in a word."""
        match self.shade:
            case "nothing":
                return ""
            case "all":
                return _("all achieved")
            case "late":
                return _("%(n)s overdue") % {"n": format_number(self.overdue)}
            case "part":
                return _("partly achieved")
        return _("not due yet")


@dataclass(frozen=True, slots=True)
class Row:
    """A sector over the columns, and in all."""

    label: str
    url: str
    squares: list[Square]
    whole: Square


@dataclass(frozen=True, slots=True)
class Heat:
    """The map; `whole` is the row of all sectors."""

    columns: list[Column]
    rows: list[Row]
    whole: Row


def columns_between(first: dt.date, last: dt.date) -> list[Column]:
    """Calendar quarters, as deadlines are set by them, or years where that would be too many."""
    quarters = (last.year - first.year) * 4 + (last.month - 1) // 3 - (first.month - 1) // 3 + 1
    if quarters > QUARTERS_UP_TO:
        years = range(first.year, last.year + 1)
        return [Column(str(y), dt.date(y, 1, 1), dt.date(y, 12, 31)) for y in years]
    found = []
    for n in range(quarters):
        year, quarter = divmod(first.year * 4 + (first.month - 1) // 3 + n, 4)
        end = dt.date(year + (quarter == 3), (3 * quarter + 3) % 12 + 1, 1) - dt.timedelta(days=1)
        label = _("Quarter %(number)s/%(year)s") % {"number": ("I", "II", "III", "IV")[quarter], "year": str(year)}
        found.append(Column(label, dt.date(year, 3 * quarter + 1, 1), end))
    return found


def heat(asked: Asked) -> Heat | None:
    """Commitments given out or done, with a deadline; None where there are none. One query, beside the overview's names."""
    counted = asked.whole.filter(~Q(deadline=None), Q(state__in=OPEN_STATES) | Q(state="done"))
    rows: Any = (
        counted.order_by()
        .annotate(top=Coalesce("sector__parent__code", "sector__code"), due=F("deadline"))
        .values("top", "due")
        .annotate(
            promised=Count("pk"),
            achieved=Count("pk", filter=Q(state="done")),
            overdue=Count("pk", filter=Q(state__in=OPEN_STATES, deadline__lt=asked.today)),
        )
    )
    found: list[tuple[str, dt.date, tuple[int, int, int]]] = [
        (row["top"] or UNSORTED, row["due"], (row["promised"], row["achieved"], row["overdue"])) for row in rows
    ]
    if not found:
        return None
    days = [day for _key, day, _counts in found]
    columns = columns_between(min(days), max(days))

    def square(key: str | None, first: dt.date, last: dt.date) -> Square:
        of = [counts for code, day, counts in found if key in {None, code} and first <= day <= last]
        narrowed = {"tien_do": "counted", "tu_han": format_date(first), "den_han": format_date(last)}
        url = asked.link(**({"linh_vuc": key} if key else {}), **narrowed)
        if not of:
            return Square(0, 0, 0, "")
        return Square(sum(n for n, *_r in of), sum(n for _p, n, _o in of), sum(n for *_r, n in of), url)

    def line(label: str, key: str | None, url: str) -> Row:
        squares = [square(key, column.first, column.last) for column in columns]
        return Row(label, url, squares, square(key, columns[0].first, columns[-1].last))

    keys = {code for code, _day, _counts in found}
    sectors = [
        line(tally.label, tally.key, asked.link(linh_vuc=tally.key))
        for tally in asked.found.sectors
        if tally.key in keys
    ]
    return Heat(columns, sectors, line(_("All sectors"), None, asked.link(tien_do="counted")))


def context(asked: Asked) -> dict[str, Any]:
    """What the view shows."""
    return {"heat": heat(asked)}


def sheet(asked: Asked) -> Sheet:
    """One row per sector and column of the map, so that it can be reckoned with."""
    header = [_("Sector"), _("Due in"), _("Promised"), _("Confirmed"), _("Overdue")]
    return Sheet("cam-ket-va-ket-qua", header, _rows(heat(asked)))


def _rows(found: Heat | None) -> Iterator[list[Cell]]:
    if found is None:
        return
    for row in found.rows:
        for column, one in zip(found.columns, row.squares, strict=True):
            if one.promised:
                yield [row.label, column.label, one.promised, one.achieved, one.overdue]


SHEETS = {"": sheet}
