"""The reading engine: Vietnamese official prose in, facts with exact characters out.

    >>> from vanban import read
    >>> [q.text for q in read("Tỉnh có trên 1.300 dự án đầu tư.").quantities]
    ['trên 1.300 dự án đầu tư']

Names are fetched when first used, so that `import vanban` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vanban.facts import (
        Agency,
        AgencyRef,
        Cell,
        DateFact,
        DocumentFacts,
        Due,
        Item,
        Locality,
        Person,
        Quantity,
        Reading,
        Reference,
        Statement,
    )
    from vanban.parse import Amount, NotUnderstood, Period, parse_amount, parse_date, parse_number
    from vanban.reading import ENGINE_VERSION, GazetteerRow, read

__all__ = [
    "ENGINE_VERSION",
    "Agency",
    "AgencyRef",
    "Amount",
    "Cell",
    "DateFact",
    "DocumentFacts",
    "Due",
    "GazetteerRow",
    "Item",
    "Locality",
    "NotUnderstood",
    "Period",
    "Person",
    "Quantity",
    "Reading",
    "Reference",
    "Statement",
    "parse_amount",
    "parse_date",
    "parse_number",
    "read",
]

_ELSEWHERE = {
    **dict.fromkeys(("ENGINE_VERSION", "GazetteerRow", "read"), "vanban.reading"),
    **dict.fromkeys(
        ("Amount", "NotUnderstood", "Period", "parse_amount", "parse_date", "parse_number"), "vanban.parse"
    ),
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'vanban' has no attribute {name!r}")
    value = getattr(import_module(_ELSEWHERE.get(name, "vanban.facts")), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
