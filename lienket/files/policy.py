"""The gate of stored files, and who may lock one."""

from typing import Any

import rules
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Q

from lienket.accounts.models import Officer
from lienket.accounts.predicates import sides
from lienket.lib.audience import Audience


def may_open(user: Officer | AnonymousUser, sharing: type[Model]) -> Q:
    """Which files `user` may open: public ones anybody; PARTIES the officers of `side` and `sides`; SIDE those of `side`.

    `sharing` is the table between files and the sides they are shared with (models.py hands it in, for it imports this file).
    """
    public, mine = Q(audience=Audience.PUBLIC), sides(user)
    if not mine:
        return public
    rows: Any = sharing._default_manager
    shared = rows.filter(locality__in=mine).values("storedfile")
    return public | Q(side__in=mine) | Q(audience=Audience.PARTIES, pk__in=shared)


def may_lock(actor: Officer | AnonymousUser, file: Any) -> bool:
    """Any officer of a side that has the file: whoever sees a secret must be able to close it at once (handbook, section 10)."""
    mine = sides(actor)
    return file.side_id in mine or file.sides.filter(pk__in=mine).exists()


rules.add_rule("files.lock", may_lock)
