"""A party left the programme: the others decide whether its commitments stop (T11) or go on without it. Nothing goes by itself."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lienket.accounts.models import Officer
from lienket.accounts.policy import require
from lienket.audit import actions as audit
from lienket.lib import clock
from lienket.lib.saving import save_clean
from lienket.lib.text import is_blank
from lienket.lib.transitions import move

from .. import mail
from ..indexing import index_commitment
from ..models import Commitment, CommitmentState, Responsibility, Step
from ..refusals import AlreadyTaken, OutOfTurn
from ..totals import counted
from ..transitions import AWAITED, BY_CODE, UNFINISHED, Transition
from .taking import close_matters, hold, refuse, waited_for

GOES_ON = "rest"  # in the trail, where steps have their codes


@transaction.atomic
def go_on_without(responsibility: Responsibility, *, reason: str, by: Officer) -> Step:
    """Release the part of a party that left: no step waits for it any more, and one that waited for it alone is taken.

    By the focal agency or the Office of a party that has a part and stays; somebody who acts must remain. What the party had done
    stays in the trail. Raises NotAllowed, OutOfTurn, AlreadyTaken, Incomplete.
    """
    commitment = responsibility.commitment
    hold(commitment)
    responsibility.refresh_from_db()
    responsibility.commitment = commitment
    require(by, "commitments.go_on_without", responsibility)
    _check(responsibility)
    if is_blank(reason):
        refuse({"reason": _("Say how the others do it without this party: everyone on the commitment reads it.")})
    responsibility.released_on = clock.today()
    save_clean(responsibility, only=["released_on"])
    moved_by = _settle(commitment)
    step = Step(
        commitment=commitment, responsibility=responsibility, transition=GOES_ON, by=by, by_label=by.label, note=reason
    )
    save_clean(step)
    audit.record(
        by=by, verb="commitments.went_on_without", thing=commitment, side=by.side, number=commitment.number,
        party=responsibility.party.locality.short_name,
    )  # fmt: skip
    index_commitment(commitment)
    if moved_by is not None:
        mail.tell_who_comes_next(commitment, responsibility, moved_by, by=by)
    return step


def nobody_acts(commitment: Commitment) -> bool:
    """Every party that acts has left: there is nobody to go on, the commitment can only be stopped."""
    parts = commitment.responsibilities.select_related("party")
    return not any(part.acting and part.party.left_on is None for part in parts)


def _check(responsibility: Responsibility) -> None:
    commitment, party = responsibility.commitment, responsibility.party
    if party.left_on is None:
        raise OutOfTurn(_("%(party)s is still a party of the programme.") % {"party": party.locality})
    if responsibility.released_on is not None:
        raise AlreadyTaken(_("It was decided already that this goes on without %(party)s.") % {"party": party.locality})
    if commitment.state not in UNFINISHED:
        raise OutOfTurn(
            _("The commitment stands at “%(state)s”: there is nothing left to decide.")
            % {"state": commitment.get_state_display()}
        )
    if nobody_acts(commitment):
        raise OutOfTurn(_("No party that acts in this commitment remains. Stop it by a decision."))


def _settle(commitment: Commitment) -> Transition | None:
    """Take the step that waited for the released party alone, and return it; an agreement to carry over starts anew without it."""
    parts = list(commitment.responsibilities.select_related("party"))
    target, moved_by = commitment.state, None
    stop, awaited = BY_CODE["T11"], BY_CODE[AWAITED[CommitmentState(commitment.state)]]
    for row in (awaited, stop):
        waiting = waited_for(row, parts)
        if row.mark and row.to is not None and waiting and all(getattr(part, row.mark) for part in waiting):
            target, moved_by = row.to.value, row
    changes: dict[str, Any] = {"last_activity_on": clock.today()}
    if target == CommitmentState.DONE:
        changes["completed_on"] = max(part.completed_on for part in parts if part.completed_on is not None)
    with counted(commitment):
        move(commitment, frm={commitment.state}, to=target, **changes)
    if target in {CommitmentState.DONE, CommitmentState.STOPPED}:
        close_matters(commitment)
        return moved_by
    for part in parts:
        if part.carrying_on is not None:
            part.carrying_on = None
            save_clean(part, only=["carrying_on"])
    return moved_by
