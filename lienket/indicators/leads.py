"""Who reports an indicator: the agencies that lead the commitments measured by it.

Commitments stand above this room and cannot be imported here, so what knows the leads stands here by name: a question whose
rows are parts with a lead, each with `of_indicator`, `party` and `lead`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.module_loading import import_string

from lienket.localities.models import Agency
from lienket.programmes.models import Party

from .models import Indicator

SOURCE = "lienket.commitments.measuring.led_parts"
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


def led_parts() -> QuerySet[Any]:
    """The parts with a lead, to be narrowed: see SOURCE."""
    parts: QuerySet[Any] = import_string(SOURCE)()
    return parts


def leads_of(indicators: Collection[int]) -> Leads:
    """The lead agencies by indicator and party; a party without one is missing. Two queries at most."""
    rows = list(led_parts().filter(of_indicator__in=list(indicators)).values_list("of_indicator", "party", "lead"))
    agencies = Agency.objects.select_related("type", "locality").in_bulk({lead for *_, lead in rows}) if rows else {}
    found: Leads = {}
    for indicator, party, lead in dict.fromkeys(rows):
        found.setdefault((indicator, party), []).append(agencies[lead])
    return found
