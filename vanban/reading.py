"""The one door of the engine: `read(text) -> Reading`. Text → segments → one scan → finders → choose → statements."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import lru_cache

from vanban.choose import Chosen, choose
from vanban.facts import Reading
from vanban.fold import nfc
from vanban.lexicon import Lexicon, build, lexicon
from vanban.restore import restored
from vanban.scan import scan
from vanban.segments import lay_out
from vanban.spans import squeeze
from vanban.statements import find_statements
from vanban.trace import Trace

ENGINE_VERSION = "0.1"
_LONG = 2_000_000  # characters

# (name, code until 30/06/2025, "city" or "province", valid from, valid to): what the site hands in instead of the engine's own list.
GazetteerRow = tuple[str, str, str, date | None, date | None]


@lru_cache(maxsize=4)
def _built(rows: tuple[GazetteerRow, ...]) -> Lexicon:
    return build(rows)


def _lexicon_for(gazetteer: Sequence[GazetteerRow] | None) -> Lexicon:
    if gazetteer is None:
        return lexicon()
    return _built(tuple(gazetteer))


def read(
    text: str,
    *,
    gazetteer: Sequence[GazetteerRow] | None = None,
    written_on: date | None = None,
    home: str | None = None,
    trace: Trace | None = None,
) -> Reading:
    """Read one document.

    `gazetteer` replaces the engine's own list of localities; `written_on` is the document's day where the text does not
    say it; `home` the code of the locality whose paper it is, where the text does not say it.
    `trace` is told of every word met and every candidate set aside (trace.py); without one nothing is recorded.
    Deterministic; never raises, however broken the text.
    """
    if len(text) < _LONG:
        return _read(text, gazetteer, written_on, home, trace)
    with _collector_at_rest():
        return _read(text, gazetteer, written_on, home, trace)


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Without garbage collection: a reading makes no cycles, and in a text of megabytes the collector walks millions of facts for nothing."""
    worked = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if worked:
            gc.enable()


def _read(
    text: str,
    gazetteer: Sequence[GazetteerRow] | None,
    written_on: date | None,
    home: str | None,
    trace: Trace | None,
) -> Reading:
    text = nfc(text)
    cleaned, back = squeeze(text)
    layout = lay_out(cleaned)
    knowledge = _lexicon_for(gazetteer)
    met = scan(layout, knowledge)
    chosen: Chosen = choose(layout, met, knowledge, written_on, home, trace=trace)
    statements = find_statements(layout, met, knowledge, chosen)
    if trace is not None:
        trace.finish(met, back)
    reading = Reading(
        text=cleaned,
        document=chosen.frame.facts,
        localities=tuple(chosen.localities),
        agencies=tuple(chosen.agencies),
        people=tuple(chosen.people),
        dates=tuple(chosen.dates),
        quantities=tuple(chosen.quantities),
        references=tuple(chosen.references),
        statements=tuple(statements),
        engine_version=ENGINE_VERSION,
    )
    return restored(reading, text, back) if back is not None or layout.flat != cleaned else reading
