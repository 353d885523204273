"""What must hold whatever comes in, one target a door of the engine."""

import time
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from random import Random
from typing import Any, NamedTuple

from vanban import NotUnderstood, Reading, parse_amount, parse_date, parse_number, read
from vanban.encodings import NotText, Undecidable, detect, from_legacy, legacy_of, repair
from vanban.extract import Extracted, Unreadable, extract
from vanban.fold import nfc
from vanban.tests.fuzz import seeds
from vanban.tests.fuzz.mutate import ODD_WORDS, broken, broken_text, broken_zip

_READ_MOST = 30_000  # characters of an extracted text that are read as well
_GRACE, _A_CHARACTER = 0.6, 12e-6  # processor seconds
_A_BYTE = 12e-6
_PARSE = 0.25
_LISTS = ("localities", "agencies", "people", "dates", "quantities", "references", "statements")
_NUMBER_WORDS = """
một hai ba bốn tư năm lăm nhăm sáu bảy bẩy tám chín mười mươi mốt trăm nghìn ngàn vạn triệu tỷ tỉ linh lẻ rưỡi nửa tá chục phẩy phần âm trừ
không từ đến trên dưới gần khoảng hơn ít nhất không quá đồng USD euro % phần trăm ha km người dự án thứ ngày tháng năm quý giai đoạn nhiệm
kỳ tuần này sau trước đầu cuối giữa thứ hai chủ nhật hôm nay mùng rằm chạp giêng âm lịch nhuận Tết Nguyên đán qua tới nay 1 2 5 7 10 12 28
29 30 31 2024 2026 1.234,5 1,234.56 1/4 30/6/2026 18-3-2026 XIII MMXXIV III - – / . , ( ) + x × ² m2 m³ trở lên trở xuống
"""


class Finding(Exception):
    """Something that must hold did not."""


class Target(NamedTuple):
    """How a case is made, and what is then asked of it."""

    make: Callable[[Random], Any]
    check: Callable[[Any, Random], None]


def _hold(holds: bool, what: str) -> None:
    if not holds:
        raise Finding(what)


def _timed(act: Callable[[], Any], budget: float) -> Any:
    """What `act` yields; a find where it took more than `budget` processor seconds, three times over."""
    took = 0.0
    value: Any = None
    for _ in range(3):
        began = time.process_time()
        value = act()
        took = time.process_time() - began
        if took <= budget:
            return value
    raise Finding(f"took {took:.2f} s where {budget:.2f} s are allowed")


def _facts(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "start" in value:
            yield value
        for inner in value.values():
            yield from _facts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _facts(inner)


def reading_holds(reading: Reading) -> None:
    """Every fact is the characters it points at, inside the text and in order."""
    for fact in _facts(reading.as_contract()):
        _hold(0 <= fact["start"] < fact["end"] <= len(reading.text), f"a fact lies outside the text: {fact}")
        _hold(reading.text[fact["start"] : fact["end"]] == fact["text"], f"a fact is not its characters: {fact}")
    for name in _LISTS:
        starts = [fact.start for fact in getattr(reading, name)]
        _hold(starts == sorted(starts), f"{name} are not in order")


def check_text(text: str, draw: Random) -> None:
    """The engine on a text."""
    reading = _timed(lambda: read(text), _GRACE + _A_CHARACTER * len(text))
    reading_holds(reading)
    _hold(reading.text == unicodedata.normalize("NFC", text) or "\u034f" in reading.text, "the text is not the text")
    if draw.random() < 0.2:
        _hold(read(text) == reading, "two runs differ")
    if draw.random() < 0.2 and "\u034f" not in text and len(text) < 5000:
        composed, apart = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
        if nfc(apart) == composed:
            _hold(read(apart) == read(composed), "composed and decomposed text differ")


def extracted_holds(read_file: Extracted) -> None:
    """Pages tile the text, cells are their characters, everything is composed and can be written down."""
    text = read_file.text
    _hold(bool(text.strip()), "an empty text")
    _hold("".join(text[page.start : page.end] for page in read_file.pages) == text, "the pages do not tile the text")
    _hold(unicodedata.is_normalized("NFC", text), "the text is not composed")
    text.encode()
    for table in read_file.tables:
        _hold(0 <= table.start <= table.end <= len(text), "a table lies outside the text")
        for cell in table.cells:
            _hold(text[cell.start : cell.end] == cell.text, f"a cell is not its characters: {cell}")


def _file_check(name: str, *, each: float = _A_BYTE) -> Callable[[bytes, Random], None]:
    def check(data: bytes, draw: Random) -> None:
        def once() -> Extracted | str:
            try:
                return extract(data, name)
            except Unreadable as problem:
                return problem.code

        found = _timed(once, 3 * _GRACE + each * len(data) * (1 if data[:2] != b"PK" else 15))
        if isinstance(found, Extracted):
            extracted_holds(found)
            if draw.random() < 0.2:
                reading_holds(read(found.text[:_READ_MOST]))
        if draw.random() < 0.1:
            again = once()
            # antiword reads memory it never set: a broken file may fail in either of two ways.
            refused_twice = name.endswith(".doc") and isinstance(again, str) and isinstance(found, str)
            _hold(again == found or refused_twice, "two runs differ")

    return check


def check_encodings(data: bytes, draw: Random) -> None:
    """Detection and conversion of bytes and of text that hides a code page."""
    try:
        text = _timed(lambda: detect(data), _GRACE + _A_BYTE * len(data)).text
    except (NotText, Undecidable):
        text = data.decode("latin-1")
    legacy_of(text)
    repair(text)
    for name in ("tcvn3", "vni", "viscii"):
        _timed(lambda name=name: from_legacy(text, name), _GRACE + _A_CHARACTER * len(text))


def _words(draw: Random) -> str:
    kinds = (_NUMBER_WORDS.split(), ODD_WORDS)
    count = draw.choice((1, 2, 3, 4, 6, 10, 400))
    return draw.choice((" ", " ", " ", "", "\u00a0")).join(
        draw.choice(kinds[draw.random() < 0.1]) for _ in range(count)
    )


def check_parse(text: str, draw: Random) -> None:
    """Numbers, amounts, days: a value or `NotUnderstood`, the same for composed and decomposed words."""
    wednesday = date(2024, 6, 12)
    for parse in (parse_number, parse_amount, lambda words: parse_date(words, written_on=wednesday)):

        def once(words: str, parse: Callable[[str], Any] = parse) -> Any:
            try:
                return parse(words)
            except NotUnderstood as problem:
                str(problem)
                return None

        value = _timed(lambda: once(text), _PARSE + _A_CHARACTER * len(text))
        hash(value)
        apart = unicodedata.normalize("NFD", text)
        if len(text) < 1000 and nfc(apart) == unicodedata.normalize("NFC", text):
            _hold(repr(once(apart)) == repr(once(unicodedata.normalize("NFC", text))), "composed and decomposed differ")


def _from(files: Callable[[], tuple[bytes, ...]], way: Callable[[Random, bytes], bytes]) -> Callable[[Random], bytes]:
    return lambda draw: way(draw, draw.choice(files()))


def _encoded(draw: Random) -> bytes:
    return broken(draw, draw.choice(seeds.txt_files())[: draw.choice((20, 60, 400, 100_000))])


TARGETS: dict[str, Target] = {
    "pdf": Target(_from(seeds.pdf_files, broken), _file_check("a.pdf", each=4 * _A_BYTE)),
    "docx": Target(_from(seeds.docx_files, broken_zip), _file_check("a.docx")),
    "xlsx": Target(_from(seeds.xlsx_files, broken_zip), _file_check("a.xlsx")),
    "rtf": Target(_from(seeds.rtf_files, broken), _file_check("a.rtf")),
    "html": Target(_from(seeds.html_files, broken), _file_check("a.html")),
    "doc": Target(_from(seeds.doc_files, broken), _file_check("a.doc")),
    "txt": Target(_encoded, _file_check("a.txt")),
    "encodings": Target(_encoded, check_encodings),
    "read": Target(lambda draw: broken_text(draw, seeds.TEXTS), check_text),
    "parse": Target(_words, check_parse),
}
