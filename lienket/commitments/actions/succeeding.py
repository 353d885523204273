"""Agencies merge on a date: what their successors inherit. One successor takes the task by itself; several or none are decided."""

from itertools import product

from django.db import transaction
from django.utils.translation import gettext as _

from lienket.accounts.models import Officer
from lienket.accounts.policy import require
from lienket.audit import actions as audit
from lienket.lib import clock
from lienket.lib.saving import save_clean
from lienket.localities.actions import establish_agency
from lienket.localities.models import Agency, AgencyType, Locality

from .. import mail
from ..indexing import index_commitment
from ..models import CommitmentState, LeadChange, Responsibility
from ..refusals import OutOfTurn
from ..transitions import UNFINISHED
from .assigning import check_agency
from .taking import hold, refuse

_PASSED_ON = [
    state for state in UNFINISHED if state != CommitmentState.DRAFTED
]  # a draft's lead is named by the Office


def successors(agency: Agency) -> list[tuple[AgencyType, Locality]]:
    """Who could hold the agency's work today, by type and locality: the types its own became, in the units its place passed into."""
    today = clock.today()
    types, waiting = [], [agency.type]
    while waiting:
        one = waiting.pop(0)
        if one.valid_to is None or one.valid_to >= today:
            types.append(one)
        else:
            waiting += one.became.all()
    return [
        (type_, unit)
        for type_, unit in product(dict.fromkeys(types), agency.locality.successors_on(today))
        if (not type_.for_kind or type_.for_kind == unit.kind) and (not type_.only_in or unit.code in type_.only_in)
    ]


def pass_to_successors() -> int:
    """Pass open commitments of agencies that no longer exist to the one agency that took their work over; how many. Periodic.

    Where several did or none, the party's focal agency is asked, once. Coordinating agencies pass where there is one successor;
    where there are several the old one stays, and the officers of each may contribute.
    """
    passed = 0
    gone = Responsibility.objects.filter(
        lead__valid_to__lt=clock.today(),
        assigned_on__isnull=False,
        commitment__state__in=_PASSED_ON,
        party__left_on=None,
    )
    for pk in gone.values_list("pk", flat=True):
        passed += _pass_on(pk)
    return passed


@transaction.atomic
def hand_over(responsibility: Responsibility, *, lead: Agency | None, reason: str = "", by: Officer) -> LeadChange:
    """The focal agency of the party names who leads now that the lead agency is no more."""
    commitment = responsibility.commitment
    hold(commitment)
    responsibility.refresh_from_db()
    require(by, "commitments.hand_over", responsibility)
    old = lead_that_is_gone(responsibility)
    problems: dict[str, str] = {}
    check_agency("lead", lead, responsibility, problems)
    refuse(problems)
    if lead is None:
        raise LookupError("check_agency lets nobody in without an agency")
    return _change(responsibility, old, lead, verb="commitments.handed_over", reason=reason, by=by)


def lead_that_is_gone(responsibility: Responsibility) -> Agency:
    """The lead agency whose place a successor takes. Raises OutOfTurn where it still exists, or nothing passes on."""
    lead = responsibility.lead
    if lead is None or not _is_gone(lead) or responsibility.commitment.state not in _PASSED_ON:
        raise OutOfTurn(_("The lead agency still exists. The Office changes an assignment."))
    return lead


def _is_gone(agency: Agency) -> bool:
    return agency.valid_to is not None and agency.valid_to < clock.today()


@transaction.atomic
def _pass_on(pk: int) -> bool:
    """Pass one party's part on, or ask; whether it was passed."""
    responsibility = Responsibility.objects.with_people().get(pk=pk)
    hold(responsibility.commitment)
    responsibility.refresh_from_db(fields=["lead", "successor_asked_on"])
    old = responsibility.lead
    if old is None or not _is_gone(old) or responsibility.commitment.state not in _PASSED_ON:
        return False
    found = successors(old)
    if len(found) == 1:
        ((type_, unit),) = found
        new = establish_agency(type_.code, unit, by=None)
        _change(responsibility, old, new, verb="commitments.passed_on", by=None)
        return True
    if responsibility.successor_asked_on is None:
        responsibility.successor_asked_on = clock.today()
        save_clean(responsibility, only=["successor_asked_on"])
        audit.record(
            by=None, verb="commitments.successor_asked", thing=responsibility.commitment,
            side=responsibility.party.locality, number=responsibility.commitment.number, old=old.name,
        )  # fmt: skip
        mail.ask_for_successor(responsibility)
    return False


def _change(
    responsibility: Responsibility, old: Agency, new: Agency, *, verb: str, reason: str = "", by: Officer | None
) -> LeadChange:
    """What naming the successor does: the old name stays in the trail, index and people are told."""
    commitment = responsibility.commitment
    responsibility.lead, responsibility.successor_asked_on = new, None
    save_clean(responsibility, only=["lead", "successor_asked_on"])
    for agency in responsibility.coordinators.filter(valid_to__lt=clock.today()):
        heirs = successors(agency)
        if len(heirs) == 1:
            responsibility.coordinators.remove(agency)
            heir = establish_agency(heirs[0][0].code, heirs[0][1], by=by)
            if heir != new:
                responsibility.coordinators.add(heir)
    if new in responsibility.coordinators.all():
        responsibility.coordinators.remove(new)  # who leads does not coordinate as well
    change = LeadChange(
        commitment=commitment, responsibility=responsibility, old=old, new=new, reason=reason, by=by,
        by_label=by.label if by is not None else "",
    )  # fmt: skip
    save_clean(change)
    audit.record(
        by=by, verb=verb, thing=commitment, side=responsibility.party.locality, number=commitment.number,
        old=old.name, new=new.name,
    )  # fmt: skip
    index_commitment(commitment)
    mail.tell_new_lead(responsibility, old, by=by)
    return change
