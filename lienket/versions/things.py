"""What can have a next version: the deed that edits it, the deed's fields, and how the history keeps them."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from lienket.commitments.actions import edit_commitment
from lienket.commitments.actions.promises import as_recorded as commitment_as_recorded
from lienket.commitments.models import Commitment
from lienket.lib.audience import Audience
from lienket.localities.models import Sector
from lienket.programmes.actions import edit_programme
from lienket.programmes.actions.records import as_recorded as programme_as_recorded
from lienket.programmes.models import ContentGroup, Programme

_RELATED: Mapping[str, type[Model]] = {"sector": Sector, "group": ContentGroup}
_DAYS = {"deadline", "period_from", "period_to"}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing. `rule` is who edits it; `edit` is called with every field by name and `by`."""

    name: str
    fields: tuple[str, ...]
    edit: Callable[..., Any]
    as_recorded: Callable[[Any], dict[str, Any]]
    rule: str


COMMITMENT = Kind(
    "commitment",
    ("title", "description", "output", "deadline", "sector", "group"),
    edit_commitment,
    commitment_as_recorded,
    "commitments.edit",
)
PROGRAMME = Kind(
    "programme",
    ("title", "promise", "period_from", "period_to", "open_ended"),
    edit_programme,
    programme_as_recorded,
    "programmes.edit",
)


def kind_of(thing: Commitment | Programme) -> Kind:
    """The row of the table for this thing."""
    return COMMITMENT if isinstance(thing, Commitment) else PROGRAMME


def is_public(thing: Commitment | Programme) -> bool:
    """Strangers read the record, so an edit needs somebody else's approval."""
    if isinstance(thing, Commitment):
        return thing.audience == Audience.PUBLIC and thing.programme.audience == Audience.PUBLIC
    return thing.audience == Audience.PUBLIC


def plain(value: Any) -> Any:
    """A field's value as it is kept in a version: days in ISO form, related rows by id."""
    if isinstance(value, Model):
        return value.pk
    return value.isoformat() if isinstance(value, dt.date) else value


def living(field: str, value: Any) -> Any:
    """Back from `plain`; None for a related row that is gone."""
    if value is None:
        return None
    if field in _RELATED:
        return _RELATED[field]._default_manager.filter(pk=value).first()
    return dt.date.fromisoformat(value) if field in _DAYS else value


def present(thing: Commitment | Programme) -> dict[str, Any]:
    """The record's fields as they stand, ready for the deed."""
    return {name: getattr(thing, name) for name in kind_of(thing).fields}
