"""Every entry of the lexicon, checked: it is met in the sentence it was seen in and not in the one where it must not be."""

import pytest

from vanban import read
from vanban.fold import fold
from vanban.lexicon import AGENCY, CUE, FILES, LOCALITY, SECTOR, lexicon, load_file
from vanban.scan import scan
from vanban.segments import lay_out

SECTORS = load_file("sectors")["sector"]
CUES = load_file("cues")["cue"]
AGENCIES = load_file("agencies")["agency"]
PROVINCES = load_file("provinces")["province"]


def met(text: str, family: int) -> set[str]:
    found = scan(lay_out(text), lexicon())
    hits = {AGENCY: found.agencies, CUE: found.cues, SECTOR: found.sectors, LOCALITY: found.localities}[family]
    return {entry.code for _, _, entry in hits}


def listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def test_all_files_load() -> None:
    assert all(load_file(name) for name in (*FILES, "units"))


def test_the_gazetteer_has_63_names() -> None:
    assert len(PROVINCES) == 63
    assert len({p["code"] for p in PROVINCES}) == len({fold(p["name"]) for p in PROVINCES}) == 63
    joined = {p["code"] for p in PROVINCES if "joined" in p}
    assert len(PROVINCES) - len(joined) == 34
    assert all(p["joined"] not in joined for p in PROVINCES if "joined" in p)


@pytest.mark.parametrize("province", [p for p in PROVINCES if "seen_in" in p], ids=lambda p: p["name"])
def test_localities_in_their_sentences(province: dict[str, str]) -> None:
    assert province["code"] in {x.code for x in read(province["seen_in"]).localities}
    for sentence in listed(province["not_in"]):
        assert province["code"] not in {x.code for x in read(sentence).localities}, sentence


@pytest.mark.parametrize("agency", AGENCIES, ids=lambda a: a["type"])
def test_agencies_in_their_sentences(agency: dict[str, str]) -> None:
    assert agency["type"] in {a.type for a in read(agency["seen_in"]).agencies}
    for sentence in agency["not_in"]:
        assert agency["type"] not in {a.type for a in read(sentence).agencies}, sentence


@pytest.mark.parametrize("cue", CUES, ids=lambda c: c["name"])
def test_cues_in_their_sentences(cue: dict[str, str]) -> None:
    assert cue["name"] in met(cue["seen_in"], CUE)
    for sentence in cue["not_in"]:
        assert cue["name"] not in met(sentence, CUE), sentence


@pytest.mark.parametrize("sector", SECTORS, ids=lambda s: s["code"])
def test_sectors_in_their_sentences(sector: dict[str, str]) -> None:
    for sentence in sector["seen_in"]:
        assert sector["code"] in met(sentence, SECTOR), sentence
    for sentence in sector["not_in"]:
        assert sector["code"] not in met(sentence, SECTOR), sentence


def test_the_taxonomy_is_whole() -> None:
    codes = [s["code"] for s in SECTORS]
    assert len(codes) == len(set(codes)) == 18 + 68
    assert all(code.split(".")[0] in codes for code in codes)
    assert all(other in codes for s in SECTORS for other in s.get("supersedes", ()))


def test_no_phrase_belongs_to_two_sectors() -> None:
    owners: dict[str, set[str]] = {}
    for sector in SECTORS:
        for phrase in sector["phrases"]:
            owners.setdefault(fold(phrase), set()).add(sector["code"])
    assert {phrase: codes for phrase, codes in owners.items() if len(codes) > 1} == {}
