"""Who can be mentioned: the officers who may read the remark, those nearest to the work first."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from lienket.accounts.models import Appointment, Officer, Role
from lienket.lib import clock
from lienket.lib.text import searchable
from lienket.localities.lineage import lineage
from lienket.localities.models import Locality

from .subjects import Subject

OFFERED = 40
_COMPILE = (Role.FOCAL, Role.OFFICE)


def seats(sides: Iterable[Locality]) -> QuerySet[Appointment]:
    """Appointments in force today of active officers who act for one of the sides, as `accounts.predicates.sides` has it."""
    links, today = lineage(), clock.today()
    units = {unit for side in sides for unit in links.units_on(side.pk, today)}
    places = frozenset().union(*(links.family(unit) for unit in units)) if units else frozenset()
    return Appointment.objects.on(today).filter(agency__locality__in=places, officer__is_active=True)


def readers(sides: Iterable[Locality]) -> QuerySet[Officer]:
    """The officers who may read what is for these sides."""
    return Officer.objects.filter(pk__in=seats(sides).values("officer"))


def offered(subject: Subject, author: Officer) -> list[tuple[Officer, str]]:
    """The people nearest to the work with their office, for a list to choose from; the author's own side first."""
    near = Q(agency__in=subject.agencies) | Q(role__in=_COMPILE)
    found = seats(subject.sides).filter(near).exclude(officer=author)
    mine = {held.agency.locality_id for held in author.appointments_on(clock.today())}
    ordered = sorted(
        found.select_related("officer", "agency__locality", "agency__type"),
        key=lambda one: (
            one.agency.locality_id not in mine, one.agency.sort_key, one.officer.sort_key, one.officer_id, one.pk,
        ),
    )  # fmt: skip
    once = {one.officer_id: (one.officer, str(one.agency)) for one in reversed(ordered)}
    return list(reversed(once.values()))[:OFFERED]


def matching(subject: Subject, query: str, most: int = 8) -> list[tuple[Officer, str]]:
    """Officers of the subject's sides whose name or address holds every word, without diacritics."""
    words = searchable(query).split()
    if not words:
        return []
    held = (
        seats(subject.sides)
        .select_related("officer", "agency__locality", "agency__type")
        .order_by("officer__sort_key", "officer", "pk")
    )
    once: dict[int, tuple[Officer, str]] = {}
    for one in held:
        said = searchable(f"{one.officer.full_name} {one.officer.email}")
        if one.officer_id not in once and all(word in said for word in words):
            once[one.officer_id] = (one.officer, str(one.agency))
            if len(once) == most:
                break
    return list(once.values())
