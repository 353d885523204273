"""Places in an order: "đứng thứ 9 cả nước", "xếp thứ ba toàn quốc".

`RANK_BEFORE` is met before a number in digits, `RANK_SCOPE` behind it; ranks in words are found here.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from vanban.fold import fold

RANK_BEFORE = re.compile(
    r"(?<!\w)(?P<lead>(?:đứng|xếp|hạng|vị trí|xếp hạng|đứng vị trí|xếp vị trí)\s+)?(?P<word>thứ|hạng)\s+(?:hạng\s+)?$"
)
_WHOLE = fold("toàn")
RANK_SCOPE = re.compile(
    r"(?:/[0-9]+)?\s+(?:của\s+|trong\s+|trên\s+|so với\s+)?(?:tổng số\s+)?"
    rf"(?P<scope>cả nước|{_WHOLE} (?:quốc|tỉnh|vùng|ngành)|thế giới|khu vực|vùng(?:\s+[\w-]+){{0,6}}|"
    r"(?:[0-9]+\s+)?tỉnh, thành(?: phố)?|miền (?:bắc|trung|nam)|châu á|đông nam á|asean)"
)
_RANK_WORDS = re.compile(
    r"(?<!\w)(?:đứng|xếp)\s+(?:ở\s+)?(?:vị trí\s+)?(?:thứ|hạng)\s+(?P<word>nhất|nhì|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)(?!\w)"
)
_WORD_RANKS = {
    w: n for n, w in enumerate(["nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"], 1)
} | {"nhì": 2}


def ranks_in_words(low: str) -> Iterator[tuple[int, int, Decimal, str]]:
    """Every rank in words that names its scope: where it starts and ends, the place, the scope."""
    for verb in ("đứng", "xếp"):
        at = low.find(verb)
        while at >= 0:
            match = _RANK_WORDS.match(low, at)
            scope = RANK_SCOPE.match(low, match.end()) if match else None
            if match and scope:
                yield match.start(), scope.end(), Decimal(_WORD_RANKS[match.group("word")]), scope.group("scope")
            at = low.find(verb, at + 1)
