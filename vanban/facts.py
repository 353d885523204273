"""What a reading yields: frozen facts, each pointing at its characters and naming the rule that found it.

Field names follow the contract's JSON keys, but `from` is a Python keyword: attributes are `from_` and `from_codes`.
"""

from datetime import date
from decimal import Decimal
from typing import Any, Literal

import msgspec

Bound = Literal["exact", "more_than", "at_least", "almost", "less_than", "at_most", "about", "range"]
QuantityKind = Literal["count", "money", "percent", "measure", "rank", "duration"]
StatementKind = Literal["agreement", "proposal", "assignment", "result", "shortcoming", "profile", "meeting"]
DocumentKind = Literal["news", "conclusion", "memorandum", "plan", "report", "dispatch", "minutes", "unknown"]


class Locality(msgspec.Struct, frozen=True, gc=False):
    """A mention of a province or centrally-run city; `code` is the statistical code its name had until 30/06/2025."""

    start: int
    end: int
    text: str
    code: str
    rule: str = "name"


class Agency(msgspec.Struct, frozen=True, gc=False):
    """A mention of a Party body, council, People's Committee, department or the like.

    `type` is an id of the project's agency types ("so_ct") where the words name one.
    """

    start: int
    end: int
    text: str
    locality: str | None
    type: str | None = None
    rule: str = "name"


class Person(msgspec.Struct, frozen=True, gc=False):
    """A named person with an office; the span holds the name alone, `title` the office as written."""

    start: int
    end: int
    text: str
    name: str
    title: str | None
    locality: str | None
    rule: str = "title-name"


class DateFact(msgspec.Struct, frozen=True, gc=False, rename={"from_": "from"}):
    """A calendar date or period: first and last day, both inclusive."""

    start: int
    end: int
    text: str
    from_: date
    to: date
    rule: str = "day"


class Quantity(msgspec.Struct, frozen=True, gc=False):
    """A figure with a unit or a counted noun, its scale multiplied out, its qualifier in `bound`."""

    start: int
    end: int
    text: str
    kind: QuantityKind
    value: Decimal
    value_to: Decimal | None
    bound: Bound
    unit: str
    locality: str | None = None
    year: int | None = None
    rule: str = "number-unit"


class Reference(msgspec.Struct, frozen=True, gc=False):
    """The number of a legal or official document."""

    start: int
    end: int
    text: str
    rule: str = "number-symbol"


class Item(msgspec.Struct, frozen=True, gc=False):
    """One of the separate contents a sentence enumerates."""

    start: int
    end: int
    text: str
    sectors: tuple[str, ...] = ()


class AgencyRef(msgspec.Struct, frozen=True, gc=False):
    """An agency named as lead or coordinator of a statement."""

    start: int
    end: int
    text: str
    locality: str | None = None
    type: str | None = None


class Cell(msgspec.Struct, frozen=True, gc=False):
    """A piece of the text with a meaning of its own, such as the output a table row names."""

    start: int
    end: int
    text: str


class Due(msgspec.Struct, frozen=True, gc=False, rename={"from_": "from"}):
    """When something is to be done: the period named, or the one day of a "before …"."""

    start: int
    end: int
    text: str
    from_: date
    to: date


class Statement(msgspec.Struct, frozen=True, gc=False, rename={"from_codes": "from", "to_codes": "to"}):
    """A sentence (or table row) that says something to follow up or to know.

    `number` is the paper's own numbering ("II.3.a"), `heading` the words of the heading it stands under.
    """

    start: int
    end: int
    text: str
    kind: StatementKind
    from_codes: tuple[str, ...] = ()
    to_codes: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    leads: tuple[str, ...] = ()
    lead_agencies: tuple[AgencyRef, ...] = ()
    coordinators: tuple[AgencyRef, ...] = ()
    output: Cell | None = None
    due: Due | None = None
    number: str | None = None
    heading: str | None = None
    rule: str = ""


class DocumentFacts(msgspec.Struct, frozen=True, gc=False):
    """What kind of paper it is, what it is called, its own number and day, and where a news page took it from."""

    kind: DocumentKind = "unknown"
    title: str | None = None
    number: str | None = None
    issued_on: date | None = None
    source: str | None = None
    issuer: str | None = None
    parties: tuple[str, ...] = ()


class Reading(msgspec.Struct, frozen=True, gc=False):
    """Everything read from one text. Every list is in the order of the text."""

    text: str
    document: DocumentFacts = DocumentFacts()
    localities: tuple[Locality, ...] = ()
    agencies: tuple[Agency, ...] = ()
    people: tuple[Person, ...] = ()
    dates: tuple[DateFact, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    references: tuple[Reference, ...] = ()
    statements: tuple[Statement, ...] = ()
    engine_version: str = ""

    def as_contract(self) -> dict[str, Any]:
        """Plain dicts and lists with the contract's keys, ready for JSON: dates as ISO strings, values as strings."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        return plain
