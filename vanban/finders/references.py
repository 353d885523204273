"""Numbers of legal and official documents: "188/KH-UBND", "09/2007/QĐ-TTg", "45-NQ/TW", "77/2015/QH13".

Leaves alone: fractions ("64/68 đại biểu"), dates, units ("km/h"), telephone and account numbers.
"""

import re

from vanban.facts import Reference

_PART = r"[A-ZĐƯ][A-Za-zĐđƯưÂâÊêÔôƠơ]{0,11}\d{0,3}"
_SEP = r"[ ]?[-–/&.][ ]?"
_REFERENCE = re.compile(
    rf"(?<![\w/.,-])\d{{1,5}}[a-zđA-Z]?(?:"
    rf"[ ]?/[ ]?(?:19|20)\d\d[ ]?/[ ]?{_PART}(?:{_SEP}{_PART})*"  # 09/2007/QĐ-TTg, 77/2015/QH13
    rf"|[ ]?/[ ]?{_PART}(?:{_SEP}{_PART})+"  # 188/KH-UBND, 05/TT-HB-TH
    rf"|[ ]?[-–][ ]?{_PART}[ ]?/[ ]?{_PART}(?:{_SEP}{_PART})*"  # 45-NQ/TW
    rf")(?![\w/])"
)
_NUMBERED = re.compile(
    rf"(?<=[Ss]ố )\d{{1,5}}[ ]?/[ ]?{_PART}(?![\w/-])|(?<=[Ss]ố: )\d{{1,5}}[ ]?/[ ]?{_PART}(?![\w/-])"
)
_TRAILING = re.compile(r"[ ]?[-–/&.][ ]?$")


def find_references(flat: str) -> list[Reference]:
    """All document numbers, in the order of the text."""
    found = [Reference(m.start(), m.end(), m.group(), "number-symbol") for m in _REFERENCE.finditer(flat)]
    taken = [(r.start, r.end) for r in found]
    for match in _NUMBERED.finditer(flat):
        if not any(s < match.end() and match.start() < e for s, e in taken):
            found.append(Reference(match.start(), match.end(), match.group(), "numbered"))
    found.sort(key=lambda r: r.start)
    return found
