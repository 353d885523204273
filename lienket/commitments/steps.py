"""The next legal steps of a commitment: as buttons for those who may, and whom each waits for, party by party."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lienket.accounts.policy import can

from .guards import shut
from .models import Commitment, CommitmentState, Responsibility
from .policy import reported_it
from .transitions import AWAITED, BY_CODE, Transition, steps_from

_BY_HEAD = {"commitments.report_completion", "commitments.ask_reassignment", "commitments.ask_extension"}
_ANSWERS = {"T13b", "T13c"}  # nobody misses an answer where nothing was asked


@dataclass(frozen=True, slots=True)
class NextStep:
    """A step one party can take now. `why_not` says in words why this officer does not take it."""

    transition: Transition
    responsibility: Responsibility
    label: str
    url: str
    allowed: bool
    why_not: str | None
    waits_for: str
    awaited: bool  # the commitment waits for it; the other steps may be taken but nobody waits for them


@dataclass(frozen=True, slots=True)
class Waiting:
    """One party the commitment waits for, and since when."""

    responsibility: Responsibility
    transition: Transition
    who: str
    since: dt.date | None

    def __str__(self) -> str:
        return f"{self.who}: {self.transition.label}"


def next_steps(commitment: Commitment, actor: Any) -> list[NextStep]:
    """Every step open to some party now, awaited ones first, and of those that are not, why not, for who would take them.

    Costs no query when the responsibilities were prefetched with their requests.
    """
    steps = []
    for row in _open_rows(commitment):
        for responsibility in commitment.responsibilities.all():
            if _turn(row, responsibility):
                steps.append(_step(row, responsibility, actor))
            elif row.rare and _missed(row, responsibility, actor):
                steps.append(_step(row, responsibility, actor, shut(row, responsibility)))
    return sorted(steps, key=lambda step: (not step.awaited, not step.allowed))


def waiting_for_whom(commitment: Commitment) -> list[Waiting]:
    """The parties whose step the commitment waits for, with the office that takes it. Empty when it is done or off the clock."""
    code = AWAITED.get(CommitmentState(commitment.state))
    if code is None:
        return []
    row = BY_CODE[code]
    return [
        Waiting(responsibility, row, whose(row, responsibility), _since(row, responsibility))
        for responsibility in commitment.responsibilities.all()
        if _turn(row, responsibility)
    ]


def own_responsibility(commitment: Commitment, actor: Any, row: Transition, part: str = "") -> Responsibility | None:
    """The part of the actor's side the step concerns: the one named by `part`, else the one the actor may act on, else any."""
    own = list(commitment.responsibilities.own_to(actor).with_people())
    if part.isdigit():
        own = [r for r in own if r.pk == int(part)]
    for responsibility in own:
        responsibility.commitment = commitment
    able = [r for r in own if can(actor, row.deed, r)]
    return next(iter(able or own), None)


def whose(row: Transition, responsibility: Responsibility) -> str:
    """Whom the step waits for, by name of the office: "Sở Công Thương thành phố Hà Nội", "Office, Hà Tĩnh"."""
    if row.deed in {"commitments.accept", "commitments.start", "commitments.report_progress"} and responsibility.lead:
        return str(responsibility.lead)
    if row.deed in _BY_HEAD and responsibility.lead:
        return _("head of %(agency)s") % {"agency": responsibility.lead}
    return f"{row.who}, {responsibility.party.locality}"


def _open_rows(commitment: Commitment) -> Iterable[Transition]:
    rows = steps_from(commitment.state)
    if commitment.state == CommitmentState.ACCEPTED:
        rows = [*rows, BY_CODE["T6"]]  # the lead's first update begins the work
    return rows


def _turn(row: Transition, responsibility: Responsibility) -> bool:
    """Whether this party still has the step before it (whoever acts for it)."""
    if row.mark and getattr(responsibility, row.mark) is not None:
        return False
    return shut(row, responsibility) is None


def _missed(row: Transition, responsibility: Responsibility, actor: Any) -> bool:
    """The actor would look for this step here: acting for the party that takes it, which has not taken it yet."""
    if not responsibility.acting and not row.receiving:
        return False
    taken = row.mark and getattr(responsibility, row.mark) is not None
    return not taken and row.code not in _ANSWERS and can(actor, row.deed, responsibility)


def _step(row: Transition, responsibility: Responsibility, actor: Any, shut_because: str | None = None) -> NextStep:
    deed = "commitments.start" if row.code == "T6" and responsibility.commitment.state == "accepted" else row.deed
    allowed = shut_because is None and can(actor, deed, responsibility)
    who = whose(row, responsibility)
    why_not = shut_because
    if not allowed and why_not is None:
        why_not = _("It waits for: %(who)s.") % {"who": who}
        if row.deed in {"commitments.confirm_completion", "commitments.return_for_more"} and reported_it(
            actor, responsibility
        ):
            why_not = _("You reported it yourself; another officer of the focal agency or the Office confirms.")
    return NextStep(
        transition=row,
        responsibility=responsibility,
        label=str(row.label),
        url=f"{reverse(row.page, args=[responsibility.commitment_id])}?ben={responsibility.pk}",
        allowed=allowed,
        why_not=why_not,
        waits_for=who,
        awaited=AWAITED.get(CommitmentState(responsibility.commitment.state)) == row.code,
    )


def _since(row: Transition, responsibility: Responsibility) -> dt.date | None:
    """The day of the step before this one, of this party."""
    days = {"T3": responsibility.assigned_on, "T5": responsibility.accepted_on, "T7": responsibility.accepted_on}
    return days.get(row.code) if row.code != "T8" else responsibility.reported_on
