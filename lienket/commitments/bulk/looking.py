"""How a commitment stands, as a person reads it, and as one value that changes whenever anything a deed asks for does."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Max
from django.utils.translation import gettext as _

from lienket.lib.audience import Audience
from lienket.lib.numbers import format_date

from ..models import Commitment, Request

_SHORT = 12  # characters: a day, "none"
UNDONE_BY = ("title", "output", "state", "deadline", "sector_id", "group_id", "audience")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing a deed may change: its name and its value, in words."""

    label: str
    words: str


def facts(commitment: Commitment) -> list[Fact]:
    """What a bulk deed can change of a commitment, fresh from the database."""
    said = [
        Fact(_("Content"), commitment.title),
        Fact(_("Product"), commitment.output or _("none")),
        Fact(_("State"), commitment.get_state_display()),
        Fact(_("Deadline"), format_date(commitment.deadline) if commitment.deadline else _("none")),
        Fact(_("Sector"), str(commitment.sector or _("none"))),
        Fact(_("Content group"), str(commitment.group or _("none"))),
        Fact(_("Who may see it"), str(Audience(commitment.audience).label)),
    ]
    for part in commitment.responsibilities.with_people().prefetch_related("requests"):
        party = part.party.locality.short_name
        said.append(Fact(_("Lead agency of %(party)s") % {"party": party}, str(part.lead or _("none"))))
        given = f"{part.assigning_paper}" if part.assigned_on else _("not assigned")
        said.append(Fact(_("Assigned for %(party)s") % {"party": party}, given))
        asked = [r for r in part.requests.all() if r.state == Request.State.PENDING and r.proposed is not None]
        words = format_date(asked[0].proposed) if asked else _("none")
        said.append(Fact(_("Extension asked for by %(party)s") % {"party": party}, words))
    return said


def difference(before: Sequence[Fact], after: Sequence[Fact]) -> str:
    """ "Deadline: 31/12/2026 → 31/03/2027; …"."""
    pairs = [(b.label, from_to(b.words, a.words)) for b, a in zip(before, after, strict=True) if b.words != a.words]
    return "; ".join(f"{label}: {pair}" for label, pair in pairs)


def from_to(before: str, after: str) -> str:
    """ "31/12/2026 → 31/03/2027"; a pair as short as two days is not torn apart at the end of a line."""
    gap = "\u00a0" if max(len(before), len(after)) <= _SHORT else " "
    return f"{before.replace(' ', gap)}{gap}→{gap}{after.replace(' ', gap)}"


def fingerprint(commitment: Commitment) -> str:
    """A value that differs as soon as the record, a part, a step, an update or a request of the commitment does."""
    seen: list[Any] = [
        Commitment.objects.filter(pk=commitment.pk).values_list().first(),
        list(commitment.responsibilities.order_by("pk").values_list()),
        commitment.steps.aggregate(Max("pk")),
        commitment.deadline_changes.aggregate(Max("pk")),
        list(commitment.requests.order_by("pk").values_list("pk", "state")),
    ]
    return hashlib.sha256(json.dumps(seen, cls=DjangoJSONEncoder).encode()).hexdigest()[:16]


def kept(commitment: Commitment) -> dict[str, Any]:
    """What taking a deed back needs, as plain values."""
    deadline = commitment.deadline.isoformat() if commitment.deadline else None
    return {name: getattr(commitment, name) for name in UNDONE_BY} | {"deadline": deadline}
