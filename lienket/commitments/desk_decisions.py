"""What waits to be decided: requests for more time, the other side's consent to stop or to carry over, a pause that is over."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import Any

from django.db.models import DateField, F, Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from lienket.accounts.models import Officer, Role
from lienket.accounts.policy import can
from lienket.accounts.predicates import holds, sides
from lienket.lib.desk import MOST_OF_A_SORT, DeskItem
from lienket.lib.numbers import format_date
from lienket.lib.questions import Given, ask

from .guards import pending
from .models import CommitmentState as S
from .models import Pause, Request, Responsibility
from .transitions import BY_CODE, UNFINISHED, Transition


def decisions_waiting_for(officer: Officer, today: dt.date) -> list[DeskItem]:
    """For the Office and the focal agency only. Kinds: to_decide, to_resume, to_hand_over. Five queries at most."""
    if not holds(officer, Role.OFFICE, Role.FOCAL):
        return []
    own = sorted(sides(officer))
    given = {f"side{n}": pk for n, pk in enumerate(own)}
    waiting = ask(("decisions waiting", len(own)), partial(_waiting, len(own)), today=today, **given)
    if not waiting:
        return []
    parts = (
        Responsibility.objects.filter(pk__in=waiting)
        # Rights ask agencies for the ids of type and locality only.
        .select_related("commitment", "party__locality", "party__focal_agency", "lead")
        .defer("commitment__citations", "commitment__description", "commitment__folded")
        .prefetch_related(
            "requests",
            "commitment__pauses",
            Prefetch(
                "commitment__responsibilities",
                Responsibility.objects.select_related("party__locality", "party__focal_agency"),
            ),
        )
        .order_by("commitment__deadline", "commitment_id")
    )
    return [item for part in parts for item in _items(part, officer, today)]


def earliest_of_each(sorts: Iterable[QuerySet[Responsibility]], most: int) -> QuerySet[Responsibility, int]:
    """Ids of the parts of each sort with the earliest deadlines, at most so many, those without one last."""
    by_deadline = F("commitment_deadline").asc(nulls_last=True)
    firsts = [parts.order_by(by_deadline, "commitment_id").values("pk")[:most] for parts in sorts]
    # Wrapped once more, because SQLite takes no LIMIT within a UNION.
    one, *others = [
        Responsibility.objects.order_by().filter(pk__in=some).values_list("pk", flat=True) for some in firsts
    ]
    return one.union(*others)


def _waiting(own: int) -> QuerySet[Responsibility, int]:
    """Ids of the parts of so many own sides that something waits for, of each sort the ones with the earliest deadlines.

    Each sort is asked for by itself, because each is found through what is rare: an open request, an agreement, a pause that is
    over, an office or a party that is gone.
    """
    own_sides: list[Any] = [Given(f"side{n}") for n in range(own)]
    mine = Responsibility.objects.filter(side__pk__in=own_sides, party__left_on=None, commitment_state__in=UNFINISHED)
    others = Responsibility.objects.filter(commitment_state__in=UNFINISHED)
    agreeing = others.filter(agreeing=True)
    stopping, carrying = agreeing.filter(stopping_on__isnull=False), agreeing.filter(carrying_on__isnull=False)
    gone = others.filter(party__left_on__isnull=False, released_on=None)
    over = Pause.objects.filter(ended_on=None, expected_on__lte=Given("today", DateField()))
    asked = Request.objects.filter(state=Request.State.PENDING, kind=Request.Kind.EXTENSION, side__pk__in=own_sides)
    sorts = (
        mine.filter(pk__in=asked.values("responsibility")),
        mine.filter(stopping_on=None, commitment__in=stopping.values("commitment")),
        mine.filter(carrying_on=None, commitment__in=carrying.values("commitment")),
        mine.filter(commitment_state=S.PAUSED, acting=True, commitment__in=over.values("commitment")),
        mine.filter(successor_asked_on__isnull=False),
        mine.filter(commitment__in=gone.values("commitment")),
    )
    return earliest_of_each(sorts, MOST_OF_A_SORT)


def _items(part: Responsibility, officer: Officer, today: dt.date) -> list[DeskItem]:
    commitment = part.commitment
    found = []
    extension = pending(part, Request.Kind.EXTENSION)
    if extension is not None and can(officer, "commitments.approve_extension", part):
        why = _("%(who)s asks for more time, until %(day)s.") % {
            "who": part.lead,
            "day": format_date(extension.proposed) if extension.proposed else "–",
        }
        found.append(_entry(part, BY_CODE["T13b"], "to_decide", why, urgency=1))
    for code, mark in (("T11", "stopping_on"), ("T12", "carrying_on")):
        row = BY_CODE[code]
        agreed = [r for r in commitment.responsibilities.all() if getattr(r, mark) is not None]
        if agreed and getattr(part, mark) is None and can(officer, row.deed, part):
            why = (_("%(party)s has agreed to stop it.") if code == "T11" else _("%(party)s carries it over.")) % {
                "party": agreed[0].party.locality
            }
            found.append(_entry(part, row, "to_decide", why, urgency=2))
    if part.successor_asked_on is not None and can(officer, "commitments.hand_over", part):
        # Where one successor is known the system passes the task on by itself; only what is asked for stays here.
        why = _("%(agency)s no longer exists; say which agency leads now.") % {"agency": part.lead}
        address = f"{reverse('commitments:hand_over', args=[commitment.pk])}?ben={part.pk}"
        found.append(replace(_entry(part, BY_CODE["T2"], "to_hand_over", why, urgency=1), url=address))
    for gone in commitment.responsibilities.all():
        if gone.party.left_on and not gone.released_on and can(officer, "commitments.go_on_without", gone):
            why = _("%(party)s left the programme on %(day)s: does this stop, or go on without it?") % {
                "party": gone.party.locality,
                "day": format_date(gone.party.left_on),
            }
            address = f"{reverse('commitments:go_on_without', args=[commitment.pk])}?ben={gone.pk}"
            found.append(replace(_entry(part, BY_CODE["T11"], "to_decide", why, urgency=2), url=address))
    for pause in commitment.pauses.all():
        over = commitment.state == S.PAUSED and pause.ended_on is None and pause.expected_on <= today
        if over and part.acting and can(officer, "commitments.resume", part):
            why = _("It was expected to go on %(day)s.") % {"day": format_date(pause.expected_on)}
            found.append(_entry(part, BY_CODE["T10b"], "to_resume", why, urgency=3, due=pause.expected_on))
    return found


def _entry(
    part: Responsibility, row: Transition, kind: str, why: str, *, urgency: int, due: dt.date | None = None
) -> DeskItem:
    commitment = part.commitment
    return DeskItem(
        kind=kind,
        title=f"{commitment.number} · {commitment.title}",
        url=f"{reverse(row.page, args=[commitment.pk])}?ben={part.pk}",
        why=why,
        due=due or commitment.deadline,
        urgency=urgency,
        illustrative=commitment.illustrative,
    )
