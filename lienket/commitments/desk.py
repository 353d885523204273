"""What waits for an officer in this room: the step before the officer's own side, with the page that takes it. Few queries."""

import datetime as dt
from collections.abc import Collection
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from lienket.accounts.models import Officer, Role
from lienket.accounts.policy import can
from lienket.accounts.predicates import agencies_held, holds, sides
from lienket.lib.desk import MOST_OF_A_STATE, DeskItem
from lienket.lib.numbers import format_date
from lienket.lib.questions import Given, ask
from lienket.lib.working_days import add_working_days
from lienket.localities.models import Agency

from .desk_decisions import decisions_waiting_for, earliest_of_each
from .desk_reminders import reminded_of, with_reminders
from .models import CommitmentState as S
from .models import Responsibility
from .policy import lead_works
from .timeliness import soon
from .transitions import BY_CODE, WORKS, Transition

MOST = 300
_DAYS_TO_ACCEPT = 2  # working days, handbook T3


def waiting_for(officer: Officer, today: dt.date) -> list[DeskItem]:
    """What the officer's side has to do next and this officer may do, most urgent first.

    Kinds: overdue, to_accept, to_confirm, due_soon, to_assign, to_start, to_report, of desk_decisions.py to_decide, to_resume,
    to_hand_over, and reminded, of what was chased up to this rung. Closed commitments wait for nobody.
    """
    if not sides(officer):
        return []
    parts = (
        Responsibility.objects.filter(pk__in=_most_urgent(officer))  # first which, then all about them
        # Rights ask agencies for the ids of type and locality only.
        .select_related("commitment", "party__focal_agency", "lead")
        .defer("commitment__citations", "commitment__description", "commitment__folded")
        .order_by("commitment__deadline", "commitment_id")
    )
    found = {part.pk: item for part in parts if (item := _item(part, officer, today)) is not None}
    items = [*with_reminders(found), *decisions_waiting_for(officer, today), *reminded_of(officer, today)]
    return sorted(items, key=lambda item: item.order)[:MOST]


def _most_urgent(officer: Officer) -> list[int]:
    """Ids of the parts that may wait for this officer; of each state the ones with the earliest deadlines, however many there are.

    Every agency, side and state is asked for by itself, because only so the database reads its index in order and stops.
    """
    held = (
        Agency.objects.filter(agencies_held(officer, Role.DESK, Role.HEAD)).order_by("pk").values_list("pk", flat=True)
    )
    leads = list(held) if holds(officer, Role.DESK, Role.HEAD) else []
    own = sorted(sides(officer))
    waits = [S.DRAFTED] if holds(officer, Role.OFFICE) else []
    waits += [S.AWAITING_CONFIRMATION] if holds(officer, Role.OFFICE, Role.FOCAL) else []
    given = {f"lead{n}": pk for n, pk in enumerate(leads)} | {f"side{n}": pk for n, pk in enumerate(own)}
    form = ("most urgent", len(leads), len(own), *waits)
    return ask(form, partial(_of_each, len(leads), len(own), waits), officer=officer.pk, **given)


def _of_each(leads: int, own: int, waits: Collection[S]) -> QuerySet[Responsibility, int]:
    """So many lead agencies, so many sides, and the states in which a commitment waits for a whole side."""
    there = Responsibility.objects.filter(party__left_on=None)
    works = there.filter(acting=True, reported_on=None)
    theirs = [works.filter(lead=Given(f"lead{n}"), commitment_state=state) for n in range(leads) for state in WORKS]
    of_side = {
        S.DRAFTED: there.filter(commitment_state=S.DRAFTED, acting=True, assigned_on=None),
        S.AWAITING_CONFIRMATION: there.filter(commitment_state=S.AWAITING_CONFIRMATION, confirmed_on=None),
    }
    sides_of: list[Any] = [Given(f"side{n}") for n in range(own)]
    as_substitute = works.filter(commitment_state__in=WORKS, substitute=Given("officer"), side__pk__in=sides_of)
    every = [*theirs, *(of_side[state].filter(side=one) for one in sides_of for state in waits), as_substitute]
    return earliest_of_each(every, MOST_OF_A_STATE)


def _item(part: Responsibility, officer: Officer, today: dt.date) -> DeskItem | None:
    match part.commitment.state:
        case S.DRAFTED if part.acting and part.assigned_on is None and can(officer, "commitments.assign", part):
            return _entry(part, BY_CODE["T2"], "to_assign", _("A draft waits to be assigned."), urgency=4)
        case S.AWAITING_CONFIRMATION if part.confirmed_on is None and can(
            officer, "commitments.confirm_completion", part
        ):
            return _entry(part, BY_CODE["T8"], "to_confirm", _to_confirm(part), urgency=2)
        case S.ASSIGNED | S.ACCEPTED | S.IN_PROGRESS if part.acting and lead_works(officer, part):
            return _for_the_lead(part, officer, today)
    return None


def _for_the_lead(part: Responsibility, officer: Officer, today: dt.date) -> DeskItem | None:
    """What a lead agency has before it: accept, begin, deliver, or say where it stands."""
    commitment = part.commitment
    deadline = commitment.deadline
    if commitment.state == S.ASSIGNED:
        if part.accepted_on is not None:
            return None
        answer_by = add_working_days(part.assigned_on, _DAYS_TO_ACCEPT) if part.assigned_on else None
        why = _("Assigned by paper %(paper)s.") % {"paper": part.assigning_paper}
        return _entry(part, BY_CODE["T3"], "to_accept", why, urgency=1, due=answer_by)
    if part.reported_on is not None:
        return None
    step = BY_CODE["T5"] if commitment.state == S.ACCEPTED else BY_CODE["T6"]
    if deadline is not None and deadline < today:
        if commitment.state == S.IN_PROGRESS and can(officer, "commitments.report_completion", part):
            step = BY_CODE["T7"]
        why = _("The deadline was %(day)s.") % {"day": format_date(deadline)}
        return _entry(part, step, "overdue", why, urgency=0)
    if deadline is not None and deadline <= soon(today):
        why = _("The deadline is %(day)s.") % {"day": format_date(deadline)}
        return _entry(part, step, "due_soon", why, urgency=2)
    if commitment.state == S.ACCEPTED:
        return _entry(part, step, "to_start", _("Accepted, not begun."), urgency=5)
    last = commitment.last_activity_on
    if last is None or last <= today - dt.timedelta(days=settings.SILENT_DAYS):
        why = (
            _("Nothing has been reported since %(day)s.") % {"day": format_date(last)}
            if last
            else _("Nothing has been reported yet.")
        )
        return _entry(part, step, "to_report", why, urgency=6)
    return None


def _to_confirm(part: Responsibility) -> str:
    if part.output_paper:
        return _("Reported complete with paper %(paper)s.") % {"paper": part.output_paper}
    return _("The acting side has reported completion; your side confirms what it received.")


def _entry(
    part: Responsibility, step: Transition, kind: str, why: str, *, urgency: int, due: dt.date | None = None
) -> DeskItem:
    commitment = part.commitment
    return DeskItem(
        kind=kind,
        title=f"{commitment.number} · {commitment.title}",
        url=f"{reverse(step.page, args=[commitment.pk])}?ben={part.pk}",
        why=why,
        due=due or commitment.deadline,
        urgency=urgency,
        illustrative=commitment.illustrative,
    )
