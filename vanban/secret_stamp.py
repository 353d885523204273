"""Does this paper bear a state-secret stamp? MẬT, TỐI MẬT, TUYỆT MẬT: such a paper is refused before anything of it is stored.

Law 117/2025/QH15 lets them live only on isolated networks. What counts is the stamp: capitals, alone on a line or in a box, in the head
of the paper, or named in the file's name or fields. The word is innocent: mật ong, mật mía, bảo mật, bí mật kinh doanh. Where a whole
line reads TỐI MẬT or TUYỆT MẬT the answer is yes wherever it stands: a person can be asked, a leak cannot be undone.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec

from vanban.extract import Extracted, PageSpan
from vanban.fold import nfc

Level = Literal["secret", "top_secret", "ultra_secret"]
Where = Literal["text", "filename", "metadata", "aside"]

_HEAD = 3_000  # characters in which a lone MẬT is a stamp when pages are not known: the first page of a typed paper
_SIGHT = 120  # how far to either side of a word its line is looked at
_LONGEST_BEFORE = 30  # "T U Y Ệ T" with its blanks
_LONGEST_FIELD = 60
_HEAD_OF_PAGE = 300  # and at the top of every later page

# MẬT as it stands in Unicode and, not converted, in TCVN3 ("MËT"; its capital fonts are typed small), VNI ("MAÄT") and VISCII.
_GAP = "[ \u00a0\u200b\u00ad]{0,3}"
_MIDDLE = re.compile("[ẬËÄä\x87‡]")
_CORE = re.compile(f"M{_GAP}(?:Ậ|Ë|A{_GAP}[Ää]|\x87|‡){_GAP}T|m{_GAP}Ë{_GAP}t")


def _spaced(*spellings: str) -> str:
    """A pattern for any of these words, their letters apart or not."""
    return "|".join(_GAP.join(map(re.escape, spelling)) for spelling in spellings)


_TOP = _spaced("TỐI", "TèI", "tèi", "TOÁI", "TOáI", "T\x8fI")
_ULTRA = _spaced("TUYỆT", "TUYÖT", "tuyÖt", "TUYEÄT", "TUYEäT", "TUY\x8eT")
_BEFORE = re.compile(f"(?:(?P<top>{_TOP})|(?P<ultra>{_ULTRA}))[ \u00a0]{{0,6}}$")
_LAST_BEFORE = {"I", "i", "T", "t"}
_LINE_BEFORE = re.compile(f"\\W*(?:(?P<top>{_TOP})|(?P<ultra>{_ULTRA}))\\W*")

_BOX = " \u00a0\u200b\ufeff[](){}<>«»\"'“”*+=_~.-–—│┃║┌┐└┘├┤┬┴┼─━═╔╗╚╝■□▪▌▐#:;,"
_CELL_EDGES = ("|", "│", "┃", "║", "\t", "   ")
# What may stand beside a stamp on one line, because a page sets them side by side.
_LETTERHEAD_RIGHT = re.compile(r"\s*(?:CỘNG HO?[ÀÒ]|ĐẢNG CỘNG SẢN|Độc lập\s*[-–]|Số\s*:|Bản số|Kính gửi)")
_LETTERHEAD_LEFT = re.compile(
    r"(?:Hạnh phúc|VIỆT NAM|Số\s*:?\s*\d*\s*/?\s*[A-ZĐ/.\-]*|Bản số\s*:?\s*\d*|\d+/[A-ZĐ][A-ZĐ/.\-]*)\s*$"
)
_INNOCENT_AFTER = re.compile(r"\s*(?:ONG|MÍA|DỪA|HOA|RỪNG|NHÂN|KHẨU|MÃ|ĐỘ|GẤU|KINH DOANH|NHÀ NƯỚC)\b")
_INNOCENT_BEFORE = re.compile(r"\b(?:BẢO|BÍ|KHÔNG|ĐƯỜNG|TUẦN TRĂNG)\s*$")

# Blanks are counted, so that a line of a million of them is not tried from each.
_LEVEL_WORDS = r"(?:tuyệt\s{1,5}mật|tối\s{1,5}mật|mật)"
_LABEL = re.compile(
    rf"độ\s{{1,5}}mật\s{{0,20}}[:|–-]\s{{0,20}}[\[(\"“]?(?P<level>{_LEVEL_WORDS})[\])\"”]?\s{{0,20}}(?:$|[|;.\t])",
    re.IGNORECASE | re.MULTILINE,
)
_MENTIONS = re.compile("ộ [mM]ật|Ộ MẬT")
_BEFORE_LABEL = re.compile(r"(?:mức|dấu|dấu\s{1,5}chỉ)\s{1,5}$", re.IGNORECASE)


class Stamp(msgspec.Struct, frozen=True):
    """The stamp found: level, where it stood, its words. The span is in the NFC of the text, or of that field."""

    level: Level
    where: Where
    start: int
    end: int
    text: str


def stamp_of(extracted: Extracted, *, filename: str = "") -> Stamp | None:
    """The stamp of a file that was read: its text, its fields, what was set aside, its name."""
    return find_stamp(
        extracted.text,
        filename=filename,
        metadata=extracted.metadata,
        aside=extracted.aside,
        pages=extracted.pages,
    )


def find_stamp(
    text: str,
    *,
    filename: str = "",
    metadata: Iterable[tuple[str, str]] = (),
    aside: Iterable[str] = (),
    pages: Sequence[PageSpan] = (),
) -> Stamp | None:
    """The state-secret stamp of a paper, or None. About 1 µs a kilobyte of ordinary text.

    `metadata` are fields of the file by name, `aside` lines that are not part of the text (running heads), `pages` where pages begin.
    """
    return (
        _in_filename(filename)
        or _in_text(nfc(text), pages)
        or _in_metadata(metadata)
        or next((found for line in aside if (found := _alone(nfc(line), "aside"))), None)
    )


def _in_text(text: str, pages: Sequence[PageSpan]) -> Stamp | None:
    for start, end in _cores(text):
        head = _in_a_head(start, text, pages)
        # Deep in the text only the longer stamps count, and those have TỐI or TUYỆT before them.
        if head or text[max(0, start - _LONGEST_BEFORE) : start].rstrip(_BOX + "\n")[-1:] in _LAST_BEFORE:
            found = _standing(text, start, end)
            if found and (head or found.level != "secret"):
                return found
    for label in _LABEL.finditer(text) if _MENTIONS.search(text) else ():
        before = text[max(0, label.start() - _LONGEST_FIELD) : label.start()].rpartition("\n")[2]
        if _edge(_BEFORE_LABEL.sub("", before)[::-1]):
            return Stamp(_level_of(label["level"]), "text", label.start("level"), label.end("level"), label["level"])
    return None


def _in_a_head(start: int, text: str, pages: Sequence[PageSpan]) -> bool:
    """In the first page, or at the top of a later one."""
    if len(pages) < 2:
        # A single page may be a whole paper in a format that does not know its pages.
        return start < _HEAD or "\f" in text[max(0, start - _HEAD_OF_PAGE) : start]
    return start < max(pages[0].end, _HEAD) or any(page.start <= start < page.start + _HEAD_OF_PAGE for page in pages)


def _cores(text: str) -> Iterator[tuple[int, int]]:
    """Where MẬT stands in capitals, in whatever spelling."""
    for middle in _MIDDLE.finditer(text):
        for core in _CORE.finditer(text, max(0, middle.start() - 8), middle.end() + 8):
            if core.start() < middle.end() <= core.end():
                yield core.span()
                break


def _standing(text: str, start: int, end: int) -> Stamp | None:
    line_start = max(text.rfind("\n", max(0, start - _SIGHT), start) + 1, start - _SIGHT, 0)
    line_end = text.find("\n", end, end + _SIGHT)
    line_end = min(end + _SIGHT, len(text)) if line_end < 0 else line_end
    left, right = text[line_start:start], text[end:line_end]
    if not (_edge(right) or _LETTERHEAD_RIGHT.match(right) or _bracketed(left, right)):
        return None
    level: Level = "secret"
    before = _BEFORE.search(text, max(line_start, start - _LONGEST_BEFORE), start)
    if before:
        level, start = ("top_secret" if before["top"] else "ultra_secret"), before.start()
        left = text[line_start:start]
    if not (_edge(left[::-1]) or _LETTERHEAD_LEFT.search(left[-_LONGEST_FIELD:])):
        return None
    if level == "secret":
        line_before = text[max(0, line_start - _SIGHT) : max(0, line_start - 1)].rpartition("\n")[2]
        broken = _LINE_BEFORE.fullmatch(line_before) if not left.strip(_BOX) else None
        if broken:  # a narrow box breaks TUYỆT / MẬT
            level = "top_secret" if broken["top"] else "ultra_secret"
        elif _is_a_word(text, left, right, line_before, line_end):
            return None
    return Stamp(level, "text", start, end, text[start:end])


def _edge(outside: str) -> bool:
    """Whether the piece of the line ends here: only box and blanks follow, or the border of a cell or a wide gap does."""
    rest = outside.lstrip(_BOX)
    if not rest.strip():
        return True
    boundary = outside[: len(outside) - len(rest)] + rest[:1]
    return any(edge in boundary for edge in _CELL_EDGES)


def _bracketed(left: str, right: str) -> bool:
    """[MẬT] Công văn … : in square brackets at the beginning of a line."""
    return left.strip(" \u00a0") == "[" and right.startswith("]")


def _is_a_word(text: str, left: str, right: str, line_before: str, line_end: int) -> bool:
    """A title in capitals that broke its line at MẬT, or a row of a table of goods."""
    if not right.strip(_BOX) and _INNOCENT_AFTER.match(text, line_end):
        return True
    if not left.strip(_BOX) and _INNOCENT_BEFORE.search(line_before):
        return True
    if f"{left}{right}".count("|") > 8:
        return True
    cells = [cell.strip(_BOX) for cell in re.split(r"[|│\t]", f"{left}MẬT{right}")]
    filled = [cell for cell in cells if cell]
    return len(filled) > 3 or (len(filled) > 1 and filled[0].isdigit())


def _level_of(words: str) -> Level:
    plain = _fold(words)
    return "ultra_secret" if "TUYET" in plain else "top_secret" if "TOI" in plain else "secret"


def _fold(words: str) -> str:
    """Capitals without marks: "Tuyệt mật" → "TUYET MAT"."""
    apart = unicodedata.normalize("NFD", words[:_LONGEST_FIELD].upper().replace("Đ", "D"))
    return "".join(char for char in apart if not unicodedata.combining(char))


def _alone(words: str, where: Where) -> Stamp | None:
    """A stamp that stands in a short field or line."""
    for start, end in _cores(words):
        found = _standing(words, start, end)
        if found:
            return msgspec.structs.replace(found, where=where)
    return None


def _in_metadata(metadata: Iterable[tuple[str, str]]) -> Stamp | None:
    for name, value in metadata:
        words = nfc(value)
        found = _alone(words, "metadata")
        if found:
            return found
        about_secrecy = _fold(name) in {"DO MAT", "DO_MAT", "MUC DO MAT", "CLASSIFICATION", "SENSITIVITY", "SECURITY"}
        for entry in re.finditer(r"[^;,|/\n]+", words):
            word = entry.group().strip()
            capital = word == word.upper() or about_secrecy
            long = re.fullmatch(r"(?:tối|tuyệt)\s+mật", word, re.IGNORECASE)
            if long or (
                capital and _fold(word) in {"MAT", "TOI MAT", "TUYET MAT"} and ("Ậ" in word.upper() or about_secrecy)
            ):
                start = words.index(word, entry.start())
                return Stamp(_level_of(word), "metadata", start, start + len(word), word)
    return None


# File names are typed by people in a hurry: without marks, with "_" and "-" between the words.
_NAME_LONG = re.compile(r"(?<![^\W_])(TUYỆT|TỐI|TUYET|TOI)[\s_.\-]*(?:MẬT|MAT)(?![^\W_])")
_NAME_LONG_MARKED = re.compile(r"(?<![^\W_])(?:tuyệt|tối)[\s_.\-]*mật(?![^\W_])", re.IGNORECASE)
_NAME_BOXED = re.compile(r"[\[({]\s*(?:(?:TUYỆT|TỐI|TUYET|TOI)[\s_.\-]*)?(?:MẬT|MAT)\s*[\])}]", re.IGNORECASE)
_NAME_MARKED = re.compile(
    r"(?<![^\W_])MẬT(?![^\W_])(?![\s_.\-]*(?:ONG|MÍA|DỪA|HOA|MÃ|KHẨU|ĐỘ|GẤU|NHÂN)(?![^\W_]))", re.IGNORECASE
)
_NAME_PLAIN = re.compile(r"(?<![^\W_])MAT(?![^\W_])")
_BEFORE_IN_NAME = re.compile(r"(?:BẢO|BÍ|BAO|BI|KHÔNG|KHONG)[\s_.\-]*$", re.IGNORECASE)
_PAPER = r"(?:CV|CĐ|CD|KH|BC|TB|TTR|QĐ|QD|NQ|CT|GM|HD|KL|BB|\d[\d\-]*)"
_NAME_FIRST = re.compile(rf"MAT[\s_.\-]+{_PAPER}(?![^\W\d_])")
_NAME_LAST = re.compile(rf"(?<![^\W_]){_PAPER}[\s_.\-]+MAT$")


def _in_filename(filename: str) -> Stamp | None:
    name = nfc(re.split(r"[/\\]", filename)[-1])
    if not name:
        return None
    stem = name.rpartition(".")[0] or name
    for pattern in (_NAME_LONG, _NAME_LONG_MARKED, _NAME_BOXED):
        found = pattern.search(stem)
        if found:
            return _named(found.start(), found.group())
    marked = _NAME_MARKED.search(stem)
    if marked and marked.group().isupper() and not _BEFORE_IN_NAME.search(stem, 0, marked.start()):
        return _named(marked.start(), marked.group())
    if stem.strip() == "MAT" or _NAME_FIRST.match(stem) or _NAME_LAST.search(stem):
        plain = _NAME_PLAIN.search(stem)
        if plain:
            return _named(plain.start(), plain.group())
    return None


def _named(start: int, words: str) -> Stamp:
    return Stamp(_level_of(words), "filename", start, start + len(words), words)
