"""Numbers in words: "hai mươi mốt nghìn rưỡi" → 21500, "một trăm linh năm" → 105, "ba phần tư" → 0.75.

"rưỡi" adds half of the last scale, a bare digit behind a scale a tenth of it for each ("hai triệu ba" → 2.3 million).
Leaves alone: "năm" that is a year or a span of years ("năm mươi năm"), vague numbers ("hàng chục", "vài trăm").
"""

from decimal import Decimal

from vanban.fold import fold

DIGITS = {
    fold(word): value
    for value, words in enumerate(
        ["không", "một mốt", "hai", "ba", "bốn tư", "năm lăm nhăm", "sáu", "bảy bẩy", "tám", "chín"]
    )
    for word in words.split()
}
TEN, A_TEN, HUNDRED = fold("mười"), fold("chục"), fold("trăm")
TENS = (fold("mươi"), A_TEN)
LINKS = (fold("linh"), fold("lẻ"))
HALF, DOZEN = fold("rưỡi"), fold("tá")
TWENTIES = {fold("hăm"): 20, fold("băm"): 30}
SCALES = {fold(w): v for w, v in (("nghìn", 10**3), ("ngàn", 10**3), ("vạn", 10**4), ("triệu", 10**6), ("tỷ", 10**9))}
WORDS = frozenset([*DIGITS, TEN, *TENS, HUNDRED, *LINKS, HALF, DOZEN, *TWENTIES, *SCALES])
OPENERS = frozenset(
    [
        *(d for d in DIGITS if d not in (fold("mốt"), fold("lăm"), fold("nhăm"), fold("tư"), fold("không"))),
        TEN,
        *TWENTIES,
    ]
)
_FIVE, _ONE = fold("năm"), fold("một")


class NotANumber(ValueError):
    """The words are no number; `at` is the index of the word that does not fit."""

    def __init__(self, at: int) -> None:
        super().__init__(f"word {at} does not fit a number")
        self.at = at


def _word(tokens: list[str], at: int) -> str:
    return tokens[at] if at < len(tokens) else ""


def _below_thousand(tokens: list[str], at: int) -> tuple[Decimal, int]:
    """The value of up to three places from `at`, and where they end."""
    if _word(tokens, at) == HUNDRED:
        return _behind_hundred(tokens, Decimal(100), at + 1)
    if _word(tokens, at) in DIGITS and _word(tokens, at + 1) == HUNDRED:
        return _behind_hundred(tokens, Decimal(DIGITS[tokens[at]] * 100), at + 2)
    value, stop = _tens(tokens, Decimal(0), at)
    if stop > at:
        return value, stop
    if _word(tokens, at) == A_TEN:
        return Decimal(10), at + 1
    if _word(tokens, at) in DIGITS:
        return Decimal(DIGITS[tokens[at]]), at + 1
    return Decimal(0), at


def _behind_hundred(tokens: list[str], total: Decimal, at: int) -> tuple[Decimal, int]:
    """What stands behind the hundreds: "linh năm", "rưỡi", "hai mươi", or a bare digit ("một trăm hai" is 120)."""
    word = _word(tokens, at)
    if word in LINKS:
        if _word(tokens, at + 1) in DIGITS:
            return total + DIGITS[tokens[at + 1]], at + 2
        raise NotANumber(at)
    if word == HALF:
        return total + 50, at + 1
    value, stop = _tens(tokens, total, at)
    if stop > at:
        return value, stop
    follower = _word(tokens, at + 1)
    if word in DIGITS and (follower in SCALES or (not follower and word != _FIVE)):
        return total + DIGITS[word] * 10, at + 1
    return total, at


def _tens(tokens: list[str], total: Decimal, at: int) -> tuple[Decimal, int]:
    """Tens and their unit; `at` unchanged where there are none."""
    word = _word(tokens, at)
    if word == TEN:
        return _unit(tokens, total + 10, at + 1, after_ten=True)
    if word in TWENTIES:
        return _unit(tokens, total + TWENTIES[word], at + 1, after_ten=False)
    if word in DIGITS and _word(tokens, at + 1) in TENS:
        total, at = total + DIGITS[word] * 10, at + 2
        if _word(tokens, at) == HALF and tokens[at - 1] == A_TEN:
            return total + 5, at + 1
        return _unit(tokens, total, at, after_ten=False)
    return total, at


def _unit(tokens: list[str], total: Decimal, at: int, *, after_ten: bool) -> tuple[Decimal, int]:
    """The unit behind the tens: "lăm" for five, "mốt" for one behind "mươi"; "năm" there is a year."""
    if at < len(tokens) and tokens[at] in DIGITS and tokens[at] != _FIVE:
        if tokens[at] == _ONE and not after_ten:
            return total, at
        if DIGITS[tokens[at]]:
            return total + DIGITS[tokens[at]], at + 1
    return total, at


def words_value(tokens: list[str]) -> tuple[Decimal, int]:
    """The value of folded number words from the first on, and how many of them it takes (at least one).

    Raises NotANumber where not even the first fits.
    """
    total = Decimal(0)
    at = 0
    last_scale = 0
    while at < len(tokens):
        if tokens[at] in SCALES and at == 0:
            raise NotANumber(0)
        if last_scale and tokens[at] in LINKS and at + 1 < len(tokens) and tokens[at + 1] in DIGITS:
            total, at = total + DIGITS[tokens[at + 1]], at + 2
            break
        value, stop = _below_thousand(tokens, at)
        if stop == at:
            break
        if stop < len(tokens) and tokens[stop] == DOZEN:
            value, stop = value * 12, stop + 1
        scale = 1
        while stop < len(tokens) and tokens[stop] in SCALES:
            scale *= SCALES[tokens[stop]]
            stop += 1
        if last_scale and scale >= last_scale:
            # "hai nghìn tỷ": a greater scale counts for all that stands before it
            total, last_scale, at = (total + value) * scale, scale, stop
            continue
        if scale == 1 and last_scale and stop == at + 1 and tokens[at] in DIGITS:
            if tokens[at] == _FIVE and stop >= len(tokens):
                break
            total, at = total + value * last_scale / 10, stop
            break
        total, at = total + value * scale, stop
        if scale == 1:
            break
        last_scale = scale
        if at < len(tokens) and tokens[at] == HALF:
            total, at = total + Decimal(last_scale) / 2, at + 1
            break
    if at == 0:
        raise NotANumber(0)
    return total, at
