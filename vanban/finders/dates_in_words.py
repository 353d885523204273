"""Months and quarters whose number is a word: "bốn tháng đầu năm 2023", "tháng Chín năm 2022", "ngày 2 tháng Chín", "quý ba".

Leaves alone: paces ("một tháng hai lần", "mỗi quý một"), names ("Cách mạng tháng Tám"), "tháng năm" that may be months and a year,
days of the lunar months ("rằm tháng Giêng"), "tháng Chạp", which is lunar always.
"""

import re

from vanban.finders.dates import YEAR, RawDate, day_of, months
from vanban.finders.number_words import DIGITS, TEN
from vanban.fold import fold

_BEHIND = (" tháng ", fold(" quý "))
_BEFORE = ("tháng ", fold("quý "))
_PART_OF_YEAR = re.compile(fold(r"\s(tháng|quý)\s(đầu|cuối)\snăm") + rf"(?:\s({YEAR})(?!\d))?")
_VAGUE_BEFORE = (fold("những "), fold("các "), fold("mươi "), fold("trăm "), fold("nhiều "), fold("mấy "))
_OF_YEAR = re.compile(rf"(?:\s?[/-]\s?|\s(?:năm\s)?|,\snăm\s)({YEAR})(?!\d)")
_OF_A_YEAR = re.compile(rf"(?:\s?/\s?|,?\snăm\s)({YEAR})(?!\d)")  # behind "năm" that is five
_ENDS = re.compile(
    fold(
        r"\s?(?:[,.;:)]|$|\n)|\s(?:năm\s(?:nay|này|sau|tới|ngoái)|này|tới|vừa\squa|vừa\srồi)(?!\w)|\s(?:đến|tới)\s(?:hết\s)?(?:tháng|quý)\s"
    )
)
_PACE = re.compile(fold(r"(?:mỗi|một|hằng|hàng|từng|các|[0-9]|hai|ba|bốn|sáu|bảy|tám|chín|mười|trong vòng)\s$"))
_NAME = re.compile(fold(r"(?:cách mạng|quảng trường|đường|phố|rạp|báo|nhà máy|phường|xã|trường)\s$"))
_A_DAY = re.compile(fold(r"(?:(ngày|mùng)\s(?:mùng\s)?)?(?<!\d)(\d{1,2})\s$"))
_LUNAR = re.compile(fold(r"\s(?:\w+\s){0,2}?âm lịch"))
_LUNAR_DAY = re.compile(fold(r"(?:rằm|ngày|mùng|mồng)\s(?:\w+\s)?$"))
_FIRST_LUNAR = "tháng giêng"
_ELEVEN_TWELVE = re.compile(r"\s(một|hai)(?!\w)")
_MOST_BEFORE = 16


def find_dates_in_words(low: str, words: list[tuple[int, int]]) -> list[RawDate]:
    """Months and quarters in the order of the text; `words` are the text's number words, sorted."""
    found: list[RawDate] = []
    reach = 0
    for start, end in words:
        if start < reach:
            continue
        raw = None
        if low.startswith(_BEHIND, end):
            raw = _part_of_year(low, start, end)
        if raw is None and low.endswith(_BEFORE, 0, start):
            raw = _by_name(low, start, end)
        if raw is not None:
            found.append(raw)
            reach = raw.end
    at = low.find(_FIRST_LUNAR)
    while at >= 0:
        end = at + len(_FIRST_LUNAR)
        year = _OF_YEAR.match(low, end)
        if year and not _LUNAR_DAY.search(low, max(0, at - 16), at) and not _LUNAR.match(low, year.end()):
            found.append(RawDate(at, year.end(), int(year[1]), months(1, 1), "month"))
        at = low.find(_FIRST_LUNAR, end)
    found.sort(key=lambda raw: raw.start)
    return found


def _part_of_year(low: str, start: int, end: int) -> RawDate | None:
    """ "bốn tháng đầu năm 2023", "hai quý cuối năm"."""
    word = low[start:end]
    number = 10 if word == TEN else DIGITS.get(word, 0)
    match = _PART_OF_YEAR.match(low, end)
    if match is None or low.endswith(_VAGUE_BEFORE, 0, start):
        return None
    if number in (1, 2) and low.endswith(f"{TEN} ", 0, start):
        start -= len(TEN) + 1
        number += 10
    count = number if match[1] == "tháng" else number * 3
    if not 1 <= count <= 12:
        return None
    span = (1, count) if match[2] == "đầu" else (13 - count, 12)
    return RawDate(start, match.end(), int(match[3]) if match[3] else None, months(*span), "months")


def _by_name(low: str, start: int, end: int) -> RawDate | None:
    """ "tháng Chín năm 2022", "quý ba", "ngày 2 tháng Chín": the month or quarter that a word names."""
    word = low[start:end]
    number = 10 if word == TEN else DIGITS.get(word, 0)
    if word == TEN and (more := _ELEVEN_TWELVE.match(low, end)):
        number, end = number + DIGITS[more[1]], more.end()
    is_month = low.endswith(_BEFORE[0], 0, start)
    if not 1 <= number <= (12 if is_month else 4):
        return None
    begin = start - len(_BEFORE[0 if is_month else 1])
    if low[begin - 1 : begin].isalnum():
        return None
    five = word == fold("năm")
    year = (_OF_A_YEAR if five else _OF_YEAR).match(low, end)
    before = low[max(0, begin - _MOST_BEFORE) : begin]
    if _NAME.search(before) or (year is None and five):
        return None
    told = int(year[1]) if year else None
    stop = year.end() if year else end
    if _LUNAR.match(low, stop):
        return None
    day = _A_DAY.search(before) if is_month else None
    if day is not None:
        if day[1] is None and year is None:
            return None
        return RawDate(begin - len(before) + day.start(), stop, told, day_of(int(day[2]), number), "day")
    if year is None and (_PACE.search(before) or not _ENDS.match(low, end)):
        return None
    if is_month:
        return RawDate(begin, stop, told, months(number, number), "month")
    return RawDate(begin, stop, told, months(3 * number - 2, 3 * number), "quarter")
