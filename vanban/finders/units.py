"""What the quantity finder knows, compiled from units.toml into a few patterns that are matched only next to a number."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

import msgspec

from vanban.fold import fold, folded
from vanban.lexicon.files import load_file

_OPENING = 2  # letters that the phrases are looked up by
_ALSO_TELLING = ("từ", "lúc", "hồi", "đúng", "trước", "sau", "kể", "đến", "usd", "vnd", "eur")


class Phrases:
    """Folded phrases to be met at one place, the longest first: a look-up by their first letters, where a pattern would try them all."""

    __slots__ = ("_by_opening",)

    def __init__(self, phrases: list[str]) -> None:
        self._by_opening: dict[str, list[str]] = {}
        for phrase in sorted(set(phrases), key=len, reverse=True):
            self._by_opening.setdefault(phrase[:_OPENING], []).append(phrase)
            if len(phrase) < _OPENING:
                raise ValueError(f"expected phrases of at least {_OPENING} letters, found {phrase!r}")

    def behind(self, low: str, at: int) -> int:
        """Where the phrase ends that stands, as a whole word, one blank behind `at`; -1 where none does."""
        start = at + 1
        for phrase in self._by_opening.get(low[start : start + _OPENING], ()):
            if low.startswith(phrase, start):
                end = start + len(phrase)
                after = low[end : end + 1]
                if not (after.isalnum() or after == "_") and low[at : at + 1].isspace():
                    return end
        return -1


class Spellings:
    """Folded spellings of units, to be met at one place behind at most one blank: the longest that ends there as a word."""

    __slots__ = ("_by_opening", "_letters")

    def __init__(self, spellings: list[str]) -> None:
        self._by_opening: dict[str, list[str]] = {}
        self._letters = frozenset(spelling for spelling in spellings if len(spelling) == 1)
        for spelling in sorted(set(spellings) - self._letters, key=len, reverse=True):
            self._by_opening.setdefault(spelling[:_OPENING], []).append(spelling)

    def behind(self, low: str, at: int) -> tuple[int, int] | None:
        """Where the spelling behind `at` starts and ends; None where there is none."""
        start = at + 1 if low[at : at + 1].isspace() else at
        opening = low[start : start + _OPENING]
        for spelling in self._by_opening.get(opening, ()):
            if low.startswith(spelling, start):
                end = start + len(spelling)
                after = low[end : end + 1]
                if not (after.isalnum() or after == "_"):
                    return start, end
        after = opening[1:]
        if opening[:1] in self._letters and not (after.isalnum() or after == "_"):
            return start, start + 1
        return None


class Endings:
    """Folded phrases to be met at the end of the words before a number, the longest first; looked up by their last word."""

    __slots__ = ("_by_last",)

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_last: dict[str, list[str]] = {}
        for phrase in sorted(set(phrases), key=len, reverse=True):
            self._by_last.setdefault(phrase.rsplit(" ", 1)[-1], []).append(phrase)

    def before(self, words: str, last: str) -> str | None:
        """The phrase that `words` end with, one blank behind it; `last` is their last word."""
        stop = len(words) - 1
        for phrase in self._by_last.get(last, ()):
            if words.endswith(phrase, 0, stop):
                letter = words[: stop - len(phrase)][-1:]
                if not (letter.isalnum() or letter == "_"):
                    return phrase
        return None


class Units(msgspec.Struct):
    """Patterns over folded text, each matched at one place; dicts lead from a folded spelling to its meaning."""

    scales: dict[str, int]
    scale: re.Pattern[str]
    scale_letters: frozenset[str]  # the first letters of the scales
    money: dict[str, str]
    measures: dict[str, str]
    durations: dict[str, str]
    percent: dict[str, str]
    unit: Spellings
    bounds: dict[str, str]
    bound: re.Pattern[str]
    longest_bound: int  # with the blanks behind it
    longest_label: int
    hard_label: re.Pattern[str]
    soft_label: re.Pattern[str]
    nouns: Phrases
    stops: frozenset[str]
    telling: frozenset[str]  # last words of bounds and labels: nothing else before a number matters
    labelling: "Endings"
    bounding: "Endings"
    verbs: Phrases


def _either(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _folded(table: dict[str, Any]) -> dict[str, Any]:
    return {fold(word): meaning for word, meaning in table.items()}


def _last_words(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(phrase.rsplit(" ", 1)[-1] for phrase in phrases)


@cache
def units() -> Units:
    """The knowledge about units, loaded once."""
    data = load_file("units")
    scales = _folded(data["scales"])
    money, measures, durations = (_folded(data[name]) for name in ("money", "measures", "durations"))
    percent = {fold(form): "%" for form in data["percent"]["forms"]}
    bounds = {fold(word): kind for kind, words in data["bounds"].items() for word in words}
    labels = data["labels"]
    hard = [fold(word) for word in labels["hard"]]
    return Units(
        scales=scales,
        scale=re.compile(rf"\s?({_either(list(scales))})(?!\w)"),
        scale_letters=frozenset(word[0] for word in scales),
        money=money,
        measures=measures,
        durations=durations,
        percent=percent,
        unit=Spellings([*money, *measures, *durations, *percent]),
        bounds=bounds,
        bound=re.compile(rf"(?<!\w)({_either(list(bounds))})\s+$"),
        longest_bound=max(map(len, bounds)) + 6,
        longest_label=max(map(len, labels["hard"])) + 8,
        hard_label=re.compile(rf"(?<!\w)(?:{_either(hard)})\s*[:.]?\s*$"),
        soft_label=re.compile(
            rf"(?<!\w)(?<!{'(?<!'.join(re.escape(fold(w)) + ' )' for w in labels['counted_by_number'])}"
            rf"(?:{_either([fold(w) for w in labels['soft']])})\s*[:.]?\s*$"
        ),
        nouns=Phrases(folded(data["nouns"]["known"])),
        verbs=Phrases(folded(load_file("cues")["actions"]["forms"])),
        telling=_last_words([*bounds, *hard, *map(fold, labels["soft"]), *_ALSO_TELLING]),
        labelling=Endings(hard),
        bounding=Endings(bounds),
        stops=frozenset(fold(w) for w in data["nouns"]["stops"]),
    )
