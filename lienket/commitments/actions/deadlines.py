"""Deadlines never move silently: every one a commitment ever had is kept, with who moved it and why."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from lienket.accounts.models import Officer
from lienket.accounts.policy import require
from lienket.audit import actions as audit
from lienket.lib import clock
from lienket.lib.citations import Citation
from lienket.lib.saving import save_clean
from lienket.lib.text import is_blank

from .. import mail
from ..indexing import index_commitment
from ..models import Commitment, DeadlineChange
from ..refusals import NotOpenToChange
from ..totals import counted
from .taking import CLOSED, hold, not_before_made, refuse


@transaction.atomic
def change_deadline(
    commitment: Commitment, *, new: dt.date | None, reason: str, citation: Citation | None = None, by: Officer
) -> DeadlineChange:
    """Move the deadline (`new` None takes it away). By the Office of an acting party.

    A shared item has one deadline for all sides: any acting party's Office may record the change, all others are told at once,
    and the reason says on what the sides agreed. The first deadline a commitment was given stays its `original_deadline`.
    Timeliness is counted against the deadline now in force; a change made after the old one had passed is marked as such.
    """
    hold(commitment)
    require(by, "commitments.change_deadline", commitment)
    if commitment.state in CLOSED:
        raise NotOpenToChange(
            _("The commitment stands at “%(state)s”; its deadline is history.")
            % {"state": commitment.get_state_display()}
        )
    problems: dict[str, str] = {}
    if new == commitment.deadline:
        problems["new"] = _("This is the present deadline. Give the new one.")
    if is_blank(reason):
        problems["reason"] = _(
            "Say why the deadline moves, and on what the sides agreed: everyone on the commitment reads it."
        )
    not_before_made("new", new, commitment, problems)
    refuse(problems)
    return move_deadline(commitment, new=new, reason=reason, kind=DeadlineChange.Kind.CHANGE, citation=citation, by=by)


def move_deadline(
    commitment: Commitment,
    *,
    new: dt.date | None,
    reason: str,
    kind: DeadlineChange.Kind,
    citation: Citation | None = None,
    by: Officer,
) -> DeadlineChange:
    """What every change of a deadline does, whoever allowed it: keep the old one, record, tell. The caller holds the commitment."""
    change = DeadlineChange(
        commitment=commitment, old=commitment.deadline, new=new, reason=reason, kind=kind, by=by, by_label=by.label
    )
    change.cite(citation)
    save_clean(change)
    with counted(commitment):
        commitment.deadline = new
        if commitment.original_deadline is None:
            commitment.original_deadline = new
        commitment.last_activity_on = clock.today()
        save_clean(commitment, only=["deadline", "original_deadline", "last_activity_on"])
    index_commitment(commitment)
    audit.record(
        by=by, verb="commitments.deadline_changed", thing=commitment, side=by.side, number=commitment.number,
        old=change.old, new=new, after_lapse=change.after_lapse,
    )  # fmt: skip
    mail.tell_of_deadline(commitment, change, by=by)
    return change
