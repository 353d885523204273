"""The numbers papers give their parts: "IV", "2", "b" as a place in order.

>>> [outline_order(code) for code in ("II", "IX", "3", "b", "XTD")]
[2, 9, 3, 2, None]
"""

import re

_ROMAN = re.compile(r"^(M{0,3})(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})$")
_WORTH = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def outline_order(code: str) -> int | None:
    """The place a number of a paper's outline stands for; None where it is no such number (a sector's code)."""
    code = code.strip().rstrip(".)")
    if code.isdecimal():
        return int(code)
    if code and _ROMAN.match(code):
        worths = [_WORTH[letter] for letter in code]
        following = [*worths[1:], 0]
        return sum(-worth if worth < after else worth for worth, after in zip(worths, following, strict=True))
    if len(code) == 1 and code.isascii() and code.isalpha():
        return ord(code.lower()) - ord("a") + 1
    return None
