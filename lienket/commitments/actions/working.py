"""T5 the lead agency begins, T6 lead and coordinating agencies report progress. What is reported stays as written.

An update changes nothing that search knows of the commitment, so the index stays as it is.
"""

import datetime as dt
from collections.abc import Iterable
from itertools import chain

from django.db import transaction
from django.utils.translation import gettext as _

from lienket.accounts.models import Officer, Role
from lienket.accounts.policy import can, require
from lienket.accounts.predicates import appointments_today, holds
from lienket.audit import actions as audit
from lienket.files.models import StoredFile
from lienket.lib import clock
from lienket.lib.numbers import format_moment
from lienket.lib.saving import save_clean
from lienket.lib.text import is_blank
from lienket.lib.transitions import move
from lienket.localities.models import Agency

from ..models import CommitmentState, ProgressUpdate, Responsibility, Step
from ..policy import is_substitute
from ..refusals import AlreadyTaken
from ..transitions import BY_CODE
from .taking import attach, begin, hold_part, out_of_turn, refuse, take

REPEATED = dt.timedelta(hours=1)  # the same words within this time are the same form, sent twice


@transaction.atomic
def start(responsibility: Responsibility, *, plan_number: str = "", by: Officer) -> Step:
    """T5: work begins. The first party to begin moves the commitment; `plan_number` is the agency's own plan."""
    row = BY_CODE["T5"]
    begin(responsibility, row, by)
    return take(responsibility, row, by=by, marks={}, paper_number=plan_number)


@transaction.atomic
def report_progress(
    responsibility: Responsibility,
    *,
    result: str,
    percent: int | None = None,
    difficulties: str = "",
    proposals: str = "",
    files: Iterable[StoredFile] = (),
    by: Officer,
) -> ProgressUpdate:
    """T6: add an update. The lead agency's first update begins the work (T5). `percent` is None where it was not reported."""
    row = BY_CODE["T6"]
    commitment = responsibility.commitment
    hold_part(responsibility)
    require(by, row.deed, responsibility)
    if begins_with_update(responsibility, by):
        start(responsibility, by=by)
    if refusal := out_of_turn(responsibility, row):
        raise refusal
    problems: dict[str, str] = {}
    if is_blank(result):
        problems["result"] = _("Say what was achieved since the last update, even if it is nothing yet and why.")
    if percent is not None and not 0 <= percent <= 100:
        problems["percent"] = _("Progress lies between 0 and 100 %. Leave it empty if it cannot be measured.")
    refuse(problems)
    update = ProgressUpdate(
        commitment=commitment, responsibility=responsibility, agency=_speaks_for(by, responsibility), by=by,
        by_label=by.label, result=result, percent=percent, difficulties=difficulties, proposals=proposals,
    )  # fmt: skip
    save_clean(update, rules_asked=True)
    attach(update, files, by)
    move(commitment, frm={s.value for s in row.frm}, to=commitment.state, last_activity_on=clock.today())
    audit.record(
        by=by, verb=row.verb, thing=commitment, side=responsibility.party.locality, number=commitment.number,
        party=responsibility.party.locality.short_name, percent=percent,
    )  # fmt: skip
    return update


def refuse_repeat(
    responsibility: Responsibility, *, result: str, percent: int | None, by: Officer, **more: str
) -> None:
    """For a form, which may come twice (a second press, the way back in the browser): an update cannot be taken away again.

    Call it in the transaction of the update. Raises AlreadyTaken where the officer said just this within the last hour.
    """
    hold_part(responsibility)
    said = ProgressUpdate.objects.filter(
        responsibility=responsibility, by=by, at__gt=clock.now() - REPEATED, result=result, percent=percent, **more
    ).first()
    if said is not None:
        raise AlreadyTaken(
            _("This update stands already, written by you at %(moment)s. To add to it, say what is new.")
            % {"moment": format_moment(said.at)}
        )


def begins_with_update(responsibility: Responsibility, by: Officer) -> bool:
    """Whether an update by this officer now would be the one that begins the work."""
    accepted = responsibility.commitment.state == CommitmentState.ACCEPTED
    return accepted and responsibility.acting and can(by, "commitments.start", responsibility)


def _speaks_for(by: Officer, responsibility: Responsibility) -> Agency | None:
    """The agency the update comes from: of those that take part, the one the officer sits in (or whose work it took over)."""
    # The lead agency first: mostly it speaks for itself, and the coordinating ones need not be asked for.
    for agency in chain([responsibility.lead], responsibility.coordinators.all()):
        if agency is not None and holds(by, Role.DESK, Role.HEAD, agency=agency):
            return agency
    if is_substitute(by, responsibility):
        return responsibility.lead  # the substitute speaks for the lead agency, wherever the seat is
    seat = next(iter(appointments_today(by)), None)
    return seat.agency if seat else None
