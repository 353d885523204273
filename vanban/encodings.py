"""Bytes of Vietnamese text → Unicode: UTF-8, UTF-16, and the code pages that offices used before Unicode.

"Båi th­êng" (TCVN3), "Boài thöôøng" (VNI), "B°i thß¶ng" (VISCII) → "Bồi thường".

A legacy code page has no signature; what it has is that only the right table turns the bytes into Vietnamese syllables. So every
table is tried on a sample and judged by `vanban.syllables`. Text is converted only when one table stands out, and clean Unicode,
which is nearly everything, never comes that far.
"""

import codecs
import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache

import msgspec

from vanban.fold import nfc
from vanban.syllables import is_syllable

_SAMPLE_WORDS = 1000
_ENOUGH_WORDS = 4
_SURE_SHARE = 0.8
_CLEAR_LEAD = 0.25
_FEW = 0.01

# Windows-1252 gives 0x80-0x9F to quotes and dashes; the ".Vn" and "VNI-" fonts left them there.
_WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)}
# Letters that only Vietnamese Unicode text has: ă đ ĩ ũ ơ ư and the block ạ-ỹ.
_UNICODE_ONLY = re.compile("[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")
_LEGACY_CHARS = "\u0080-\u009f\u00a1-\u00ff" + "".join(sorted(c for c in _WINDOWS.values() if ord(c) > 0xFF))
_LEGACY = re.compile(f"[{_LEGACY_CHARS}]")
_LETTERS = re.compile(f"[A-Za-z{_LEGACY_CHARS}]+")
_WORD = re.compile(r"[^\W\d_]+")
# VISCII keeps Ẳ Ẵ Ẫ Ỷ Ỹ Ỵ among the control codes; the rest of them no text has.
_CONTROLS = re.compile(rb"[\x00\x01\x03\x04\x07\x08\x0e-\x13\x15-\x18\x1a\x1c\x1d\x1f\x7f]")
_CONTROL_CHARS = re.compile(_CONTROLS.pattern.decode("latin-1"))
# What Windows-1252 has besides letters; the five codes it leaves empty (81 8D 8F 90 9D) are no text of it.
_PUNCTUATION_1252 = frozenset(code for code in range(0x80, 0xA0) if bytes([code]).decode("cp1252", "ignore")) | {
    0xA0,
    0xA7,
    0xA9,
    0xAB,
    0xAD,
    0xAE,
    0xB0,
    0xB1,
    0xB2,
    0xB3,
    0xB7,
    0xBB,
    0xBD,
}


class Decoded(msgspec.Struct, frozen=True):
    """Text with the encoding it was in; `notes` are stable codes such as "converted_from_tcvn3"."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


class NotText(ValueError):
    """The bytes are no text: they hold control codes that no text has."""


class Undecidable(ValueError):
    """The bytes may be text, but no encoding could be told with certainty."""


def _tcvn3() -> dict[str, str]:
    """TCVN 5712:1993 as the ".Vn" fonts have it: toned letters small only, seven capitals (Ă Â Ê Ô Ơ Ư Đ) of their own."""
    rows = {
        0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
        0xB5: "àảãáạ ằẳẵắ       ặầẩẫấậè ẻẽéẹềểễếệìỉ   ĩíịò ỏõóọồổỗốộờởỡớợù ủũúụừửữứựỳỷỹýỵ",
    }
    return {
        chr(first + step): letter for first, row in rows.items() for step, letter in enumerate(row) if letter != " "
    }


def _viscii() -> dict[str, str]:
    """VISCII 1.1 (RFC 1456): all 134 letters in one byte each, six of them among the control codes."""
    upper = "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
    table = {chr(0x80 + step): letter for step, letter in enumerate(upper)}
    table.update({"\x02": "Ẳ", "\x05": "Ẵ", "\x06": "Ẫ", "\x14": "Ỷ", "\x19": "Ỹ", "\x1e": "Ỵ"})
    return table


def _vni() -> dict[str, str]:
    """VNI Windows: a base letter followed by one mark (a + ä = ậ); i, đ and a few others stand alone."""
    tones = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
    hats = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
    bowls = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
    horned = {"ô": "ơ", "ö": "ư"}
    table = {"í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ", **horned}
    for base in "aeouyôö":
        marks = dict(tones)
        if base in "aeo":
            marks |= {mark: "\u0302" + tone for mark, tone in hats.items()}
        if base == "a":
            marks |= {mark: "\u0306" + tone for mark, tone in bowls.items()}
        for mark, combining in marks.items():
            table[base + mark] = unicodedata.normalize("NFC", horned.get(base, base) + combining)
    capitals = {key.upper(): letter.upper() for key, letter in table.items()}
    half_capitals = {key[0].upper() + key[1]: letter.upper() for key, letter in table.items() if len(key) > 1}
    return table | capitals | half_capitals


TCVN3: Mapping[str, str] = _tcvn3()
VNI: Mapping[str, str] = _vni()
VISCII: Mapping[str, str] = _viscii()
TABLES: Mapping[str, Mapping[str, str]] = {"tcvn3": TCVN3, "vni": VNI, "viscii": VISCII}


@cache
def _converter(name: str) -> Callable[[str], str]:
    """A function from the Latin-1 surface of a legacy text to Unicode."""
    table = TABLES[name]
    singles = {key: letter for key, letter in table.items() if len(key) == 1}
    by_code = {code: char for code, char in _WINDOWS.items() if chr(code) not in singles}
    # The same byte may have surfaced as Latin-1 (0x9D) or, through a Windows tool, as its Windows-1252 character.
    by_code |= {ord(_WINDOWS[ord(key)]): letter for key, letter in singles.items() if ord(key) in _WINDOWS}
    if len(singles) == len(table):
        by_code |= {ord(key): letter for key, letter in singles.items()}
        return lambda text: text.translate(by_code)
    pairs = re.compile(
        "[AEOUYaeouyÔÖôö][" + "".join({key[1] for key in table if len(key) > 1}) + "]|[" + "".join(singles) + "]"
    )

    def letter_for(found: re.Match[str]) -> str:
        key = found.group()
        return table.get(key) or singles.get(key[0], key[0]) + singles.get(key[1], key[1])

    return lambda text: pairs.sub(letter_for, text).translate(by_code)


def from_legacy(text: str, encoding: str) -> str:
    """Convert the Latin-1 surface of a text in "tcvn3", "vni" or "viscii" to Unicode (NFC), without asking whether it is one."""
    converted = nfc(_converter(encoding)(text))
    return _whole_capitals(converted) if encoding == "tcvn3" else converted


def to_legacy(text: str, encoding: str) -> str:
    """The Latin-1 surface that `text` had in that code page; capitals TCVN3 lacks come out small, as its capital fonts typed them."""
    surfaces = {letter: key for key, letter in reversed(list(TABLES[encoding].items()))}
    return "".join(surfaces.get(c) or surfaces.get(c.lower(), c) for c in unicodedata.normalize("NFC", text))


def detect(data: bytes) -> Decoded:
    """Decode a text file by what is in it.

    Raises `NotText` for binary content and `Undecidable` for text whose encoding cannot be told.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding)
    wide = _wide_without_mark(data)
    if wide:
        return _marked(data, wide)
    if len(_CONTROLS.findall(data)) > _FEW * len(data):
        raise NotText
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _without_signature(data)
    return repair(text)


def _marked(data: bytes, encoding: str) -> Decoded:
    """Decode what announced its own encoding, forgiving a few damaged characters."""
    name = "utf-8" if encoding == "utf-8" else encoding[:6]
    text = data.decode(encoding, "replace")
    damaged = text.count("\ufffd")
    if damaged > max(1, _FEW * len(text)) or len(_CONTROL_CHARS.findall(text)) > _FEW * len(text):
        raise NotText
    return Decoded(text, name, ("damaged_characters",)) if damaged else repair(text, name)


def _wide_without_mark(data: bytes) -> str | None:
    """UTF-16 without its mark: in Latin text every second byte is nearly always 0."""
    sample = data[:4000]
    if len(data) % 2 or len(sample) < 4 or b"\0" not in sample:
        return None
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.3 * half and even < 0.02 * half:
        return "utf-16-le"
    if even > 0.3 * half and odd < 0.02 * half:
        return "utf-16-be"
    return None


def _without_signature(data: bytes) -> Decoded:
    """Bytes that are not UTF-8: nearly so, or a legacy code page, or nothing that can be told."""
    mixed = _mixed(data)
    if mixed:
        return mixed
    lenient = data.decode("utf-8", "replace")
    broken = lenient.count("\ufffd")
    whole = len(lenient) - len(re.sub("[\u0080-\ufffc]", "", lenient))
    if broken <= 3 and whole > 20 * broken:
        cut = lenient.endswith("\ufffd") and broken == 1
        return Decoded(lenient[:-1] if cut else lenient, "utf-8", ("cut_short",) if cut else ("damaged_characters",))
    surface = data.decode("latin-1")
    best = _best_table(surface, data)
    if best:
        return best
    if {byte for byte in data if byte >= 0x80} <= _PUNCTUATION_1252:
        return Decoded(data.decode("cp1252", "replace"), "windows-1252", ("converted_from_windows-1252",))
    raise Undecidable


def _mixed(data: bytes) -> Decoded | None:
    """Papers put together from an old one and a new one: some lines are Vietnamese UTF-8, the others all of one code page."""
    lines = data.split(b"\n")
    read: list[str | None] = []
    for line in lines:
        try:
            read.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            read.append(None)
    if not any(line and is_unicode_vietnamese(line) for line in read):
        return None
    old = b"\n".join(raw for raw, line in zip(lines, read, strict=True) if line is None)
    if b"\xe1\xba" in old or b"\xe1\xbb" in old:
        return None  # these lines are UTF-8 too, with something damaged in them
    best = _best_table(old.decode("latin-1"), old)
    if best is None or best.encoding not in TABLES:
        return None
    converted = iter(best.text.split("\n"))
    text = "\n".join(next(converted) if line is None else line for line in read)
    return Decoded(text, "utf-8", (*best.notes, "mixed_encodings"))


def is_unicode_vietnamese(text: str) -> bool:
    """Whether there is a letter that only Vietnamese Unicode text has (ă, đ, ơ, ư, ạ-ỹ)."""
    return bool(_UNICODE_ONLY.search(text))


def legacy_of(text: str) -> str | None:
    """The code page ("tcvn3", "vni", "viscii") whose codes the letters of this Unicode text really are, or None for clean text."""
    found = repair(text).encoding
    return found if found in TABLES else None


def repair(text: str, encoding: str = "utf-8") -> Decoded:
    """Unicode text whose letters are really legacy codes, as files and old fonts hand them on; clean text comes back as it is.

    >>> repair("§éc lËp - Tù do - H¹nh phóc, Céng hßa x· héi chñ nghÜa").text[:8]
    'Độc lập '
    """
    if text.isascii() or _UNICODE_ONLY.search(text[:2000]):
        return Decoded(text, encoding)
    legacy = len(_LEGACY.findall(text))
    if not legacy or len(_UNICODE_ONLY.findall(text)) > 0.05 * legacy:
        return Decoded(text, encoding)
    return _best_table(text, None) or Decoded(text, encoding)


def _best_table(surface: str, data: bytes | None) -> Decoded | None:
    """Try every table on a sample; the winner must be nearly all syllables and clearly ahead of the next."""
    words = []
    for found in _LETTERS.finditer(surface):
        if _LEGACY.search(surface, *found.span()):
            words.append(found.group())
            if len(words) == _SAMPLE_WORDS:
                break
    sample = " ".join(words)
    shares = {name: _share_read(_converter(name)(sample), capitals=name != "tcvn3") for name in TABLES}
    twice = _twice_encoded(surface)
    if twice is not None:
        shares["utf-8 read as windows-1252"] = _share_of_syllables(twice[: 20 * _SAMPLE_WORDS])
    if data is not None:
        as_1258 = surface.encode("latin-1").decode("cp1258", "replace")
        shares["windows-1258"] = _share_read(nfc(sample.encode("latin-1").decode("cp1258", "replace")))
    else:
        shares["as it is"] = _share_of_syllables(sample)
    (share, count), name = max((score, name) for name, score in shares.items())
    next_share = max((score[0] for other, score in shares.items() if other != name), default=0.0)
    enough = count >= _ENOUGH_WORDS or (count == _ENOUGH_WORDS - 1 and share == 1.0)
    if name == "as it is" or not enough or share < _SURE_SHARE or share - next_share < _CLEAR_LEAD:
        return None
    if name in TABLES:
        return Decoded(from_legacy(surface, name), name, (f"converted_from_{name}",))
    if twice is not None and name != "windows-1258":
        return Decoded(twice, "utf-8", ("converted_from_twice_encoded",))
    return Decoded(nfc(as_1258), "windows-1258", ("converted_from_windows-1258",))


def _twice_encoded(text: str) -> str | None:
    """UTF-8 that a Windows tool took for Windows-1252 and saved again ("HÃ  Ná»™i"), undone; None when it is not that."""
    back = {ord(char): code for code, char in _WINDOWS.items()}
    try:
        return text.translate(back).encode("latin-1").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return None


def _share_read(reading: str, *, capitals: bool = True) -> tuple[float, int]:
    """Of a sample's words, one a blank: the share that became whole syllables, and how many there are. A code page that has its
    `capitals` has none of them inside a word in small letters."""
    words = reading.split(" ") if reading else []
    fitting = sum(
        is_syllable(word) and (not capitals or word[1:].islower() or not word[1:] or word.isupper()) for word in words
    )
    return (fitting / len(words), len(words)) if words else (0.0, 0)


def _share_of_syllables(text: str) -> tuple[float, int]:
    """Of the words with letters beyond ASCII: the share that are Vietnamese syllables, and how many words there are."""
    words = [word for word in _WORD.findall(text) if not word.isascii()][:_SAMPLE_WORDS]
    return (sum(map(is_syllable, words)) / len(words), len(words)) if words else (0.0, 0)


def _whole_capitals(text: str) -> str:
    """TCVN3 has no toned capitals, so "CỘNG HÒA XÃ HỘI" arrives as "CộNG HòA Xã HộI": raise the words that are capitals but for them."""
    if not re.search("[A-ZĂÂÊÔƠƯĐ]{2}", text):
        return text
    return "\n".join(_raise_line(line) for line in text.split("\n"))


def _raise_line(line: str) -> str:
    pieces = re.split(r"([^\W\d_]+)", line)
    words = pieces[1::2]
    sure = [_surely_capital(word) for word in words]
    touching = [pieces[2 * at].strip() in {"", "-"} for at in range(1, len(words))]
    begin = 0
    for at in range(1, len(words) + 1):
        if at < len(words) and touching[at - 1]:
            continue
        # One unbroken run of words: those that cannot be told go with the sure ones, unless they lean on a word in small letters.
        run = range(begin, at)
        any_sure = any(sure[place] for place in run)
        for place in run:
            around = [sure[near] for near in (place - 1, place + 1) if near in run]
            needed = 1 if any(char.isupper() for char in words[place]) else 2
            goes_along = sure[place] is None and False not in around and len(around) >= needed
            if sure[place] or (goes_along and any_sure):
                pieces[2 * place + 1] = words[place].upper()
        begin = at
    return "".join(pieces)


def _surely_capital(word: str) -> bool | None:
    """True: all letters that could be capitals are, and there are two; None: too few of them to tell ("Xã", "ở")."""
    tellable = [char for char in word if not _has_tone(char)]
    if any(char.islower() for char in tellable):
        return False
    return True if len(tellable) > 1 else None


def _has_tone(char: str) -> bool:
    return char.islower() and bool(set("\u0300\u0301\u0303\u0309\u0323") & set(unicodedata.normalize("NFD", char)))
