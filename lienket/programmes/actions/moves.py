"""Moving a programme along its life, each party for itself where the handbook says so."""

import datetime as dt

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from lienket.accounts.models import Officer
from lienket.accounts.policy import require
from lienket.accounts.predicates import sides
from lienket.audit import actions as audit
from lienket.lib import clock
from lienket.lib.refusals import NotAllowed
from lienket.lib.saving import Incomplete, save_clean
from lienket.lib.text import is_blank
from lienket.lib.transitions import move

from ..models import Move, Party, Programme, ProgrammeState
from ..refusals import MoveRefused
from ..steps import consents
from ..transitions import ProgrammeMove, move_between


@transaction.atomic
def move_programme(
    programme: Programme,
    *,
    to: ProgrammeState | str,
    by: Officer,
    party: Party | None = None,
    paper_number: str = "",
    paper_date: dt.date | None = None,
    reason: str = "",
) -> Move:
    """Move the programme to `to`, or give one party's consent to it; the last consent moves it.

    `party` is the actor's own party where none is named. Raises NotAllowed, MoveRefused, Incomplete.
    """
    audit.take_turn()  # the one order of locks: first the history's head, then the thing
    programme.refresh_from_db(from_queryset=Programme.objects.select_for_update())
    party = party or _own_party(programme, by)
    row = move_between(programme.state, to)
    if row is None or not row.deed:
        raise MoveRefused(
            _(
                "The programme stands at “%(found)s” and does not go from there to “%(asked)s”. Choose one of the steps its page offers."
            )
            % {"found": programme.get_state_display(), "asked": ProgrammeState(to).label}
        )
    require(by, row.deed, party)
    _refuse_second_consent(programme, row, party)
    _check_evidence(row, party, paper_number, paper_date, reason)
    missing = (
        [p for p in programme.parties.filter(left_on=None) if p.pk not in {party.pk, *consents(programme, to)}]
        if row.each
        else []
    )
    step = Move(
        programme=programme, party=party, from_state=programme.state, to_state=to, paper_number=paper_number,
        paper_date=paper_date, reason=reason, made_by_label=by.label, complete=not missing,
    )  # fmt: skip
    save_clean(step)
    if not missing:
        move(programme, frm={programme.state}, to=ProgrammeState(to).value)
    audit.record(
        by=by,
        verb="programmes.consented" if missing else f"programmes.moved_to_{step.to_state}",
        thing=programme,
        side=party.locality,
        party=party.locality.short_name,
        frm=step.from_state,
        to=step.to_state,
        paper=step.paper_number,
    )
    return step


def end_periods() -> int:
    """Move every programme whose period has ended to "awaiting review". By the system, once a day; how many were moved."""
    today, moved = clock.today(), 0
    for pk in Programme.objects.over(today).values_list("pk", flat=True):
        with transaction.atomic():
            audit.take_turn()
            programme = Programme.objects.over(today).select_for_update().filter(pk=pk).first()
            if programme is None:
                continue
            frm = programme.state
            move(programme, frm={frm}, to=ProgrammeState.AWAITING_REVIEW.value)
            Move.objects.create(
                programme=programme, from_state=frm, to_state=ProgrammeState.AWAITING_REVIEW, made_by_label=""
            )
            audit.record(by=None, verb="programmes.period_ended", thing=programme, frm=frm)
            moved += 1
    return moved


def _own_party(programme: Programme, by: Officer) -> Party:
    mine = sides(by)
    for party in programme.parties.select_related("locality", "focal_agency__type", "focal_agency__locality"):
        if party.locality_id in mine:
            return party
    raise NotAllowed(_("Only officers of a party move its programme."))


def _refuse_second_consent(programme: Programme, row: ProgrammeMove, party: Party) -> None:
    earlier = consents(programme, row.to).get(party.pk) if row.each else None
    if earlier is not None:
        raise MoveRefused(
            _("%(who)s recorded this for %(party)s already, on %(when)s. It now waits for the other side.")
            % {
                "who": earlier.made_by_label,
                "party": party.locality,
                "when": date_format(localtime(earlier.made_at), "d/m/Y H:i"),
            }
        )


def _check_evidence(row: ProgrammeMove, party: Party, number: str, day: dt.date | None, reason: str) -> None:
    problems: dict[str, str] = {}
    if "paper_number" in row.evidence and is_blank(number):
        problems["paper_number"] = _("Give the number of the paper: it is the evidence of this step.")
    if "paper_date" in row.evidence and day is None:
        problems["paper_date"] = _("Give the date of the paper.")
    if day is not None and day > clock.today():
        problems["paper_date"] = _(
            "The date of the paper lies in the future. Record the step when the paper is issued."
        )
    if "reason" in row.evidence and is_blank(reason):
        problems["reason"] = _("Say why: the other side reads it.")
    if "signatories" in row.evidence and not party.signatories.exists():
        problems["__all__"] = _(
            "Nobody is recorded as having signed for %(party)s. Add who signed, by office, first."
        ) % {"party": party.locality}
    if problems:
        raise Incomplete(problems)
