"""The life of a commitment as one table (handbook, section 2, T1–T9). Pages, desk, deeds, history and tests read it.

`frm` and `to` are states of the commitment, which all its parties share. Each party takes the step for itself; `moved_by` says
whose step moves the commitment: the first party's ("first"), the last acting party's ("acting"), or the last party's, the
receiving ones included ("every"). `mark` is the day on the party's responsibility that shows it has taken the step.

T10–T14 (pause, stop, carry over, extension on request, reopen) take their rows here when they are built.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .states import CommitmentState as S

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise
else:
    Words = str | Promise


@dataclass(frozen=True, slots=True)
class Transition:
    """One row."""

    code: str
    frm: tuple[S, ...]  # empty for the first
    to: S
    label: Words  # the button
    deed: str  # the rule that says who may, and the verb's stem
    who: Words  # in words, for the page that says whom it waits for
    moved_by: Literal["first", "acting", "every"]
    mark: str  # "" where the step leaves no day
    evidence: tuple[str, ...]  # what must be given
    guard: Words  # what must hold, in words
    verb: str  # of the history line
    line: Words  # the history line
    page: str  # name of the page that does it

    @property
    def receiving(self) -> bool:
        """A party that only receives takes this step too."""
        return self.moved_by == "every"


TRANSITIONS: tuple[Transition, ...] = (
    Transition(
        "T1", (), S.DRAFTED, _("Add content"), "commitments.add", _("focal agency or Office of a party"), "first", "",
        ("citation", "title", "responsibilities"), _("The paper and clause it comes from, its sector, and which side acts"),
        "commitments.added", _("entered commitment %(number)s"), "commitments:add",
    ),
    Transition(
        "T2", (S.DRAFTED,), S.ASSIGNED, _("Assign the task"), "commitments.assign", _("Office"), "acting", "assigned_on",
        ("lead", "output", "assigning_paper", "assigning_paper_date"),
        _("Six things are clear: who, what, by when, whose responsibility, which product, by whose authority"),
        "commitments.assigned", _("assigned %(number)s for %(party)s by paper %(paper)s"), "commitments:assign",
    ),
    Transition(
        "T3", (S.ASSIGNED,), S.ACCEPTED, pgettext_lazy("commitment", "Accept"), "commitments.accept", _("lead agency"), "acting", "accepted_on",
        (), _("The lead agency takes it on, within two working days"),
        "commitments.accepted", _("accepted %(number)s for %(party)s"), "commitments:accept",
    ),
    Transition(
        "T4", (S.ASSIGNED,), S.DRAFTED, _("Ask for reassignment"), "commitments.ask_reassignment", _("head of the lead agency"),
        "first", "", ("reason",), _("The reason, and the lead proposed instead; the assigner decides"),
        "commitments.reassignment_asked", _("asked for another lead of %(number)s for %(party)s"), "commitments:ask_reassignment",
    ),
    Transition(
        "T5", (S.ACCEPTED,), S.IN_PROGRESS, _("Begin work"), "commitments.start", _("lead agency"), "first", "",
        (), _("The first update, or the number of the agency's own plan"),
        "commitments.started", _("began work on %(number)s for %(party)s"), "commitments:start",
    ),
    Transition(
        "T6", (S.IN_PROGRESS,), S.IN_PROGRESS, _("Update progress"), "commitments.report_progress",
        _("lead and coordinating agencies"), "first", "", ("result",),
        _("What was achieved; difficulties and proposals where there are any. It is kept as written"),
        "commitments.progress_reported", _("reported progress on %(number)s for %(party)s"), "commitments:report_progress",
    ),
    Transition(
        "T7", (S.IN_PROGRESS,), S.AWAITING_CONFIRMATION, _("Report completion"), "commitments.report_completion",
        _("head of the lead agency"), "acting", "reported_on", ("output_paper", "output_date"),
        _("Number and date of the output paper or of the acceptance minutes"),
        "commitments.completion_reported", _("reported %(number)s complete for %(party)s"), "commitments:report_completion",
    ),
    Transition(
        "T8", (S.AWAITING_CONFIRMATION,), S.DONE, _("Confirm completion"), "commitments.confirm_completion",
        _("focal agency or Office"), "every", "confirmed_on", ("completed_on",),
        _("The day of the output, not of the click; never by the officer who reported it"),
        "commitments.completion_confirmed", _("confirmed %(number)s for %(party)s"), "commitments:confirm_completion",
    ),
    Transition(
        "T9", (S.AWAITING_CONFIRMATION,), S.IN_PROGRESS, _("Ask for more"), "commitments.return_for_more",
        _("focal agency or Office"), "first", "", ("reason",), _("What is missing"),
        "commitments.returned", _("asked for more on %(number)s for %(party)s"), "commitments:return_for_more",
    ),
)  # fmt: skip

BY_CODE = {row.code: row for row in TRANSITIONS}
# The steps a commitment waits for in each state; the others (T4, T6, T9) may be taken but nobody waits for them.
AWAITED = {S.DRAFTED: "T2", S.ASSIGNED: "T3", S.ACCEPTED: "T5", S.IN_PROGRESS: "T7", S.AWAITING_CONFIRMATION: "T8"}


def steps_from(state: str) -> list[Transition]:
    """The rows that start at `state`, in the table's order."""
    return [row for row in TRANSITIONS if state in row.frm]
