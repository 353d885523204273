"""Weighted milestones of a commitment, and its progress set by hand: every change with its author, none without evidence or reason."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lienket.accounts.models import Officer
from lienket.accounts.policy import require
from lienket.audit import actions as audit
from lienket.audit.changes import changed
from lienket.files.models import StoredFile
from lienket.lib import clock
from lienket.lib.saving import save_clean
from lienket.lib.text import is_blank
from lienket.lib.transitions import move
from lienket.programmes.guards import gone_for

from ..indexing import index_commitment
from ..models import Commitment, Milestone, ProgressOverride
from ..refusals import AlreadyTaken, NotOpenToChange, OutOfTurn
from .taking import CLOSED, attach, hold, not_in_future, refuse

MOST = 20  # milestones of one commitment: more is a plan of its own


@dataclass(frozen=True, slots=True)
class MilestoneDraft:
    """A milestone as it shall stand; `pk` names the one it takes the place of."""

    title: str
    weight: int
    due: dt.date | None = None
    pk: int | None = None


def _hold_for(commitment: Commitment, deed: str, by: Officer) -> None:
    hold(commitment)
    if said := gone_for(by, [part.party for part in commitment.responsibilities.select_related("party__locality")]):
        raise OutOfTurn(said)
    require(by, deed, commitment)


def _open(commitment: Commitment, deed: str, by: Officer) -> None:
    _hold_for(commitment, deed, by)
    if commitment.state in CLOSED:
        raise NotOpenToChange(
            _("The commitment stands at “%(state)s”; its progress is history.")
            % {"state": commitment.get_state_display()}
        )


@transaction.atomic
def set_milestones(commitment: Commitment, drafts: Sequence[MilestoneDraft], *, by: Officer) -> list[Milestone]:
    """The milestones not reached yet are from now on these, in this order. What is reached stays as it is."""
    _open(commitment, "commitments.set_milestones", by)
    kept = {one.pk: one for one in commitment.milestones.all()}
    reached = [one for one in kept.values() if one.reached_on is not None]
    problems: dict[str, str] = {}
    if len(drafts) + len(reached) > MOST:
        problems["__all__"] = _("A commitment has at most %(most)s milestones. Join some of them.") % {"most": MOST}
    for number, draft in enumerate(drafts):
        if is_blank(draft.title):
            problems[f"title_{number}"] = _("Say what will have been reached.")
        if not 1 <= draft.weight <= 1000:
            problems[f"weight_{number}"] = _("A weight lies between 1 and 1,000.")
        if draft.pk is not None and (draft.pk not in kept or kept[draft.pk].reached_on is not None):
            problems["__all__"] = _("A milestone was reached or removed meanwhile. Reload the page.")
    refuse(problems)
    before = as_recorded([one for one in kept.values() if one.reached_on is None])
    wanted = {draft.pk for draft in drafts}
    for pk, one in kept.items():
        if one.reached_on is None and pk not in wanted:
            one.delete()
    made = []
    for order, draft in enumerate(drafts, 1):
        one = kept[draft.pk] if draft.pk is not None else Milestone(commitment=commitment)
        one.title, one.weight, one.due, one.order = draft.title, draft.weight, draft.due, order
        save_clean(one)
        made.append(one)
    audit.record(
        by=by, verb="commitments.milestones_set", thing=commitment, side=by.side, number=commitment.number,
        **changed({"milestones": before}, {"milestones": as_recorded(made)}),
    )  # fmt: skip
    return made


def as_recorded(milestones: Iterable[Milestone]) -> list[dict[str, Any]]:
    """Milestones that wait, as the history keeps them."""
    return [
        {"title": one.title, "weight": one.weight, "due": one.due.isoformat() if one.due else None}
        for one in milestones
    ]


@transaction.atomic
def reach_milestone(
    milestone: Milestone, *, reached_on: dt.date, evidence: str, files: Iterable[StoredFile] = (), by: Officer
) -> Milestone:
    """It is reached: on the day of the evidence, which is named (a paper's number, minutes, a link) and may be attached."""
    commitment = milestone.commitment
    _open(commitment, "commitments.reach_milestone", by)
    milestone.refresh_from_db()
    milestone.commitment = commitment
    if milestone.reached_on is not None:
        raise AlreadyTaken(
            _("“%(milestone)s” was marked as reached already, by %(who)s.")
            % {"milestone": milestone.title, "who": milestone.reached_by_label}
        )
    problems: dict[str, str] = {}
    not_in_future("reached_on", reached_on, problems)
    if is_blank(evidence):
        problems["evidence"] = _("Name what shows it: the number of a paper, minutes, a link.")
    refuse(problems)
    milestone.reached_on, milestone.evidence = reached_on, evidence
    milestone.reached_by, milestone.reached_by_label = by, by.label
    save_clean(milestone)
    attach(milestone, files, by)
    _alive(commitment)
    audit.record(
        by=by, verb="commitments.milestone_reached", thing=commitment, side=by.side, number=commitment.number,
        milestone=milestone.title, weight=milestone.weight, reached_on=reached_on, evidence=milestone.evidence,
    )  # fmt: skip
    return milestone


@transaction.atomic
def take_back_milestone(milestone: Milestone, *, reason: str, by: Officer) -> Milestone:
    """It was marked by mistake: it counts as not reached again; the history keeps what was said."""
    commitment = milestone.commitment
    _open(commitment, "commitments.reach_milestone", by)
    milestone.refresh_from_db()
    milestone.commitment = commitment
    if milestone.reached_on is None:
        raise NotOpenToChange(_("“%(milestone)s” is not marked as reached.") % {"milestone": milestone.title})
    if is_blank(reason):
        refuse({"reason": _("Say why it does not count as reached.")})
    said = {"reached_on": milestone.reached_on, "evidence": milestone.evidence, "was_by": milestone.reached_by_label}
    milestone.reached_on, milestone.evidence = None, ""
    milestone.reached_by, milestone.reached_by_label = None, ""
    save_clean(milestone)
    milestone.files.clear()
    audit.record(
        by=by, verb="commitments.milestone_taken_back", thing=commitment, side=by.side, number=commitment.number,
        milestone=milestone.title, reason=reason, **said,
    )  # fmt: skip
    return milestone


@transaction.atomic
def override_progress(commitment: Commitment, *, percent: int, reason: str, by: Officer) -> ProgressOverride:
    """From now on the progress is this, whatever is reckoned, until it is lifted or set anew."""
    _open(commitment, "commitments.override_progress", by)
    problems: dict[str, str] = {}
    if not 0 <= percent <= 100:
        problems["percent"] = _("Progress lies between 0 and 100 %.")
    if is_blank(reason):
        problems["reason"] = _("Say why the progress is set by hand: everyone who sees the number reads it.")
    refuse(problems)
    for former in commitment.overrides.filter(lifted_at=None):
        _lift(former, by)
    override = ProgressOverride(commitment=commitment, percent=percent, reason=reason, by=by, by_label=by.label)
    save_clean(override)
    _alive(commitment)
    audit.record(
        by=by, verb="commitments.progress_overridden", thing=commitment, side=by.side, number=commitment.number,
        percent=percent, reason=override.reason,
    )  # fmt: skip
    return override


@transaction.atomic
def lift_override(commitment: Commitment, *, by: Officer) -> None:
    """The reckoned progress holds again. Allowed on a closed commitment too: a number set by hand need not outlive the work."""
    _hold_for(commitment, "commitments.override_progress", by)
    found = commitment.overrides.filter(lifted_at=None).first()
    if found is None:
        raise AlreadyTaken(_("No progress is set by hand here any more; the reckoned one holds."))
    _lift(found, by)
    audit.record(
        by=by, verb="commitments.override_lifted", thing=commitment, side=by.side, number=commitment.number,
        percent=found.percent,
    )  # fmt: skip


def _lift(override: ProgressOverride, by: Officer) -> None:
    override.lifted_at, override.lifted_by_label = clock.now(), by.label
    save_clean(override, only=["lifted_at", "lifted_by_label"])


def _alive(commitment: Commitment) -> None:
    move(commitment, frm={commitment.state}, to=commitment.state, last_activity_on=clock.today())
    index_commitment(commitment)
