"""Files as text: the engine's only door for formats, in a process of its own that is stopped when its time is over."""

from vanban.extract import Extracted, Limits, Unreadable, extract_bounded

__all__ = ["Extracted", "Limits", "Unreadable", "extract_bounded"]
