"""Numbers of legal and official documents: "188/KH-UBND", "09/2007/QĐ-TTg", "45-NQ/TW", "77/2015/QH13".

Leaves alone: fractions ("64/68 đại biểu"), dates, units ("km/h"), telephone and account numbers.
"""

import re

from vanban.facts import Reference

_PART = r"[A-ZĐƯ][A-Za-zĐđƯưÂâÊêÔôƠơ]{0,11}\d{0,3}"
_MARKS = frozenset("/-–")
_SEP = r"[ ]?[-–/&.][ ]?"
_REFERENCE = re.compile(
    rf"[0-9]{{1,5}}[a-zđA-Z]?(?:"
    rf"[ ]?/[ ]?(?:19|20)[0-9][0-9][ ]?/[ ]?{_PART}(?:{_SEP}{_PART})*"  # 09/2007/QĐ-TTg, 77/2015/QH13
    rf"|[ ]?/[ ]?{_PART}(?:{_SEP}{_PART})+"  # 188/KH-UBND, 05/TT-HB-TH
    rf"|[ ]?[-–][ ]?{_PART}[ ]?/[ ]?{_PART}(?:{_SEP}{_PART})*"  # 45-NQ/TW
    rf")(?![\w/])"
)
_NUMBERED = re.compile(rf"[0-9]{{1,5}}[ ]?/[ ]?{_PART}(?![\w/-])")


def find_references(flat: str, runs: list[tuple[int, int]]) -> list[Reference]:
    """All document numbers, in the order of the text; `runs` are the text's runs of digits."""
    found: list[Reference] = []
    reach = 0
    for start, end in runs:
        if start < reach or end - start > 5:
            continue
        behind = flat[end : end + 3]
        if behind[:1] == " " and behind[1:2] not in _MARKS:
            continue  # a number before a word, as most are
        if not ("/" in behind or "-" in behind or "–" in behind):
            continue
        if start and (flat[start - 1].isalnum() or flat[start - 1] in "/.,-_"):
            continue
        match = _REFERENCE.match(flat, start)
        rule = "number-symbol"
        if match is None and flat[max(0, start - 5) : start].lower().rstrip(" :").endswith("số"):
            match, rule = _NUMBERED.match(flat, start), "numbered"
        if match is not None:
            found.append(Reference(start, match.end(), match.group(), rule))
            reach = match.end()
    return found
