"""What deeds of this room refuse, in words."""

from lienket.lib.refusals import DeedRefused


class Superseded(DeedRefused):
    """A newer figure stands on this one."""
