"""What must hold beside state and mark before a party can take a step, whoever asks: one sentence that says the cure, or None.

The deeds refuse with it and the pages show it, so that both say the same. Guards read only what a page has loaded anyway.
"""

from collections.abc import Callable

from django.utils.translation import gettext as _

from lienket.lib import clock
from lienket.lib.numbers import format_date
from lienket.programmes.guards import gone
from lienket.programmes.models import ProgrammeState

from .models import Request, Responsibility
from .transitions import Transition

Kind, State = Request.Kind, Request.State


def pending(responsibility: Responsibility, kind: Request.Kind) -> Request | None:
    """The party's open request of this kind. Costs a query unless the requests are prefetched."""
    open_ones = (r for r in responsibility.requests.all() if r.kind == kind and r.state == State.PENDING)
    return next(open_ones, None)


def shut(row: Transition, responsibility: Responsibility) -> str | None:
    """Why this party cannot take the step now although the commitment stands where the step starts; None where it can."""
    if said := gone(responsibility.party):
        return said
    if not responsibility.acting and not row.receiving and row.code != "T9":
        return _(
            "%(party)s only receives in this commitment: it confirms what it received, the acting side does the rest."
        ) % {"party": responsibility.party.locality}
    guard = GUARDS.get(row.code)
    return guard(responsibility) if guard is not None else None


def _not_accepted(responsibility: Responsibility) -> str | None:
    """T4 comes before the lead agency accepts."""
    if responsibility.accepted_on is None:
        return None
    return _("Your agency has accepted the task. Talk to the Office of your side, which can change the assignment.")


def _another_lead_asked(responsibility: Responsibility) -> str | None:
    """T4b answers a request."""
    if pending(responsibility, Kind.REASSIGNMENT) is not None:
        return None
    return _("No lead agency asked for another lead here. Assign the task.")


def _not_reported(responsibility: Responsibility) -> str | None:
    """T6 ends with the party's own report."""
    if responsibility.reported_on is None:
        return None
    return _("%(party)s has reported completion; updates are open again if the confirming side asks for more.") % {
        "party": responsibility.party.locality
    }


def _may_stop(responsibility: Responsibility) -> str | None:
    """T11: what a superior assigned or the other side asked for is stopped by the acting side, while it is there."""
    if responsibility.acting or responsibility.commitment.in_signed_text:
        return None
    parts = responsibility.commitment.responsibilities.select_related("party")
    if all(part.party.left_on is not None for part in parts if part.acting):
        return None
    return _("This is not an item of the signed text: the acting side decides to stop it.")


def _at_review(responsibility: Responsibility) -> str | None:
    """T12 belongs to the final review."""
    programme = responsibility.commitment.programme
    if programme.state in {ProgrammeState.AWAITING_REVIEW, ProgrammeState.REVIEWED}:
        return None
    return _(
        "Items are carried over at the final review; the programme stands at “%(state)s”. Until then stop it or extend it."
    ) % {"state": programme.get_state_display()}


def _before_the_deadline(responsibility: Responsibility) -> str | None:
    """T13: asked in time, once at a time, while there is something left to do."""
    deadline = responsibility.commitment.deadline
    if responsibility.reported_on is not None:
        return _("%(party)s has reported completion; there is nothing to extend.") % {
            "party": responsibility.party.locality
        }
    if deadline is None:
        return _("No deadline is set, so there is nothing to extend. The Office can set one.")
    if deadline < clock.today():
        return _(
            "The deadline (%(day)s) has passed; more time is asked for before it. Report what was achieved; only the Office can "
            "still change the deadline, with its reason, and the commitment keeps that it came late."
        ) % {"day": format_date(deadline)}
    asked = pending(responsibility, Kind.EXTENSION)
    if asked is not None:
        return _("%(who)s has asked for more time already; the request waits for the Office.") % {"who": asked.by_label}
    return None


def _more_time_asked(responsibility: Responsibility) -> str | None:
    """T13b, T13c answer a request."""
    if pending(responsibility, Kind.EXTENSION) is not None:
        return None
    return _("No request for more time waits here. The Office can change the deadline with its reason.")


GUARDS: dict[str, Callable[[Responsibility], str | None]] = {
    "T4": _not_accepted,
    "T4b": _another_lead_asked,
    "T6": _not_reported,
    "T11": _may_stop,
    "T12": _at_review,
    "T13": _before_the_deadline,
    "T13b": _more_time_asked,
    "T13c": _more_time_asked,
}
