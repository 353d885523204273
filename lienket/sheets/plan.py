"""Each line of a table against what stands: what differs and can be changed, what differs and cannot, what cannot be understood.

A cell that says what the file would say today, in either language, changes nothing; an empty cell changes nothing either, a dash
empties the field. Nothing is done here.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from lienket.accounts.models import Officer
from lienket.commitments.models import BatchRow, Commitment, CommitmentState
from lienket.lib import clock
from lienket.lib.exports import Cell, unguarded
from lienket.lib.numbers import format_date, format_number
from lienket.lib.text import searchable
from lienket.programmes.models import Programme

from .columns import (
    DASHES,
    DEADLINE,
    GROUP,
    HEADS,
    LEADS,
    MOVED_OTHERWISE,
    NUMBER,
    OUTPUT,
    SECTOR,
    STATE,
    TITLE,
    export_rows,
    for_table,
)
from .names import Names, NotUnderstood
from .reading import Line, shortened, tidy

_TO_THE_LETTER = {TITLE, OUTPUT}  # a change of case or of a tone mark is a change
_CHANGEABLE = (TITLE, GROUP, SECTOR, DEADLINE, OUTPUT)
_LEADING_ZEROS = re.compile(r"(?<=-)0+(?=\d)")  # "CK-1" is CK-01
_DAMAGED = "\ufffd"
_MOST = {TITLE: 500, OUTPUT: 300}  # characters the record keeps
_LONGEST_NAME = 1000


@dataclass(frozen=True, slots=True)
class Row:
    """One line as it is to be done. `values` are plain (days in ISO form, rows by id), of the columns that differ only."""

    line: int
    key: str  # the number it stands under, or BatchRow.NEW and the line
    title: str
    commitment: int | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    notes: Sequence[str] = ()
    problem: str = ""

    @property
    def same(self) -> bool:
        """Nothing to do."""
        return self.commitment is not None and not self.values and not self.problem


@dataclass(frozen=True, slots=True)
class Standing:
    """A commitment of the programme with what the file says of it today, once for each language."""

    commitment: Commitment
    said: Mapping[str, Mapping[str, str]]  # language → column → words

    def now(self, code: str) -> str:
        """In the language of the page."""
        return self.said[get_language() or settings.LANGUAGE_CODE][code]


def plan(programme: Programme, lines: Sequence[Line], names: Names, by: Officer) -> list[Row]:
    """What each line asks for. Commitments the officer does not see are as unknown as numbers nobody gave."""
    standing = _standing(programme, by)
    numbers = Counter(_key(line.cells[NUMBER]) for line in lines if line.cells[NUMBER])
    titles: Counter[str] = Counter()
    rows = []
    for line in lines:
        number = _key(line.cells[NUMBER])
        one = standing.get(number)
        if number and numbers[number] > 1:
            problem = _("several rows have this number; leave one of them")
            rows.append(_refused(line, one, NUMBER, problem))
        elif one is not None:
            rows.append(_of_standing(line, one, names))
        else:
            title = searchable(line.cells[TITLE])
            titles[title] += 1
            if title and titles[title] > 1:
                rows.append(_refused(line, None, TITLE, _("a row above says the same; leave one of them")))
            else:
                rows.append(_of_new(line, names))
    return rows


def _standing(programme: Programme, by: Officer) -> dict[str, Standing]:
    listed = Commitment.objects.listed_to(by).under(programme).filter(Q(seen_whole=True))
    commitments = list(for_table(listed, clock.today()))
    said: list[dict[str, Mapping[str, str]]] = [{} for _one in commitments]
    for language, _name in settings.LANGUAGES:
        with override(language):
            for texts, row in zip(said, export_rows(commitments), strict=True):
                texts[language] = {code: _text(cell) for code, cell in zip(HEADS, row, strict=True)}
    return {_key(c.number): Standing(c, texts) for c, texts in zip(commitments, said, strict=True)}


def _text(cell: Cell) -> str:
    return format_date(cell) if isinstance(cell, dt.date) else tidy("" if cell is None else str(cell))


def _of_standing(line: Line, one: Standing, names: Names) -> Row:
    values: dict[str, Any] = {}
    notes: list[str] = []
    left: list[str] = []
    for code, cell in line.cells.items():
        if _says(cell, one, code):
            continue
        now = one.now(code)
        if code in MOVED_OTHERWISE:
            if cell:
                words = _("%(column)s: the table says “%(cell)s”, it is “%(now)s”; %(why)s")
                notes.append(words % {"column": HEADS[code], "cell": shortened(cell), "now": shortened(now) or "—", "why": MOVED_OTHERWISE[code]})  # fmt: skip
        elif code in _CHANGEABLE and not cell:
            left.append(str(HEADS[code]))
        elif code in _CHANGEABLE:
            try:
                value = _value(code, cell, names)
            except NotUnderstood as problem:
                return _refused(line, one, code, problem.message)
            if value != _value_now(one.commitment, code):
                values[code] = value
    if left:
        words = _("Left as they are, for the cells are empty (a dash takes the value away): %(columns)s")
        notes.append(words % {"columns": ", ".join(left)})
    number, title = one.commitment.number, one.commitment.title
    return Row(line.number, number, title, one.commitment.pk, values, notes)


def _of_new(line: Line, names: Names) -> Row:
    if not line.cells[TITLE]:
        problem = _(
            "it is empty; write what is promised (of merged cells only the first one counts), or take the row out"
        )
        return _refused(line, None, TITLE, problem)
    values: dict[str, Any] = {}
    code = TITLE
    try:
        for code in (*_CHANGEABLE, LEADS):
            cell = line.cells.get(code, "")
            values[code] = _value(code, cell, names) if cell or code == LEADS else _nothing(code)
    except NotUnderstood as problem:
        return _refused(line, None, code, problem.message)
    notes = [
        f"{HEADS[code]}: {MOVED_OTHERWISE[code]}"
        for code in MOVED_OTHERWISE
        if code != LEADS and line.cells.get(code) and not (code == STATE and _is_draft(line.cells[code]))
    ]
    if number := shortened(line.cells[NUMBER]):
        words = _("No “%(number)s” is there: it is taken for a new one and gets the next free number")
        notes.insert(0, words % {"number": number})
    return Row(line.number, _new_key(line), values[TITLE], values=values, notes=notes)


def _refused(line: Line, one: Standing | None, code: str, problem: str) -> Row:
    words = _("Row %(line)s, column “%(column)s”: %(problem)s.") % {
        "line": line.number, "column": HEADS[code], "problem": problem,
    }  # fmt: skip
    if one is None:
        return Row(line.number, _new_key(line), shortened(line.cells[TITLE]), problem=words)
    # Of rows with one number each keeps its own key, or one of them would hide the others.
    key = _new_key(line) if code == NUMBER else one.commitment.number
    return Row(line.number, key, one.commitment.title, one.commitment.pk, problem=words)


def _value(code: str, cell: str, names: Names) -> Any:
    """A filled cell as a plain value. Raises NotUnderstood."""
    if _DAMAGED in cell:
        raise NotUnderstood(_("some letters were damaged (�); save the file anew as .xlsx, or as csv in UTF-8"))
    if len(cell) > (most := _MOST.get(code, _LONGEST_NAME)):
        words = _("it has %(found)s characters; shorten it to %(most)s at most")
        raise NotUnderstood(words % {"found": format_number(len(cell)), "most": most})
    if cell in DASHES and code not in {TITLE, LEADS}:
        return _nothing(code)
    match code:
        case "deadline":
            return names.day(cell).isoformat()
        case "sector":
            return names.sector(cell).pk
        case "group":
            return names.group(cell).pk
        case "leads":
            return [[part.party, part.lead] for part in names.parts(cell)]
    return unguarded(cell)


def _nothing(code: str) -> Any:
    return "" if code in _TO_THE_LETTER else None


def _value_now(commitment: Commitment, code: str) -> Any:
    match code:
        case "deadline":
            return commitment.deadline.isoformat() if commitment.deadline else None
        case "sector":
            return commitment.sector_id
        case "group":
            return commitment.group_id
    return getattr(commitment, code)


def _says(cell: str, one: Standing, code: str) -> bool:
    """Whether the cell is what the file would say of it today, in whatever language it went out."""
    alike = str if code in _TO_THE_LETTER else searchable
    cells = {alike(cell), alike(unguarded(cell))}
    return any(alike(said[code]) in cells for said in one.said.values())


def _is_draft(cell: str) -> bool:
    for language, _name in settings.LANGUAGES:
        with override(language):
            if searchable(cell) == searchable(str(CommitmentState.DRAFTED.label)):
                return True
    return False


def _key(number: str) -> str:
    return _LEADING_ZEROS.sub("", searchable(unguarded(number)).strip())


def _new_key(line: Line) -> str:
    return f"{BatchRow.NEW}{line.number}"
