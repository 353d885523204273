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
    from vanban.reading import ENGINE_VERSION, GazetteerRow, read

__all__ = [
    "ENGINE_VERSION",
    "Agency",
    "AgencyRef",
    "Cell",
    "DateFact",
    "DocumentFacts",
    "Due",
    "GazetteerRow",
    "Item",
    "Locality",
    "Person",
    "Quantity",
    "Reading",
    "Reference",
    "Statement",
    "read",
]

_ELSEWHERE = {"ENGINE_VERSION": "vanban.reading", "GazetteerRow": "vanban.reading", "read": "vanban.reading"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'vanban' has no attribute {name!r}")
    value = getattr(import_module(_ELSEWHERE.get(name, "vanban.facts")), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
