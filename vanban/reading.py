"""The one door of the engine: `read(text) -> Reading`."""

from collections.abc import Sequence
from datetime import date

from vanban.facts import Reading
from vanban.fold import nfc

ENGINE_VERSION = "0.1"

# (name, code until 30/06/2025, kind, valid from, valid to): what the site hands in instead of the engine's own list.
GazetteerRow = tuple[str, str, str, date | None, date | None]


def read(
    text: str,
    *,
    gazetteer: Sequence[GazetteerRow] | None = None,
    written_on: date | None = None,
    home: str | None = None,
) -> Reading:
    """Read one document.

    `gazetteer` replaces the engine's own list of localities; `written_on` is the document's day where the text does not
    say it; `home` the code of the locality whose paper it is, where the text does not say it.
    Deterministic; never raises, however broken the text.
    """
    text = nfc(text)
    return Reading(text=text, engine_version=ENGINE_VERSION)
