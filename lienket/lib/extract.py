"""Files as text: the engine's only door for formats, in a process of its own that is stopped when its time is over."""

from vanban.extract import Extracted, Limits, Row, Sheet, Unreadable, extract_bounded, rows_bounded

__all__ = ["Extracted", "Limits", "Row", "Sheet", "Unreadable", "extract_bounded", "rows_bounded"]
