"""Calendar dates and periods: "ngày 18/3/2026", "quý I/2027", "2026 - 2030", "9 tháng đầu năm 2018" → first and last day.

A day or month without its year takes the year of the document's own day.
Leaves alone: vague times ("thời gian tới"), fractions ("4/7 chỉ tiêu"), streets ("đường 30/4"), clock times, numbers.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from datetime import date

import msgspec

from vanban.facts import DateFact, Reference
from vanban.fold import fold

YEAR = r"(?:1[6-9]|20|21)\d\d"
_ROMAN_QUARTER = re.compile(
    rf"qúy\s+(?P<q>iv|i{{1,3}})(?:\s*(?:-|,|và|đến)\s*(?:qúy\s+)?(?P<q2>iv|i{{1,3}}))?(?:\s*[/.-]\s*|\s+(?:năm\s+)?|,\s+năm\s+)?(?P<y>{YEAR})?\b"
)
_DMY = re.compile(rf"(\d{{1,2}})\s?([/.-])\s?(\d{{1,2}})\s?\2\s?({YEAR})(?!\d|/[\d])")
_WORDY = re.compile(rf"(\d{{1,2}})\s+tháng\s+(\d{{1,2}})(?:\s*(?:,\s*)?(?:năm\s+|[/-]\s*)?({YEAR}))?(?![\d/])")
_DAYS_WORDY = re.compile(
    rf"(\d{{1,2}})\s*(?:-|và|đến(?:\s+ngày)?)\s*(\d{{1,2}})\s+tháng\s+(\d{{1,2}})(?:\s+năm\s+({YEAR}))?(?!\d)"
)
_DAYS = re.compile(
    rf"(\d{{1,2}})\s*(?:-|đến(?:\s+hết)?(?:\s+ngày)?|và)\s*(\d{{1,2}})\s?([/.])\s?(\d{{1,2}})(?:\3({YEAR}))?(?![\d/%])"
)
_DM_TO_DM = re.compile(
    rf"(\d{{1,2}})-(\d{{1,2}})\s+đến\s+(?:hết\s+)?(?:ngày\s+)?(\d{{1,2}})-(\d{{1,2}})(?:-({YEAR}))?(?![\d%])"
)
_DM_DM = re.compile(
    rf"(\d{{1,2}})([/.])(\d{{1,2}})\s*(?:-|đến(?:\s+ngày)?)\s*(\d{{1,2}})\2(\d{{1,2}})(?:\2({YEAR}))?(?![\d/%])"
)
_DM = re.compile(r"(\d{1,2})\s?([/.-])\s?(\d{1,2})(?![\d%]|[/.,-]\d|\s?%)")
_MY = re.compile(rf"(\d{{1,2}})(?:\s*[/.-]\s*|\s+năm\s+)({YEAR})(?!\d|/\w)")
_MMY = re.compile(rf"(\d{{1,2}})\s*(?:-|đến(?:\s+tháng)?|và|,)\s*(\d{{1,2}})(?:\s*[/-]\s*|\s+năm\s+)({YEAR})(?!\d)")
_QQY = re.compile(rf"([1-4])\s*(?:,|-|và)\s*([1-4])(?:\s*[/-]\s*|\s+năm\s+)({YEAR})(?!\d)")
_QY = re.compile(rf"([1-4])(?:\s*[/-]\s*|\s+(?:năm\s+)?)({YEAR})(?!\d)")
_YY = re.compile(rf"({YEAR})\s*(?:-|đến(?:\s+năm)?)\s*({YEAR})(?![\d/])")
_Y = re.compile(rf"({YEAR})(?![\d/.,]\d|\d)")
_MONTHS = re.compile(rf"(\d{{1,2}})\s+tháng\s+(đầu|cuối)\s+năm(?:\s+({YEAR}))?")
_QUARTERS = re.compile(rf"(\d)\s+qúy\s+(đầu|cuối)\s+năm(?:\s+({YEAR}))?")
_HALF = re.compile(rf"nửa\s+(đầu|cuối)\s+năm(?:\s+({YEAR}))?(?!\d)")

_DAY_BEFORE = re.compile(
    r"(?:^|[\s(])(?:ngày|(?:sáng|chiều|tối|trưa|đêm|hôm)(?: nay| qua)?,?|dịp|lễ|rạng sáng|mùng|từ|đến|trước|sau|nhất|hết|hạn)\s+$"
)
# The last words of all that _DAY_BEFORE looks for.
_DAY_WORDS = frozenset(
    [
        "ngày",
        "sáng",
        "chiều",
        "tối",
        "trưa",
        "đêm",
        "hôm",
        "nay",
        "qua",
        "dịp",
        "lễ",
        "mùng",
        "từ",
        "đến",
        "trước",
        "sau",
        "nhất",
        "hết",
        "hạn",
    ]
)
_DAY_ALONE = _DAY_WORDS - {"nay", "qua"}  # those that need no word before them
_GOES_ON = ("/", ".", "-", "tháng", "và", "đến")  # what may stand behind the number of a day
_SIGHT = 12
_STRONG_BEFORE = re.compile(r"(?:ngày|(?:sáng|chiều|tối|trưa|đêm|hôm)(?: nay| qua)?,?|dịp|lễ|\()\s*$")
_MONTH_ALONE = re.compile(r"\d{1,2}(?![\d/.,-]\d)")
_QUARTER_ALONE = re.compile(r"[1-4](?![\d/.,-])")
_SPAN_OF_MONTHS = re.compile(r"\d\s+tháng\s+$")
_EVERY_DAY = re.compile(r"(?:(?:mỗi|một|hằng|hàng|trong)|(?<![\w/])\d{1,2})[^\S\n]+ngày\s+$")
_DAY_WORD = re.compile(r"(?:ngày|mùng)\s+$")
_MONTH_BEFORE = re.compile(r"\btháng\s+$")
_YEAR_BEFORE = re.compile(r"\bnăm(?: học| tài chính| ngân sách)?\s+$")
_YEARS_BEFORE = re.compile(rf"\bnăm\s+(?:{YEAR}\s*(?:,|và|-)\s*)+$")
_QUARTER_BEFORE = re.compile(r"\bqúy\s+$")
_AHEAD = re.compile(
    fold(r"(?:trước|đến hết|chậm nhất|muộn nhất|hạn|thời hạn|hoàn thành|xong)\s*:?\s+(?:là\s+)?(?:ngày\s+)?$")
)
_VISION = ("tầm nhìn ", "tầm nhìn đến ")
_STREET = re.compile(r"(?:đường|phố|xe búyt|tuyến|số|lô|bản|nghị quyết|quyết định)\s+$")
_THIS_YEAR = " năm "
_OF_YEAR = {"nay": 0, "này": 0, "sau": 1, "tới": 1, fold("ngoái"): -1}  # "quý III năm nay", "tháng 3 năm sau"
_OF_YEAR_WORD = re.compile(rf"(?:{'|'.join(_OF_YEAR)})(?!\w)")
_BETWEEN = re.compile(r"\s*(?:đến|tới|-)\s*(?:hết\s+)?$")
_FROM = re.compile(r"\b(?:từ|kể từ)\s+$")
_BEHIND = ("/", ".", "-", " tháng", " qúy", " -", " đến", " và", ",", " /")
_BEFORE = (
    "ngày ",
    "tháng ",
    "qúy ",
    "năm ",
    "học ",
    "chính ",
    "mùng ",
    "năm\u00a0",
    "và ",
    ", ",
    "sách ",
    "nhìn ",
    "đến ",
)
_NO_MORE = (1 << 62, 1 << 62)
_QUARTERS_BY_NAME = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


class RawDate(msgspec.Struct, gc=False):
    """A date as its words stand. `year` is None where they do not say it; `make` gives first and last day of a year."""

    start: int
    end: int
    year: int | None
    make: Callable[[int], tuple[date, date] | None]
    rule: str
    may_follow: bool = False


def day_of(day: int, month: int) -> Callable[[int], tuple[date, date] | None]:
    """That day of a year to be named; None where the year has none."""

    def make(year: int) -> tuple[date, date] | None:
        if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
            that = date(year, month, day)
            return that, that
        return None

    return make


def _days(day: int, month: int, last_day: int, last_month: int) -> Callable[[int], tuple[date, date] | None]:
    def make(year: int) -> tuple[date, date] | None:
        first, last = day_of(day, month)(year), day_of(last_day, last_month)(year)
        if first is None or last is None:
            return None
        if last[0] < first[0]:
            earlier = day_of(day, month)(year - 1)
            return (earlier[0], last[0]) if earlier else None
        return first[0], last[0]

    return make


def months(first: int, last: int) -> Callable[[int], tuple[date, date] | None]:
    """From the first day of one month to the last day of another, in a year to be named."""

    def make(year: int) -> tuple[date, date] | None:
        if 1 <= first <= last <= 12:
            return date(year, first, 1), date(year, last, monthrange(year, last)[1])
        return None

    return make


def _years(first: int, last: int) -> Callable[[int], tuple[date, date] | None]:
    return lambda _: (date(first, 1, 1), date(last, 12, 31)) if 1600 <= first <= last <= 2199 else None


def _int(digits: str | None) -> int | None:
    return int(digits) if digits else None


def find_raw_dates(
    low: str, runs: list[tuple[int, int]], references: list[Reference], in_words: Sequence[RawDate] = ()
) -> list[RawDate]:
    """All dates as they stand, in the order of the text, none overlapping; `runs` are the text's runs of digits, `in_words` the
    dates whose month is a word."""
    taken = [(r.start, r.end) for r in references]
    found: list[RawDate] = list(in_words)
    for match in _roman_quarters(low):
        q = _QUARTERS_BY_NAME[match.group("q")]
        q2 = _QUARTERS_BY_NAME[match.group("q2")] if match.group("q2") else q
        end = match.end() if match.group("y") else match.end("q2" if match.group("q2") else "q")
        if q2 >= q:
            found.append(RawDate(match.start(), end, _int(match.group("y")), months(3 * q - 2, 3 * q2), "quarter"))
    for match in _HALF.finditer(low) if "nửa" in low else ():
        span = (1, 6) if match.group(1) == "đầu" else (7, 12)
        found.append(RawDate(match.start(), match.end(), _int(match.group(2)), months(*span), "half"))
    spans = sorted([*taken, *((d.start, d.end) for d in found)])
    at = 0
    reach = 0
    next_start, next_end = spans[0] if spans else _NO_MORE
    for start, stop in runs:
        if stop - start > 4 or start < reach or not _may_be_date(low, start, stop):
            continue
        if (start and low[start - 1].isalpha()) or low[stop : stop + 1].isalpha():
            continue
        while next_end <= start:
            at += 1
            next_start, next_end = spans[at] if at < len(spans) else _NO_MORE
        if next_start <= start:
            continue
        raw = _at(low, start, stop)
        if raw is not None:
            found.append(raw)
            reach = raw.end
    found.sort(key=lambda d: d.start)
    return _joined(low, [_with_year_told(low, raw) if raw.year is None else raw for raw in found])


def _with_year_told(low: str, raw: RawDate) -> RawDate:
    """ "quý III năm nay", "tháng 3 năm sau": the year counted from the paper's own."""
    if low.startswith(_THIS_YEAR, raw.end):
        word = _OF_YEAR_WORD.match(low, raw.end + len(_THIS_YEAR))
    elif low.startswith(_THIS_YEAR, raw.end - len(_THIS_YEAR) + 1):  # "6 tháng đầu năm sau"
        word = _OF_YEAR_WORD.match(low, raw.end + 1)
    else:
        return raw
    if word is None:
        return raw
    ahead, make = _OF_YEAR[word.group()], raw.make
    return RawDate(raw.start, word.end(), None, lambda year: make(year + ahead), "relative")


def _roman_quarters(low: str) -> Iterator[re.Match[str]]:
    at = low.find("qúy")
    while at >= 0:
        match = _ROMAN_QUARTER.match(low, at)
        if match:
            yield match
        at = low.find("qúy", match.end() if match else at + 1)


def _may_be_date(low: str, start: int, stop: int) -> bool:
    """A cheap look before the patterns: most numbers are no dates."""
    return low.startswith(_BEHIND, stop) or low.endswith(_BEFORE, 0, start)


def _at(low: str, start: int, stop: int) -> RawDate | None:
    """The date whose first digit run starts here."""
    before = low[max(0, start - 28) : start]
    if stop - start == 4:
        return _year_at(low, start, before)
    if stop - start > 2:
        return None
    behind = low[stop : stop + _SIGHT].lstrip()
    raw = _day_at(low, start, before, behind) if behind.startswith(_GOES_ON) else None
    return raw or _period_at(low, start, before, behind)


def _with_word(start: int, pattern: re.Pattern[str], before: str) -> int:
    word = pattern.search(before)
    return start - len(before) + word.start() if word else start


def _is_named(before: str, last: str) -> bool:
    """Whether the words before say that a day follows; `last` is the last of them."""
    if last.strip("(,") not in _DAY_WORDS:
        return False
    if not (last in _DAY_ALONE and before[-1:].isspace()) and _DAY_BEFORE.search(before) is None:
        return False
    return last != "ngày" or not _EVERY_DAY.search(before)


def _day_at(low: str, start: int, before: str, behind: str) -> RawDate | None:
    """The day or days that begin with a number; only the patterns are tried that can go on with the words `behind` it."""
    marked, wordy = behind[0] in "/.-", behind.startswith("tháng")
    last = before.rsplit(None, 1)[-1:]
    named = bool(last) and _is_named(before, last[0])
    begin = start
    if named and last[0].endswith(("ngày", "mùng")):
        begin = _with_word(start, _DAY_WORD, before)
    if marked and (m := _DMY.match(low, start)):
        if not named and _STREET.search(before):
            return None
        day, month, year = int(m[1]), int(m[3]), int(m[4])
        raw = RawDate(begin, m.end(), year, day_of(day, month), "day")
        return raw if raw.make(year) else None
    if named and not wordy and (m := _DAYS_WORDY.match(low, start)):
        return RawDate(begin, m.end(), _int(m[4]), _days(int(m[1]), int(m[3]), int(m[2]), int(m[3])), "days")
    if wordy and (m := _WORDY.match(low, start)) and (named or m[3]) and 1 <= int(m[2]) <= 12 and 1 <= int(m[1]) <= 31:
        return RawDate(begin, m.end(), _int(m[3]), day_of(int(m[1]), int(m[2])), "day", bool(_AHEAD.search(before)))
    across = _DM_DM.match(low, start) if marked else None
    if (
        across
        and 1 <= int(across[3]) <= 12
        and 1 <= int(across[5]) <= 12
        and int(across[1]) <= 31
        and int(across[4]) <= 31
    ):
        ends = (int(across[1]), int(across[3]), int(across[4]), int(across[5]))
        return RawDate(begin, across.end(), _int(across[6]), _days(*ends), "days")
    if not named and not (before.endswith("(") and (m := _DM.match(low, start)) and low.startswith(")", m.end())):
        return None
    if (m := _DM_TO_DM.match(low, start)) and 1 <= int(m[2]) <= 12 and 1 <= int(m[4]) <= 12:
        return RawDate(begin, m.end(), _int(m[5]), _days(int(m[1]), int(m[2]), int(m[3]), int(m[4])), "days")
    if (m := _DAYS.match(low, start)) and int(m[1]) < int(m[2]) <= 31 and 1 <= int(m[4]) <= 12:
        return RawDate(begin, m.end(), _int(m[5]), _days(int(m[1]), int(m[4]), int(m[2]), int(m[4])), "days")
    if m := _DM.match(low, start):
        day, month = int(m[1]), int(m[3])
        loose = not _STRONG_BEFORE.search(before)
        if 1 <= day <= 31 and 1 <= month <= 12 and not (loose and m[2] != "/") and not _counts(low, m.end(), loose):
            return RawDate(begin, m.end(), None, day_of(day, month), "day", bool(_AHEAD.search(before)))
    return None


def _counts(low: str, end: int, loose: bool) -> bool:
    """Whether a noun directly behind says that "4/7" is a count."""
    return loose and re.match(r"\s+[a-zà-ỹđ]", low[end : end + 3]) is not None


def _period_at(low: str, start: int, before: str, behind: str) -> RawDate | None:
    if behind.startswith(("tháng", "qúy")) and (m := _MONTHS.match(low, start) or _QUARTERS.match(low, start)):
        n = int(m[1]) * (3 if "qúy" in m[0] else 1)
        if 1 <= n <= 12:
            span = (1, n) if m[2] == "đầu" else (13 - n, 12)
            return RawDate(start, m.end(), _int(m[3]), months(*span), "months")
    if "tháng" in before and _MONTH_BEFORE.search(before):
        begin = _with_word(start, _MONTH_BEFORE, before)
        if (m := _MMY.match(low, start)) and int(m[1]) < int(m[2]) <= 12:
            return RawDate(begin, m.end(), int(m[3]), months(int(m[1]), int(m[2])), "months")
        if (m := _MY.match(low, start)) and 1 <= int(m[1]) <= 12:
            return RawDate(begin, m.end(), int(m[2]), months(int(m[1]), int(m[1])), "month")
        m = _MONTH_ALONE.match(low, start)
        if m and 1 <= int(m[0]) <= 12 and not _SPAN_OF_MONTHS.search(before):
            return RawDate(begin, m.end(), None, months(int(m[0]), int(m[0])), "month")
        return None
    if "qúy" in before and _QUARTER_BEFORE.search(before):
        begin = _with_word(start, _QUARTER_BEFORE, before)
        if (m := _QQY.match(low, start)) and int(m[1]) < int(m[2]):
            return RawDate(begin, m.end(), int(m[3]), months(3 * int(m[1]) - 2, 3 * int(m[2])), "months")
        if m := _QY.match(low, start):
            return RawDate(begin, m.end(), int(m[2]), months(3 * int(m[1]) - 2, 3 * int(m[1])), "quarter")
        m = _QUARTER_ALONE.match(low, start)
        if m:
            return RawDate(begin, m.end(), None, months(3 * int(m[0]) - 2, 3 * int(m[0])), "quarter")
        return None
    if behind.startswith("/") and (m := _MY.match(low, start)) and _is_month_alone(m, before):
        return RawDate(start, m.end(), int(m[2]), months(int(m[1]), int(m[1])), "month")
    return None


def _year_at(low: str, start: int, before: str) -> RawDate | None:
    """A year or a range of years."""
    if (m := _YY.match(low, start)) and int(m[1]) < int(m[2]):
        return RawDate(start, m.end(), int(m[1]), _years(int(m[1]), int(m[2])), "period")
    if (m := _Y.match(low, start)) and len(m[1]) == 4:
        year = int(m[1])
        if _YEAR_BEFORE.search(before):
            return RawDate(_with_word(start, _YEAR_BEFORE, before), m.end(), year, _years(year, year), "year")
        if before.endswith(_VISION) or _YEARS_BEFORE.search(low[max(0, start - 60) : start]):
            return RawDate(start, m.end(), year, _years(year, year), "year")
    return None


def _is_month_alone(match: re.Match[str], before: str) -> bool:
    """Whether "3/2021" without "tháng" is a month: not the rest of an impossible day, nor a number of something."""
    return (
        1 <= int(match[1]) <= 12
        and "/" in match[0]
        and before[-1:] not in ("/", ".", "-")
        and not _STREET.search(before)
    )


def _joined(low: str, found: list[RawDate]) -> list[RawDate]:
    """ "từ A đến B" as one period; the year said once counts for both."""
    joined: list[RawDate] = []
    for raw in found:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.rule in ("day", "month", "quarter", "year")
            and raw.rule == last.rule
            and _BETWEEN.fullmatch(low, last.end, raw.start)
            and (begin := _FROM.search(low, max(0, last.start - 9), last.start))
        ):
            year = raw.year
            first_year = last.year if last.year is not None else year
            joined[-1] = RawDate(begin.start(), raw.end, year, _from_to(last, raw, first_year, year), "from-to")
            continue
        joined.append(raw)
    return joined


def _from_to(
    first: RawDate, last: RawDate, first_year: int | None, last_year: int | None
) -> Callable[[int], tuple[date, date] | None]:
    def make(year: int) -> tuple[date, date] | None:
        a, b = first.make(first_year or year), last.make(last_year or year)
        if a is None or b is None:
            return None
        if b[1] < a[0] and first_year == last_year:
            a = first.make((first_year or year) - 1)
        return (a[0], b[1]) if a is not None and a[0] <= b[1] else None

    return make


def settle(raw: RawDate, flat: str, written_on: date | None) -> DateFact | None:
    """The fact, its year taken from the document's day where the words do not say it; None if it cannot be told."""
    year = raw.year
    if year is None:
        if written_on is None:
            return None
        year = written_on.year
        here = raw.make(year)
        if here is not None and raw.may_follow:
            year += here[1] < written_on
        elif here is not None and raw.rule in ("day", "days") and (here[0] - written_on).days > 183:
            year -= 1
        elif here is not None and raw.rule in ("day", "days") and (written_on - here[0]).days > 300:
            year += 1
    made = raw.make(year) if 1 < year < 9999 else None
    if made is None:
        return None
    return DateFact(raw.start, raw.end, flat[raw.start : raw.end], made[0], made[1], raw.rule)
