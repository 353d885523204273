"""The life of a commitment as one table (handbook, section 2, T1–T14). Pages, desk, deeds, history and tests read it.

`frm` and `to` are states of the commitment, which all its parties share. Each party takes the step for itself; `moved_by` says
whose step moves the commitment: the first party's ("first"), the last acting party's ("acting"), the last party's, the
receiving ones included ("every"), or, where the item stands in the signed text, every party's and else the first acting
one's ("agreed"). `mark` is the day on the party's responsibility that shows it has taken the step.

A letter after the number is the answer to a step or its way back: T4b keeps the lead whose agency asked for another, T10b
resumes, T13b approves an extension, T13c refuses it. What must hold beside state and mark stands in guards.py.
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
    to: S | None  # None: the state stays; for T10b it goes back to what it was
    label: Words  # the button
    deed: str  # the rule that says who may, and the verb's stem
    who: Words  # in words, for the page that says whom it waits for
    moved_by: Literal["first", "acting", "every", "agreed"]
    mark: str  # "" where the step leaves no day
    evidence: tuple[str, ...]  # what must be given
    guard: Words  # what must hold, in words
    verb: str  # of the history line
    line: Words  # the history line
    page: str  # name of the page that does it

    @property
    def receiving(self) -> bool:
        """A party that only receives takes this step too."""
        return self.moved_by in {"every", "agreed"}

    @property
    def rare(self) -> bool:
        """Outside the usual way from draft to done: T10 and after."""
        return int(self.code[1:].rstrip("bc")) >= 10


UNDER_WAY = (S.ACCEPTED, S.IN_PROGRESS)
WORKS = (S.ASSIGNED, *UNDER_WAY)  # the lead agency has it before it
UNFINISHED = (S.DRAFTED, S.ASSIGNED, S.ACCEPTED, S.IN_PROGRESS, S.AWAITING_CONFIRMATION, S.PAUSED)

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
        "T4b", (S.DRAFTED,), S.ASSIGNED, _("Keep the lead"), "commitments.keep_lead", _("Office"), "acting", "assigned_on",
        ("reason",), _("The lead agency asked for another lead; the reason why the task stays with it"),
        "commitments.lead_kept", _("kept the lead of %(number)s for %(party)s"), "commitments:keep_lead",
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
    Transition(
        "T10", UNDER_WAY, S.PAUSED, _("Pause"), "commitments.pause", _("Office"), "first", "", ("reason", "expected_on"),
        _("The reason, and the day it is expected to go on; until then the clock stands still"),
        "commitments.paused", _("paused %(number)s for %(party)s"), "commitments:pause",
    ),
    Transition(
        "T10b", (S.PAUSED,), None, _("Resume"), "commitments.resume", _("Office"), "first", "", (),
        _("Work goes on where it stood; the days it stood still can be added to the deadline"),
        "commitments.resumed", _("resumed %(number)s for %(party)s after %(days)s days"), "commitments:resume",
    ),
    Transition(
        "T11", UNFINISHED, S.STOPPED, _("Stop"), "commitments.stop", _("Office"), "agreed", "stopping_on",
        ("paper_number", "paper_date", "reason"),
        _("Number and date of the decision or conclusion; of an item of the signed text, one from every side"),
        "commitments.stopped", _("recorded the decision to stop %(number)s for %(party)s, paper %(paper)s"), "commitments:stop",
    ),
    Transition(
        "T12", UNFINISHED, S.CARRIED_OVER, _("Carry over"), "commitments.carry_over", _("focal agency"), "every", "carrying_on",
        ("programme",), _("At the final review: the item that takes its place in the next programme"),
        "commitments.carried_over", _("agreed to carry %(number)s over for %(party)s"), "commitments:carry_over",
    ),
    Transition(
        "T13", UNDER_WAY, None, _("Ask for an extension"), "commitments.ask_extension", _("head of the lead agency"), "first",
        "", ("proposed", "reason"), _("Before the deadline passes: the day proposed and the reason; the assigner decides"),
        "commitments.extension_asked", _("asked for an extension of %(number)s for %(party)s"), "commitments:ask_extension",
    ),
    Transition(
        "T13b", (*UNDER_WAY, S.AWAITING_CONFIRMATION, S.PAUSED), None, _("Approve the extension"), "commitments.approve_extension",
        _("Office"), "first", "", ("new",), _("The new deadline; every old one is kept and extensions are counted"),
        "commitments.extension_approved", _("approved the extension of %(number)s for %(party)s"), "commitments:approve_extension",
    ),
    Transition(
        "T13c", (*UNDER_WAY, S.AWAITING_CONFIRMATION, S.PAUSED), None, _("Refuse the extension"), "commitments.refuse_extension",
        _("Office"), "first", "", ("reason",), _("The reason; the deadline stays"),
        "commitments.extension_refused", _("refused the extension of %(number)s for %(party)s"), "commitments:refuse_extension",
    ),
    Transition(
        "T14", (S.DONE,), S.IN_PROGRESS, _("Reopen"), "commitments.reopen", _("Office"), "first", "", ("reason",),
        _("The reason; the party's own report and what was confirmed on it fall"),
        "commitments.reopened", _("reopened %(number)s for %(party)s"), "commitments:reopen",
    ),
)  # fmt: skip

BY_CODE = {row.code: row for row in TRANSITIONS}
# The steps a commitment waits for in each state; the others (T4, T6, T9 and the rest) may be taken but nobody waits for them.
AWAITED = {
    S.DRAFTED: "T2",
    S.ASSIGNED: "T3",
    S.ACCEPTED: "T5",
    S.IN_PROGRESS: "T7",
    S.AWAITING_CONFIRMATION: "T8",
    S.PAUSED: "T10b",
}


def steps_from(state: str) -> list[Transition]:
    """The rows that start at `state`, in the table's order."""
    return [row for row in TRANSITIONS if state in row.frm]
