"""Reminders on the desk: beside what waits, when it was chased; and for the rungs above, what was chased up to them. Two queries."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from django.db.models import Count, Max
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lienket.accounts.models import Officer, Role
from lienket.accounts.predicates import holds
from lienket.lib.desk import DeskItem
from lienket.lib.numbers import format_date

from .chase import Chase, Reason, Rung
from .chasing import is_pressed, waiting_parts
from .models import Responsibility
from .reminding import said_of

LOOK_BACK = dt.timedelta(
    days=45
)  # longer than LADDER_EVERY with Tết in it: what was chased before was chased again, or is settled
MOST = 100


def with_reminders(items: Mapping[int, DeskItem]) -> list[DeskItem]:
    """The items, by responsibility, each saying how often and when it was chased."""
    if not items:
        return []
    chased = Chase.objects.filter(responsibility__in=items).order_by().values("responsibility")
    counts = {row["responsibility"]: row for row in chased.annotate(n=Count("pk"), last=Max("sent_on"))}
    return [
        replace(item, why=f"{item.why} {_so_often(counts[pk]['n'], counts[pk]['last'])}") if pk in counts else item
        for pk, item in items.items()
    ]


def _so_often(count: int, last: dt.date) -> str:
    said = ngettext("Reminded once, on %(day)s.", "Reminded %(n)s times, last on %(day)s.", count)
    return said % {"n": count, "day": format_date(last)}


def reminded_of(officer: Officer, today: dt.date) -> list[DeskItem]:
    """What was chased up to the focal agency or the Office this officer works in, and still waits: one item for each part."""
    if not holds(officer, Role.FOCAL, Role.OFFICE):
        return []
    chased = Chase.objects.filter(
        recipients=officer, rung__in=[Rung.FOCAL, Rung.OFFICE], sent_on__gt=today - LOOK_BACK
    ).order_by("pk")
    last = {chase.responsibility_id: chase for chase in chased}
    parts = waiting_parts().filter(pk__in=last).order_by("commitment__deadline", "pk")[:MOST]
    return [_item(last[part.pk], part, today) for part in parts if is_pressed(part)]


def _item(chase: Chase, part: Responsibility, today: dt.date) -> DeskItem:
    commitment = part.commitment
    said = [
        f"{chase.get_reason_display()}: {part.lead or part.party.locality}.",
        said_of(commitment, Reason.SILENT, today)
        if chase.reason == Reason.SILENT
        else "",  # the deadline stands beside it
        _("You were told on %(day)s.") % {"day": format_date(chase.sent_on)},
    ]
    return DeskItem(
        kind="reminded",
        title=f"{commitment.number} · {commitment.title}",
        url=reverse("commitments:chase_by_hand", args=[commitment.pk]),
        why=" ".join(sentence for sentence in said if sentence),
        due=commitment.deadline,
        urgency=3,
        illustrative=commitment.illustrative,
    )
