"""What the engine knows: reviewed TOML, loaded once and compiled into one automaton over folded spellings.

before  provinces.toml, agencies.toml, titles.toml, cues.toml, sectors.toml
after   a `Lexicon` whose `met_in(low)` yields (start, end, index of its entries) for every match

Add an entry to the TOML, with a sentence where it is seen and one where it must not match; `vanban/tests/
test_lexicon.py` checks all of them.
"""

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

import msgspec
from daachorse import CharwiseDoubleArrayAhoCorasick

from vanban.finders.number_words import WORDS as NUMBER_WORDS
from vanban.fold import Found, fold, folded, without_surrogates
from vanban.lexicon.files import FILES, load_file

# (name, code, "city" or "province", valid from, valid to)
Row = tuple[str, str, str, date | None, date | None]

# Families of entries, told apart in the one automaton.
LOCALITY, TOWN, AGENCY, RANK, ADDRESS, CUE, SECTOR, ACTION, NUMBER, PAIR = range(10)


class Entry(msgspec.Struct, frozen=True, gc=False):
    """One thing the automaton may find. `code` is a locality code, agency type, cue name or sector code."""

    family: int
    code: str
    form: str
    flags: frozenset[str] = frozenset()


class Place(msgspec.Struct, frozen=True, gc=False):
    """A province or centrally-run city as the gazetteer gives it."""

    code: str
    name: str
    kind: str
    city_since: date | None = None

    def kind_on(self, day: date | None) -> str:
        """ "city" or "province" on a day; without a day, what it is now."""
        if self.city_since is not None:
            return "city" if day is None or day >= self.city_since else "province"
        return self.kind


class Lexicon(msgspec.Struct):
    """All knowledge of the engine, compiled."""

    automaton: Any
    entries: list[tuple[tuple[int, Entry], ...]]  # of one spelling, each with its family
    places: dict[str, Place]
    joined: dict[str, str]
    departments: dict[str, str]
    surnames: frozenset[str]
    pairs: dict[str, dict[str, str]]  # two words near each other, the first and then the second, that tell a sector
    supersedes: dict[str, frozenset[str]]
    where: frozenset[str]  # sectors whose words also name places

    def met_in(self, low: str) -> list[Found]:
        """Every match in a folded text, whole word or not, as (start, end, index of its `entries`), in the order of the ends;
        none excludes another."""
        return without_surrogates(self.automaton.find_overlapping, low)


def _department_forms(data: dict[str, Any]) -> dict[str, str]:
    named = [(name, agency["type"]) for agency in data["agency"] for name in agency.get("dept", ())]
    return dict(zip(folded([name for name, _ in named]), (type_ for _, type_ in named), strict=True))


def _agency_entries(data: dict[str, Any]) -> list[Entry]:
    found = []
    for agency in data["agency"]:
        flags = frozenset(
            flag for flag in ("takes", "needs", "open", "central", "city", "province") if agency.get(flag)
        )
        found += [Entry(AGENCY, agency["type"], form, flags) for form in agency.get("forms", ())]
        found += [Entry(AGENCY, agency["type"], f"Sở {name}", flags) for name in agency.get("dept", ())]
        found += [Entry(AGENCY, "bo", f"Bộ {name}", frozenset({"central"})) for name in agency.get("dept", ())]
    return found


def _place_entries(data: dict[str, Any]) -> list[Entry]:
    found = []
    for place in data["province"]:
        code = place["code"]
        found += [Entry(LOCALITY, code, name) for name in (place["name"], *place.get("aliases", ()))]
        found += [Entry(TOWN, code, town) for town in place.get("towns", ())]
    return found


@cache
def lexicon() -> Lexicon:
    """The engine's own lexicon (loaded once)."""
    return build(None)


def _handed_in(
    rows: Iterable[Row], own: list[Entry], provinces: dict[str, Any]
) -> tuple[list[Entry], dict[str, Place]]:
    """Localities from rows handed in: their names, our other spellings of the same names, our well-known places in them."""
    entries: list[Entry] = []
    places: dict[str, Place] = {}
    names: dict[str, set[str]] = {}
    for name, code, kind, valid_from, _ in rows:
        entries.append(Entry(LOCALITY, code, name))
        names.setdefault(code, set()).add(fold(name))
        known = places.get(code)
        if known is None:
            places[code] = Place(code, name, kind)
        elif known.kind != kind and kind == "city":
            places[code] = Place(code, known.name, kind, valid_from)
    same = {p["code"] for p in provinces["province"] if fold(p["name"]) in names.get(p["code"], ())}
    entries += [entry for entry in own if entry.code in same and entry.family in (TOWN, LOCALITY)]
    return entries, places


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


def build(rows: tuple[Row, ...] | None) -> Lexicon:
    """The lexicon with its own localities, or with rows (name, code, kind, from, to) handed in instead of them."""
    provinces, agencies, titles, cues, sectors = (load_file(name) for name in FILES)
    entries = _place_entries(provinces)
    places = {
        p["code"]: Place(p["code"], p["name"], p["kind"], _day(p.get("city_since"))) for p in provinces["province"]
    }
    if rows is not None:
        entries, places = _handed_in(rows, entries, provinces)
    entries += _agency_entries(agencies)
    entries += [Entry(RANK, group, rank) for group, ranks in titles["ranks"].items() for rank in ranks]
    entries += [Entry(ADDRESS, "", word) for word in titles["address"]["words"]]
    entries += [Entry(CUE, cue["name"], form) for cue in cues["cue"] for form in cue["forms"]]
    entries += [Entry(NUMBER, "", word) for word in sorted(NUMBER_WORDS)]
    entries += [Entry(ACTION, "", form) for form in cues["actions"]["forms"]]
    entries += [Entry(SECTOR, "", form) for form in sectors["neutral"]["phrases"]]
    entries += [Entry(SECTOR, sector["code"], form) for sector in sectors["sector"] for form in sector["phrases"]]
    paired = [(*pair, s["code"]) for s in sectors["sector"] for pair in s.get("pairs", ())]
    firsts, seconds = folded([a for a, _, _ in paired]), folded([b for _, b, _ in paired])
    pairs: dict[str, dict[str, str]] = {}
    for first, second, (_, _, code) in zip(firsts, seconds, paired, strict=True):
        pairs.setdefault(first, {})[second] = code
    shields = folded(sectors["neutral"]["pair_words"])
    entries += [Entry(PAIR, word, word) for word in sorted({*firsts, *seconds, *shields})]
    by_form: dict[str, dict[tuple[int, str], Entry]] = {}
    for form, entry in zip(folded([entry.form for entry in entries]), entries, strict=True):
        # Of several sectors told by one spelling the first counts.
        code = "" if entry.family == SECTOR else entry.code
        by_form.setdefault(form, {}).setdefault((entry.family, code), entry)
    return Lexicon(
        automaton=CharwiseDoubleArrayAhoCorasick(list(by_form)),
        entries=[tuple([(entry.family, entry) for entry in same.values()]) for same in by_form.values()],
        places=places,
        joined={p["code"]: p["joined"] for p in provinces["province"] if "joined" in p},
        departments=_department_forms(agencies),
        surnames=frozenset(folded(titles["surnames"]["words"])),
        pairs=pairs,
        supersedes={s["code"]: frozenset(s["supersedes"]) for s in sectors["sector"] if s.get("supersedes")},
        where=frozenset(s["code"] for s in sectors["sector"] if s.get("where")),
    )
