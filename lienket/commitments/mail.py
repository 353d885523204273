"""Mail to whoever the commitment now waits for: work addresses, in each officer's language, no more than the work needs.

Bounded: at most MOST mails a deed, the named officers first; who presses the button gets none.
"""

from collections.abc import Iterable

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienket.accounts.models import Appointment, Officer, Role
from lienket.lib import clock
from lienket.lib.numbers import format_date
from lienket.localities.lineage import lineage
from lienket.localities.models import Agency
from lienket.notices.kinds import Kind
from lienket.notices.telling import Notice, tell
from lienket.programmes.models import Party

from .models import Commitment, CommitmentState, DeadlineChange, Responsibility
from .reminding import naming, step_of
from .transitions import AWAITED, BY_CODE, Transition, Words

MOST = 20
# Step → heading of the digest; other steps are news.
_GROUPS = {
    "T2": "to_assign",
    "T3": "to_accept",
    "T5": "to_start",
    "T7": "to_report",
    "T8": "to_confirm",
}
_REFUSED = {
    "T4b": gettext_lazy("The Office keeps your agency as the lead; its reason stands on the page."),
    "T13c": gettext_lazy(
        "The Office did not approve the extension; its reason stands on the page. The deadline stays."
    ),
}
_SAID = {
    "T10": gettext_lazy("The work is paused and the clock stands still; reason and expected day stand on the page."),
    "T10b": gettext_lazy("The work goes on where it stood."),
    "T11": gettext_lazy("The commitment is stopped by decision."),
    "T12": gettext_lazy("The commitment is carried over into the next programme."),
    "T14": gettext_lazy("The commitment is reopened: what is missing stands on the page."),
}


def tell_who_comes_next(
    commitment: Commitment, responsibility: Responsibility, row: Transition, *, by: Officer
) -> None:
    """After a step: the people who take the next one, where the step put it before somebody else."""
    parts = list(commitment.responsibilities.filter(party__left_on=None).with_people())
    acting = [r for r in parts if r.acting]
    state = commitment.state
    match row.code:
        case "T2" if state == CommitmentState.ASSIGNED:
            waiting = [r for r in acting if r.accepted_on is None]
            _tell(commitment, "T3", _people_of_leads(waiting), by=by)
        case "T4":
            _tell(commitment, "T2", _officers(Role.OFFICE, party=responsibility.party), by=by)
        case "T3" if state == CommitmentState.ACCEPTED:
            _tell(commitment, "T5", _people_of_leads(r for r in acting if r.pk != responsibility.pk), by=by)
        case "T7" if state == CommitmentState.AWAITING_CONFIRMATION:
            waiting = [r for r in parts if r.confirmed_on is None]
            _tell(commitment, "T8", [o for r in waiting for o in _confirmers(r.party)], by=by)
        case "T9":
            reopened = [responsibility] if responsibility.acting else acting
            _tell(commitment, "T7", _people_of_leads(reopened), by=by)
        case "T8" if state == CommitmentState.DONE:
            _tell_all_done(commitment, _people_of_leads(acting), by=by)
        case "T4b" | "T13c":
            _say(commitment, _REFUSED[row.code], _people_of_leads([responsibility]), by=by)
        case "T13":
            _tell(commitment, "T13b", _officers(Role.OFFICE, party=responsibility.party), by=by)
        case "T11" | "T12" if state not in {CommitmentState.STOPPED, CommitmentState.CARRIED_OVER}:
            _ask_other_sides(row, commitment, parts, by=by)
        case "T10" | "T10b" | "T11" | "T12" | "T14":
            offices = (o for r in parts for o in _officers(Role.OFFICE, party=r.party))
            _say(commitment, _SAID[row.code], [*_people_of_leads(acting), *offices], by=by)


def _ask_other_sides(row: Transition, commitment: Commitment, parts: Iterable[Responsibility], *, by: Officer) -> None:
    """One side has agreed to stop or to carry over: the others are asked."""
    waiting = [r.party for r in parts if getattr(r, row.mark) is None]
    people = [
        o for party in waiting for o in (_focal(party) if row.code == "T12" else _officers(Role.OFFICE, party=party))
    ]
    _tell(commitment, row.code, people, by=by)


def ask_for_successor(responsibility: Responsibility) -> None:
    """The lead agency was dissolved and several agencies, or none, took its work over: the focal agency says which leads now."""
    commitment = responsibility.commitment
    for officer in _bounded(_focal(responsibility.party), None):
        with translation.override(officer.language):
            said = _(
                "%(agency)s no longer exists and it is not clear who took this task over. Name the lead agency."
            ) % {"agency": responsibility.lead}
            _send(officer, commitment, _("%(number)s waits for you"), said, kind=Kind.STEPS, group="to_decide")


def tell_new_lead(responsibility: Responsibility, old: Agency, *, by: Officer | None) -> None:
    """The successor's people learn that the task is theirs."""
    for officer in _bounded(_people_of_leads([responsibility]), by):
        with translation.override(officer.language):
            said = _("Your agency took the task over from %(agency)s.") % {"agency": old}
            _send(officer, responsibility.commitment, _("%(number)s is now with your agency"), said)


def tell_of_instance(commitment: Commitment) -> None:
    """A standing task's next period has begun: the people who take its first step learn of it."""
    parts = [r for r in commitment.responsibilities.filter(party__left_on=None).with_people() if r.acting]
    match commitment.state:
        case CommitmentState.ACCEPTED:
            _tell(commitment, "T5", _people_of_leads(parts), by=None)
        case CommitmentState.ASSIGNED:
            waiting = [r for r in parts if r.accepted_on is None]
            _tell(commitment, "T3", _people_of_leads(waiting), by=None)
        case _:
            _tell(commitment, "T2", [o for r in parts for o in _officers(Role.OFFICE, party=r.party)], by=None)


def tell_of_deadline(commitment: Commitment, change: DeadlineChange, *, by: Officer) -> None:
    """After a deadline moved: the leads of every acting party, and the Offices of the other ones."""
    parts = [r for r in commitment.responsibilities.filter(party__left_on=None).with_people() if r.acting]
    people = [*_people_of_leads(parts), *(o for r in parts for o in _officers(Role.OFFICE, party=r.party))]
    for officer in _bounded(people, by):
        with translation.override(officer.language):
            said = _("The deadline moved from %(old)s to %(new)s.") % {
                "old": format_date(change.old) if change.old else _("none"),
                "new": format_date(change.new) if change.new else _("none"),
            }
            _send(officer, commitment, _("%(number)s: the deadline has changed"), said)


def _say(commitment: Commitment, words: Words, people: Iterable[Officer], *, by: Officer) -> None:
    for officer in _bounded(people, by):
        with translation.override(officer.language):
            _send(officer, commitment, _("%(number)s: news"), str(words))


def _tell(commitment: Commitment, next_code: str, people: Iterable[Officer], *, by: Officer | None) -> None:
    row = BY_CODE[next_code]
    for officer in _bounded(people, by):
        with translation.override(officer.language):
            said = _("The next step waits for you: “%(step)s”.") % {"step": row.label}
            if commitment.deadline:
                said += " " + _("Deadline: %(day)s.") % {"day": format_date(commitment.deadline)}
            group = _GROUPS.get(next_code, "to_decide")
            name = step_of(next_code, commitment) if next_code in AWAITED.values() else ""
            _send(officer, commitment, _("%(number)s waits for you"), said, kind=Kind.STEPS, group=group, about=name)


def _tell_all_done(commitment: Commitment, people: Iterable[Officer], *, by: Officer) -> None:
    for officer in _bounded(people, by):
        with translation.override(officer.language):
            _send(officer, commitment, _("%(number)s is done"), _("Every side has confirmed completion."))


def _send(
    officer: Officer,
    commitment: Commitment,
    subject: str,
    said: str,
    *,
    kind: Kind = Kind.NEWS,
    group: str = "news",
    about: str = "",
) -> None:
    notice = Notice(
        kind=kind,
        group=group,
        subject=subject % {"number": commitment.number},
        title=naming(commitment),
        detail=said,
        url=commitment.get_absolute_url(),
        about=about,
    )
    tell(officer, notice)


def _bounded(people: Iterable[Officer], by: Officer | None) -> list[Officer]:
    author = by.pk if by is not None else None
    once = {officer.pk: officer for officer in people if officer.pk != author and officer.is_active}
    return list(once.values())[:MOST]


def _people_of_leads(parts: Iterable[Responsibility]) -> list[Officer]:
    """The officers named for the task, then the heads of its lead agency."""
    people: list[Officer] = []
    for part in parts:
        people += [o for o in (part.focal_officer, part.substitute) if o is not None]
        if part.lead is not None:
            people += _officers(Role.HEAD, agency=part.lead)
    return people


def _confirmers(party: Party) -> list[Officer]:
    return [*_focal(party), *_officers(Role.OFFICE, party=party)]


def _focal(party: Party) -> list[Officer]:
    if party.focal_agency is not None:
        return _officers(Role.FOCAL, agency=party.focal_agency)
    return _officers(Role.FOCAL, party=party)


def _officers(role: Role, *, agency: Agency | None = None, party: Party | None = None) -> list[Officer]:
    """Who holds the role today in the agency (or the one that took over its work), or on the party's side."""
    links, today = lineage(), clock.today()
    locality = agency.locality_id if agency is not None else party.locality_id if party is not None else None
    if locality is None:
        return []
    held = Appointment.objects.on(today).filter(role=role, agency__locality__in=links.units_on(locality, today))
    return [
        one.officer
        for one in held.select_related("officer", "agency").order_by("pk")
        if agency is None or agency.type_id in links.types_behind(one.agency.type_id)
    ]
