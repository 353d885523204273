"""The board's charts: four states by sector, confirmed work against plan, silence, agreement of double figures; each with its table."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from lienket.commitments.states import CommitmentState
from lienket.commitments.timeliness import OPEN_STATES, FourStates
from lienket.indicators.gathering import Series, gather
from lienket.indicators.models import Indicator
from lienket.indicators.reckoning import Agreement
from lienket.indicators.showing import TONES
from lienket.lib.charts import FOUR
from lienket.lib.explanation import Counted, Explanation, LeftOut
from lienket.lib.exports import Cell
from lienket.lib.numbers import format_date, format_number
from lienket.lib.plots import Segment, place, segments
from lienket.lib.templatetags.marks import badge

from .board_asked import Asked, Sheet
from .board_burnup import burnup, explain_burnup

SILENT_SHOWN = 25
PERIODS_SHOWN = 6

# -- four states by sector ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SectorLine:
    """A sector's four states and the lists behind them."""

    label: str
    counts: FourStates
    bar: list[Segment]
    cells: list[tuple[str, int, str]]
    url: str


def by_sector(asked: Asked) -> list[SectorLine]:
    """Level-1 sectors in the taxonomy's order. No query: the overview has counted them."""
    most = max((tally.total for tally in asked.found.sectors), default=0)
    lines = []
    for tally in asked.found.sectors:
        links = asked.links(linh_vuc=tally.key)
        one = tally.counts
        codes = [code for code, *_rest in FOUR]
        counts = {code: getattr(one, code) for code in codes} | {"counted": one.of, "left_out": one.left_out}
        lines.append(
            SectorLine(
                tally.label,
                one,
                segments(((code, counts[code]) for code in codes), most),
                [(code, count, links[code] if count else "") for code, count in counts.items()],
                asked.link(linh_vuc=tally.key),
            )
        )
    return lines


def sector_columns() -> list[tuple[str, str]]:
    """Code and heading of the counted columns."""
    named = [(code, str(label)) for code, label, _icon in FOUR]
    return [*named, ("counted", _("Counted")), ("left_out", _("Not counted"))]


# -- silence --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Quiet:
    """An open commitment and how long nothing was heard of it."""

    pk: int
    number: str
    title: str
    state: str
    since: dt.date
    reported: bool
    days: int
    silent: bool
    width: str


@dataclass(frozen=True, slots=True)
class Silence:
    """Open commitments, quiet longest first. `limit` is where silence begins, `limit_at` its place on the bars."""

    lines: list[Quiet]
    limit: int
    limit_at: str
    silent: int
    running: int

    @property
    def shown(self) -> list[Quiet]:
        """As many as a page bears; the file has all."""
        return self.lines[:SILENT_SHOWN]

    @property
    def more(self) -> int:
        """How many are not drawn."""
        return max(0, len(self.lines) - SILENT_SHOWN)


def silence(asked: Asked) -> Silence:
    """Days since the last sign of life: an update, a step, a paper, or a meeting of the programme."""
    limit = settings.SILENT_DAYS
    found = []
    for row in asked.rows:
        if row.state not in OPEN_STATES:
            continue
        since = max(row.last_activity_on or localtime(row.created_at).date(), row.met or dt.date.min)
        found.append((row, since, (asked.today - since).days))
    found.sort(key=lambda one: (-one[2], one[0].number))
    most = max(limit, *(days for *_rest, days in found)) if found else limit
    lines = [
        Quiet(
            row.pk, row.number, row.title, row.state, since, row.last_activity_on is not None, days, days >= limit,
            place(days, most),
        )
        for row, since, days in found
    ]  # fmt: skip
    return Silence(lines, limit, place(limit, most), sum(line.silent for line in lines), len(lines))


# -- agreement of double figures ------------------------------------------------------------------------------------------

BARS = (  # segment of the bar → the agreements it stands for
    ("agree", (Agreement.AGREE, Agreement.SETTLED)),
    ("differ", (Agreement.DIFFER,)),
    ("one_side", (Agreement.ONE_SIDE, Agreement.PARTLY)),
    ("none", (Agreement.NONE,)),
)


@dataclass(frozen=True, slots=True)
class Doubled:
    """An indicator: how its periods stand, and the newest of them one by one."""

    name: str
    url: str
    series: Series
    bar: list[Segment]
    counts: list[tuple[str, int]]
    newest: list[tuple[str, Any]]  # how the period stands in a word, and its name with tone and icon


def agreement_heads() -> dict[str, tuple[str, Any]]:
    """Word and badge of each segment."""
    words = {
        "agree": (_("Agree"), Agreement.AGREE),
        "differ": (_("Differ"), Agreement.DIFFER),
        "one_side": (_("One side only"), Agreement.ONE_SIDE),
        "none": (_("Not reported"), Agreement.NONE),
    }
    return {code: (word, badge(word, *TONES[kind])) for code, (word, kind) in words.items()}


def doubled(asked: Asked) -> list[Doubled]:
    """Every indicator the reader may see, in the programme's order. Three queries."""
    indicators = list(
        Indicator.objects.visible_to(asked.user)
        .under(asked.programme)
        .order_by("group__order", "group__code", "order", "pk")
    )
    for one in indicators:
        one.programme = asked.programme
    every = gather(indicators, asked.parties, asked.today) if indicators else []
    lines = []
    for series in every:
        counts = [(code, series.count(*kinds)) for code, kinds in BARS]
        lines.append(
            Doubled(
                series.indicator.name,
                series.indicator.get_absolute_url(),
                series,
                segments(counts, sum(count for _code, count in counts)),
                counts,
                [
                    (str(cell.agreement.label), badge(cell.period.label, *TONES[cell.agreement]))
                    for cell in reversed(series.cells[-PERIODS_SHOWN:])
                ],
            )
        )
    return lines


def explain_silence(found: Silence, asked: Asked) -> Explanation:
    """How many are silent, of those that run; what does not run cannot be silent."""
    apart: dict[str, int] = {}
    lists = {state: "" if asked.stranger else asked.link(trang_thai=state) for state in CommitmentState.values}
    for row in asked.rows:
        if row.state not in OPEN_STATES:
            apart[row.state] = apart.get(row.state, 0) + 1
    return Explanation(
        formula=_("Days from the last sign of life to today; silent from %(days)s days on.") % {"days": found.limit},
        denominator=_("%(n)s open commitments.") % {"n": format_number(found.running)},
        counted=[
            Counted(_("Silent"), format_number(found.silent)),
            Counted(_("Heard of"), format_number(found.running - found.silent)),
        ],
        left_out=[
            LeftOut(
                f"{CommitmentState(state).label}: {format_number(count)}",
                _("not running"),
                lists[state],
            )
            for state, count in sorted(apart.items())
        ],
        as_of=asked.today,
    )


def explain_figures(lines: list[Doubled], today: dt.date) -> Explanation:
    """Periods of all indicators by agreement."""
    periods = sum(len(line.series.cells) for line in lines)
    heads = agreement_heads()
    return Explanation(
        formula=_(
            "In every period of every indicator the approved values of the sides are held against each other: equal, or settled "
            "on one of them, is agreement; nothing is averaged."
        ),
        denominator=_("%(periods)s periods of %(indicators)s indicators.")
        % {"periods": format_number(periods), "indicators": format_number(len(lines))},
        counted=[
            Counted(heads[code][0], format_number(sum(dict(line.counts)[code] for line in lines)))
            for code, _kinds in BARS
        ],
        left_out=[],
        as_of=today,
    )


# -- the view and its files -----------------------------------------------------------------------------------------------


def context(asked: Asked) -> dict[str, Any]:
    """All charts; each says in words what it shows."""
    burn = burnup(asked.rows, asked.programme, asked.today)
    figures, quiet = doubled(asked), silence(asked)
    due = asked.link(tien_do="counted", den_han=format_date(asked.today))
    return {
        "sectors": by_sector(asked),
        "sector_columns": sector_columns(),
        "burnup": burn,
        "burnup_told": explain_burnup(burn, asked.rows, asked.today, asked.links_to_whole() | {"due_by_now": due})
        if burn
        else None,
        "silence": quiet,
        "silence_told": explain_silence(quiet, asked),
        "figures_told": explain_figures(figures, asked.today),
        "figures": figures,
        "figure_heads": agreement_heads(),
        "figure_totals": [(code, sum(dict(one.counts)[code] for one in figures)) for code, _kinds in BARS],
    }


def sectors_sheet(asked: Asked) -> Sheet:
    """Four states by sector."""
    header = [_("Sector"), *(label for _code, label in sector_columns())]
    return Sheet(
        "theo-linh-vuc", header, ([one.label, *(count for _code, count, _url in one.cells)] for one in by_sector(asked))
    )


def burnup_sheet(asked: Asked) -> Sheet:
    """Confirmed work against plan, by period."""
    burn = burnup(asked.rows, asked.programme, asked.today)
    header = [_("Until"), _("Planned by then"), _("By the first deadlines"), _("Confirmed"), _("Ahead or behind")]
    rows: Iterator[list[Cell]] = (
        [point.day, point.planned, point.first_planned, point.confirmed, point.gap]
        for point in (burn.points if burn else [])
    )
    return Sheet("ke-hoach-va-xac-nhan", header, rows)


def silence_sheet(asked: Asked) -> Sheet:
    """Every open commitment with its days of silence."""
    header = [_("Number"), _("Content"), _("Last sign of life"), _("Days"), _("Silent")]
    found = silence(asked)
    return Sheet(
        "im-lang",
        header,
        ([one.number, one.title, one.since, one.days, _("yes") if one.silent else _("no")] for one in found.lines),
    )


def figures_sheet(asked: Asked) -> Sheet:
    """Every indicator and period, each side's approved value in words."""
    parties = [str(party.locality) for party in asked.parties]
    header = [_("Indicator"), _("Reporting period"), *parties, _("Agreement")]
    rows = (
        [
            line.name,
            cell.period.label,
            *(
                entry.value.words(line.series.indicator.unit) if (entry := cell.entries.get(party.pk)) else None
                for party in asked.parties
            ),
            str(cell.agreement.label),
        ]
        for line in doubled(asked)
        for cell in line.series.cells
    )
    return Sheet("so-lieu-hai-ben", header, rows)


SHEETS = {"linh-vuc": sectors_sheet, "ke-hoach": burnup_sheet, "im-lang": silence_sheet, "so-lieu": figures_sheet}
