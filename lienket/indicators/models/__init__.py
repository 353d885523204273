"""Figures of localities, and the indicators the parties of a programme share."""

from .figures import Bound, Figure
from .shared import Aggregation, Direction, Indicator, Note, Report, ReportState

__all__ = ["Aggregation", "Bound", "Direction", "Figure", "Indicator", "Note", "Report", "ReportState"]
