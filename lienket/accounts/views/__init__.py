"""Pages of accounts. The settings name two of them: `locked_out` (axes) and `form_expired` (the CSRF check)."""

from .signing_in import form_expired, locked_out

__all__ = ["form_expired", "locked_out"]
