"""Moving a thing from one state to the next by compare-and-set, so that two people pressing at once cannot both succeed."""

from collections.abc import Collection
from typing import Any

from django.db.models import Model


class StaleState(Exception):
    """Somebody else moved the thing first: `expected` states were asked for, `found` is where it stands now."""

    def __init__(self, thing: Model, expected: Collection[str], found: str | None) -> None:
        super().__init__(f"{thing._meta.label} {thing.pk}: expected state in {sorted(expected)}, found {found!r}")
        self.thing, self.expected, self.found = thing, frozenset(expected), found


def move(thing: Model, *, frm: Collection[str], to: str, field: str = "state", **changes: Any) -> None:
    """Set `field` to `to` (and `changes` with it) in one UPDATE that holds only while the state is one of `frm`.

    The instance is brought up to date. Raises StaleState when no row matched.
    """
    manager = type(thing)._base_manager
    updated = manager.filter(pk=thing.pk, **{f"{field}__in": list(frm)}).update(**{field: to, **changes})
    if not updated:
        found = manager.filter(pk=thing.pk).values_list(field, flat=True).first()
        raise StaleState(thing, frm, found)
    setattr(thing, field, to)
    for name, value in changes.items():
        setattr(thing, name, value)
