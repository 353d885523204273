"""The board by agency: every lead of every side with its four states, what has no deadline, and what is silent."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F
from django.utils.translation import gettext as _

from lienket.commitments.models import Commitment
from lienket.commitments.timeliness import FourStates, four_counts
from lienket.lib.charts import FOUR
from lienket.lib.exports import Cell
from lienket.lib.plots import Segment, segments
from lienket.localities.models import Agency
from lienket.programmes.models import Party

from .board_asked import Asked, Sheet
from .overview import sum_of
from .programme_filter import NO_LEAD


@dataclass(slots=True)
class Line:
    """A lead agency, the acting parts without one, or a whole side; each count with the list behind it."""

    label: str
    counts: FourStates
    silent: int
    links: dict[str, str]
    bar: list[Segment] = field(default_factory=list)
    unnamed: bool = False  # no lead yet: a gap, not an agency

    @property
    def outside(self) -> int:
        """Drafted, paused, stopped or carried over."""
        return self.counts.left_out - self.counts.no_deadline

    @property
    def cells(self) -> list[tuple[str, int, str]]:
        """(code, count, list behind it) of every column, in the table's order."""
        one = self.counts
        counts = {code: getattr(one, code) for code, *_rest in FOUR} | {
            "counted": one.of,
            "no_deadline": one.no_deadline,
            "outside": self.outside,
            "silent": self.silent,
        }
        return [(code, count, self.links[code] if count else "") for code, count in counts.items()]


@dataclass(slots=True)
class Side:
    """A party with its agencies, those with most overdue first."""

    whole: Line
    lines: list[Line]

    @property
    def named(self) -> int:
        """How many agencies lead; what has no lead yet is a gap, not an agency."""
        return sum(not line.unnamed for line in self.lines)


def columns() -> list[tuple[str, str]]:
    """Code and heading of the counted columns."""
    return [
        *((code, str(label)) for code, label, _icon in FOUR),
        ("counted", _("Counted")),
        ("no_deadline", _("No deadline")),
        ("outside", _("Not running")),
        ("silent", _("Silent")),
    ]


def by_agency(asked: Asked) -> list[Side]:
    """Acting parts grouped by party and lead, from two queries; the agencies' names cost a third."""
    acting = asked.whole.order_by().filter(responsibilities__acting=True)
    by = {"party": F("responsibilities__party_id"), "lead": F("responsibilities__lead_id")}
    counted: Any = acting.values(**by).annotate(**four_counts(asked.today))
    quiet: Any = Commitment.objects.filter(
        pk__in=asked.whole.silent(asked.today).values("pk"), responsibilities__acting=True
    )
    silent = {(r["party"], r["lead"]): r["n"] for r in quiet.order_by().values(**by).annotate(n=Count("pk"))}
    found = {
        (row["party"], row["lead"]): FourStates(**{name: row[name] for name in FourStates.__dataclass_fields__})
        for row in counted
    }
    agencies = Agency.objects.select_related("type", "locality").in_bulk([lead for _party, lead in found if lead])
    most = max((counts.of for counts in found.values()), default=0)
    sides = []
    for party in asked.parties:
        lines = []
        for (pk, lead), counts in found.items():
            if pk != party.pk:
                continue
            links = asked.links(ben=str(party.pk), co_quan=str(lead) if lead else NO_LEAD)
            label = _named(agencies[lead], party) if lead else _("No lead yet")
            line = Line(label, counts, silent.get((pk, lead), 0), links, unnamed=lead is None)
            line.bar = segments(((code, getattr(counts, code)) for code, *_rest in FOUR), most)
            lines.append(line)
        lines.sort(key=lambda one: (one.unnamed, -one.counts.overdue, -one.silent, -one.counts.of, one.label))
        whole = Line(
            str(party.locality.name),
            sum_of(line.counts for line in lines),
            sum(line.silent for line in lines),
            asked.links(ben=str(party.pk)),
        )
        sides.append(Side(whole, lines))
    return sides


def _named(agency: Agency, party: Party) -> str:
    """Under its own side's heading an agency needs no place: "Sở Công Thương"."""
    own = agency.locality_id == party.locality_id
    return str(agency.type) if own else agency.short_name


def context(asked: Asked) -> dict[str, Any]:
    """What the view shows."""
    sides = by_agency(asked)
    return {"sides": sides, "columns": columns(), "any": any(side.lines for side in sides)}


def sheet(asked: Asked) -> Sheet:
    """One row per side and agency."""
    return Sheet(
        "theo-co-quan", [_("Side"), _("Lead agency"), *(label for _code, label in columns())], _rows(by_agency(asked))
    )


def _rows(sides: list[Side]) -> Iterator[list[Cell]]:
    for side in sides:
        for line in side.lines:
            yield [side.whole.label, line.label, *(count for _code, count, _url in line.cells)]


SHEETS = {"": sheet}
