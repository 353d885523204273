"""T13 the head of the lead agency asks for more time before the deadline; the Office approves (T13b) or refuses (T13c)."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from lienket.accounts.models import Officer
from lienket.lib.numbers import format_date
from lienket.lib.saving import save_clean
from lienket.lib.text import is_blank

from ..guards import pending
from ..models import DeadlineChange, Request, Responsibility, Step
from ..transitions import BY_CODE
from .deadlines import move_deadline
from .taking import begin, decide, refuse, take


@transaction.atomic
def ask_extension(responsibility: Responsibility, *, proposed: dt.date | None, reason: str, by: Officer) -> Step:
    """T13: asked before the deadline passes, with the day proposed and the reason. Nothing moves until the Office decides."""
    row = BY_CODE["T13"]
    begin(responsibility, row, by)
    problems: dict[str, str] = {}
    _check_later("proposed", proposed, responsibility, problems)
    if is_blank(reason):
        problems["reason"] = _("Say why more time is needed: the Office decides on it.")
    refuse(problems)
    asked = Request(
        commitment=responsibility.commitment, responsibility=responsibility, side_id=responsibility.side_id, kind=Request.Kind.EXTENSION,
        by_label=by.label, reason=reason, proposed=proposed,
    )  # fmt: skip
    save_clean(asked)
    return take(responsibility, row, by=by, marks={}, note=reason, day=proposed)


@transaction.atomic
def approve_extension(responsibility: Responsibility, *, new: dt.date | None, note: str = "", by: Officer) -> Step:
    """T13b: the deadline moves to `new`, which may be another day than the one proposed. Every side is told."""
    row = BY_CODE["T13b"]
    begin(responsibility, row, by)
    problems: dict[str, str] = {}
    _check_later("new", new, responsibility, problems)
    refuse(problems)
    asked = pending(responsibility, Request.Kind.EXTENSION)
    if asked is None:
        raise LookupError("the guard of T13b lets nobody in without a request")
    step = take(responsibility, row, by=by, marks={}, note=note, day=new)
    change = move_deadline(
        responsibility.commitment, new=new, reason=asked.reason, kind=DeadlineChange.Kind.EXTENSION, by=by
    )
    decide(asked, Request.State.GRANTED, decision=note, change=change, by=by)
    return step


@transaction.atomic
def refuse_extension(responsibility: Responsibility, *, reason: str, by: Officer) -> Step:
    """T13c: the deadline stays; the lead agency reads why."""
    row = BY_CODE["T13c"]
    begin(responsibility, row, by)
    if is_blank(reason):
        refuse({"reason": _("Say why the deadline stays: the lead agency reads it.")})
    asked = pending(responsibility, Request.Kind.EXTENSION)
    if asked is None:
        raise LookupError("the guard of T13c lets nobody in without a request")
    decide(asked, Request.State.REFUSED, decision=reason, by=by)
    return take(responsibility, row, by=by, marks={}, note=reason)


def _check_later(field: str, day: dt.date | None, responsibility: Responsibility, problems: dict[str, str]) -> None:
    """An extension ends after the deadline in force."""
    deadline = responsibility.commitment.deadline
    if day is None:
        problems[field] = _("Give the day of the new deadline.")
    elif deadline is not None and day <= deadline:
        problems[field] = _("The present deadline is %(day)s. Give a later day.") % {"day": format_date(deadline)}
