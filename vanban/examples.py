"""What a person corrected in a reading, as a file the engine is held against.

One JSON object a file, UTF-8:

| key | what |
|---|---|
| `format` | 1 |
| `verdict` | `changed`: something is said, but not what was read; `rejected`: nothing of this kind is said there |
| `kind` | `programme` `meeting` `agreement` `assignment` `request` `figure` `shortcoming` |
| `excerpt`, `start`, `end` | whole lines of the paper, and the words in question as a range of code points in them |
| `rule`, `engine` | the rule that read it, and the engine's version |
| `read`, `said` | the draft as read and as the person left it (null for a rejection): the keys below |
| `written_on`, `home`, `paper` | the paper's day (ISO), the code of the locality whose paper it is, or null; the contract's document kind |
| `mended` | true once the engine reads it as the person said: from then on it must stay so |
| `note` | why, in a sentence, for whoever puts the engine right |

Only what the person changed is asked for. Of statements: `leads` and `coordinators` (lists of `type` and `locality`), `deadline` (ISO),
`output`, `sector`, `from`, `to`; of figures: `value`, `value_to`, `bound`, `unit`, `locality`, `year`; of programmes: `parties`.
Other keys (a title worded anew) are a person's taste and not the engine's to know.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import msgspec

from vanban.facts import DocumentKind, Quantity, Reading, Statement
from vanban.reading import read

Kind = Literal["programme", "meeting", "agreement", "assignment", "request", "figure", "shortcoming"]
_STATEMENTS = {"request": "proposal"}
# The first line of a paper is its title and tells its kind: the excerpt is read under one, as it stood in its paper.
_TITLES = {
    "conclusion": "THÔNG BÁO\nKết luận hội nghị",
    "memorandum": "BẢN GHI NHỚ",
    "plan": "KẾ HOẠCH",
    "report": "BÁO CÁO",
    "minutes": "BIÊN BẢN",
}


class NotAnExample(ValueError):
    """A file that is no example; says which and what is wrong with it."""

    def __init__(self, path: Path, wrong: str) -> None:
        super().__init__(f"expected an example of a correction, found {path.name}: {wrong}")


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One correction; the keys are explained above."""

    verdict: Literal["changed", "rejected"]
    kind: Kind
    excerpt: str
    start: int
    end: int
    rule: str
    engine: str
    read: dict[str, Any]
    said: dict[str, Any] | None
    written_on: date | None = None
    home: str | None = None
    paper: DocumentKind = "unknown"
    mended: bool = False
    note: str = ""
    format: Literal[1] = 1

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= len(self.excerpt):
            raise ValueError(f"the words {self.start} to {self.end} do not lie in the excerpt")
        if (self.said is None) != (self.verdict == "rejected"):
            raise ValueError("what was changed says how, and what was rejected says nothing")

    def as_json(self) -> bytes:
        """The file's bytes, laid out for reading."""
        return msgspec.json.format(msgspec.json.encode(self), indent=2) + b"\n"


def load(path: Path) -> Example:
    """The example in a file. Raises NotAnExample."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Example)
    except (msgspec.DecodeError, UnicodeDecodeError) as problem:
        raise NotAnExample(path, str(problem)) from problem


def misses(example: Example) -> list[str]:
    """What the engine of today still reads otherwise than the person said; empty where it is right."""
    frame = _frame(example)
    reading = read(frame + example.excerpt, written_on=example.written_on, home=example.home)
    if example.kind == "programme":
        parties = list(reading.document.parties)
        wanted = (example.said or {}).get("parties", [])
        return [] if set(parties) == set(wanted) else [f"parties: expected {wanted}, found {parties}"]
    fact = _figure(reading, example) if example.kind == "figure" else _statement(reading, example)
    if example.said is None:
        return [] if fact is None else [f"expected no {example.kind} there, found {fact.text!r}"]
    if fact is None:
        return [f"expected a {example.kind} there, found none"]
    found = []
    if isinstance(fact, Statement) and example.said.get("sector") != example.read.get("sector"):
        sectors = {*fact.sectors, *(code for item in fact.items for code in item.sectors)}
        if example.said.get("sector") not in sectors:
            found.append(f"sector: expected {example.said.get('sector')}, found {sorted(sectors)}")
    for key, wanted in example.said.items():
        look = (_OF_FIGURES if example.kind == "figure" else _OF_STATEMENTS).get(key)
        if look is None or wanted == example.read.get(key):
            continue
        value = look(fact)
        if value != _plain(key, wanted):
            found.append(f"{key}: expected {_plain(key, wanted)}, found {value}")
    return found


def _frame(example: Example) -> str:
    return f"{_TITLES.get(example.paper, 'VĂN BẢN')}\n\n"


def _statement(reading: Reading, example: Example) -> Statement | None:
    """The statement of the kind that shares at least half of the words."""
    kind = _STATEMENTS.get(example.kind, example.kind)
    shift = len(_frame(example))
    start, end = example.start + shift, example.end + shift
    for said in reading.statements:
        shared = min(said.end, end) - max(said.start, start)
        if said.kind == kind and 2 * shared >= min(end - start, said.end - said.start):
            return said
    return None


def _figure(reading: Reading, example: Example) -> Quantity | None:
    shift = len(_frame(example))
    start, end = example.start + shift, example.end + shift
    return next((q for q in reading.quantities if q.start < end and start < q.end), None)


def _plain(key: str, value: Any) -> Any:
    """What a draft holds under a key, in the shape of the tables below."""
    if key in ("leads", "coordinators"):
        return sorted((one.get("type") or "", one.get("locality") or "") for one in value or ())
    if key in ("from", "to"):
        return sorted(value or ())
    if key in ("value", "value_to"):
        return Decimal(str(value)) if value is not None else None
    return value or None


_OF_STATEMENTS: Mapping[str, Callable[[Any], Any]] = {
    "leads": lambda said: sorted((one.type or "", one.locality or "") for one in said.lead_agencies),
    "coordinators": lambda said: sorted((one.type or "", one.locality or "") for one in said.coordinators),
    "deadline": lambda said: said.due.to.isoformat() if said.due else None,
    "output": lambda said: said.output.text if said.output else None,
    "from": lambda said: sorted(said.from_codes),
    "to": lambda said: sorted(said.to_codes),
}
_OF_FIGURES: Mapping[str, Callable[[Any], Any]] = {
    "value": lambda figure: figure.value,
    "value_to": lambda figure: figure.value_to,
    "bound": lambda figure: figure.bound,
    "unit": lambda figure: figure.unit,
    "locality": lambda figure: figure.locality,
    "year": lambda figure: figure.year,
}
