"""Syllables that tools for PDF split at a tone mark, found whole again.

before  "tri ển khai", "th ành ph ố", "thà nh phố", "h ợ p tác", "hô ̣i nghị"
after   where blanks stand inside a syllable, and which letters a loose mark belongs to
Leaves alone: whatever is two words. A join needs the whole to be a syllable and one of its parts to be no word at all: an onset or a
coda by itself, or a rhyme that no Vietnamese word is.

`vanban.spans.squeeze` leaves these blanks out of what the engine reads; the text and every fact's words stay as they were given.
"""

import re
import unicodedata
from functools import cache

from vanban.syllables import RHYMES, is_syllable

_TONED = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
_VOWELS = _TONED + _TONED.upper()
_LETTERS = "a-zA-ZđĐ" + _VOWELS
# Every syllable that begins with a marked vowel and is a word: what stands behind a blank and is none of these was torn off.
_WORDS = """
à á ả ạ ác ách ạch ái ài ải ám ảm ạm án ản áng ảnh ánh áo ào ảo ạo áp áy át ắc ăm ăn ẵm ắm ăng ắng ẳng ắp ắt âm ấm ầm ẩm ậm ân ấn ẩn ần ấp ập ất âu ấu
ẩu ầu ấy ẩy è é ẻ ẻo éo ẹo ém én ép ẹp ê ế ề ể ếch êm ếm êu ễnh ềnh ì í ỉ ị ích ịch ía ỉa ìa ịa ít ịt ím ỉm ìm ín ỉn ình ính ìu ỉu ò ó ỏ ọ óc ọc òa oà
óa oá oái oải oán oản oàm oàng oách oạch oằn oắt òe oè óe oé ọe oẹ òi ói ỏi ọi òm óm ỏm ọm óng ỏng òng ọng óp ọp ót ọt ô ồ ố ổ ỗ ộ ốc ộc ôi ồi ổi ối
ôm ốm ồm ổm ôn ồn ổn ông ống ổng ồng ốp ộp ốt ơ ờ ở ớ ỡ ợ ơi ới ời ơm ỡm ơn ớn ờn ớp ớt ợt ù ú ủ ũ ụ ùa úa ủa ục úc uể uế ủi úi ùi ụi úm ùm ủm ún ùn
ủn úng ủng ùng ụng úp ụp út ụt uốn uổng uống uồng ùy ủy úy uỷ uý uỳ ụy ự uyển uyến uỵch ư ừ ử ứ ữ ực ức ưa ứa ừa ửa ửng ứng ưng ừng ựng ước ược ươi
ưới ươm ướm ượm ướn ưỡn ươn ương ướng ường ưởng ượng ướp ướt ượt ưu ừu ý ỳ ỷ ỵ
"""
_REAL = frozenset(_WORDS.split())
# Of these, what may well stand behind a unit or the letter of a point: "5 m ở", "điểm b ở", "8 h ông".
_COMMON = """
ở ủy uỷ ông âm ăn ít ưu ứng áp ảnh ánh án ấn ẩm ốm ý ốp ống úng ước ướt ưa ô ổ ơn ích uống uốn ức ác ái áo ảo ấp ấy ắt ẩn ân ấm âu ấu êm ôn ổn ồn úp
út ủi ủ ủng ứ
"""
_AFTER_A_LETTER = frozenset(_COMMON.split())
_CONSONANTS = "bcdđghklmnpqrstvxBCDĐGHKLMNPQRSTVX"
_ONSETS = "ch|gh|gi|kh|ng|ngh|nh|ph|qu|th|tr"
_CODAS = "nh|ng|ch|n|m|t|c|p"
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_MARKS = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
_BLANK = "[ \u00a0]"
_RUN = re.compile(rf"[{_LETTERS}{_MARKS}]+")
_CODA = re.compile(rf"{_BLANK}({_CODAS})(?![{_LETTERS}])")
_IS_ONSET = re.compile(rf"(?i:{_ONSETS})")
_SURE_CODAS = ("nh", "ng", "ch")
_LONGEST = 7

Edit = tuple[int, int, str]


@cache
def _suspect() -> re.Pattern[str]:
    """Only a blank before a marked vowel, between one and a lone coda, or before a loose mark can be one too many."""
    real = "|".join(sorted(_REAL, key=len, reverse=True))
    return re.compile(
        rf"{_BLANK}(?:(?=[{_VOWELS}])(?!(?:{real})(?![{_LETTERS}]))|(?=[{_MARKS}]))"
        rf"|(?<=[{_VOWELS}]){_BLANK}(?=(?:{_CODAS})(?![{_LETTERS}]))"
        rf"|(?<![{_LETTERS}])(?i:{_ONSETS}){_BLANK}(?=[{_VOWELS}])"
        rf"|(?<![{_LETTERS}])[{_CONSONANTS}]{_BLANK}(?=[{_VOWELS}])"
    )


@cache
def torn_pieces() -> frozenset[str]:
    """Every piece that is no word and shows that a text was torn: lone onsets and codas, rhymes no word is, loose marks."""
    bare = [*RHYMES, *_CODAS.split("|"), ""]
    toned = {
        unicodedata.normalize("NFC", rhyme[: at + 1] + tone + rhyme[at + 1 :])
        for rhyme in RHYMES
        for at in range(len(rhyme))
        for tone in ("", *_TONES)
    }
    pieces = {rhyme for rhyme in toned if rhyme[0] in _TONED} - _REAL
    pieces |= {*_ONSETS.split("|"), "nh", "ng", *"tnđsvxrh"} | {mark + rest for mark in _MARKS for rest in bare}
    spelled = {form for piece in pieces for form in (piece, piece.capitalize(), piece.upper())}
    return frozenset(form for form in spelled if not (form.isascii() and form.isupper())) | {"S"}


def splits(text: str) -> list[Edit]:
    """Where the text has blanks inside syllables: ranges and what stands for them, in order; none in nearly every text."""
    # Looking at every blank costs a third of the whole reading; that a text holds no torn piece is told for a thirtieth.
    if torn_pieces().isdisjoint(text.split()):
        return []
    edits: list[Edit] = []
    joined, joined_end = "", -1  # the syllable made last, and where it ends in the text
    for suspect in _suspect().finditer(text):
        at = suspect.end() - 1
        right = _run_at(text, at + 1)
        if at == joined_end:
            left = joined
        else:
            begin = at
            while begin > 0 and at - begin <= _LONGEST and _RUN.match(text, begin - 1, begin):
                begin -= 1
            left = text[begin:at]
        if not left or not right or len(left) > _LONGEST or len(right) > _LONGEST:
            continue
        whole = unicodedata.normalize("NFC", left + right)
        if right[0] in _MARKS:
            if not is_syllable(whole) and not _opens(text, at + 1 + len(right), whole):
                continue
            marks = len(right) - len(right.lstrip(_MARKS))
            letter = unicodedata.normalize("NFC", text[at - 1] + right[:marks])
            if len(letter) > 1:
                continue
            edits.append((at - 1, at + 1 + marks, letter))
        elif _belongs(left, right, whole, made=at == joined_end) or _opens(text, at + 1 + len(right), whole, left):
            edits.append((at, at + 1, ""))
        else:
            continue
        joined, joined_end = whole, at + 1 + len(right)
    return edits


def _run_at(text: str, at: int) -> str:
    found = _RUN.match(text, at, at + _LONGEST + 1)
    return found.group() if found else ""


def _belongs(left: str, right: str, whole: str, *, made: bool) -> bool:
    """Whether two parts are one syllable and cannot be two words."""
    if not is_syllable(whole) or not (right.islower() or whole.isupper()):
        return False
    low = right.lower()
    if low[0] in _TONED:
        if len(left) == 1 and not made:
            return low not in _AFTER_A_LETTER or (left in "sS" and low == "ở")
        return low not in _REAL or _IS_ONSET.fullmatch(left) is not None
    return made or low in _SURE_CODAS or not is_syllable(left)


def _opens(text: str, at: int, whole: str, left: str = "") -> bool:
    """Whether a coda that stands alone behind makes a syllable of what is none yet, or of a lone letter and a vowel."""
    coda = _CODA.match(text, at)
    return coda is not None and len(left) <= 3 and not is_syllable(left) and is_syllable(whole + coda.group(1))
