"""Loading the reference data: localities, types of agency, sectors, and the agencies of the two founding localities.

Loading again brings what the data files say up to date and leaves everything else alone: no row is removed, no unit or
agency the files do not mention is closed, and an agency that exists keeps what people made of it.
"""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from django.db import models, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from lienket.audit import actions as audit
from lienket.lib import clock
from lienket.lib.text import nfc, vietnamese_sort_key

from . import lineage
from .actions import agency_facts
from .models import Agency, AgencyType, Locality, Sector, SectorLead, Succession

DATA = Path(__file__).parent / "data"
MERGER_OF_DEPARTMENTS = dt.date(2025, 3, 1)
_KIND_WORDS = {"city": "Thành phố", "province": "Tỉnh"}

Row = dict[str, Any]
Thing = TypeVar("Thing", bound=models.Model)


@dataclass(slots=True)
class Loaded:
    """How many rows were made and how many changed."""

    created: int = 0
    changed: int = 0


@transaction.atomic
def load_reference() -> Loaded:
    """Load every data file; all or nothing. Returns what was made and changed: nothing, when loaded before."""
    loaded = Loaded()
    localities = _load_localities(loaded)
    sectors = _load_sectors(loaded)
    types, founding = _load_agency_types(sectors, loaded)
    _load_leads(sectors, types, loaded)
    _load_founding_agencies(types, founding, localities, loaded)
    _close_with_what_they_belong_to(loaded)
    if loaded.created or loaded.changed:
        audit.record(by=None, verb="localities.reference_loaded", created=loaded.created, changed=loaded.changed)
    transaction.on_commit(lineage.forget)
    lineage.forget()
    return loaded


def _rows(name: str) -> list[Row]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = nfc((DATA / name).read_text(encoding="utf-8"))
    rows: list[Row] = yaml.load(text, Loader=loader)  # noqa: S506 - a safe loader either way
    return rows


def _bring_up_to_date(model: type[Thing], key: str, wanted: dict[str, Row], loaded: Loaded) -> dict[str, Thing]:
    """Make the missing rows and mend the differing ones, in two statements; returns all by their key."""
    manager = model._default_manager
    known: dict[str, Thing] = {getattr(one, key): one for one in manager.all()}
    new = [model(**{key: value}, **facts) for value, facts in wanted.items() if value not in known]
    differing = []
    for value, facts in wanted.items():
        if value in known and any(getattr(known[value], name) != fact for name, fact in facts.items()):
            for name, fact in facts.items():
                setattr(known[value], name, fact)
            differing.append(known[value])
    for one in manager.bulk_create(new):
        known[getattr(one, key)] = one
    if differing:
        manager.bulk_update(differing, list(next(iter(wanted.values()))))
    loaded.created += len(new)
    loaded.changed += len(differing)
    return known


def _load_localities(loaded: Loaded) -> dict[str, Locality]:
    rows = _rows("localities.yaml")
    wanted = {
        row["slug"]: {
            "code": row["code"],
            "name": f"{_KIND_WORDS[row['kind']]} {row['name']}",
            "short_name": row["name"],
            "name_en": row.get("name_en", row["name"]),
            "kind": row["kind"],
            "valid_from": row.get("since"),
            "valid_to": row.get("until"),
            "verify": row.get("verify", False),
            "sort_key": vietnamese_sort_key(row["name"])[:120],
        }
        for row in rows
    }
    _close_before_opening(wanted)
    units = _bring_up_to_date(Locality, "slug", wanted, loaded)
    known = {(one.predecessor_id, one.successor_id) for one in Succession.objects.all()}
    new = [
        Succession(predecessor=units[row["slug"]], successor=units[row["into"]], on=_opening_day(units[row["into"]]))
        for row in rows
        if "into" in row and (units[row["slug"]].pk, units[row["into"]].pk) not in known
    ]
    Succession.objects.bulk_create(new)
    loaded.created += len(new)
    return units


def _opening_day(unit: Locality) -> dt.date:
    if unit.valid_from is None:
        raise ValueError(f"localities.yaml: {unit.slug} takes over another unit, so it needs the day it opened (since)")
    return unit.valid_from


def _close_before_opening(wanted: dict[str, Row]) -> None:
    """Close the units that newer data end, before their successors open with the same code (one open unit per code)."""
    for slug, facts in wanted.items():
        if facts["valid_to"] is not None:
            Locality.objects.filter(slug=slug, valid_to=None).update(valid_to=facts["valid_to"])


def _load_sectors(loaded: Loaded) -> dict[str, Sector]:
    tops, subs, parents = {}, {}, {}
    order = 0
    for row in _rows("sectors.yaml"):
        order += 1
        tops[row["code"]] = _sector_facts(row, order, internal=row.get("internal", False))
        for child in row["children"]:
            order += 1
            subs[child["code"]] = _sector_facts(child, order, internal=row.get("internal", False))
            parents[child["code"]] = row["code"]
    known = _bring_up_to_date(Sector, "code", tops, loaded)
    for code, facts in subs.items():
        facts["parent_id"] = known[parents[code]].pk
    return _bring_up_to_date(Sector, "code", subs, loaded)


def _sector_facts(row: Row, order: int, *, internal: bool) -> Row:
    return {
        "name_vi": row["name"],
        "name_en": row["name_en"],
        "internal_by_default": internal,
        "phrases": row["phrases"],
        "order": order,
    }


def _load_agency_types(
    sectors: dict[str, Sector], loaded: Loaded
) -> tuple[dict[str, AgencyType], dict[str, list[str]]]:
    rows = _rows("agency_types.yaml")
    wanted = {
        row["code"]: {
            "kind": row["kind"],
            "name_vi": row["name"],
            "name_en": row["name_en"],
            "abbreviation": row.get("abbreviation", ""),
            "valid_from": row.get("since"),
            "valid_to": row.get("until"),
            "pattern_vi": row.get("pattern", f"{row['name']} {{unit}}"),
            "pattern_en": row.get("pattern_en", f"{row['name_en']} of {{place}}"),
            "own_names": row.get("own_names", {}),
            "for_kind": row.get("for_kind", ""),
            "only_in": row.get("only_in", []),
            "verify": row.get("verify", False),
        }
        for row in rows
    }
    types = _bring_up_to_date(AgencyType, "code", wanted, loaded)
    became, sector_links = AgencyType.became.through, AgencyType.sectors.through
    _link(
        became,
        [
            {"from_agencytype_id": types[row["code"]].pk, "to_agencytype_id": types[after].pk}
            for row in rows
            for after in row.get("became", [])
        ],
        loaded,
    )
    _link(
        sector_links,
        [
            {"agencytype_id": types[row["code"]].pk, "sector_id": sectors[code].pk}
            for row in rows
            for code in row.get("sectors", [])
        ],
        loaded,
    )
    return types, {row["code"]: row["founding"] for row in rows if row.get("founding")}


def _link(through: type[models.Model], wanted: list[dict[str, int]], loaded: Loaded) -> None:
    """Make the missing links of a many-to-many relation."""
    names = list(wanted[0])
    known = set(through._default_manager.values_list(*names))
    new = [through(**link) for link in wanted if tuple(link.values()) not in known]
    through._default_manager.bulk_create(new)
    loaded.created += len(new)


def _load_leads(sectors: dict[str, Sector], types: dict[str, AgencyType], loaded: Loaded) -> None:
    last_day_before = MERGER_OF_DEPARTMENTS - dt.timedelta(days=1)
    wanted: set[tuple[int, int, int, dt.date | None, dt.date | None]] = set()
    for row in _rows("sectors.yaml"):
        sector = sectors[row["code"]].pk
        for order, code in enumerate(row["leads_until_2025"]):
            wanted.add((sector, types[code].pk, order, None, last_day_before))
        for order, code in enumerate(row["leads"]):
            wanted.add((sector, types[code].pk, order, MERGER_OF_DEPARTMENTS, None))
    known = set(SectorLead.objects.values_list("sector", "type", "order", "valid_from", "valid_to"))
    if wanted != known:  # nothing refers to these rows: they are what the file says, no more and no less
        SectorLead.objects.all().delete()
        SectorLead.objects.bulk_create(
            SectorLead(sector_id=sector, type_id=type_, order=order, valid_from=begin, valid_to=end)
            for sector, type_, order, begin, end in sorted(wanted, key=lambda row: (row[0], row[4] is None, row[2]))
        )
        loaded.created += len(wanted - known)
        loaded.changed += len(known - wanted)


def _load_founding_agencies(
    types: dict[str, AgencyType], founding: dict[str, list[str]], localities: dict[str, Locality], loaded: Loaded
) -> None:
    today = clock.today()
    unit_of_code = {unit.code: unit for unit in localities.values() if unit.stood_on(today)}
    known = set(Agency.objects.values_list("type", "locality"))
    new = []
    for code, places in founding.items():
        for place in places:
            if (types[code].pk, unit_of_code[place].pk) not in known:
                facts = agency_facts(types[code], unit_of_code[place])
                new.append(
                    Agency(
                        type=types[code],
                        locality=unit_of_code[place],
                        sort_key=vietnamese_sort_key(str(facts["name"]))[:300],
                        **facts,
                    )
                )
    Agency.objects.bulk_create(new)
    loaded.created += len(new)


def _close_with_what_they_belong_to(loaded: Loaded) -> None:
    """An agency ends with its type and with its locality: when newer data close one of these, its agencies close too."""
    outliving = Agency.objects.filter(
        Q(type__valid_to__lt=_last_day()) | Q(locality__valid_to__lt=_last_day())
    ).select_related("type", "locality")
    for agency in outliving:
        agency.valid_to = min(day for day in (agency.type.valid_to, agency.locality.valid_to) if day is not None)
        agency.save(update_fields=["valid_to"])
        loaded.changed += 1


def _last_day() -> Coalesce:
    """The agency's last day; an open agency ends after every day."""
    return Coalesce(F("valid_to"), Value(dt.date.max))
