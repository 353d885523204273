"""Facts found in the cleaned text, led back to the text as it was given: spans and words, nothing else changes."""

from typing import TypeVar

import msgspec

from vanban.facts import Reading, Statement
from vanban.spans import OffsetMap

_LISTS = ("localities", "agencies", "people", "dates", "quantities", "references", "statements")
_Fact = TypeVar("_Fact", bound=msgspec.Struct)


def _moved(fact: _Fact, text: str, back: OffsetMap | None) -> _Fact:
    """The fact with its span and words in `text`, and so all facts inside it."""
    changes: dict[str, object] = {}
    start, end = fact.start, fact.end  # type: ignore[attr-defined]  # every fact with a span has both
    if back is not None:
        start, end = back.start(start), back.end(end)
    words = text[start:end]
    if back is None and words == fact.text and not isinstance(fact, Statement):  # type: ignore[attr-defined]  # as above
        return fact
    changes = {"start": start, "end": end, "text": words}
    for name in fact.__struct_fields__:
        value = getattr(fact, name)
        if isinstance(value, tuple) and value and isinstance(value[0], msgspec.Struct):
            changes[name] = tuple(_moved(inner, text, back) for inner in value)
        elif isinstance(value, msgspec.Struct) and hasattr(value, "start"):
            changes[name] = _moved(value, text, back)
    return msgspec.structs.replace(fact, **changes)


def restored(reading: Reading, text: str, back: OffsetMap | None) -> Reading:
    """The reading of the cleaned text as a reading of `text`."""
    changes = {name: tuple(_moved(fact, text, back) for fact in getattr(reading, name)) for name in _LISTS}
    return msgspec.structs.replace(reading, text=text, **changes)
