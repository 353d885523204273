"""The commitment page: its words, each party's part and whom each step waits for, and a dated trail of all that happened."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One dated line of the trail, whatever it came from."""

    at: dt.datetime
    title: str
    who: str
    tone: str = ""
    icon: str = ""
    lines: list[tuple[str, str]] = field(default_factory=list)
    files: list[Any] = field(default_factory=list)
