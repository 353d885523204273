"""Who reports an indicator: the agencies that lead the commitments measured by it.

Commitments stand above this room and cannot be imported here, so the rooms that know leads stand in the table by name; each
takes ids of indicators and gives, for every lead, the indicator's id, the party's id and the agency (with type and locality).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.module_loading import import_string

from lienket.localities.models import Agency
from lienket.programmes.models import Party

from .models import Indicator

SOURCES = ("lienket.commitments.measuring.leads_of",)
Leads = dict[tuple[int, int], list[Agency]]  # (indicator, party) → the agencies of that party that lead


@dataclass(frozen=True, slots=True)
class Part:
    """One party's part in an indicator: who of it reports."""

    indicator: Indicator
    party: Party
    leads: Sequence[Agency]


def part_of(indicator: Indicator, party: Party) -> Part:
    """The party's part, its lead agencies asked for."""
    return Part(indicator, party, leads_of([indicator.pk]).get((indicator.pk, party.pk), []))


def parts_of(indicator: Indicator, *localities: int) -> list[Part]:
    """The parts of every party of the programme (only of these localities, where some are named), in its order."""
    parties = indicator.programme.parties.select_related(
        "locality", "focal_agency__type", "focal_agency__locality"
    ).order_by("order")
    leads = leads_of([indicator.pk])
    return [
        Part(indicator, party, leads.get((indicator.pk, party.pk), []))
        for party in parties
        if not localities or party.locality_id in localities
    ]


def leads_of(indicators: Collection[int]) -> Leads:
    """The lead agencies by indicator and party; a party without one is missing."""
    found: Leads = {}
    for path in SOURCES:
        for indicator, party, agency in import_string(path)(indicators):
            agencies = found.setdefault((indicator, party), [])
            if agency not in agencies:
                agencies.append(agency)
    return found
