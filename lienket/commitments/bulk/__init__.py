"""One deed on many commitments: the table of deeds, the rehearsal a preview shows, and the doing, row by row."""

from .doing import carry_out, undo
from .looking import kept
from .rehearsing import LIMIT, Outlook, Slip, StaleSlip, new_slip, rehearse, rehearse_new, slip_of
from .table import BULK_DEEDS, BY_DEED, BulkDeed, offered_to, place_back

__all__ = [
    "BULK_DEEDS",
    "BY_DEED",
    "LIMIT",
    "BulkDeed",
    "Outlook",
    "Slip",
    "StaleSlip",
    "carry_out",
    "kept",
    "new_slip",
    "offered_to",
    "place_back",
    "rehearse",
    "rehearse_new",
    "slip_of",
    "undo",
]
