"""The lexicon proves itself: every entry is met in the sentences it was seen in, and not where it must not be.

An entry's own sentences stand in its TOML (`seen_in`, `not_in`). What is too short for sentences of its own (a unit, a title, a surname) is put
into the sentences of its file's tables `[check.GROUP]`, where {} is the entry, or has `[check.own.ENTRY]`.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from vanban.fold import fold
from vanban.lexicon import CUE, SECTOR, lexicon
from vanban.lexicon.files import load_file
from vanban.reading import read
from vanban.scan import scan
from vanban.segments import lay_out
from vanban.trace import Trace

FILES = ("provinces", "agencies", "titles", "cues", "sectors", "units")


class Case(msgspec.Struct, frozen=True):
    """One sentence for one entry: whether the entry has to be met in it."""

    file: str
    entry: str
    group: str
    sentence: str
    wanted: bool


def cases() -> Iterator[Case]:
    """Every sentence of every entry, file by file."""
    for file in FILES:
        data = load_file(file)
        patterns = data.get("check", {})
        for group, entry, own in _entries(file, data):
            pattern = patterns.get("own", {}).get(entry) or patterns.get(group, {})
            for wanted, key in ((True, "seen_in"), (False, "not_in")):
                sentences = [s.replace("{}", own.get("form", entry)) for s in _listed(pattern.get(key, ()))]
                for sentence in (*_listed(own.get(key, ())), *sentences):
                    yield Case(file, entry, group, sentence, wanted)


def bare() -> list[tuple[str, str]]:
    """Entries, with their file, that no sentence proves."""
    proved = {(case.file, case.group, case.entry) for case in cases() if case.wanted}
    return [
        (file, entry)
        for file in FILES
        for group, entry, _ in _entries(file, load_file(file))
        if (file, group, entry) not in proved
    ]


def counted() -> dict[str, int]:
    """How many entries each file has."""
    return {file: sum(1 for _ in _entries(file, load_file(file))) for file in FILES}


def holds(case: Case) -> bool:
    """Whether the entry is met where it has to be, and only there."""
    return (fold(case.entry) in {fold(entry) for entry in _met(case)}) == case.wanted


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _entries(file: str, data: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(group, entry, its own table) of everything a file holds."""
    if file == "provinces":
        for place in data["province"]:
            yield "names", place["code"], {**place, "form": place["name"]}
            for alias in place.get("aliases", ()):
                yield "aliases", place["code"], {"form": alias}
    elif file == "agencies":
        yield from (("agency", agency["type"], agency) for agency in data["agency"])
    elif file == "cues":
        yield from (("cue", cue["name"], cue) for cue in data["cue"])
        yield from (("actions", form, {}) for form in data["actions"]["forms"])
    elif file == "sectors":
        yield from (("sector", sector["code"], sector) for sector in data["sector"])
    elif file == "titles":
        yield from (("ranks", rank, {}) for ranks in data["ranks"].values() for rank in ranks)
        yield from (("address", word, {}) for word in data["address"]["words"])
        yield from (("surnames", word, {}) for word in dict.fromkeys(data["surnames"]["words"]))
    else:
        for group in ("money", "measures", "durations"):
            yield from ((group, spelling, {}) for spelling in data[group])
        yield from (("percent", form, {}) for form in data["percent"]["forms"])
        yield from (("scales", scale, {}) for scale in data["scales"])
        yield from (("bounds", word, {}) for words in data["bounds"].values() for word in words)
        yield from (("labels", label, {}) for label in data["labels"]["hard"])
        yield from (("nouns", noun, {}) for noun in dict.fromkeys(data["nouns"]["known"]))


def _met(case: Case) -> set[str]:
    """Which entries of the case's group are met in its sentence."""
    group = case.group
    if group in ("cue", "sector", "actions", "ranks", "address"):
        met = scan(lay_out(case.sentence), lexicon())
        hits = {
            "cue": met.cues,
            "sector": met.sectors,
            "actions": met.actions,
            "ranks": met.ranks,
            "address": met.addresses,
        }[group]
        return {entry.code if entry.family in (CUE, SECTOR) else entry.form for _, _, entry in hits}
    trace = Trace()
    reading = read(case.sentence, trace=trace)
    if group in ("names", "aliases"):
        return {place.code for place in reading.localities}
    if group == "agency":
        return {agency.type for agency in reading.agencies if agency.type}
    if group == "surnames":
        named = any(f"{person.name} ".startswith(f"{case.entry} ") for person in reading.people)
        return {case.entry} if named or any(r.reason == "person" for r in trace.refused) else set()
    return _met_by_number(case, reading)


def _met_by_number(case: Case, reading: Any) -> set[str]:
    """A unit is met when the sentence's figure has it; a label when it keeps the number from being one."""
    data = load_file("units")
    figures = reading.quantities
    if case.group == "labels":
        return {case.entry} if not figures else set()
    if case.group == "bounds":
        wanted = next(bound for bound, words in data["bounds"].items() if case.entry in words)
        return {case.entry for figure in figures if figure.bound == wanted}
    if case.group == "scales":
        return {case.entry for figure in figures if figure.value == 3 * data["scales"][case.entry]}
    if case.group == "nouns":
        return {case.entry for figure in figures if figure.unit == case.entry.lower()}
    unit = "%" if case.group == "percent" else data[case.group][case.entry]
    return {case.entry for figure in figures if figure.unit == unit}
