"""`parse_number`: digits and words of every spelling to a Decimal.

before  "1.234,5", "hai mươi mốt nghìn rưỡi", "âm ba phẩy mười bốn", "3 trăm nghìn", "ba phần tư", "XIII"
after   1234.5, 21500, -3.14, 300000, 0.75, 13
Leaves alone: vague numbers ("vài chục", "hai ba"), numbers with a unit (see `parse_amount`).
"""

import re
from decimal import Decimal

from vanban.finders.number_words import DIGITS, HALF, HUNDRED, SCALES, TENS, WORDS, NotANumber, words_value
from vanban.finders.numbers import plain_decimal, read_number
from vanban.finders.units import units
from vanban.fold import fold, key
from vanban.parse.errors import NotUnderstood

EXPECTED = "a number"
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_MINUS = re.compile(r"(?:âm|trừ|-|−)\s*")
_POINT = fold("phẩy")
_OVER = re.compile(fold(r"(.+?)\s+phần\s+(.+)"))
_SLASH = re.compile(r"([0-9]+)\s*/\s*([0-9]+)")
_ENGLISH = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+")
_SPACED = re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3})+")
_FIVE = fold("năm")
_HALF_WORDS = {fold("nửa"), fold("một nửa"), fold("phân nửa")}
_DIGIT_TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)*$")
_WORD = re.compile(r"\w+")


def roman_value(text: str) -> int | None:
    """The value of a Roman numeral in capitals, None where it is none."""
    if not text or not _ROMAN.fullmatch(text):
        return None
    values = [_ROMAN_VALUES[letter] for letter in text]
    return sum(-v if v < max(values[i + 1 :], default=0) else v for i, v in enumerate(values))


def number_at(low: str, at: int) -> tuple[Decimal, int] | None:
    """The number in digits or words that starts at an offset of a folded text, and where it ends."""
    if low[at : at + 1].isdecimal():
        english = _ENGLISH.match(low, at)
        if english:
            return Decimal(english.group().replace(",", "")), english.end()
        number = read_number(low, at, units())
        return (number.value, number.end) if number else None
    tokens: list[str] = []
    ends: list[int] = []
    match = _WORD.match(low, at)
    while match and match.group() in WORDS:
        tokens.append(match.group())
        ends.append(match.end())
        match = _WORD.match(low, match.end() + 1) if low[match.end() : match.end() + 1] == " " else None
    try:
        value, used = words_value(tokens) if tokens else (Decimal(0), 0)
    except NotANumber:
        return None
    if not used:
        return None
    end = ends[used - 1]
    if used < len(tokens) and tokens[used] == HALF and value < 1000:
        return value + Decimal("0.5"), ends[used]
    if low.startswith(f" {_POINT} ", end):
        decimals = _decimals(low, end + len(_POINT) + 2)
        if decimals is not None:
            scale = units().scale.match(low, decimals[1])
            value += decimals[0]
            return (value * units().scales[scale.group(1)], scale.end()) if scale else (value, decimals[1])
    return value, end


def _decimals(low: str, at: int) -> tuple[Decimal, int] | None:
    """What is behind "phẩy": "không năm" is .05, "mười bốn" .14, "một bốn một" .141."""
    digits, end = "", at
    match = _WORD.match(low, at)
    while match and match.group() in DIGITS:
        digits, end = digits + str(DIGITS[match.group()]), match.end()
        match = _WORD.match(low, end + 1) if low[end : end + 1] == " " else None
    follower = low[end + 1 :].split(" ", 1)[0] if digits else ""
    if digits and follower not in (*TENS, HUNDRED):
        return Decimal(f"0.{digits}"), end
    whole = number_at(low, at)
    return (Decimal(f"0.{int(whole[0])}"), whole[1]) if whole else None


def parse_number(text: str) -> Decimal:
    """The value of one number in digits, words or both, negative and fractional ones and Roman numerals too.

    >>> parse_number("hai mươi mốt nghìn rưỡi")
    Decimal('21500')

    Raises NotUnderstood where the text is no number, or more than one.
    """
    low = key(text)
    roman = roman_value(text.strip())
    if roman:
        return Decimal(roman)
    minus = _MINUS.match(low)
    if minus:
        low = low[minus.end() :]
    value = _value(low)
    if value is None:
        raise NotUnderstood(EXPECTED, text)
    return plain_decimal(-value if minus else value)


def _value(low: str) -> Decimal | None:
    if low in _HALF_WORDS:
        return Decimal("0.5")
    if _SPACED.fullmatch(low):
        return Decimal(low.replace(" ", ""))
    if low.split(" ", 1)[0] in (fold("chục"), fold("tá"), *SCALES):
        low = f"{fold('một')} {low}"
    for pattern in (_SLASH, _OVER):
        over = pattern.fullmatch(low)
        if over:
            above, below = _value(over.group(1)), _value(over.group(2))
            return above / below if above is not None and below else None
    tokens = low.split()
    spoken = [DIGITS.get(token) for token in tokens]
    if len(tokens) > 2 and all(digit is not None for digit in spoken):
        return Decimal("".join(str(digit) for digit in spoken))  # "hai không hai bốn", read digit by digit
    found = number_at(low, 0)
    if found is not None and found[1] == len(low):
        return found[0]
    if len(tokens) > 1 and tokens[-1] == _FIVE and tokens[-2] in (HUNDRED, *SCALES):
        # said in full, "hai trăm năm" is 250: in running text it would be two hundred years
        head = _value(" ".join(tokens[:-1]))
        return head + Decimal(5 * (SCALES.get(tokens[-2], 100))) / 10 if head is not None else None
    return _mixed(tokens)


def _mixed(tokens: list[str]) -> Decimal | None:
    """Digits among words: "3 trăm 5 mươi", "5 triệu hai"."""
    if not any(_DIGIT_TOKEN.match(token) for token in tokens) or not any(token in WORDS for token in tokens):
        return None
    names = {value: word for word, value in reversed(DIGITS.items())}
    spelled: list[str] = []
    for token in tokens:
        if len(token) == 1 and token.isdecimal() and token.isascii():
            spelled.append(names[int(token)])
        elif token in WORDS:
            spelled.append(token)
        else:
            return None
    try:
        value, used = words_value(spelled)
    except NotANumber:
        return None
    return value if used == len(spelled) else None
