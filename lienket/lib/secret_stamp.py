"""Does a text or a file name carry a state-secret stamp?"""

import re

_STAMP = re.compile(r"(?<![^\W_])(?:TUYỆT[ _-]?MẬT|TỐI[ _-]?MẬT|MẬT)(?![^\W_])")


def find_stamp(text: str) -> str | None:
    """The stamp in capitals, standing alone; None for innocent words (mật ong, bảo mật)."""
    found = _STAMP.search(text)
    return found.group() if found else None
