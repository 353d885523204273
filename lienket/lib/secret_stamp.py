"""Does a text, a file or its name carry a state-secret stamp?"""

import re
from collections.abc import Iterable
from typing import Any

_STAMP = re.compile(r"(?<![^\W_])(?:TUYỆT[ _-]?MẬT|TỐI[ _-]?MẬT|MẬT)(?![^\W_])")


def find_stamp(text: str, *, filename: str = "", aside: Iterable[str] = ()) -> str | None:
    """The stamp in capitals, standing alone; None for innocent words (mật ong, bảo mật)."""
    found = _STAMP.search("\n".join([text, filename, *aside]))
    return found.group() if found else None


def stamp_of(extracted: Any, *, filename: str = "") -> str | None:
    """The stamp of a file that was read."""
    return find_stamp(extracted.text, filename=filename, aside=extracted.aside)
