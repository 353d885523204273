"""The one place that calls the reading engine, and the names of the localities it speaks of in codes."""

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language

import vanban
from lienket.localities.gazetteer import gazetteer
from lienket.localities.models import Locality
from vanban.trace import Trace

# The last day of the 63 units: the engine's codes are the ones their names had on it.
LAST_DAY_OF_THE_63 = dt.date(2025, 6, 30)


def read_words(text: str, *, written_on: dt.date | None = None, home: str | None = None) -> dict[str, Any]:
    """The facts of a text as plain values (the reading contract's JSON with `text` and `engine_version`). Never raises."""
    reading = vanban.read(text, gazetteer=gazetteer(), written_on=written_on, home=home)
    return reading.as_contract()


def read_traced(text: str, *, home: str | None = None) -> tuple[vanban.Reading, Trace]:
    """The same reading with everything the engine met and set aside on the way: for who asks why."""
    trace = Trace()
    return vanban.read(text, gazetteer=gazetteer(), home=home, trace=trace), trace


@lru_cache(maxsize=1)
def warm_up() -> None:
    """Have the engine build its dictionary once in this process (0.15 s alone on a core), while somebody is still pasting."""
    read_words("Hà Nội")


def codes_in(facts: Mapping[str, Any]) -> set[str]:
    """Every locality code a reading names."""
    codes = {place["code"] for place in facts.get("localities", ())}
    codes.update(facts.get("document", {}).get("parties") or ())
    for said in facts.get("statements", ()):
        codes.update(said.get("from", ()), said.get("to", ()))
    codes.update(q["locality"] for q in facts.get("quantities", ()) if q.get("locality"))
    return codes


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """The short name each code had until 30/06/2025, in the language of the page (English keeps Vietnamese place names)."""
    name = "name_en" if get_language() == "en" else "short_name"
    return dict(Locality.objects.on(LAST_DAY_OF_THE_63).filter(code__in=set(codes)).values_list("code", name))


def full_names_of(codes: Iterable[str]) -> dict[str, str]:
    """The full Vietnamese name of each code's unit of 30/06/2025, as it stands inside a sentence: "thành phố Hà Nội"."""
    rows = Locality.objects.on(LAST_DAY_OF_THE_63).filter(code__in=set(codes)).values_list("code", "name")
    return {code: name[:1].lower() + name[1:] for code, name in rows}
