"""Telling those who can approve that a version waits."""

from django.utils import translation
from django.utils.translation import gettext as _

from lienket.accounts.models import Officer, Role
from lienket.comments.people import seats
from lienket.commitments.models import Commitment
from lienket.notices.kinds import Kind
from lienket.notices.telling import Notice, tell
from lienket.programmes.models import Programme

from .models import NextVersion

MOST = 20


def tell_of_version(version: NextVersion, thing: Commitment | Programme, *, by: Officer) -> None:
    """The focal agencies and Offices of the proposer's own side: a colleague approves."""
    if by.side is None:
        return
    held = seats([by.side]).filter(role__in=(Role.FOCAL, Role.OFFICE)).exclude(officer=by).select_related("officer")
    number = thing.number if isinstance(thing, Commitment) else thing.title
    for officer in {one.officer_id: one.officer for one in held.order_by("pk")[:MOST]}.values():
        with translation.override(officer.language):
            notice = Notice(
                kind=Kind.STEPS,
                group="to_decide",
                subject=_("%(number)s: a version waits for approval") % {"number": number[:200]},
                title=_("A change of what the public reads waits for approval: %(number)s") % {"number": number},
                detail=_("Proposed by %(who)s.") % {"who": version.by_label},
                url=thing.get_absolute_url(),
            )
            tell(officer, notice)
