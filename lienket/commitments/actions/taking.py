"""What every step of the table has in common: lock, policy, turn, marks, the commitment's own move, trail, history, index, mail."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from lienket.accounts.models import Officer
from lienket.accounts.policy import require
from lienket.accounts.predicates import sides
from lienket.audit import actions as audit
from lienket.audit.changes import changed
from lienket.files import actions as file_actions
from lienket.files.models import StoredFile
from lienket.lib import clock
from lienket.lib.audience import Audience
from lienket.lib.questions import Given, ask, renew
from lienket.lib.refusals import DeedRefused
from lienket.lib.saving import Incomplete, save_clean
from lienket.lib.text import clean
from lienket.lib.transitions import move

from .. import mail
from ..guards import shut
from ..indexing import index_commitment
from ..models import Commitment, Pause, Request, Responsibility, Step
from ..refusals import AlreadyTaken, OutOfTurn
from ..states import CommitmentState
from ..totals import counted
from ..transitions import Transition

CLOSED = {CommitmentState.DONE, CommitmentState.STOPPED, CommitmentState.CARRIED_OVER}


def hold(commitment: Commitment) -> None:
    """Lock the commitment for the rest of the transaction and bring the instance up to date.

    The one order of locks: first the history's head, then the thing; so two deeds never wait for each other.
    """
    audit.take_turn()
    renew(commitment, ask("commitment held", _held, pk=commitment.pk))


def begin(responsibility: Responsibility, row: Transition, by: Officer) -> None:
    """Hold the commitment, then ask: may this officer, and is it this party's turn?"""
    hold_part(responsibility)
    require(by, row.deed, responsibility)
    if refusal := out_of_turn(responsibility, row):
        raise refusal


def hold_part(responsibility: Responsibility) -> None:
    """Hold the commitment and bring this party's part up to date, with the party and the lead agency that rules ask of it."""
    commitment = responsibility.commitment
    hold(commitment)
    renew(responsibility, ask("part held", _part, pk=responsibility.pk))
    responsibility.commitment = commitment


def _held() -> QuerySet[Commitment]:
    return Commitment.objects.select_for_update().filter(pk=Given("pk"))


def _part() -> QuerySet[Responsibility]:
    return Responsibility.objects.select_related("party__locality", "lead").filter(pk=Given("pk"))


def out_of_turn(responsibility: Responsibility, row: Transition) -> DeedRefused | None:
    """Why this party cannot take the step now, whoever asks; None where it can."""
    commitment = responsibility.commitment
    said = shut(row, responsibility)
    if said and not responsibility.acting:
        return OutOfTurn(said)
    if commitment.state not in row.frm:
        return OutOfTurn(
            _(
                "“%(step)s” is not possible now: the commitment stands at “%(state)s”%(since)s. Its page shows the next step."
            )
            % {"step": row.label, "state": commitment.get_state_display(), "since": _last_step(commitment)}
        )
    if row.mark and getattr(responsibility, row.mark) is not None:
        return AlreadyTaken(
            _("“%(step)s” was done for %(party)s already%(since)s. There is nothing left to do here.")
            % {
                "step": row.label,
                "party": responsibility.party.locality,
                "since": _last_step(commitment, responsibility, row),
            }
        )
    return OutOfTurn(said) if said else None


def _last_step(
    commitment: Commitment, responsibility: Responsibility | None = None, row: Transition | None = None
) -> str:
    """ " (by …, on …)", so that the second of two people knows who was first; empty where there is no step yet."""
    steps = commitment.steps.all()
    if responsibility is not None and row is not None:
        steps = steps.filter(responsibility=responsibility, transition=row.code)
    step = steps.first()
    if step is None:
        return ""
    when = date_format(localtime(step.at), "d/m/Y H:i")
    return " " + _("(by %(who)s, on %(when)s)") % {"who": step.by_label, "when": when}


def take(
    responsibility: Responsibility,
    row: Transition,
    *,
    by: Officer,
    marks: Mapping[str, Any],
    paper_number: str = "",
    paper_date: dt.date | None = None,
    note: str = "",
    proposed_lead: Any = None,
    day: dt.date | None = None,
    to: str | None = None,
    files: Iterable[StoredFile] = (),
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    **data: Any,
) -> Step:
    """Take the step: set the party's marks, move the commitment when this was the step it waited for, write the trail.

    `to` is the state for a row that leaves it open (T10b); `data` fills the history line, `before` and `after` are what else changed.
    """
    commitment = responsibility.commitment
    was = {"state": commitment.state, **(before or {})}
    for name, value in marks.items():
        setattr(responsibility, name, value)
    if marks:
        save_clean(responsibility, only=list(marks))
    parties = list(commitment.responsibilities.select_related("party"))
    target = to or (row.to.value if row.to is not None else None)
    moves = target is not None and _moves(row, commitment, parties)
    changes: dict[str, Any] = {"last_activity_on": clock.today()}
    if moves and row.code == "T8":
        changes["completed_on"] = max(r.completed_on for r in parties if r.completed_on is not None)
    if row.code == "T14":
        changes["completed_on"] = None
    with counted(commitment):
        # Compare-and-set also where the state stays: nothing is written on a commitment that has moved on.
        move(commitment, frm={s.value for s in row.frm}, to=target if moves and target else commitment.state, **changes)
    if commitment.state in CLOSED:
        close_matters(commitment)
    step = Step(
        commitment=commitment, responsibility=responsibility, transition=row.code, by=by, by_label=by.label,
        paper_number=paper_number, paper_date=paper_date, note=note, proposed_lead=proposed_lead, day=day,
    )  # fmt: skip
    save_clean(step)
    attach(step, files, by)
    audit.record(
        by=by, verb=row.verb, thing=commitment, side=responsibility.party.locality, number=commitment.number,
        party=responsibility.party.locality.short_name, paper=step.paper_number,
        **changed(was, {"state": commitment.state, **(after or {})}), **data,
    )  # fmt: skip
    index_commitment(commitment)
    mail.tell_who_comes_next(commitment, responsibility, row, by=by)
    return step


def _moves(row: Transition, commitment: Commitment, parties: list[Responsibility]) -> bool:
    """Whether the commitment moves now that one party has taken the step."""
    if row.moved_by == "first" or not row.mark or (row.moved_by == "agreed" and not commitment.in_signed_text):
        return True
    return all(getattr(r, row.mark) is not None for r in waited_for(row, parties))


def waited_for(row: Transition, parties: Iterable[Responsibility]) -> list[Responsibility]:
    """The parties whose own step this row waits for. Of those that left the programme none closes the commitment; the work
    waits for them until the others have decided to go on without.
    """
    closing = row.to in CLOSED and row.code != "T8"
    there = [r for r in parties if r.released_on is None and not (closing and r.party.left_on is not None)]
    return there if row.receiving else [r for r in there if r.acting]


def close_matters(commitment: Commitment) -> None:
    """What is left open on a commitment that is done, stopped or carried over: a pause ends, requests are no longer needed."""
    for pause in Pause.objects.filter(commitment=commitment, ended_on=None):
        pause.ended_on = clock.today()
        save_clean(pause, only=["ended_on"])
    for asked in Request.objects.filter(commitment=commitment, state=Request.State.PENDING):
        move(asked, frm={Request.State.PENDING.value}, to=Request.State.LAPSED.value, decided_at=clock.now())


def decide(request: Request, state: Request.State, *, decision: str = "", by: Officer, **changes: Any) -> None:
    """Answer a request once: of two people who decide at once the second finds it answered."""
    move(
        request, frm={Request.State.PENDING.value}, to=state.value, decided_at=clock.now(), decided_by_label=by.label,
        decision=clean(decision).strip(), **changes,
    )  # fmt: skip


def attach(trail: Any, files: Iterable[StoredFile], by: Officer) -> None:
    """Hang evidence on an update or a step; it can be opened by the sides that see the commitment.

    Only files the officer's own side handed in: evidence of the other side is the other side's to give.
    """
    chosen = list(files)
    if not chosen:
        return
    commitment: Commitment = trail.commitment
    for file in chosen:
        if file.side_id not in sides(by):
            raise Incomplete(
                {"files": _("“%(file)s” was handed in by another side. Attach your own files.") % {"file": file.name}}
            )
    audience, localities = reach(commitment)
    for file in chosen:
        file_actions.widen(file, audience, localities, by=by)
    trail.files.set(chosen)


def reach(commitment: Commitment) -> tuple[Audience, list[Any]]:
    """Who reads the commitment's trail: never more than the parties, for a trail is working paper even of a public item."""
    if commitment.audience == Audience.SIDE:
        return Audience.PARTIES, [
            r.party.locality for r in commitment.responsibilities.select_related("party__locality")
        ]
    return Audience.PARTIES, [p.locality for p in commitment.programme.parties.select_related("locality")]


def not_in_future(field: str, day: dt.date | None, problems: dict[str, str]) -> None:
    """A dated paper exists already when it is entered."""
    if day is not None and day > clock.today():
        problems[field] = _("%(day)s lies in the future. Enter the day that stands on the paper.") % {
            "day": date_format(day, "d/m/Y")
        }


def not_before_made(field: str, day: dt.date | None, commitment: Commitment, problems: dict[str, str]) -> None:
    """Nothing is delivered before it was promised."""
    if day is not None and commitment.made_on is not None and day < commitment.made_on:
        problems[field] = _("%(day)s lies before the promise itself (%(made)s). Check the day on the output.") % {
            "day": date_format(day, "d/m/Y"),
            "made": date_format(commitment.made_on, "d/m/Y"),
        }


def refuse(problems: dict[str, str]) -> None:
    """Raise Incomplete when there is anything to say."""
    if problems:
        raise Incomplete(problems)
