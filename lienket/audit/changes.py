"""What an edit changed, as it is kept in a line's data: `changes` pairs each field with what it was and what it became.

Only what differs is kept, texts in full, so that people can read later which words stood there. Texts come from forms that
refused a secrecy mark already; what names a person stays out, as everywhere in the history.
"""

from collections.abc import Mapping
from typing import Any

KEY = "changes"


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, dict[str, list[Any]]]:
    """The data of a line: `audit.record(…, **changed(before, after))`. Empty where nothing differs.

    >>> changed({"title": "Cũ", "output": ""}, {"title": "Mới", "output": ""})
    {'changes': {'title': ['Cũ', 'Mới']}}
    """
    pairs = {name: [before.get(name), value] for name, value in after.items() if before.get(name) != value}
    return {KEY: pairs} if pairs else {}


def changes_of(data: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Field → (before, after) of a line's data; of lines from before edits kept both, what they kept of a deadline."""
    kept = data.get(KEY)
    if isinstance(kept, Mapping):
        return {
            str(name): (pair[0], pair[1]) for name, pair in kept.items() if isinstance(pair, list) and len(pair) == 2
        }
    return {}
