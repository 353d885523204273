"""`parse_date`: a day or period, absolute, relative or lunar, to its first and last day.

before  "thứ hai tuần sau", "quý III/2027", "3 tháng tới", "mùng 10 tháng 3 âm lịch năm 2019", "rằm tháng Giêng 2024"
after   Period(from_, to, grain)

Weeks begin on Monday. "đầu", "giữa", "cuối" of a month are its days 1-10, 11-20 and the rest; of a year its four months.
Reporting periods ("kỳ báo cáo 6 tháng đầu năm 2024") close on the 14th, as Decree 09/2019 has it.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

import msgspec

from vanban.finders.dates import find_raw_dates, settle
from vanban.fold import fold, key
from vanban.parse.errors import NotUnderstood
from vanban.parse.lunar import to_solar
from vanban.parse.numbers import number_at

_EXPECTED = "a date or a period"
Grain = Literal["day", "days", "week", "month", "months", "quarter", "half", "year", "years"]
_GRAINS: dict[str, Grain] = {
    "day": "day", "days": "days", "month": "month", "months": "months", "quarter": "quarter", "half": "half", "year": "year",
    "period": "years", "from-to": "days",
}  # fmt: skip
_DAYS_AWAY = {
    fold(words): away
    for words, away in {
        "hôm nay": 0, "nay": 0, "hôm qua": -1, "hôm kia": -2, "hôm kìa": -3, "mai": 1, "ngày mai": 1, "ngày kia": 2, "ngày mốt": 2, "mốt": 2,
        "hôm sau": 1, "hôm trước": -1,
    }.items()
}  # fmt: skip
_PART_OF_DAY = re.compile(fold(r"(?:rạng sáng|sáng sớm|sáng|trưa|chiều|tối|đêm)\s+(?:ngày\s+)?"))
_NEXT = fold("này|nay|trước|qua|rồi|ngoái|vừa qua|sau|tới|đến|kế tiếp|tiếp theo|kia")
_SHIFTS = {fold(w): s for w, s in {"này": 0, "nay": 0, "trước": -1, "qua": -1, "rồi": -1, "ngoái": -1, "vừa qua": -1, "kia": -2,
                                   "sau": 1, "tới": 1, "đến": 1, "kế tiếp": 1, "tiếp theo": 1}.items()}  # fmt: skip
_UNIT_SHIFT = re.compile(rf"(?:(đầu|giữa|cuối|nửa đầu|nửa cuối)\s+)?(tuần|tháng|{fold('quý')}|năm)\s+({_NEXT})")
_WEEKDAY = re.compile(
    fold(r"(?:thứ\s+(hai|ba|tư|năm|sáu|bảy|[2-7])|(chủ nhật|cn))(?:\s+tuần\s+(" + _NEXT + r")|\s+(" + _NEXT + r"))?")
)
_WEEKDAYS = {fold(w): i for i, w in enumerate(["hai", "ba", "tư", "năm", "sáu", "bảy"])} | {
    str(n): n - 2 for n in range(2, 8)
}
_AWAY = re.compile(
    rf"(ngày|tuần|tháng|{fold('quý')}|năm)\s+(?:làm việc\s+)?({fold('trước|qua|sau|nữa|tới|vừa qua|rồi')})"
)
_BACK = {fold(w) for w in ("trước", "qua", "vừa qua", "rồi")}
_THIRD = re.compile(r"(đầu|giữa|cuối|thượng tuần|trung tuần|hạ tuần)\s+(.+)")
_LUNAR_DAY = re.compile(
    fold(r"(?:ngày\s+)?(?:(?:mùng|mồng)\s+)?(\d{1,2}|rằm|[a-zà-ỹ]+(?:\s[a-zà-ỹ]+)?)\s*(?:/|\s+tháng\s+|\s+(?=tháng\s))(\d{1,2}|giêng|chạp|một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)"
         r"(?:\s+(nhuận))?(?:\s+(?:âm lịch|âm|al|ÂL))?(?:\s*(?:/|,)?\s*(?:năm\s+)?(\d{4}))?(?:\s+(?:âm lịch|âm|al))?")
)  # fmt: skip
_TET = re.compile(
    fold(
        r"(?:(?:mùng|mồng)\s+(\d{1,2}|một|hai|ba|tư|năm)\s+)?tết(?:\s+(?:nguyên đán|âm lịch|ta))?(?:\s+(?:năm\s+)?(\d{4}))?"
    )
)
_MONTH_NAMES = {fold("giêng"): 1, fold("chạp"): 12}
_REPORT = re.compile(fold(r"(?:kỳ )?báo cáo\s+"))


class Period(msgspec.Struct, frozen=True):
    """First and last day, both inclusive, and how fine the words were."""

    from_: date
    to: date
    grain: Grain


def _month(year: int, month: int, months: int = 1) -> tuple[date, date]:
    """The days of some months from a month that may lie outside 1..12."""
    first = date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
    last = month + months - 1
    last_year, last_month = year + (last - 1) // 12, (last - 1) % 12 + 1
    return first, date(last_year, last_month, monthrange(last_year, last_month)[1])


def _shifted(unit: str, shift: int, day: date) -> Period:
    if unit == "tuần":
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=shift)
        return Period(monday, monday + timedelta(days=6), "week")
    if unit == "tháng":
        return Period(*_month(day.year, day.month + shift), "month")
    if unit == fold("quý"):
        return Period(*_month(day.year, (day.month - 1) // 3 * 3 + 1 + 3 * shift, 3), "quarter")
    return Period(date(day.year + shift, 1, 1), date(day.year + shift, 12, 31), "year")


def _part(part: str, whole: Period) -> Period | None:
    """The beginning, middle or end of a month or year."""
    which = {"đầu": 0, "thượng tuần": 0, "giữa": 1, "trung tuần": 1, "cuối": 2, "hạ tuần": 2}.get(part)
    year, month = whole.from_.year, whole.from_.month
    if whole.grain == "month" and which is not None:
        first, last = (1, 11, 21)[which], (10, 20, whole.to.day)[which]
        return Period(date(year, month, first), date(year, month, last), "days")
    if whole.grain == "year" and part in ("nửa đầu", "nửa cuối"):
        return Period(*_month(year, 1 if part == "nửa đầu" else 7, 6), "half")
    if whole.grain == "year" and which is not None:
        return Period(*_month(year, 1 + 4 * which, 4), "months")
    return None


def _relative(low: str, day: date) -> Period | None:
    part = _PART_OF_DAY.match(low)
    words = low[part.end() :] if part else low
    if words in _DAYS_AWAY:
        that = day + timedelta(days=_DAYS_AWAY[words])
        return Period(that, that, "day")
    if match := _UNIT_SHIFT.fullmatch(words):
        whole = _shifted(match.group(2), _SHIFTS[match.group(3)], day)
        return _part(match.group(1), whole) if match.group(1) else whole
    if match := _WEEKDAY.fullmatch(words):
        number = 6 if match.group(2) else _WEEKDAYS[match.group(1)]
        of_week = match.group(3) or match.group(4)
        monday = day - timedelta(days=day.weekday())
        that = monday + timedelta(days=number, weeks=_SHIFTS[of_week] if of_week else 0)
        if of_week is None and that < day:
            that += timedelta(weeks=1)
        return Period(that, that, "day")
    return _away(words, day)


def _away(low: str, day: date) -> Period | None:
    """ "3 ngày trước", "hai tuần nữa", "6 tháng tới"."""
    start = 0
    for opener in (fold("trong "), fold("sau "), fold("cách đây ")):
        if low.startswith(opener):
            start = len(opener)
    count = number_at(low, start)
    match = _AWAY.fullmatch(low, count[1] + 1) if count and low[count[1] : count[1] + 1] == " " else None
    if count is None or match is None or count[0] != int(count[0]) or count[0] > 5000:
        return None
    n = int(count[0]) * (-1 if match.group(2) in _BACK else 1)
    unit, word = match.group(1), match.group(2)
    if word == fold("tới"):  # a span from now on
        ends: dict[str, Callable[[], date]] = {
            "ngày": lambda: day + timedelta(days=n), "tuần": lambda: day + timedelta(weeks=n),
            "tháng": lambda: _same_day(day, n), fold("quý"): lambda: _same_day(day, 3 * n), "năm": lambda: _same_day(day, 12 * n),
        }  # fmt: skip
        return Period(day, ends[unit](), "days")
    that = {"ngày": timedelta(days=n), "tuần": timedelta(weeks=n)}.get(unit)
    if that is not None:
        return Period(day + that, day + that, "day")
    if unit == "năm":
        return Period(date(day.year + n, 1, 1), date(day.year + n, 12, 31), "year")
    return Period(*_month(day.year, day.month + n), "month") if unit == "tháng" else _shifted(unit, n, day)


def _same_day(day: date, months: int) -> date:
    first, last = _month(day.year, day.month + months)
    return min(first + timedelta(days=day.day - 1), last)


def _lunar(low: str, day: date | None) -> Period | None:
    """A lunar day; its year is the one named, else the document's."""
    if match := _TET.fullmatch(low):
        year = int(match.group(2)) if match.group(2) else day.year if day else None
        number = _small(match.group(1)) if match.group(1) else 1
        that = to_solar(number, 1, year) if year and number else None
        return Period(that, that, "day") if that else None
    is_lunar = any(word in low for word in (fold("âm"), fold("giêng"), fold("chạp"), fold("rằm"), " al"))
    match = _LUNAR_DAY.fullmatch(low) if is_lunar else None
    if match is None:
        return None
    year = int(match.group(4)) if match.group(4) else day.year if day else None
    number = 15 if match.group(1) == fold("rằm") else _small(match.group(1))
    month = _MONTH_NAMES.get(match.group(2)) or _small(match.group(2))
    if year is None or number is None or month is None:
        return None
    that = to_solar(number, month, year, leap=bool(match.group(3)))
    return Period(that, that, "day") if that else None


def _small(words: str) -> int | None:
    found = number_at(words, 0)
    return int(found[0]) if found and found[1] == len(words) else None


def _reported(low: str, day: date | None) -> Period | None:
    """A reporting period: closed on the 14th, begun on the 15th of the month before."""
    whole = _absolute(low, day)
    if whole is None or whole.grain not in ("month", "months", "quarter", "half", "year"):
        return None
    before = _month(whole.from_.year, whole.from_.month - 1)[0]
    return Period(before.replace(day=15), whole.to.replace(day=14), "days")


def _absolute(low: str, day: date | None) -> Period | None:
    """A date as papers write it, the whole expression."""
    for words in (low, f"ngày {low}", f"năm {low}"):
        raws = find_raw_dates(words, [m.span() for m in re.finditer("[0-9]+", words)], [])
        if len(raws) != 1 or words[raws[0].end :].strip(" .,"):
            continue
        lead = words[: raws[0].start].strip()
        if lead not in (
            "",
            "trong",
            "vào",
            fold("giai đoạn"),
            fold("nhiệm kỳ"),
            "từ",
            "ngày",
            "năm",
            "sáng",
            "chiều",
            "tối",
            "trưa",
            "đêm",
        ):
            continue
        fact = settle(raws[0], words, day)
        if fact is not None:
            return Period(fact.from_, fact.to, _GRAINS.get(fact.rule, "days"))
    third = _THIRD.fullmatch(low)
    whole = _absolute(third.group(2), day) if third else None
    return _part(third.group(1), whole) if third and whole else None


def parse_date(text: str, *, written_on: date | None = None) -> Period:
    """One day or period.

    `written_on` is the day from which relative words count and whose year an incomplete date takes.

    >>> parse_date("quý I/2027").to
    datetime.date(2027, 3, 31)

    Raises NotUnderstood where the text is no date, or needs `written_on` and has none.
    """
    low = key(text).rstrip(".,;")
    report = _REPORT.match(low)
    try:
        found = _reported(low[report.end() :], written_on) if report else None
        found = found or _lunar(low, written_on) or _absolute(low, written_on)
        if found is None and written_on is not None:
            found = _relative(low, written_on)
    except (OverflowError, ValueError):
        found = None  # a day outside the calendar
    if found is None:
        needs = "" if written_on else " (relative words need written_on)"
        raise NotUnderstood(_EXPECTED + needs, text)
    return found
