"""Every entry of the lexicon, checked: it is met in the sentence it was seen in and not in the one where it must not be."""

import pytest

from vanban.fold import fold
from vanban.lexicon import check
from vanban.lexicon.files import FILES, load_file

SECTORS = load_file("sectors")["sector"]
PROVINCES = load_file("provinces")["province"]


def test_all_files_load() -> None:
    assert all(load_file(name) for name in (*FILES, "units"))


def test_the_gazetteer_has_63_names() -> None:
    assert len(PROVINCES) == 63
    assert len({p["code"] for p in PROVINCES}) == len({fold(p["name"]) for p in PROVINCES}) == 63
    joined = {p["code"] for p in PROVINCES if "joined" in p}
    assert len(PROVINCES) - len(joined) == 34
    assert all(p["joined"] not in joined for p in PROVINCES if "joined" in p)


@pytest.mark.parametrize("file", check.FILES)
def test_every_entry_is_met_in_its_sentences_and_only_there(file: str) -> None:
    proved = [case for case in check.cases() if case.file == file]
    assert proved
    assert [case for case in proved if not check.holds(case)] == []


def test_no_entry_is_without_a_sentence() -> None:
    assert check.bare() == []


def test_a_sentence_that_does_not_hold_is_told() -> None:
    assert not check.holds(check.Case("units", "tấn", "measures", "Kết quả là 12 km.", wanted=True))
    assert not check.holds(check.Case("cues", "agree", "cue", "Hai bên thống nhất ký thỏa thuận.", wanted=False))
    assert not check.holds(check.Case("units", "điều", "labels", "Có 12 xã.", wanted=True))


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


def test_every_shield_of_a_pair_holds_a_word_of_one() -> None:
    words = {fold(word) for sector in SECTORS for pair in sector.get("pairs", ()) for word in pair}
    shields = load_file("sectors")["neutral"]["pair_words"]
    assert [s for s in shields if not any(f" {word} " in f" {fold(s)} " for word in words)] == []
    assert words.isdisjoint(fold(s) for s in shields)
