"""What deeds of this room refuse, in words."""

from lienket.lib.refusals import DeedRefused


class Superseded(DeedRefused):
    """A newer figure stands on this one."""


class OutOfTurn(DeedRefused):
    """The value stands elsewhere in its life: somebody else was faster, or it was never there."""


class NotOfThisProgramme(DeedRefused):
    """The party belongs to another programme than the indicator."""


class BuiltUpon(DeedRefused):
    """Values or commitments stand on the indicator."""
