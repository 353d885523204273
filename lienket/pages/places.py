"""The localities that stand in filters and lists: those with a programme one may see."""

from typing import Any

from django.db.models import OuterRef, Subquery

from lienket.localities.models import Locality, LocalityQuerySet
from lienket.programmes.models import Programme


def places_with_programmes(user: Any) -> LocalityQuerySet:
    """Parties of the programmes `user` may see, now or before. Each is asked for one such programme, not all programmes for theirs."""
    theirs = Programme.objects.visible_to(user).filter(parties__locality=OuterRef("pk")).order_by()
    return Locality.objects.filter(pk=Subquery(theirs.values("parties__locality")[:1]))
