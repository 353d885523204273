"""Does a paper bear a state-secret stamp? The engine's test, for rooms that do not read papers."""

from vanban.secret_stamp import Stamp, find_stamp, stamp_of

__all__ = ["Stamp", "find_stamp", "stamp_of"]
