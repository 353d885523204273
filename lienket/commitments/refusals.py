"""What deeds of this room refuse, in words that say who was faster, where the thing stands, and what to do."""

from lienket.lib.refusals import DeedRefused
from lienket.programmes.refusals import BuiltUpon, NotAParty

__all__ = ["AlreadyTaken", "BuiltUpon", "NotAParty", "NotOpenToChange", "OutOfTurn"]


class AlreadyTaken(DeedRefused):
    """The party has taken this step: somebody else pressed first."""


class OutOfTurn(DeedRefused):
    """The commitment stands elsewhere in its life."""


class NotOpenToChange(DeedRefused):
    """The record is no longer a draft, or the commitment is closed."""
