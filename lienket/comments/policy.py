"""Who reads, writes, edits and withdraws a remark. Whether the reader sees the subject at all is its own room's gate."""

import datetime as dt
from typing import Any

import rules
from django.conf import settings
from django.db.models import Q

from lienket.accounts.models import Role
from lienket.accounts.predicates import holds, is_officer, sides
from lienket.lib import clock
from lienket.lib.audience import Audience


def sees(actor: Any) -> Q:
    """Remarks whose own audience lets the officer in; visitors none. The subject's gate is asked beside it."""
    mine = sides(actor)
    if not mine:
        return Q(pk__in=[])
    return Q(audience=Audience.PARTIES) | Q(side__in=mine)


def talks(actor: Any, subject: Any) -> bool:
    """An officer of a side that shares the subject reads and writes remarks on it."""
    mine = sides(actor)
    return any(side.pk in mine for side in subject.sides)


def is_author(actor: Any, remark: Any) -> bool:
    """The person who wrote it, while still an officer of the side it was written for."""
    return is_officer(actor) and remark.by_id == actor.pk and remark.side_id in sides(actor)


def edits(actor: Any, remark: Any) -> bool:
    """The author, for a while: afterwards others have read and answered it."""
    return is_author(actor, remark) and remark.withdrawn_at is None and clock.now() < edit_until(remark)


def edit_until(remark: Any) -> dt.datetime:
    """The moment after which the words stand."""
    until: dt.datetime = remark.at + dt.timedelta(minutes=settings.REMARK_EDIT_MINUTES)
    return until


def withdraws(actor: Any, remark: Any) -> bool:
    """The author at any time; the security officer of the author's side, who closes what should never have been written."""
    return is_author(actor, remark) or holds(actor, Role.SECURITY, locality=remark.side_id)


rules.add_rule("comments.remark", talks)  # the thing is a Subject
rules.add_rule("comments.edit", edits)
rules.add_rule("comments.withdraw", withdraws)
