"""Who may record and read figures.

A side records its own figures, and those its papers tell of a locality it cooperates with; never a stranger's.
"""

from typing import Any

import rules
from django.db.models import Q

from lienket.accounts.models import Role
from lienket.accounts.predicates import holds, sides
from lienket.lib.audience import Audience
from lienket.programmes.models import Party
from lienket.programmes.policy import edited_parties


def sees(actor: Any) -> Q:
    """Public figures for anyone; internal ones for the locality itself and, unless its own alone, its programme's parties."""
    public = Q(audience=Audience.PUBLIC)
    mine = sides(actor)
    if not mine:
        return public
    shared = Party.objects.filter(locality__in=mine).values("programme")
    return public | Q(locality__in=mine) | Q(audience=Audience.PARTIES, programme__in=shared)


def records_for_locality(actor: Any, locality: Any) -> bool:
    """Focal agency or Office, for its own locality or one it cooperates with."""
    if not holds(actor, Role.FOCAL, Role.OFFICE):
        return False
    if locality is None or locality.pk in sides(actor):
        return True
    written = Party.objects.filter(pk__in=edited_parties(actor)).values("programme")
    return Party.objects.filter(programme__in=written, locality=locality).exists()


def keeps_figure(actor: Any, figure: Any) -> bool:
    """The same, of the figure's locality; a side's own figure only by that side."""
    if figure is None:
        return holds(actor, Role.FOCAL, Role.OFFICE)
    if figure.audience == Audience.SIDE and figure.locality_id not in sides(actor):
        return False
    return records_for_locality(actor, figure.locality)


rules.add_rule("indicators.record", records_for_locality)
rules.add_rule("indicators.supersede", keeps_figure)
rules.add_rule("indicators.withdraw", keeps_figure)
