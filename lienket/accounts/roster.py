"""Who holds which role on a day, for everybody at once: the answers of `predicates.holds`, turned round, from one query.

For work that concerns many officers (reminders, the daily digest), where asking officer by officer would take minutes.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from lienket.localities.lineage import Lineage, lineage

from .models import Appointment, Officer, Role


@dataclass(frozen=True, slots=True)
class Roster:
    """Active officers by role and place on `day`. A merged unit or agency is answered for by the one that took it over."""

    day: dt.date
    officers: dict[int, Officer]
    _links: Lineage
    _by_agency: dict[tuple[str, int, int], list[int]]  # role, unit of the day, type of agency → officers
    _by_unit: dict[tuple[str, int], list[int]]

    @classmethod
    def on(cls, day: dt.date) -> "Roster":
        """Read it, in one query."""
        links = lineage()
        officers: dict[int, Officer] = {}
        by_agency: dict[tuple[str, int, int], list[int]] = defaultdict(list)
        by_unit: dict[tuple[str, int], list[int]] = defaultdict(list)
        held = Appointment.objects.on(day).filter(officer__is_active=True).select_related("officer", "agency")
        for one in held.order_by("officer", "pk"):
            officers[one.officer_id] = one.officer
            unit = links.unit_on(one.agency.locality_id, day)
            by_unit[one.role, unit].append(one.officer_id)
            for type_id in links.types_behind(one.agency.type_id):
                by_agency[one.role, unit, type_id].append(one.officer_id)
        return cls(day, officers, links, dict(by_agency), dict(by_unit))

    def of_agency(self, locality_id: int, type_id: int, roles: Iterable[Role]) -> list[int]:
        """Ids of the officers who hold one of `roles` in the agency of this type and locality, or in its successor."""
        units = self._links.units_on(locality_id, self.day)
        return _once(
            pk for role in roles for unit in sorted(units) for pk in self._by_agency.get((role, unit, type_id), ())
        )

    def of_locality(self, locality_id: int, roles: Iterable[Role]) -> list[int]:
        """Ids of the officers who hold one of `roles` anywhere on this side."""
        units = self._links.units_on(locality_id, self.day)
        return _once(pk for role in roles for unit in sorted(units) for pk in self._by_unit.get((role, unit), ()))


def _once(ids: Iterable[int]) -> list[int]:
    return list(dict.fromkeys(ids))
