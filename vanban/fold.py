"""Spellings made comparable: case, tone-mark placement, i/y, dashes and invisible characters.

"Hoà Bình", "HÒA BÌNH" and "Hòa Bình" are one name; "tỷ" and "tỉ" one word. Every function here is pure.
`fold` keeps the length, so that what is found in the folded text has the same offsets in the text itself.
"""

import re
import unicodedata
from collections.abc import Callable

from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick

Found = tuple[int, int, int]  # start, end, which pattern
# Characters that carry no letter: zero-width marks, soft hyphen, byte-order mark, direction marks.
INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u00ad\ufeff\u2060\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# Vietnamese capitals and small letters, for character classes in patterns.
CAPITALS = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
SMALL = "a-zàáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
_INVISIBLE_RUN = re.compile(f"[{INVISIBLE}]+")
_MOST_MARKS = 30
_JOINER = "\u034f"
# No combining mark is a word character or lies below U+0300.
_MAY_BE_MARKS = re.compile(rf"[^\w\x00-\u02ff]{{{_MOST_MARKS + 1},}}")
_SPACES = re.compile(r"\s+")

# In an open syllable the tone stands on either vowel of oa, oe, uy: "hoà" or "hòa". The fold moves it to the first
# vowel everywhere, also in "toàn" and "quý": both sides of a comparison are folded, so nothing is lost.
_TONES = [
    (second, first)
    for seconds, firsts in (
        ("oà oá oả oã oạ", "òa óa ỏa õa ọa"),
        ("oè oé oẻ oẽ oẹ", "òe óe ỏe õe ọe"),
        ("uỳ uý uỷ uỹ uỵ", "ùy úy ủy ũy ụy"),
    )
    for second, first in zip(seconds.split(), firsts.split(), strict=True)
]
_LETTERS = [("quí", "qúy"), ("quì", "qùy"), ("ỳ", "ì"), ("ý", "í"), ("ỷ", "ỉ"), ("ỹ", "ĩ"), ("ỵ", "ị")]
_MARKS = [("\u00a0", " "), ("\u202f", " "), ("–", "-"), ("—", "-"), ("‐", "-"), ("‑", "-"), ("’", "'"), ("‘", "'")]
# One pass for all of them: in nearly every text few stand, and thirty times `str.replace` looks for each through the whole of it.
_UNEVEN = CharwiseDoubleArrayAhoCorasick(
    [spelling for spelling, _ in (*_MARKS, *_TONES, *_LETTERS)], match_kind=MATCH_KIND_LEFTMOST_LONGEST
)
_EVEN = [folded for _, folded in (*_MARKS, *_TONES, *_LETTERS)]
_SURROGATE = re.compile("[\ud800-\udfff]")


def nfc(text: str) -> str:
    """The text in composed form (NFC), unchanged when it already is.

    Putting n marks on one letter in order takes n² steps, so that 100 kB of marks would stop a server; as Unicode's
    stream-safe format (UAX #15) has it, a grapheme joiner breaks every run of more than 30.
    """
    if unicodedata.is_normalized("NFC", text):
        return text
    return unicodedata.normalize("NFC", _MAY_BE_MARKS.sub(_break_marks, text))


def _break_marks(found: re.Match[str]) -> str:
    broken: list[str] = []
    run = 0
    for char in found.group():
        run = run + 1 if unicodedata.combining(char) else 0
        if run > _MOST_MARKS:
            broken.append(_JOINER)
            run = 1
        broken.append(char)
    return "".join(broken)


def lower(text: str) -> str:
    """Lower case that never changes the length ("İ" would grow by one)."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


def fold(text: str) -> str:
    """A comparable spelling of NFC text, of the same length: lower case, one tone placement, i for y, plain dashes.

    >>> fold("HOÀ BÌNH – Uỷ ban") == fold("Hòa Bình - Ủy ban")
    True
    """
    low = lower(text)
    if low.isascii():
        return low
    pieces: list[str] = []
    at = 0
    for start, end, spelling in without_surrogates(_UNEVEN.find, low):
        pieces += (low[at:start], _EVEN[spelling])
        at = end
    if not at:
        return low
    pieces.append(low[at:])
    return "".join(pieces)


def without_surrogates(find: Callable[[str], list[Found]], text: str) -> list[Found]:
    """What `find`, a search of an automaton, meets in a text; lone surrogates, which it cannot take, are passed over."""
    try:
        return find(text)
    except UnicodeEncodeError:
        return find(_SURROGATE.sub("\ufffd", text))


def folded(words: list[str]) -> list[str]:
    """Many short spellings folded at once, which is ten times faster than one by one. None of them may hold a line break."""
    return fold("\n".join(words)).split("\n") if words else []


def visible(text: str) -> str:
    """The text without zero-width marks, soft hyphens and direction marks."""
    return _INVISIBLE_RUN.sub("", text)


def key(text: str) -> str:
    """One key for all spellings of a name: NFC, folded, nothing invisible, single spaces."""
    return _SPACES.sub(" ", fold(visible(nfc(text)))).strip()


def plain(text: str) -> str:
    """The text as typed without diacritics, for search: "Sở Tài chính" → "so tai chinh"."""
    bare = unicodedata.normalize("NFD", visible(text).casefold())
    bare = "".join(c for c in bare if not unicodedata.combining(c))
    return _SPACES.sub(" ", bare.replace("đ", "d")).strip()
