"""Who proposes, approves and drops the next version of a public record."""

from typing import Any

import rules

from lienket.accounts.policy import can

from .things import kind_of


def edits(actor: Any, thing: Any) -> bool:
    """Focal agency or Office of a party: who edits the record."""
    return can(actor, kind_of(thing).rule, thing)


def approves(actor: Any, version: Any) -> bool:
    """The same, but never the person who proposed it: the public reads what two people have seen."""
    return version.by_id != actor.pk and edits(actor, version.thing)


rules.add_rule("versions.propose", edits)
rules.add_rule("versions.approve", approves)
rules.add_rule("versions.drop", lambda actor, version: edits(actor, version.thing))
