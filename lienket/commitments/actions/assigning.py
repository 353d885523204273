"""T2 the Office assigns, T3 the lead agency accepts, T4 its head asks for another lead, T4b the Office keeps it."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lienket.accounts.models import Officer
from lienket.accounts.predicates import sides
from lienket.lib import clock
from lienket.lib.saving import save_clean
from lienket.lib.text import is_blank
from lienket.localities.models import Agency
from lienket.programmes.actions.records import belongs

from ..guards import pending
from ..models import Request, Responsibility, Step
from ..transitions import BY_CODE
from .taking import begin, decide, not_in_future, refuse, take


@transaction.atomic
def assign(
    responsibility: Responsibility,
    *,
    lead: Agency | None,
    coordinators: Iterable[Agency] = (),
    focal_officer: Officer | None = None,
    substitute: Officer | None = None,
    assigning_paper: str = "",
    assigning_paper_date: dt.date | None = None,
    output: str = "",
    by: Officer,
) -> Step:
    """T2: give the task to a lead agency of this party. Six things must be clear; a deadline may be left open and is counted so.

    `output` names the product where the commitment does not say it yet. Raises NotAllowed, OutOfTurn, AlreadyTaken, Incomplete.
    """
    row = BY_CODE["T2"]
    begin(responsibility, row, by)
    chosen = list(coordinators)
    commitment = responsibility.commitment
    problems: dict[str, str] = {}
    check_agency("lead", lead, responsibility, problems)
    for agency in chosen:
        check_agency("coordinators", agency, responsibility, problems)
    if lead in chosen:
        problems["coordinators"] = _(
            "The lead agency does not coordinate as well. Take it out of the coordinating agencies."
        )
    for field, officer in (("focal_officer", focal_officer), ("substitute", substitute)):
        if officer is not None and responsibility.party.locality_id not in sides(officer):
            problems[field] = _("This officer is not of %(party)s. Choose one of this side's officers.") % {
                "party": responsibility.party.locality
            }
    if not commitment.output and is_blank(output):
        problems["output"] = _("Say which product shows that it is done: a plan, minutes, a decision, a report.")
    if is_blank(assigning_paper):
        problems["assigning_paper"] = _(
            "Give the number of the assigning paper: it shows by whose authority the task is given."
        )
    if assigning_paper_date is None:
        problems["assigning_paper_date"] = _("Give the date of the assigning paper.")
    not_in_future("assigning_paper_date", assigning_paper_date, problems)
    refuse(problems)
    before = _as_assigned(responsibility)
    if not commitment.output:
        commitment.output = output
        save_clean(commitment, only=["output"])
    responsibility.coordinators.set(chosen)
    if asked := pending(responsibility, Request.Kind.REASSIGNMENT):
        decide(asked, Request.State.GRANTED, by=by)
    return take(
        responsibility,
        row,
        by=by,
        marks={
            "lead": lead,
            "focal_officer": focal_officer,
            "substitute": substitute,
            "assigning_paper": assigning_paper,
            "assigning_paper_date": assigning_paper_date,
            "assigned_on": clock.today(),
        },
        paper_number=assigning_paper,
        paper_date=assigning_paper_date,
        before=before,
        after={
            "lead": lead.name if lead else None,
            "coordinators": sorted(agency.name for agency in chosen),
            "output": commitment.output,
        },
        without_deadline=commitment.deadline is None,
    )


def _as_assigned(responsibility: Responsibility) -> dict[str, Any]:
    """What an assignment can change, as the history keeps it: agencies by name, never persons."""
    return {
        "lead": responsibility.lead.name if responsibility.lead else None,
        "coordinators": sorted(agency.name for agency in responsibility.coordinators.all()),
        "output": responsibility.commitment.output,
    }


@transaction.atomic
def accept(responsibility: Responsibility, *, receiving_division: str = "", by: Officer) -> Step:
    """T3: the lead agency takes the task on; `receiving_division` is who works on it there."""
    row = BY_CODE["T3"]
    begin(responsibility, row, by)
    marks = {"accepted_on": clock.today(), "receiving_division": receiving_division}
    return take(responsibility, row, by=by, marks=marks, note=receiving_division)


@transaction.atomic
def ask_reassignment(
    responsibility: Responsibility, *, reason: str, proposed_lead: Agency | None = None, by: Officer
) -> Step:
    """T4: the head of the lead agency hands the task back with a reason; the Office decides and assigns again."""
    row = BY_CODE["T4"]
    begin(responsibility, row, by)
    problems: dict[str, str] = {}
    if is_blank(reason):
        problems["reason"] = _("Say why the task belongs to another agency: the Office decides on it.")
    if proposed_lead is not None:
        check_agency("proposed_lead", proposed_lead, responsibility, problems)
        if proposed_lead.pk == responsibility.lead_id:
            problems["proposed_lead"] = _("This is the present lead. Propose another agency, or none.")
    refuse(problems)
    asked = Request(
        commitment=responsibility.commitment, responsibility=responsibility, side_id=responsibility.side_id, kind=Request.Kind.REASSIGNMENT,
        by_label=by.label, reason=reason, proposed_lead=proposed_lead,
    )  # fmt: skip
    save_clean(asked)
    return take(responsibility, row, by=by, marks={"assigned_on": None}, note=reason, proposed_lead=proposed_lead)


@transaction.atomic
def keep_lead(responsibility: Responsibility, *, reason: str, by: Officer) -> Step:
    """T4b: the Office refuses the request for another lead with a reason; the task stays with the agency that asked."""
    row = BY_CODE["T4b"]
    begin(responsibility, row, by)
    if is_blank(reason):
        refuse({"reason": _("Say why the task stays with the agency: it reads your reason.")})
    asked = pending(responsibility, Request.Kind.REASSIGNMENT)
    if asked is not None:
        decide(asked, Request.State.REFUSED, decision=reason, by=by)
    return take(
        responsibility, row, by=by, marks={"assigned_on": clock.today()}, note=reason,
        paper_number=responsibility.assigning_paper, paper_date=responsibility.assigning_paper_date,
    )  # fmt: skip


def check_agency(field: str, agency: Agency | None, responsibility: Responsibility, problems: dict[str, str]) -> None:
    if agency is None:
        problems[field] = _("Name the lead agency: exactly one on each side.")
    elif not belongs(agency, responsibility.party.locality):
        problems[field] = _("%(agency)s is not an agency of %(locality)s. Choose one of its own agencies.") % {
            "agency": agency,
            "locality": responsibility.party.locality,
        }
    elif agency.valid_to is not None and agency.valid_to < clock.today():
        problems[field] = _("%(agency)s no longer exists. Choose the agency that took over its work.") % {
            "agency": agency
        }
