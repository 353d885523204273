"""A party leaves a programme: it did what it did, and from then on nothing waits for it. The others go on."""

import datetime as dt

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from lienket.accounts.models import Officer, Role
from lienket.accounts.policy import require
from lienket.accounts.roster import Roster
from lienket.audit import actions as audit
from lienket.lib import clock
from lienket.lib.numbers import format_date
from lienket.lib.saving import Incomplete, save_clean
from lienket.lib.text import is_blank
from lienket.lib.transitions import move
from lienket.notices.kinds import Kind
from lienket.notices.telling import Notice, tell

from ..models import Move, Party, Programme, ProgrammeState
from ..refusals import MoveRefused
from ..steps import consents
from ..transitions import moves_from

OVER = {ProgrammeState.REVIEWED, ProgrammeState.TERMINATED}
FEWEST = 2  # parties of a programme


@transaction.atomic
def leave_programme(
    party: Party, *, left_on: dt.date | None, paper_number: str, paper_date: dt.date | None, reason: str, by: Officer
) -> Party:
    """Record that one's own party left, by its paper. What becomes of its open commitments the remaining parties decide.

    By the party's focal agency or Office. Two parties must remain, else the programme itself ends. A step of the programme that
    waited for this party's consent alone is taken. Raises NotAllowed, MoveRefused, Incomplete.
    """
    audit.take_turn()
    programme = Programme.objects.select_for_update().get(pk=party.programme_id)
    party.refresh_from_db()
    party.programme = programme
    if party.left_on is not None:
        raise MoveRefused(
            _("%(party)s left the programme on %(day)s already.")
            % {"party": party.locality, "day": format_date(party.left_on)}
        )
    require(by, "programmes.leave", party)
    staying = _staying(party)
    _check(party, left_on, paper_number, paper_date, reason)
    party.left_on, party.left_paper, party.left_paper_date = left_on, paper_number.strip(), paper_date
    party.left_reason = reason
    save_clean(party, only=["left_on", "left_paper", "left_paper_date", "left_reason"])
    audit.record(
        by=by, verb="programmes.party_left", thing=programme, side=party.locality, party=party.locality.short_name,
        paper=party.left_paper,
    )  # fmt: skip
    _take_the_step_that_waited(party, staying, by)
    _tell_the_others(party, staying, by)
    return party


def _staying(party: Party) -> list[Party]:
    """The parties that go on. Raises MoveRefused where the programme is over or would be."""
    programme = party.programme
    if programme.state in OVER:
        raise MoveRefused(
            _("The programme stands at “%(state)s”: it is over, and nobody leaves it any more.")
            % {"state": programme.get_state_display()}
        )
    others = programme.parties.filter(left_on=None).exclude(pk=party.pk)
    staying = list(others.select_related("locality", "focal_agency__type", "focal_agency__locality"))
    if len(staying) < FEWEST:
        raise MoveRefused(
            _(
                "Without %(party)s only one party would remain, which is no cooperation. Record the early end of the programme instead."
            )
            % {"party": party.locality}
        )
    return staying


def _check(party: Party, left_on: dt.date | None, number: str, paper_date: dt.date | None, reason: str) -> None:
    problems: dict[str, str] = {}
    begun = party.programme.period_from
    if left_on is None:
        problems["left_on"] = _("Give the day on which the party left.")
    elif left_on > clock.today():
        problems["left_on"] = _("This day lies in the future. Record the leaving when it has come.")
    elif begun is not None and left_on < begun:
        problems["left_on"] = _("The programme began on %(day)s; nobody left it before.") % {"day": format_date(begun)}
    if is_blank(number):
        problems["paper_number"] = _("Give the number of the paper by which the party leaves.")
    if paper_date is None:
        problems["paper_date"] = _("Give the date of the paper.")
    elif paper_date > clock.today():
        problems["paper_date"] = _(
            "The date of the paper lies in the future. Record the step when the paper is issued."
        )
    if is_blank(reason):
        problems["reason"] = _("Say why: the other side reads it.")
    if problems:
        raise Incomplete(problems)


def _take_the_step_that_waited(party: Party, staying: list[Party], by: Officer) -> None:
    """All who stay have consented to a step: it waited for this party alone, so it is taken now, on the paper of the leaving."""
    programme = party.programme
    for row in moves_from(programme.state):
        given = consents(programme, row.to) if row.each else {}
        if given and all(one.pk in given for one in staying):
            step = Move(
                programme=programme, party=party, from_state=programme.state, to_state=row.to,
                paper_number=party.left_paper, paper_date=party.left_paper_date, reason=party.left_reason,
                made_by_label=by.label,
            )  # fmt: skip
            save_clean(step)
            move(programme, frm={programme.state}, to=row.to.value)
            audit.record(
                by=by, verb=f"programmes.moved_to_{row.to.value}", thing=programme, side=party.locality,
                party=party.locality.short_name, frm=step.from_state, to=step.to_state, paper=step.paper_number,
            )  # fmt: skip
            return


def _tell_the_others(party: Party, staying: list[Party], by: Officer) -> None:
    """Focal agencies and Offices that stay learn of it: they decide what becomes of the open commitments."""
    roster, roles = Roster.on(clock.today()), [Role.FOCAL, Role.OFFICE]
    concerned = dict.fromkeys(pk for one in staying for pk in roster.of_locality(one.locality_id, roles))
    for pk in concerned:
        officer = roster.officers[pk]
        with translation.override(officer.language):
            said = _("%(party)s left the programme on %(day)s by paper %(paper)s. Reason: %(reason)s") % {
                "party": party.locality,
                "day": format_date(party.left_on) if party.left_on else "",
                "paper": party.left_paper,
                "reason": party.left_reason,
            }
            notice = Notice(
                kind=Kind.STEPS,
                group="to_decide",
                subject=_("%(party)s left a cooperation programme") % {"party": party.locality},
                title=party.programme.title,
                detail=said + " " + _("Your desk shows the commitments to decide on."),
                url=party.programme.get_absolute_url(),
            )
        if pk != by.pk:
            tell(officer, notice)
