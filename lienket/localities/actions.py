"""Deeds of localities: an agency comes to be known, a code finds its unit of the day, the reference data are loaded."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction

from lienket.audit import actions as audit
from lienket.lib import clock

from .lineage import lineage
from .models import Agency, AgencyType, Locality
from .naming import agency_names
from .refusals import (
    AgencyTypeNotStanding,
    LocalityNotStanding,
    TypeNotOfThisLocality,
    UnknownAgencyType,
    UnknownCode,
)

if TYPE_CHECKING:
    from lienket.audit.actions import Actor

__all__ = ["establish_agency", "locality_of_code"]


@transaction.atomic
def establish_agency(
    type_code: str, locality: Locality, *, on: dt.date | None = None, by: "Actor | None" = None
) -> Agency:
    """The agency of this type in this locality, created when a paper names it for the first time.

    `on` is the day for which it is named (the paper's date; today where not given): type and locality must both have
    stood on it, else AgencyTypeNotStanding or LocalityNotStanding says what to name instead. The agency exists for as
    long as both its type and its locality do. `by` is whoever accepted the paper; None is the system.
    """
    on = on or clock.today()
    type_ = AgencyType.objects.filter(code=type_code).first()
    if type_ is None:
        raise UnknownAgencyType(type_code)
    _require_standing(type_, locality, on)
    known = Agency.objects.filter(type=type_, locality=locality).first()
    if known is not None:
        return known
    agency, created = Agency.objects.get_or_create(
        type=type_, locality=locality, defaults=agency_facts(type_, locality)
    )
    if created:
        audit.record(by=by, verb="localities.agency_established", thing=agency, side=locality, type=type_.code)
    return agency


def agency_facts(type_: AgencyType, locality: Locality) -> dict[str, str | dt.date | None]:
    """Names and dates of the agency of this type in this locality."""
    name, name_en = agency_names(type_, locality)
    begins = [day for day in (type_.valid_from, locality.valid_from) if day is not None]
    ends = [day for day in (type_.valid_to, locality.valid_to) if day is not None]
    return {
        "name": name,
        "name_en": name_en,
        "valid_from": max(begins, default=None),
        "valid_to": min(ends, default=None),
    }


def locality_of_code(code_until_2025: str, on: dt.date | None = None) -> Locality:
    """The unit of `on` (today where not given) for a statistical code as it was until 30/06/2025.

    Papers and the reader name a place by the code its name had then, whatever their date ("36" Nam Định, "45" Quảng Trị);
    after 01/07/2025 the unit is the one that place passed into ("36" → Ninh Bình). Raises UnknownCode.
    """
    first = Locality.objects.filter(code=code_until_2025, valid_from=None).first()
    if first is None:
        raise UnknownCode(code_until_2025)
    unit = lineage().unit_on(first.pk, on or clock.today())
    return first if unit == first.pk else Locality.objects.get(pk=unit)


def _require_standing(type_: AgencyType, locality: Locality, on: dt.date) -> None:
    if not locality.stood_on(on):
        instead = locality.successors_on(on) if locality.valid_to and locality.valid_to < on else []
        before = [] if instead else [u for u in locality.predecessors_all() if u.stood_on(on)]
        raise LocalityNotStanding(locality.name, on, instead=[unit.name for unit in instead or before])
    if (type_.for_kind and type_.for_kind != locality.kind) or (type_.only_in and locality.code not in type_.only_in):
        raise TypeNotOfThisLocality(str(type_), str(locality))
    if (type_.valid_from and on < type_.valid_from) or (type_.valid_to and on > type_.valid_to):
        ended = type_.valid_to is not None and on > type_.valid_to
        others = type_.became.all() if ended else type_.formed_from.all()
        raise AgencyTypeNotStanding(
            str(type_), on, since=type_.valid_from, until=type_.valid_to, instead=[str(one) for one in others]
        )
