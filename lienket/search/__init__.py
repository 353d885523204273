"""One index of everything that can be found. `search.find(…)` asks it; `search.actions` keeps it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.contrib.auth.models import AnonymousUser

    from lienket.accounts.models import Officer
    from lienket.search.finding import Found


def find(
    query: str, *, user: "Officer | AnonymousUser", kinds: "Collection[str]" = (), limit: int = 25, offset: int = 0
) -> "Found":
    """See lienket.search.finding.find; imported late because models are not ready when this package is first imported."""
    from lienket.search import finding

    return finding.find(query, user=user, kinds=kinds, limit=limit, offset=offset)
