"""The room's deeds: figures of localities, and the indicators parties share."""

from .by_hand import FigureFacts, approve_figure, correct_figure, enter_figure
from .defining import define_indicator, withdraw_indicator
from .differences import resolve_difference
from .figures import publish_figure, record_figure, record_newer, withdraw_figure
from .reporting import approve_value, report_value, return_value, withdraw_approval

__all__ = [
    "FigureFacts",
    "approve_figure",
    "approve_value",
    "correct_figure",
    "define_indicator",
    "enter_figure",
    "publish_figure",
    "record_figure",
    "record_newer",
    "report_value",
    "resolve_difference",
    "return_value",
    "withdraw_approval",
    "withdraw_figure",
    "withdraw_indicator",
]
