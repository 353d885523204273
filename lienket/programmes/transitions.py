"""The life of a programme as one table (handbook, section 2): who moves it from where to where, and on what evidence.

`each` moves wait until every party has given its own consent; the others are done by one party for all.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .models import ProgrammeState as S

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise
else:
    Words = str | Promise


@dataclass(frozen=True, slots=True)
class ProgrammeMove:
    """One row of the table. `evidence` names what must be given: "paper_number", "paper_date", "reason", "signatories"."""

    frm: tuple[S, ...]
    to: S
    label: Words  # the button
    deed: str  # the rule that says who may; "" is the system
    each: bool  # every party consents for itself
    evidence: tuple[str, ...]
    asks: Words  # what the evidence is, in words


MOVES: tuple[ProgrammeMove, ...] = (
    ProgrammeMove(
        (S.PROPOSED,), S.DRAFTING, _("Agree to draft"), "programmes.move_focal", True, ("paper_number",),
        _("Number of the draft version both focal agencies work on"),
    ),
    ProgrammeMove(
        (S.DRAFTING,), S.CONSULTING, _("Send out for comments"), "programmes.move_focal", False,
        ("paper_number", "paper_date"), _("Number and date of the letter that asks the departments for comments"),
    ),
    ProgrammeMove(
        (S.CONSULTING, S.BEFORE_COMMITTEES), S.DRAFTING, _("Take back for redrafting"), "programmes.move_focal", False,
        ("reason",), _("What has to be drafted again"),
    ),
    ProgrammeMove(
        (S.CONSULTING,), S.BEFORE_COMMITTEES, _("Submit to the committee"), "programmes.move_office", True,
        ("paper_number", "paper_date"), _("Number and date of this side's submission"),
    ),
    ProgrammeMove(
        (S.BEFORE_COMMITTEES,), S.SIGNED, _("Record approval and signature"), "programmes.move_office", True,
        ("paper_number", "paper_date", "signatories"), _("Number and date of the signed paper, and who signed for this side"),
    ),
    ProgrammeMove(
        (S.SIGNED,), S.IN_FORCE, _("Bring into force"), "programmes.move_focal", False,
        ("paper_number", "paper_date"), _("Number and date of the first annual plan"),
    ),
    ProgrammeMove(
        (S.IN_FORCE,), S.AMENDING, _("Ask for an amendment"), "programmes.move_focal", True, ("reason",),
        _("What is to be changed and why; the version in force stays in force"),
    ),
    ProgrammeMove(
        (S.AMENDING,), S.IN_FORCE, _("End the amendment"), "programmes.move_focal", True, ("paper_number", "paper_date"),
        _("Number and date of the new version"),
    ),
    ProgrammeMove(
        (S.SIGNED, S.IN_FORCE, S.AMENDING), S.AWAITING_REVIEW, pgettext_lazy("programme", "Period over"), "", False, (),
        _("The period has ended; the system moves it by itself"),
    ),
    ProgrammeMove(
        (S.AWAITING_REVIEW,), S.REVIEWED, _("Record the final report"), "programmes.move_office", True,
        ("paper_number", "paper_date"), _("Number and date of the final report this side's Standing Committee received"),
    ),
    ProgrammeMove(
        (S.SIGNED, S.IN_FORCE, S.AMENDING), S.TERMINATED, _("Record the early end"), "programmes.move_office", True,
        ("paper_number", "paper_date", "reason"), _("Number and date of the decision, and why"),
    ),
)  # fmt: skip


def moves_from(state: str) -> list[ProgrammeMove]:
    """The rows that start at `state`, in the table's order."""
    return [move for move in MOVES if state in move.frm]


def move_between(frm: str, to: str) -> ProgrammeMove | None:
    """The row that leads from `frm` to `to`, None where the table has none."""
    return next((move for move in moves_from(frm) if move.to == to), None)
