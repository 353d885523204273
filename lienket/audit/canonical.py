"""An event's line in the one form that is hashed: JSON with sorted keys, no spaces, UTF-8.

The form must survive both databases unchanged, so it holds only what they return exactly as given: text, whole numbers,
true, false, nothing, lists and objects of these. A float may come back from PostgreSQL spelled otherwise and is refused.
"""

import datetime as dt
import decimal
import hashlib
import json
import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

from lienket.lib.text import nfc

if TYPE_CHECKING:
    from lienket.audit.models import Event

_HASHED = (
    "sequence", "actor_id", "actor_label", "side_code", "verb", "thing_kind", "thing_id", "thing_label", "data",
    "previous_hash",
)  # fmt: skip


class NotPlain(TypeError):
    """A deed tried to record a value that is not plain data."""


def plain_data(value: Any, where: str = "data") -> Any:
    """`value` as it may stand in an event: dates in ISO form, decimals as text, texts in NFC without NUL.

    Raises NotPlain for anything else (a model, a float): what was found, where, and what to pass instead.
    """
    match value:
        case None | bool() | int():
            return value
        case str() | Promise():
            return nfc(str(value)).replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
        case dt.datetime() | dt.date():
            return value.isoformat()
        case decimal.Decimal() | uuid.UUID():
            return str(value)
        case Mapping():
            return {str(k): plain_data(v, f"{where}.{k}") for k, v in value.items()}
        case list() | tuple() | set() | frozenset():
            items = [plain_data(v, f"{where}[{i}]") for i, v in enumerate(value)]
            return sorted(items, key=str) if isinstance(value, set | frozenset) else items
        case _:
            raise NotPlain(
                f"{where}: expected text, whole numbers, dates, decimals or lists of these, found "
                f"{type(value).__name__}; pass an id, a code or str(…) instead."
            )


def line(event: "Event") -> bytes:
    """The bytes that are hashed."""
    fields = {name: getattr(event, name) for name in _HASHED}
    fields["at"] = event.at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    return json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")


def line_hash(event: "Event") -> str:
    """SHA-256 of the line, which holds the previous line's hash: changing one changes all that follow."""
    return hashlib.sha256(line(event)).hexdigest()
