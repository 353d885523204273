"""What a line of a table does, as one more deed on many commitments: it calls the deeds of the rooms, and says in which column it is refused."""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienket.accounts.models import Officer
from lienket.accounts.policy import can
from lienket.commitments import actions, bulk
from lienket.commitments.actions import ResponsibilityDraft
from lienket.commitments.bulk.looking import from_to
from lienket.commitments.forms.bulk import BulkForm
from lienket.commitments.models import Commitment, CommitmentState
from lienket.lib.numbers import format_date
from lienket.lib.refusals import DeedRefused, NotAllowed
from lienket.lib.saving import Incomplete
from lienket.localities.actions import establish_agency
from lienket.programmes.models import Programme
from lienket.versions import actions as versions
from lienket.versions.models import NextVersion
from lienket.versions.things import present

from .columns import DEADLINE, GROUP, HEADS, LEADS, OUTPUT, SECTOR, TITLE
from .names import Names
from .plan import Row

Data = Mapping[str, Any]  # rows: key → Row, names: Names, reason: str, citation: Citation | None
# Columns under which the fields of the deeds stand.
_COLUMN_OF = {"title": TITLE, "output": OUTPUT, "group": GROUP, "sector": SECTOR, "new": DEADLINE, "deadline": DEADLINE, "reason": DEADLINE}  # fmt: skip
_WORDS = (TITLE, OUTPUT)


class RowRefused(DeedRefused):
    """A line that cannot be done: in which column, why, and the cure."""


def _correct(commitment: Commitment, data: Data, by: Officer) -> str:
    row: Row = data["rows"][commitment.number]
    wanted = _living(row, data["names"])
    if place := {code: wanted[code] for code in (SECTOR, GROUP) if code in wanted}:
        with _said_of(row, *place):
            actions.classify(
                commitment,
                sector=place.get(SECTOR, commitment.sector),
                group=place.get(GROUP, commitment.group),
                by=by,
            )
    words = {code: wanted[code] for code in _WORDS if code in wanted}
    if DEADLINE in wanted:
        if _given_out(commitment):
            with _said_of(row, DEADLINE):
                _move_deadline(commitment, wanted[DEADLINE], data["reason"], by)
        else:
            words[DEADLINE] = wanted[DEADLINE]
    if not words:
        return ""
    with _said_of(row, *words):
        return _revise(commitment, words, by)


def _move_deadline(commitment: Commitment, day: dt.date | None, reason: str, by: Officer) -> None:
    if not can(by, "commitments.change_deadline", commitment):
        raise NotAllowed(_("The Office of an acting side moves a deadline. Ask yours, with the reason."))
    actions.change_deadline(commitment, new=day, reason=reason, by=by)


def _revise(commitment: Commitment, words: Mapping[str, Any], by: Officer) -> str:
    """Into the draft at once, or kept as its next version; then what it changes is said here, for the record stays as it is."""
    if commitment.state != CommitmentState.DRAFTED:
        raise DeedRefused(_("The task has been assigned, so its words stand. Put the old words back into the cell."))
    if NextVersion.objects.of(commitment).open().exists():
        raise DeedRefused(_("A change of it waits for approval already. Have it approved or dropped first."))
    before = present(commitment)
    version = versions.revise(commitment, values={**before, **words}, by=by)
    if version is None:
        return ""
    pairs = (f"{HEADS[code]}: {from_to(_shown(before[code]), _shown(value))}" for code, value in words.items())
    return _("As the next version, until a colleague approves it: %(changes)s") % {"changes": "; ".join(pairs)}


def _add(programme: Programme, key: str, data: Data, by: Officer) -> tuple[Commitment, str]:
    row: Row = data["rows"][key]
    names: Names = data["names"]
    wanted = _living(row, names)
    with _said_of(row, TITLE):
        twin = Commitment.objects.visible_to(by).under(programme).filter(title=wanted[TITLE]).first()
        if twin is not None:
            raise DeedRefused(
                _("%(number)s says the same already. Write its number in front, or other words.")
                % {"number": twin.number}
            )
    if data["citation"] is None:
        raise RowRefused(
            _(
                "Row %(line)s: a new commitment needs the paper it stands in. Give the number of the paper below, then preview again."
            )
            % {"line": row.line}
        )
    with _said_of(row, LEADS):
        parts = [(names.parties[party], lead) for party, lead in wanted[LEADS]]
        drafts = [
            ResponsibilityDraft(party, lead=establish_agency(lead, party.locality, by=by) if lead else None)
            for party, lead in parts
        ]
    with _said_of(row, TITLE):
        commitment = actions.add_commitment(
            programme,
            title=wanted[TITLE],
            responsibilities=drafts,
            sector=wanted[SECTOR],
            group=wanted[GROUP],
            deadline=wanted[DEADLINE],
            output=wanted[OUTPUT],
            citation=data["citation"],
            by=by,
        )
    leads = "; ".join(f"{one.party.locality.short_name}: {one.lead or '—'}" for one in drafts)
    facts = {LEADS: leads} | {code: wanted[code] for code in (DEADLINE, SECTOR, GROUP, OUTPUT) if wanted[code]}
    return commitment, "; ".join(f"{HEADS[code]}: {_shown(value)}" for code, value in facts.items())


def _keeps(commitment: Commitment) -> dict[str, Any]:
    version = NextVersion.objects.of(commitment).open().first()
    return bulk.kept(commitment) | {"version": version.pk if version else None}


def _back(commitment: Commitment, was: Data, by: Officer) -> None:
    """As it was before: the version dropped, then the words and the day, then where it is counted."""
    version = NextVersion.objects.of(commitment).open().first()
    if version is not None and version.pk != was["version"]:
        versions.drop(version, by=by)
    day = dt.date.fromisoformat(was["deadline"]) if was["deadline"] else None
    if commitment.deadline != day and _given_out(commitment):
        actions.change_deadline(commitment, new=day, reason=_("Taken back: a table had moved it by mistake."), by=by)
    words = {TITLE: was["title"], OUTPUT: was["output"], DEADLINE: day}
    if any(getattr(commitment, code) != value for code, value in words.items()):
        versions.revise(commitment, values=present(commitment) | words, by=by)
    bulk.place_back(commitment, was, by)


BRING_IN = bulk.BulkDeed(
    "nhap-tu-bang",
    gettext_lazy("Bring in from a table"),
    "commitments.add",
    BulkForm,
    gettext_lazy("Each row by the deed its change asks for. You can take it back afterwards."),
    _correct,
    _back,
    make=_add,
    keeps=_keeps,
    verb="sheets.brought_in",
)


def _given_out(commitment: Commitment) -> bool:
    """Its deadline moves by a recorded change only."""
    drafted = commitment.state == CommitmentState.DRAFTED
    return not drafted or commitment.steps.exists() or commitment.deadline_changes.exists()


def _living(row: Row, names: Names) -> dict[str, Any]:
    """The plain values as the deeds take them. Raises RowRefused where what a value names is gone."""
    values = dict(row.values)
    try:
        for code, known in ((SECTOR, names.sectors), (GROUP, names.groups)):
            if values.get(code) is not None:
                values[code] = known[values[code]]
        if any(party not in names.parties for party, _lead in values.get(LEADS, ())):
            raise KeyError(LEADS)
    except KeyError as gone:
        raise RowRefused(_("What this row names is no longer there. Choose the file again.")) from gone
    if values.get(DEADLINE):
        values[DEADLINE] = dt.date.fromisoformat(values[DEADLINE])
    return values


def _shown(value: Any) -> str:
    if isinstance(value, dt.date):
        return format_date(value)
    return str(value) if value else _("none")


@contextmanager
def _said_of(row: Row, *columns: str) -> Iterator[None]:
    """Whatever is refused within is said with the row and the column it stands in."""
    try:
        yield
    except Incomplete as error:
        named = {_COLUMN_OF.get(name, columns[0]): sentence for name, sentence in error.fields.items()}
        raise RowRefused(_in_row(row, named)) from error
    except DeedRefused as error:
        raise RowRefused(_in_row(row, {"/".join(columns): error.message})) from error


def _in_row(row: Row, said: Mapping[str, str]) -> str:
    pieces = (
        _("column “%(column)s”: %(problem)s")
        % {"column": ", ".join(str(HEADS[code]) for code in codes.split("/")), "problem": sentence}
        for codes, sentence in said.items()
    )
    return _("Row %(line)s, %(pieces)s") % {"line": row.line, "pieces": "; ".join(pieces)}
