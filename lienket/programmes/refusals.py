"""What deeds of this room refuse, in words."""

from lienket.lib.refusals import DeedRefused


class BuiltUpon(DeedRefused):
    """A withdrawal came too late: something else stands on the thing."""


class NotAParty(DeedRefused):
    """A locality or an agency was named that does not belong to the programme's parties."""

    status = 422


class MoveRefused(DeedRefused):
    """The programme stands elsewhere in its life, or this party has consented already."""
