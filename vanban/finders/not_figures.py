"""What looks like a figure and is none: identifiers, times of day, number words that name parties and places."""

import re

from vanban.finders.numbers import Number
from vanban.finders.units import Units
from vanban.fold import fold

CLOCK = re.compile(r"\s?(?:h|giờ)\s?(?:[0-5][0-9])(?![0-9])|\s?:\s?[0-5][0-9]")
_NEXT_RUN_IS_ID = re.compile(r"(?:[0-9][0-9 .-]{7,}[0-9])(?![0-9])")
_IN_IDENTIFIERS = frozenset("0123456789 .-")
_GROUPS = re.compile(r"[0-9]+(?:[ .-]{1,2}[0-9]+)*")
_COUNTING = frozenset(["hai", "ba", "bốn", "sáu", "bảy", "tám", "chín", "mười"])
# Nouns that number words name rather than count: "hai tỉnh", "ba nhà", "hai con".
_SIDES = frozenset(
    fold(
        "tỉnh|thành phố|tỉnh, thành phố|địa phương|đơn vị|cơ quan|nước|quốc gia|ngành|sở, ngành|huyện|quận|sở, ban, ngành|xã|phường"
        "|thị xã|thị trấn|xã, phường|vùng|khu vực|đoàn|nhà|bộ|con|cặp|khu|bản|cái|cây|lần|phòng|người|dân tộc|thành viên|trung tâm|đồng chí"
    ).split("|")
)
_ORDINAL = ("thứ ", "cả ", "lần ", "mùng ", "tháng ", "khóa ", "quý ", "năm ", "ngày ")


def is_counted(low: str, word: tuple[int, int], known: Units) -> bool:
    """Whether a noun that is counted stands behind a single number word, and no word that makes it an ordinal before."""
    if low[slice(*word)] not in _COUNTING:
        return False
    end = known.nouns.behind(low, word[1])
    return end > 0 and low[word[1] + 1 : end] not in _SIDES and not low.endswith(_ORDINAL, 0, word[0])


def is_span(low: str, word: tuple[int, int], end: int) -> bool:
    """Whether a single number word says how long something takes ("ba năm"), not which day, month or years are meant
    ("thứ ba ngày 5", "hai năm 2021 và 2022"), nor when ("hai ngày sau đó")."""
    return (
        low[slice(*word)] in _COUNTING
        and not low.endswith(_ORDINAL, 0, word[0])
        and not low[end : end + 2].strip().isdigit()
    )


def skip_past(low: str, start: int, before: str, known: Units, end: int) -> int:
    """Where to look on behind a number that is no figure: an identifier is passed with all its groups of digits."""
    clock = CLOCK.match(low, end)
    if clock:
        return clock.end()
    groups = _GROUPS.match(low, start)
    if groups and groups.end() > end and (len(groups.group()) > 8 or known.hard_label.search(before)):
        return groups.end()
    return end


def is_identifier(low: str, start: int, number: Number) -> bool:
    """Long runs of digits with separators are telephone and account numbers; "4.0" is a name."""
    if low[start + 8 : start + 9] in _IN_IDENTIFIERS:
        run = _NEXT_RUN_IS_ID.match(low, start)
        if run and run.end() > number.end:
            return True
    words = low[start : number.end]
    return words.endswith(".0") or (words.startswith("0") and len(words) > 3 and words.isdigit())
