"""Rows of a task table among the paragraphs of a laid-out text, and who their cells make responsible.

Which column is which is `vanban.tables`' to know; here its ranges meet the agencies that were found.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date
from typing import TypeVar

from vanban.facts import Agency, AgencyRef, DateFact, Due
from vanban.finders.agencies import find_agencies
from vanban.fold import fold
from vanban.lexicon import Lexicon
from vanban.parse.dates import parse_date
from vanban.parse.errors import NotUnderstood
from vanban.scan import scan
from vanban.segments import Layout, Paragraph, lay_out
from vanban.statements.leads import as_ref
from vanban.tables import CELL, Range, TaskRow, task_rows, trimmed

_Spanned = TypeVar("_Spanned", Agency, DateFact)

_PIECE = re.compile(r"[^;,\n+]+")
_BULLET = re.compile(r"[\s\-–+•*:.]*")
_WITH = re.compile(fold(r"phối hợp"))
_LEADS = re.compile(fold(r"chủ trì"))


def _cells(layout: Layout, p: Paragraph) -> list[Range]:
    cells, at = [], p.begin
    for words in layout.flat[p.begin : p.end].split(CELL):
        cells.append(trimmed(layout.flat, at, at + len(words)))
        at += len(words) + 1
    return cells


def _lines(layout: Layout) -> Iterator[tuple[int, list[Range] | None]]:
    for i, p in enumerate(layout.paragraphs):
        yield i, _cells(layout, p) if p.kind == "row" else None


def rows_of(layout: Layout) -> dict[int, TaskRow]:
    """The task rows by their paragraph."""
    if CELL not in layout.flat:
        return {}
    return {row.line: row for row in task_rows(_lines(layout), layout.low, layout.flat)}


def inside(facts: list[_Spanned], cell: Range) -> list[_Spanned]:
    """The facts (in the order of the text) that start in a range."""
    first = bisect_left(facts, cell[0], key=lambda fact: fact.start)
    return facts[first : bisect_left(facts, cell[1], first, key=lambda fact: fact.start)]


def responsible(row: TaskRow, agencies: list[Agency], layout: Layout) -> tuple[list[AgencyRef], list[AgencyRef]]:
    """Leads and coordinators of a row, in the order of its cells.

    A cell may say who is who itself ("Sở A chủ trì, Sở B phối hợp"); without a column of leads a sub-heading that is an agency
    leads the rows under it.
    """
    leads: list[AgencyRef] = []
    coordinators: list[AgencyRef] = []
    for cell in (*row.leads, *row.shared):
        named = _named(agencies, cell, layout)
        helping = _helping(layout.low, cell, named)
        leads += [ref for ref in named if ref not in helping]
        coordinators += helping
    for cell in row.coordinators:
        coordinators += _named(agencies, cell, layout)
    if not leads and not row.leads and row.group is not None:
        leads = [as_ref(agency) for agency in inside(agencies, row.group) if agency.start - row.group[0] < 8]
    return leads, [ref for ref in coordinators if ref not in leads]


def parts(row: TaskRow, role: str, first: Range | None) -> list[Range]:
    """A cell of the row that goes on in the lines below: its own part, then theirs."""
    more = [part for kind, part in row.more if kind == role]
    return ([first] if first is not None else []) + more


def spoken_leads(row: TaskRow, layout: Layout, lexicon: Lexicon) -> tuple[str, ...]:
    """The names of a row's leads where they are broken over several lines, read as if they stood in one; empty where they are not."""
    role = "shared" if row.shared else "lead"
    own = row.shared or row.leads
    if len(own) != 1 or not any(kind == role for kind, _ in row.more):
        return ()
    words = " ".join(layout.flat[start:end] for start, end in parts(row, role, own[0]))
    cell = lay_out(words)
    found = find_agencies(scan(cell, lexicon), lexicon)
    helping = _WITH.search(cell.low)
    names = [words[m.start : m.end] for m in found if helping is None or m.start < helping.start()]
    return tuple(names) or (words,)


def spoken_due(row: TaskRow, layout: Layout, written_on: date | None) -> Due | None:
    """A deadline broken over two lines ("Quý" / "II/2026"), its span that of the first."""
    pieces = parts(row, "due", row.due)
    if row.due is None or len(pieces) < 2:
        return None
    try:
        told = parse_date(" ".join(layout.flat[start:end] for start, end in pieces), written_on=written_on)
    except NotUnderstood:
        return None
    return Due(*row.due, layout.flat[slice(*row.due)], told.from_, told.to)


def _named(agencies: list[Agency], cell: Range, layout: Layout) -> list[AgencyRef]:
    """Everybody a cell names: the agencies known, and pieces of a list that begin with a capital and name somebody else."""
    known = inside(agencies, cell)
    refs = [as_ref(agency) for agency in known]
    for piece in _PIECE.finditer(layout.flat, *cell):
        start, end = trimmed(layout.flat, *piece.span())
        bullet = _BULLET.match(layout.flat, start, end)
        start = bullet.end() if bullet else start
        if any(agency.start < end and start < agency.end for agency in known):
            continue
        words = layout.flat[start:end]
        if words[:1].isupper() and " " in words and not (_LEADS.search(layout.low, start, end)):
            refs.append(AgencyRef(start, end, words))
    if not refs and cell[1] > cell[0]:
        refs.append(AgencyRef(*cell, layout.flat[cell[0] : cell[1]]))
    return sorted(refs, key=lambda ref: ref.start)


def _helping(low: str, cell: Range, named: list[AgencyRef]) -> list[AgencyRef]:
    """Those in a cell of leads whom its own words make coordinators: named behind "phối hợp", or before a closing "phối hợp"."""
    found = _WITH.search(low, *cell)
    if found is None:
        return []
    behind = [ref for ref in named if ref.start >= found.end()]
    if behind:
        return behind
    leading = _LEADS.search(low, *cell)
    return [ref for ref in named if leading is not None and ref.start >= leading.end()]
