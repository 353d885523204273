"""Text at the door and text for finding: NFC, clean of control marks, folded for search, sorted the Vietnamese way."""

import re
import unicodedata

from django.utils.text import slugify

from vanban.fold import fold, nfc, plain

__all__ = ["clean", "fold", "is_blank", "nfc", "plain", "searchable", "slug", "vietnamese_sort_key"]

# Line ends and tabs belong to text; every other control mark, and the marks that turn text around, do not.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
# Written with i or y alike once the marks are gone: kỹ/kĩ, tỷ/tỉ, quý/quí.
_I_OR_Y = re.compile(r"(?<=\b[hklmst])y\b|(?<=\bqu)y\b")
_RANK = {letter: str(rank) for rank, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz", start=10)}
# Order of the tones in Vietnamese dictionaries: none, grave, hook, tilde, acute, dot below.
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}


def searchable(text: str) -> str:
    """The text as it is searched for and searched in: without diacritics or case, "đ" as "d", "tỷ" and "tỉ" as one.

    >>> searchable("Sở Kỹ thuật, 37.700 tỷ đồng")
    'so ki thuat, 37.700 ti dong'
    """
    return _I_OR_Y.sub("i", plain(nfc(text)))


def clean(text: str) -> str:
    """What a form or the API lets in: NFC, line ends as \\n, without control marks."""
    return _CONTROLS.sub("", nfc(text).replace("\r\n", "\n").replace("\r", "\n"))


def is_blank(text: str) -> bool:
    """Nothing a person can read: empty, spaces, control marks."""
    return not clean(text).strip()


def slug(text: str) -> str:
    """A part of an address: "Đường Hồ Chí Minh" → "duong-ho-chi-minh"."""
    return slugify(plain(nfc(text)))


def vietnamese_sort_key(text: str) -> str:
    """A key in whose order the texts stand as in a Vietnamese list: word by word, letter (a ă â b … d đ e ê …), then tone.

    Numbers compare by value ("Điều 9" before "Điều 10") and stand before letters. The key is digits only, so that every
    database collation orders it alike; meant to be stored in a column beside the text.
    """
    key = []
    for word in re.findall(r"\d+|[^\W\d]+", nfc(text).lower()):
        if word.isdigit():
            number = word.lstrip("0")
            key.append(f"05{len(number):03}{number}")
            continue
        letters, tones = [], []
        for letter in word:
            marks = unicodedata.normalize("NFD", letter)
            tone = next((m for m in marks[1:] if m in _TONES), "")
            base = nfc(marks.replace(tone, "")) if tone else letter
            letters.append(_RANK.get(base) or f"99{ord(base[0]):07}")
            tones.append(_TONES.get(tone, "0"))
        key.append("".join(letters) + "00" + "".join(tones))  # "00" ends a word below every letter: "an" before "anh"
    return "".join(key)
