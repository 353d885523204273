"""Where a room below the history records its deeds.

The history (`audit`) stands above `jobs`, so the settings name it instead; the line is in the caller's transaction.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string


def record(*, by: Any, verb: str, **data: Any) -> None:
    """Append a line to the history (settings.DIARY): as audit.actions.record does."""
    keep: Callable[..., Any] = import_string(settings.DIARY)
    keep(by=by, verb=verb, **data)
