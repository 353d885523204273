"""Who came after whom, held in memory: units that merged, and types of agency that became others.

The links change only when the reference data are loaded, while every request asks them; so they are read once per
process and again after five minutes, when another process may have loaded newer data.
"""

import datetime as dt
import time
from dataclasses import dataclass

from django.apps import apps

_KEPT_FOR_SECONDS = 300
_kept: "tuple[float, Lineage] | None" = None


@dataclass(frozen=True, slots=True)
class Lineage:
    """The links of one moment, by primary key."""

    passed_into: dict[int, tuple[tuple[int, dt.date], ...]]  # unit → (successor, day), earliest first
    came_from: dict[int, tuple[int, ...]]  # unit → its direct predecessors
    type_came_from: dict[int, tuple[int, ...]]  # type of agency → the types it was formed from

    def unit_on(self, locality_id: int, day: dt.date) -> int:
        """The unit that holds this unit's ground on `day`.

        Followed only while one successor takes the whole: where a unit was divided, nobody inherits all of it, and it
        stays itself.
        """
        unit = locality_id
        while len(next_units := [s for s, on in self.passed_into.get(unit, ()) if on <= day]) == 1:
            unit = next_units[0]
        return unit

    def units_on(self, locality_id: int, day: dt.date) -> frozenset[int]:
        """Every unit that holds some of this unit's ground on `day`: more than one where it was divided."""
        next_units = [s for s, on in self.passed_into.get(locality_id, ()) if on <= day]
        if not next_units:
            return frozenset({locality_id})
        return frozenset().union(*(self.units_on(unit, day) for unit in next_units))

    def predecessors(self, locality_id: int) -> frozenset[int]:
        """Every unit that passed into this one, however long ago."""
        return _all_before(locality_id, self.came_from)

    def family(self, locality_id: int) -> frozenset[int]:
        """The unit and all its predecessors: whose papers it answers for."""
        return self.predecessors(locality_id) | {locality_id}

    def types_behind(self, type_id: int) -> frozenset[int]:
        """The type of agency and all those it was formed from."""
        return _all_before(type_id, self.type_came_from) | {type_id}


def lineage() -> Lineage:
    """The links, from memory where they are fresh."""
    global _kept  # noqa: PLW0603 - the one value this module keeps
    if _kept is None or time.monotonic() - _kept[0] > _KEPT_FOR_SECONDS:
        links = _read()
        if not links.passed_into:
            return links  # nothing loaded yet: ask again next time
        _kept = (time.monotonic(), links)
    return _kept[1]


def forget() -> None:
    """Read the links again at the next question: the reference data have changed."""
    global _kept  # noqa: PLW0603 - the one value this module keeps
    _kept = None


def _read() -> Lineage:
    successions = apps.get_model("localities", "Succession")
    became = apps.get_model("localities", "AgencyType").became.through
    passed_into: dict[int, tuple[tuple[int, dt.date], ...]] = {}
    came_from: dict[int, tuple[int, ...]] = {}
    for before, after, on in successions._default_manager.order_by("on").values_list("predecessor", "successor", "on"):
        passed_into[before] = (*passed_into.get(before, ()), (after, on))
        came_from[after] = (*came_from.get(after, ()), before)
    type_came_from: dict[int, tuple[int, ...]] = {}
    for before, after in became._default_manager.values_list("from_agencytype", "to_agencytype"):
        type_came_from[after] = (*type_came_from.get(after, ()), before)
    return Lineage(passed_into, came_from, type_came_from)


def _all_before(start: int, direct: dict[int, tuple[int, ...]]) -> frozenset[int]:
    found: set[int] = set()
    waiting = list(direct.get(start, ()))
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(direct.get(one, ()))
    return frozenset(found)
