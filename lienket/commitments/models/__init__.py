"""Who does what by when: commitments, each party's responsibility for them, progress, and confirmation by every side."""

from ..chase import Chase
from ..states import CommitmentState
from .batch import Batch, BatchRow
from .commitment import Commitment, PublicFace, Series
from .decisions import Pause, Request
from .progress import Milestone, ProgressOverride
from .responsibility import CommitmentIndicator, Responsibility
from .totals import Basis, LocalityTotal, Outcome, ProgrammeTotal, PublicTotal
from .trail import DeadlineChange, LeadChange, ProgressUpdate, Step

__all__ = [
    "Basis",
    "Batch",
    "BatchRow",
    "Chase",
    "Commitment",
    "CommitmentIndicator",
    "CommitmentState",
    "DeadlineChange",
    "LeadChange",
    "LocalityTotal",
    "Milestone",
    "Outcome",
    "Pause",
    "ProgrammeTotal",
    "ProgressOverride",
    "ProgressUpdate",
    "PublicFace",
    "PublicTotal",
    "Request",
    "Responsibility",
    "Series",
    "Step",
]
