"""Who does what by when: commitments, each party's responsibility for them, progress, and confirmation by every side."""

from ..states import CommitmentState
from .commitment import Commitment, PublicFace, Series
from .decisions import Pause, Request
from .responsibility import CommitmentIndicator, Responsibility
from .trail import DeadlineChange, LeadChange, ProgressUpdate, Step

__all__ = [
    "Commitment",
    "CommitmentIndicator",
    "CommitmentState",
    "DeadlineChange",
    "LeadChange",
    "Pause",
    "ProgressUpdate",
    "PublicFace",
    "Request",
    "Responsibility",
    "Series",
    "Step",
]
