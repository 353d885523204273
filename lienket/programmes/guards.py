"""What must hold before anybody acts for a party, whoever asks: one sentence that says why not, or None."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from lienket.accounts.predicates import sides
from lienket.lib.numbers import format_date

from .models import Party


def gone(party: Party) -> str | None:
    """Why nobody acts for this party: it left. Rooms above refuse with it, so that every page says the same."""
    if party.left_on is None:
        return None
    return _("%(party)s left the programme on %(day)s: it takes no further step here.") % {
        "party": party.locality,
        "day": format_date(party.left_on),
    }


def gone_for(actor: Any, parties: Iterable[Party]) -> str | None:
    """The same of an officer: every party of these the officer is of has left. None for those who stay, and for strangers."""
    mine = sides(actor)
    own = [party for party in parties if party.locality_id in mine]
    said = [gone(party) for party in own]
    return said[0] if said and all(said) else None
