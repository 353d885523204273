"""Where a room below the outbox drops its mail.

The outbox (`notices`) knows officers, so `accounts` cannot import it; the settings name it instead. The mail is a row in
the caller's transaction: it exists exactly when the deed it tells of does.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string


def post(*, to: str, subject: str, body: str) -> None:
    """Put a plain-text mail to this address into the outbox (settings.LETTERBOX)."""
    deliver: Callable[..., Any] = import_string(settings.LETTERBOX)
    deliver(to=to, subject=subject, body=body)
