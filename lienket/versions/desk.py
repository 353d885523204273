"""What waits for an officer: versions somebody else proposed and this officer may approve."""

import datetime as dt

from django.utils.translation import gettext as _

from lienket.accounts.models import Officer, Role
from lienket.accounts.predicates import holds
from lienket.lib.desk import DeskItem

from .models import NextVersion

SHOWN = 30


def waiting_for(officer: Officer, today: dt.date) -> list[DeskItem]:  # noqa: ARG001 - every room answers the same call
    """One line for each open version of a record the officer edits, proposed by somebody else."""
    if not holds(officer, Role.FOCAL, Role.OFFICE):
        return []
    waiting = NextVersion.objects.editable_by(officer).open().exclude(by=officer)
    return [
        DeskItem(
            kind="versions_to_approve",
            title=str(version.thing),
            url=version.thing.get_absolute_url(),
            why=_("%(who)s proposes a change of what the public reads") % {"who": version.by_label},
            urgency=3,
            illustrative=version.thing.illustrative,
        )
        for version in waiting.select_related("commitment", "programme")[:SHOWN]
    ]
