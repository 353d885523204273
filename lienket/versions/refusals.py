"""Why a version is not approved."""

from lienket.lib.refusals import DeedRefused


class NoDifference(DeedRefused):
    """What was proposed is what stands there."""

    status = 422


class AlreadyDecided(DeedRefused):
    """Somebody was faster."""


class RecordMoved(DeedRefused):
    """The record has changed since the version was proposed."""
