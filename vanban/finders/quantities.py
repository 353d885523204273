"""Figures with a unit or a counted noun: "trên 1.300 dự án đầu tư" → count 1300, more_than, "dự án đầu tư".

Also money, percentages, measures, durations, ranks ("thứ 9 cả nước") and ranges ("từ 15 đến 20 doanh nghiệp").
Leaves alone: identifiers ("Điều 5", "quốc lộ 1", "khóa XIII"), dates, document numbers, telephones, clock times, names
("bão số 13", "công nghiệp 4.0"), numbers in words before parties ("hai bên").
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal
from typing import cast

import msgspec

from vanban.facts import Bound, QuantityKind
from vanban.finders.not_figures import CLOCK, is_counted, is_identifier, is_span, skip_past
from vanban.finders.number_words import OPENERS, NotANumber, words_value
from vanban.finders.numbers import Number, digits_value, plain_decimal, read_number
from vanban.finders.ranks import RANK_BEFORE, RANK_SCOPE, ranks_in_words
from vanban.finders.units import Units, units
from vanban.fold import fold
from vanban.trace import Trace

_TO = re.compile(r"\s*(?:-|đến|tới)\s*(?=[0-9])")
_CHANGE = re.compile(r"(?<!\w)(?:tăng|giảm|nâng|hạ)(?:\s+\w+){0,6}\s+từ\s+$")
_A_YEAR = re.compile(r"\s?%?\s*(?:/|mỗi |một |hằng |hàng )\s*năm(?!\w)")  # "tăng từ 5% đến 7% mỗi năm" is a pace
# "5 dự án … trở lên", not past another number: "12 vườn đạt ba sao trở lên"
_UPWARDS = re.compile(
    fold(r"(?:\s+(?!(?:từ|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|[0-9][0-9.,%]*)\s)\w+){0,3}?\s+trở (lên|xuống)(?!\w)")
)
_NEAR = 60  # characters behind a unit within which "trở lên" can still belong to it
_COMPARED = re.compile(r"(?<!\w)(?:cao|thấp|nhiều|ít|nhanh|chậm|tốt|lớn|nhỏ)\s+(?:hơn\s+)?$")
_FRACTION = re.compile(r"/([0-9]{1,6}(?:[.,][0-9]{1,3})*)(?=\s+[a-zà-ỹđ])(?![0-9/.])")
# "3 tháng 1 lần", "mỗi tháng 120 tấn"
_EVERY = re.compile(
    fold(
        r"(?<!\w)(?:[0-9]+\s+tháng|(?:mỗi|một|hằng|hàng|bình quân)\s+(?:tháng|quý|năm|tuần|ngày|vụ|đợt|lớp|nhóm|đoàn|bên)|mỗi\s+\w+)\s+$"
    )
)
_OPENING = frozenset("([“\"'")
# What a plan is passed by: "vượt 2 lớp so với kế hoạch", "vượt 12% dự toán" say how far.
_BY_HOW_MUCH = re.compile(fold(r"\s+(?:so với|so|kế hoạch|chỉ tiêu|dự toán|mục tiêu|nghị quyết|chỉ tiêu)(?!\w)"))
_STREETS = frozenset(fold("đường|phố|đại lộ|ngõ|hẻm|ngách|kiệt|quốc lộ|tỉnh lộ").split("|"))
_PLACES = {"lĩnh vực", "phương diện", "huyện", "xã", "tuyến", "mặt", "địa bàn", "tỉnh", "hình thức", "góc độ"}
_HALF_PAST = re.compile(r"\s?[0-5][0-9](?![0-9])")
_EACH_DAY = ("mỗi ngày ", "một ngày ", "hằng ngày ", "hàng ngày ")
_AT_CLOCK = re.compile(r"(?:lúc|vào lúc|hồi|đúng)\s+$")
_WORD = re.compile(r"[^\W\d_][\w'-]*", re.UNICODE)
_PAIRED = re.compile(
    r"(?:khu|cụm|điểm|xã|phường|đặc khu|thị trấn|sở|ban|ngành|huyện|quận|thị xã|tỉnh|thôn|bản|cán bộ|công chức|tour|đơn vị)"
    r",\s+(?=[^\W\d_])"
)
_CURRENCIES = ("usd", "eur", "vnd")
_CREW, _OF_LAOS = fold("kíp"), frozenset(fold("lào|mỗi|một|tiền|tương").split("|"))
_CURRENCY_BEFORE = re.compile(r"(us\$|\$|€|usd\s?|eur\s?|vnd\s?)$")
_NOT_MONEY_AFTER = re.compile(r"\s+(?:[^\W\d_])")


class Raw(msgspec.Struct, gc=False):
    """A quantity before it is known whose figure it is."""

    start: int
    end: int
    kind: QuantityKind
    value: Decimal
    value_to: Decimal | None
    bound: Bound
    unit: str
    rule: str
    number: int  # where the digits start


class Spot(msgspec.Struct, gc=False):
    """A place in the text where a number starts; `stop` is where the next date or document number begins."""

    flat: str
    low: str
    start: int
    before: str
    stop: int
    known: Units
    last: str | None = None  # the word before the number, a blank between them; None where it was not looked for


def find_quantities(
    flat: str,
    low: str,
    runs: list[tuple[int, int]],
    words: list[tuple[int, int]],
    taken: Sequence[tuple[int, int]],
    *,
    trace: Trace | None = None,
) -> list[Raw]:
    """All figures in the order of the text.

    `runs` are the text's runs of digits, `words` its number words, `taken` spans of dates, document numbers and
    numbering; all sorted.
    """
    known = units()
    found: list[Raw] = []
    at, reach = 0, 0
    for start, run_end in runs:
        while at < len(taken) and taken[at][1] <= start:
            at += 1
        if start < reach or (at < len(taken) and taken[at][0] <= start):
            continue
        before = low[max(0, start - 40) : start]
        last = None
        if before[-1:] == " ":
            before, last = _telling(before, known)
        elif (
            before[-1:].isalnum()
            or before.endswith(("_", "/"))
            or (before.endswith((".", ",", ":")) and before[-2:-1].isdigit())
        ):
            continue
        spot = Spot(flat, low, start, before, taken[at][0] if at < len(taken) else len(low), known, last)
        number = read_number(low, start, known, run_end)
        raw = None
        if number is not None and number.end <= spot.stop:
            raw = (_rank(spot, number) if before else None) or _read(spot, number)
        if raw is not None:
            found.append(raw)
            reach = raw.end
        else:
            reach = skip_past(low, start, before, known, run_end)
            if trace is not None:
                trace.refuse("quantities", start, run_end, _why_none(spot, number))
    found += [
        Raw(start, end, "rank", place, None, "exact", scope, "rank", start)
        for start, end, place, scope in ranks_in_words(low)
    ]
    found += _in_words(flat, low, words, sorted([*taken, *((q.start, q.end) for q in found)]), known)
    found.sort(key=lambda q: q.start)
    return found


def _telling(before: str, known: Units) -> tuple[str, str | None]:
    """The words before a number and the last of them; no words where that one tells nothing of the number."""
    last = next(iter(before.rsplit(None, 1)[-1:]), None)
    if last is not None and last[0] in _OPENING and last[1:] in known.telling:
        return before, None  # "(trên 120 hộ)"
    if last is not None and last not in known.telling:
        return "", last  # no label, bound or sign there
    return before, None if before[-2:-1].isspace() else last


def _in_words(
    flat: str, low: str, words: list[tuple[int, int]], taken: list[tuple[int, int]], known: Units
) -> list[Raw]:
    """Figures spelled out in at least two words, or in one before a unit of money, measure or per cent, or before a noun known
    to be counted ("ba dự án"): not one that names parties or places ("hai địa phương"), nor "một" and "năm", which are
    mostly an article and a year.
    """
    found: list[Raw] = []
    i, count = 0, len(words)
    while i < count:
        first = i
        end = words[i][1]
        i += 1
        while i < count and words[i][0] == end + 1 and low[end] == " ":
            end = words[i][1]
            i += 1
        run = words[first:i]
        counted = False
        if i - first == 1:
            word = low[slice(*run[0])]
            if word not in OPENERS:
                continue
            counted = is_counted(low, run[0], known)
            if not counted and not known.unit.behind(low, end):
                continue
        tokens = [low[s:e] for s, e in run]
        skipped = 0
        while skipped < len(tokens) and tokens[skipped] not in OPENERS:
            skipped += 1
        if skipped == len(tokens):
            continue
        try:
            value, used = words_value(tokens[skipped:])
        except NotANumber:
            continue
        start, end = run[skipped][0], run[skipped + used - 1][1]
        place = bisect_right(taken, (end,))
        if any(e > start for _, e in taken[max(0, place - 3) : place]):
            continue
        spot = Spot(flat, low, start, low[max(0, start - 40) : start], len(low), known)
        raw = _read(spot, Number(end, value, 1))
        if (
            raw is None
            or (
                used == 1
                and raw.kind not in ("money", "percent", "measure")
                and not (counted and raw.rule == "known-noun")
                and not (raw.kind == "duration" and is_span(low, run[0], raw.end))
            )
            or spot.before.endswith("thứ ")
        ):
            continue
        found.append(raw)
    return found


def _is_labelled(spot: Spot) -> bool:
    """Whether the words before a number make it a name."""
    before, known = spot.before, spot.known
    if spot.last is not None:
        return known.labelling.before(before, spot.last) is not None
    return known.hard_label.search(before, max(0, len(before) - known.longest_label)) is not None


def _read(spot: Spot, number: Number) -> Raw | None:
    """The figure whose number is read, with its unit and bound; None where it is a name or counts nothing."""
    low, start, before = spot.low, spot.start, spot.before
    if (before and _is_labelled(spot) and not _EVERY.search(before)) or is_identifier(low, start, number):
        return None
    begin = start
    money_before = (
        _CURRENCY_BEFORE.search(before) if before and (spot.last is None or spot.last in _CURRENCIES) else None
    )
    if money_before:
        begin -= len(money_before.group())
        before = before[: money_before.start()]
        spot.last = None
    second = _second(spot, number)
    end = second.end if second else _over_fraction(low, number)
    if end is None:
        return None
    last = second or number
    named = _unit(spot, end, last.scale, money_before)
    if named is None or _is_label(spot, before, named, number):
        return None
    kind, unit, unit_end, rule = named
    value, value_to = number.value, second.value if second else None
    if second is not None and number.scale == 1 and second.scale > 1 and value < second.value / second.scale * 1000:
        value *= second.scale  # "từ 5 đến 7 triệu": the scale counts for both
    if value_to is not None and value_to <= value:
        return None
    bound, taken = _bound(spot, before, unit_end, named, value, ranged=value_to is not None)
    return Raw(
        begin - taken,
        unit_end,
        kind,
        plain_decimal(value),
        plain_decimal(value_to) if value_to is not None else None,
        bound,
        unit,
        rule,
        start,
    )


def _why_none(spot: Spot, number: Number | None) -> str:
    """Why a number is no figure, for the trace: the first of the conditions above that does not hold."""
    if number is None or number.end > spot.stop:
        return "in-number"
    if spot.known.hard_label.search(spot.before):
        return "label"
    if is_identifier(spot.low, spot.start, number):
        return "identifier"
    end = _over_fraction(spot.low, number)
    if end is None:
        return "fraction"
    return "label" if _unit(spot, end, number.scale, None) else "counts-nothing"


def _over_fraction(low: str, number: Number) -> int | None:
    """Behind "64/68": the first of two counts is the figure; None where it is no such pair."""
    fraction = _FRACTION.match(low, number.end) if number.scale == 1 and low.startswith("/", number.end) else None
    if fraction is None:
        return number.end
    return None if digits_value(fraction.group(1)) < number.value else fraction.end()


Named = tuple[QuantityKind, str, int, str]  # kind, unit, where the words end, rule


def _is_label(spot: Spot, before: str, named: Named, number: Number) -> bool:
    """Whether a label before it makes the number a name ("nhóm 3"), or a clock time."""
    kind, unit, _, rule = named
    name = spot.flat[named[2] + 1 : named[2] + 2] if rule == "noun" and unit in _STREETS else ""
    if name.isupper() or name.isdigit():
        return True  # "17 đường Lê Lợi"
    if rule == "noun" and "." in spot.low[spot.start : number.end]:
        return False  # a thousand written out is no name's number: "được cấp 4.500 hom giống"
    if rule == "noun" and before and spot.known.soft_label.search(before) and not _EVERY.search(before):
        return True
    if kind != "duration":
        return False
    if unit == "tháng":  # "trước ngày 20 tháng cuối quý": a day of each month
        return before.endswith("ngày ") and not before.endswith(_EACH_DAY)
    if unit != "giờ":
        return False
    minutes = CLOCK.match(spot.low, number.end) or _HALF_PAST.match(spot.low, named[2])
    return bool(minutes or _AT_CLOCK.search(before))


def _rank(spot: Spot, number: Number) -> Raw | None:
    """A place in an order: "đứng thứ 9 cả nước"."""
    match = RANK_BEFORE.search(spot.before) if spot.before.rstrip().endswith(("thứ", "hạng")) else None
    if match is None:
        return None
    scope = RANK_SCOPE.match(spot.low, number.end)
    if scope is None and not match.group("lead"):
        return None
    begin = spot.start - len(spot.before) + match.start("word")
    end = scope.end() if scope else number.end
    unit = spot.flat[scope.start("scope") : scope.end("scope")].lower() if scope else ""
    return Raw(begin, end, "rank", plain_decimal(number.value), None, "exact", unit, "rank", spot.start)


def _from_at(before: str) -> int:
    """Where "từ" stands as the last word before a number; -1 where it does not."""
    at = before.rfind("từ")
    if at < 0 or not before[at + 2 :].isspace() or (at and (before[at - 1].isalnum() or before[at - 1] == "_")):
        return -1
    return at


def _second(spot: Spot, number: Number) -> Number | None:
    """The upper end of a range: "5 - 6 giờ", "từ 20% đến 25%"."""
    low, known, before, at = spot.low, spot.known, spot.before, number.end
    match = _TO.match(low, at)
    after_from = bool(before) and spot.last in (None, "từ") and _from_at(before) >= 0
    if match is None and not after_from:
        return None
    own_unit = known.unit.behind(low, at)
    if match is None and own_unit is not None and after_from:
        match = _TO.match(low, own_unit[1])
    if match is None:
        return None
    if "-" not in match.group() and not after_from and own_unit is not None:
        return None
    second = read_number(low, match.end(), known)
    if own_unit is not None and _CHANGE.search(before) and not (second and _A_YEAR.match(low, second.end)):
        return None
    if second is None or second.end > spot.stop or low[second.end : second.end + 1] == "/":
        return None
    scale = second.scale if number.scale == 1 else 1
    upper = second.value * (number.scale if second.scale == 1 else 1)
    if second.value <= number.value and upper <= number.value * scale:
        return None
    return second


def _unit(spot: Spot, end: int, scale: int, money_before: re.Match[str] | None) -> Named | None:
    """Kind, unit, where the words end, and the rule; None where the number counts nothing."""
    flat, low, known = spot.flat, spot.low, spot.known
    if money_before:
        return "money", known.money[money_before.group().strip().removeprefix("us")], end, "money"
    noun_end = known.nouns.behind(low, end)
    measured = _measured(flat, low, end, known, noun_end)
    if measured is not None:
        return measured
    bare: Named | None = ("money", "VND", end, "money") if scale >= 1_000_000 else None
    if low[end : end + 1] != " ":
        return bare
    start = end + 1
    if noun_end > 0 and (flat[start].islower() or flat[start:noun_end].isupper()):
        return "count", flat[start:noun_end].lower(), noun_end, "known-noun"
    noun_end = end if known.verbs.behind(low, end) > 0 else _noun_end(flat, low, end + 1, known)
    if noun_end > end + 1:
        return "count", flat[end + 1 : noun_end].lower(), noun_end, "noun"
    return bare


def _measured(flat: str, low: str, end: int, known: Units, noun_end: int) -> Named | None:
    """A unit of money, measure, time or per cent behind the number, unless a longer noun stands there."""
    unit = known.unit.behind(low, end)
    if unit is None or noun_end > unit[1]:
        return None
    start, stop = unit
    spelled = low[start:stop]
    if stop - start == 1 and spelled.isalpha() and flat[start].isupper():
        return None  # "5G" is a name
    if spelled in known.percent:
        return "percent", "%", stop, "percent"
    if (
        spelled in known.money
        and not low.startswith((" chí", " bào"), stop)
        and not (spelled == _CREW and _is_crew(low, stop, known))
    ):
        return "money", known.money[spelled], stop, "money"
    if spelled in known.measures:
        return "measure", known.measures[spelled], stop, "measure"
    words = flat[start:stop]
    if spelled in known.durations and not (words[0].isupper() and not words.isupper()):
        return "duration", known.durations[spelled], stop, "duration"
    return None


def _is_crew(low: str, stop: int, known: Units) -> bool:
    """Whether "kíp" is a crew, not the money of Laos: who it is made of stands behind."""
    word = _WORD.match(low, stop + 1) if low[stop : stop + 1] == " " else None
    return word is not None and word.group() not in known.stops and word.group() not in _OF_LAOS


def _noun_end(flat: str, low: str, start: int, known: Units) -> int:
    """Where the counted noun ends: before a stop word, a mark, a digit or a name; at most four words."""
    at = end = start
    for words in range(4):
        paired = _PAIRED.match(low, at)
        if paired and words < 3:
            at = end = paired.end()
            continue
        word = _WORD.match(low, at)
        if word is None or word.group() in known.stops:
            break
        if flat[at].isupper() and not (words == 0 and flat[at : word.end()].isupper()):
            break
        end = word.end()
        if low[end : end + 1] != " ":
            break
        at = end + 1
    while end > start and not low[end - 1].isalnum():
        end -= 1
    return end


def _bound(spot: Spot, before: str, unit_end: int, named: Named, value: Decimal, *, ranged: bool) -> tuple[Bound, int]:
    """The qualifier, and how many characters before the number it takes."""
    kind, unit, _, _ = named
    leading = _from_at(before) if before and spot.last in (None, "từ") else -1
    from_start = len(before) - leading if leading >= 0 else 0
    if ranged:
        return "range", from_start
    upwards = _UPWARDS.match(spot.low, unit_end) if spot.low.find("trở", unit_end, unit_end + _NEAR) > 0 else None
    if upwards:
        return ("at_least" if upwards.group(1) == "lên" else "at_most"), from_start
    word, at = _bound_word(spot, before) if before else ("", 0)
    if not word:
        return "exact", 0
    if word == "hơn" and _COMPARED.search(before[:at]) and (kind == "percent" or unit == "lần"):
        return "exact", 0
    if word == "vượt" and kind in ("count", "percent") and _BY_HOW_MUCH.match(spot.low, unit_end):
        return "exact", 0
    if word in ("trên", "dưới") and kind == "count" and value < 10 and unit in _PLACES:
        return "exact", 0
    return cast(Bound, spot.known.bounds[word]), len(before) - at


def _bound_word(spot: Spot, before: str) -> tuple[str, int]:
    """The word of a bound that stands directly before a number, and where it starts in `before`; an empty one where none does."""
    known = spot.known
    if spot.last is not None:
        word = known.bounding.before(before, spot.last)
        return (word, len(before) - len(word) - 1) if word else ("", 0)
    match = known.bound.search(before, max(0, len(before) - known.longest_bound))
    return (match.group(1), match.start()) if match else ("", 0)
