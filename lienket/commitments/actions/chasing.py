"""Reminding by hand: somebody of the Office or the focal agency asks, in words of their own, where a commitment stands."""

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from lienket.accounts.models import Officer
from lienket.accounts.policy import require
from lienket.accounts.roster import Roster
from lienket.audit import actions as audit
from lienket.lib import clock
from lienket.lib.refusals import NotAllowed
from lienket.lib.saving import save_clean
from lienket.lib.text import is_blank
from lienket.notices.telling import tell

from ..addressing import addressed
from ..chase import Chase, Reason, Rung
from ..chasing import fastest, is_pressed, waiting_parts
from ..models import Responsibility
from ..policy import rungs_to_remind
from ..refusals import AlreadyTaken, OutOfTurn
from ..reminding import notices_of
from .taking import hold, refuse


@transaction.atomic
def chase_by_hand(responsibility: Responsibility, *, words: str, rung: Rung = Rung.OFFICER, by: Officer) -> Chase:
    """Remind one party's office of its part. By the focal agency or the Office of a party that has a part in it.

    Of one's own side the officer in charge or the head of the lead agency; of another side its focal agency, for nobody
    presses the other side's departments. Once a day for each office. A reminder is no sign of life: silence goes on.
    Raises NotAllowed, OutOfTurn, AlreadyTaken, Incomplete.
    """
    hold(responsibility.commitment)
    part = waiting_parts().get(pk=responsibility.pk)
    require(by, "commitments.chase_by_hand", part)
    if rung not in rungs_to_remind(by, part):
        raise NotAllowed(_("Of another side you remind the focal agency; it speaks with its own departments."))
    if not is_pressed(part):
        raise OutOfTurn(
            _(
                "%(party)s has nothing to do on this commitment now (it stands at “%(state)s”), so there is nobody to remind."
            )
            % {"party": part.party.locality, "state": part.commitment.get_state_display()}
        )
    earlier = Chase.objects.filter(responsibility=part, rung=rung, sent_on=clock.today()).exclude(by=None).first()
    if earlier is not None:
        raise AlreadyTaken(
            _("This office was reminded today already, by %(who)s at %(when)s. Give it until tomorrow.")
            % {"who": earlier.by_label, "when": date_format(localtime(earlier.at), "H:i")}
        )
    refuse(
        {"words": _("Write what you ask, in a sentence: the office reads it, and it stays in the trail.")}
        if is_blank(words)
        else {}
    )
    return _remind(part, words, rung, by)


def _remind(part: Responsibility, words: str, rung: Rung, by: Officer) -> Chase:
    today, roster = clock.today(), Roster.on(clock.today())
    commitment, office = part.commitment, addressed(part, rung, roster)
    reason = Reason.OVERDUE if commitment.deadline is not None and commitment.deadline < today else Reason.ASKED
    chase = Chase(
        commitment=commitment, responsibility=part, reason=reason, rung=rung, sent_on=today, agency=office.agency,
        to_label=office.label, by=by, by_label=by.label, words=words,
    )  # fmt: skip
    officers = [roster.officers[pk] for pk in office.officers]
    chase.channel = fastest([tell(officer, notice) for officer, notice in notices_of(chase, part, officers, today)])
    save_clean(chase)
    chase.recipients.set(office.officers)
    audit.record(
        by=by, verb="commitments.chased_by_hand", thing=commitment, side=by.side, number=commitment.number,
        to=office.label,
    )  # fmt: skip
    return chase
