"""The list of localities as plain tuples, for a reader that knows nothing of the database."""

import datetime as dt

from .models import Locality

GazetteerRow = tuple[str, str, str, dt.date | None, dt.date | None]


def gazetteer() -> tuple[GazetteerRow, ...]:
    """(name, code until 30/06/2025, kind, valid from, valid to) of every unit, past and present.

    One name, one code, whatever the year: a unit formed in 2025 carries the code that the unit of its own name had
    until then (Lào Cai "10", though it took over Yên Bái's 15), so `locality_of_code` finds the unit of any day.
    """
    units = list(Locality.objects.order_by("valid_from", "code"))
    code_of_name = {unit.short_name: unit.code for unit in units if unit.valid_from is None}
    return tuple(
        (unit.short_name, code_of_name.get(unit.short_name, unit.code), unit.kind, unit.valid_from, unit.valid_to)
        for unit in units
    )
