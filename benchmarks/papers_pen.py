"""The pen of the paper generator: writes sentences from papers.toml and remembers every fact it wrote.

before  "{Sides} thống nhất dành {money} để {act} {due}."
after   the sentence on the paper, and Fact("quantities", 24, 44, {"kind": "money", "value": "12500000000", …})
"""

import re
import tomllib
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from vanban.lexicon import load_file

WORDS: dict[str, dict[str, list[str]]] = tomllib.loads(
    (Path(__file__).parent / "papers.toml").read_text(encoding="utf-8")
)
PROVINCES: list[dict[str, Any]] = load_file("provinces")["province"]
_SLOT = re.compile(r"\{(\w+)(?: ([^}]+))?\}")
_DEPARTMENTS = (
    "Sở Công Thương", "Sở Y tế", "Sở Nội vụ", "Sở Tài chính", "Sở Xây dựng", "Sở Giáo dục và Đào tạo", "Sở Khoa học và Công nghệ",
    "Sở Kế hoạch và Đầu tư", "Sở Du lịch", "Sở Giao thông vận tải", "Sở Nông nghiệp và Phát triển nông thôn", "Sở Tài nguyên và Môi trường",
    "Sở Thông tin và Truyền thông", "Sở Lao động - Thương binh và Xã hội", "Sở Văn hóa, Thể thao và Du lịch", "Sở Tư pháp",
)  # fmt: skip
_SURNAMES = (
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Vũ",
    "Hoàng",
    "Đỗ",
    "Bùi",
    "Đặng",
    "Ngô",
    "Dương",
    "Đinh",
    "Lương",
    "Mai",
    "Trịnh",
)
_MIDDLE = ("Văn", "Thị", "Đức", "Minh", "Ngọc", "Quang", "Hữu", "Thanh", "Xuân", "Công", "Thu", "Đình", "Bảo", "Khánh")
_GIVEN = (
    "Tuấn",
    "Hạnh",
    "Lợi",
    "Nhàn",
    "Khôi",
    "Duyên",
    "Thắng",
    "Oanh",
    "Phúc",
    "Trâm",
    "Vinh",
    "Yến",
    "Đạt",
    "Quyên",
    "Toàn",
    "Nga",
)
_BOUNDS = (
    *((("exact", ""),) * 12), ("more_than", "trên "), ("more_than", "hơn "), ("at_least", "ít nhất "), ("at_least", "không dưới "),
    ("almost", "gần "), ("less_than", "dưới "), ("at_most", "không quá "), ("at_most", "tối đa "), ("about", "khoảng "), ("about", "xấp xỉ "),
)  # fmt: skip
_SCALES = {"": 1, " nghìn": 1_000, " vạn": 10_000, " triệu": 1_000_000}
_SYMBOLS = ("QĐ-UBND", "KH-UBND", "NQ-HĐND", "CTr-UBND", "TB-UBND")
_ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Fact:
    """What was written at a place: `kind` is the contract's list, `said` what an engine has to say about it."""

    kind: str
    start: int
    end: int
    said: dict[str, Any]


def grouped(number: int) -> str:
    """1234567 as papers write it: "1.234.567"."""
    return f"{number:,}".replace(",", ".")


class Pen:
    """Writes one paper between the localities `a` and `b`, issued on `day`; all chance comes from `chance`."""

    def __init__(self, chance: Random, a: dict[str, Any], b: dict[str, Any], day: date) -> None:
        self.chance, self.a, self.b, self.day = chance, a, b, day
        self.parts: list[str] = []
        self.at = 0
        self.facts: list[Fact] = []
        self.lead: str | None = None
        self.due: tuple[str, str] | None = None
        self._capital = False
        self._slots: dict[str, Callable[[str], None]] = {
            name.removeprefix("_write_"): getattr(self, name) for name in dir(self) if name.startswith("_write_")
        }

    # Putting words on the paper

    def put(self, words: str, fact: str = "", **said: Any) -> None:
        """Write words as they are; with the name of a list they are a fact of it."""
        if self._capital and words:
            words, self._capital = words[0].upper() + words[1:], False
        if fact:
            self.facts.append(Fact(fact, self.at, self.at + len(words), said))
        self.parts.append(words)
        self.at += len(words)

    def say(self, template: str) -> None:
        """Write a template's words with its slots filled."""
        at = 0
        for slot in _SLOT.finditer(template):
            self.put(template[at : slot.start()])
            at = slot.end()
            name, argument = slot.group(1), slot.group(2) or ""
            if name in self._slots:
                self._slots[name](argument)
            elif name == "Sides":
                self.say(self.chance.choice(WORDS["words"]["sides"]))
            else:
                self.say(self.chance.choice(WORDS["words"][name]))
        self.put(template[at:])

    def sentence(self, kind: str, template: str = "") -> None:
        """Write one sentence of a kind of papers.toml; statements are remembered with their lead and deadline."""
        start, self._capital = self.at, True
        self.lead = self.due = None
        self.say(template or self.chance.choice(WORDS["sentences"][kind]))
        self._capital = False
        if kind == "plain":
            self.facts.append(Fact("statements", start, self.at, {"optional": True}))
        elif kind in ("meeting", "result", "shortcoming", "profile", "proposal", "agreement", "assignment"):
            self.facts.append(Fact("statements", start, self.at, {"kind": kind, "lead": self.lead, "due": self.due}))

    def text(self) -> str:
        """The whole paper."""
        return "".join(self.parts)

    # Localities and agencies

    def name(self, place: dict[str, Any], *, capitals: bool = False) -> None:
        """A locality's bare name."""
        self.put(place["name"].upper() if capitals else place["name"], "localities", code=place["code"])

    def place(self, place: dict[str, Any]) -> None:
        """A locality with or without the word for what it is."""
        city = place["kind"] == "city"
        self.put(self.chance.choice(("thành phố ", "TP. ", "") if city else ("tỉnh ", "")))
        self.name(place)

    def of(self, head: str, place: dict[str, Any]) -> None:
        """An agency of a locality: "UBND tỉnh X", "Thành ủy Y"."""
        city = place["kind"] == "city"
        if head.endswith("ủy"):
            self.put(head.replace("Tỉnh ủy", "Thành ủy") if city else head)
            self.put(" ")
        else:
            self.put(f"{head} {'thành phố' if city else 'tỉnh'} ")
        self.name(place)

    def _write_A(self, _: str) -> None:
        self.place(self.a)

    def _write_B(self, _: str) -> None:
        self.place(self.b)

    def _write_A0(self, _: str) -> None:
        self.name(self.a)

    def _write_B0(self, _: str) -> None:
        self.name(self.b)

    def _write_committeeA(self, _: str) -> None:
        self.of("UBND", self.a)

    def _write_committeeB(self, _: str) -> None:
        self.of("UBND", self.b)

    def _write_partyA(self, _: str) -> None:
        self.of("Tỉnh ủy", self.a)

    def _write_partyB(self, _: str) -> None:
        self.of("Tỉnh ủy", self.b)

    def _write_standingA(self, _: str) -> None:
        self.of("Ban Thường vụ Tỉnh ủy", self.a)

    def _write_standingB(self, _: str) -> None:
        self.of("Ban Thường vụ Tỉnh ủy", self.b)

    def _write_deptA(self, _: str) -> None:
        self.of(self.chance.choice(_DEPARTMENTS), self.a)

    def _write_deptB(self, _: str) -> None:
        self.of(self.chance.choice(_DEPARTMENTS), self.b)

    def _write_dept(self, _: str) -> None:
        self.put(self.chance.choice(_DEPARTMENTS))

    def _write_lead(self, _: str) -> None:
        self.lead = self.chance.choice(_DEPARTMENTS)
        self.put(self.lead)

    def person(self) -> str:
        """An invented person's name."""
        return " ".join(self.chance.choice(part) for part in (_SURNAMES, _MIDDLE, _GIVEN))

    def _official(self, place: dict[str, Any]) -> None:
        if self.chance.random() < 0.5:
            self.put(self.chance.choice(("Chủ tịch ", "Phó Chủ tịch ")))
            self.of("UBND", place)
        else:
            self.put(self.chance.choice(("Bí thư ", "Phó Bí thư ")))
            self.of("Tỉnh ủy", place)
        self.put(f" {self.person()}")

    def _write_officialA(self, _: str) -> None:
        self._official(self.a)

    def _write_officialB(self, _: str) -> None:
        self._official(self.b)

    # Figures

    def quantity(self, kind: str, number: str, value: float | str, unit: str, after: str) -> None:
        """A figure with a bound drawn by chance."""
        bound, words = self.chance.choice(_BOUNDS)
        said = {"kind": kind, "value": value, "value_to": None, "bound": bound, "unit": unit}
        self.put(f"{words}{number}{after}", "quantities", **said)

    def _count(self, low: int, high: int, noun: str) -> None:
        number = self.chance.randint(low, high)
        self.quantity(
            "count",
            f"0{number}" if number < 10 and self.chance.random() < 0.3 else grouped(number),
            str(number),
            noun,
            f" {noun}",
        )

    def _write_n1(self, noun: str) -> None:
        self._count(2, 24, noun)

    def _write_n2(self, noun: str) -> None:
        self._count(12, 960, noun)

    def _write_n3(self, noun: str) -> None:
        self._count(1_020, 98_000, noun)

    def _write_n4(self, noun: str) -> None:
        scale = self.chance.choice(tuple(_SCALES))
        number = self.chance.randint(11, 99)
        digits, value = {
            "": (grouped(number * 10_000 + number * 7), number * 10_000 + number * 7),
            " triệu": (f"{number // 10},{number % 10}", number * 100_000),
        }.get(scale, (str(number), number * _SCALES[scale]))
        self.quantity("count", f"{digits}{scale}", str(value), noun, f" {noun}")

    def _write_range(self, noun: str) -> None:
        low = self.chance.randint(3, 40)
        high = low + self.chance.randint(1, 30)
        words = self.chance.choice((f"từ {low} đến {high}", f"{low} - {high}"))
        said = {"kind": "count", "value": str(low), "value_to": str(high), "bound": "range", "unit": noun}
        self.put(f"{words} {noun}", "quantities", **said)

    def _decimal(self, low: int, high: int) -> tuple[str, str]:
        number = self.chance.randint(low * 10, high * 10)
        whole, tenth = divmod(number, 10)
        return (f"{grouped(whole)},{tenth}", f"{whole}.{tenth}") if tenth else (grouped(whole), str(whole))

    def _write_money(self, _: str) -> None:
        form = self.chance.randrange(5)
        number = self.chance.randint(2, 980)
        if form == 0:
            digits, value = f"{grouped(number * 10 + 1000)} tỷ đồng", (number * 10 + 1000) * 10**9
        elif form == 1:
            digits, value = f"{number} triệu đồng", number * 10**6
        elif form == 2:
            tenth = self.chance.randint(1, 9)
            digits, value = f"{number},{tenth} tỷ đồng", (number * 10 + tenth) * 10**8
        elif form == 3:
            millions = self.chance.randint(1, 99) * 10
            digits, value = f"{number} tỷ {millions} triệu đồng", number * 10**9 + millions * 10**6
        else:
            digits, value = f"{number} tỷ đồng", number * 10**9
        self.quantity("money", digits, str(value), "VND", "")

    def _write_permoney(self, _: str) -> None:
        digits, value = self._decimal(28, 140)
        self.quantity("money", f"{digits} triệu đồng", str(round(float(value) * 10**6)), "VND", "")

    def _write_usd(self, _: str) -> None:
        digits, value = self._decimal(2, 900)
        self.quantity("money", f"{digits} triệu USD", str(round(float(value) * 10**6)), "USD", "")

    def _write_pct(self, _: str) -> None:
        digits, value = self._decimal(2, 98)
        self.quantity("percent", digits, value, "%", "%")

    def _write_pctrange(self, _: str) -> None:
        low = self.chance.randint(2, 15)
        high = low + self.chance.randint(1, 9)
        words = self.chance.choice((f"từ {low} đến {high}%", f"{low} - {high}%", f"từ {low}% đến {high}%"))
        said = {"kind": "percent", "value": str(low), "value_to": str(high), "bound": "range", "unit": "%"}
        self.put(words, "quantities", **said)

    def _measure(self, unit: str, low: int, high: int) -> None:
        digits, value = self._decimal(low, high)
        self.quantity("measure", digits, value, unit, f" {unit}")

    def _write_km(self, _: str) -> None:
        self._measure("km", 2, 320)

    def _write_ha(self, _: str) -> None:
        self._measure("ha", 5, 9_000)

    def _write_ton(self, _: str) -> None:
        self._measure("tấn", 20, 60_000)

    def _write_dur(self, _: str) -> None:
        number, unit = self.chance.choice(((self.chance.randint(2, 12), "năm"), (self.chance.randint(4, 36), "tháng")))
        self.put(
            f"{number} {unit}",
            "quantities",
            kind="duration",
            value=str(number),
            value_to=None,
            bound="exact",
            unit=unit,
        )

    def _write_digit(self, _: str) -> None:
        self.put(str(self.chance.randint(2, 24)))  # the number of a name: nothing to be read

    def _write_id3(self, _: str) -> None:
        self.put(str(self.chance.randint(101, 998)))

    # Days and document numbers

    def date(self, words: str, first: date, last: date | None = None) -> None:
        """A day or period as a fact."""
        self.put(words, "dates", **{"from": first.isoformat(), "to": (last or first).isoformat()})

    def _earlier(self) -> date:
        return self.day - timedelta(days=self.chance.randint(20, 1400))

    def _write_dm(self, _: str) -> None:
        day = max(self.day - timedelta(days=self.chance.randint(0, 3)), date(self.day.year, 1, 1))
        self.date(self.chance.choice((f"{day.day}/{day.month}", f"{day.day:02}/{day.month}")), day)

    def _write_Day(self, _: str) -> None:
        day = max(self.day - timedelta(days=self.chance.randint(0, 3)), date(self.day.year, 1, 1))
        if self.chance.random() < 0.5:
            self.put(self.chance.choice(("Sáng ", "Chiều ")))
            self.date(f"{day.day}/{day.month}", day)
        else:
            self.date(
                self.chance.choice((f"Ngày {day.day}/{day.month}", f"Ngày {day.day}/{day.month}/{day.year}")), day
            )

    def issue_day(self, *, weekday: bool = False) -> None:
        """The paper's own day: a page's stamp or a paper's place line."""
        if weekday:
            name = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")[self.day.weekday()]
            self.put(f"{name}, ")
            self.date(f"{self.day:%d/%m/%Y}", self.day)
        else:
            self.date(f"ngày {self.day.day:02} tháng {self.day.month:02} năm {self.day.year}", self.day)

    def _write_year(self, _: str) -> None:
        year = self.day.year - self.chance.randint(0, 4)
        self.date(f"năm {year}", date(year, 1, 1), date(year, 12, 31))

    def _write_yearend(self, _: str) -> None:
        year = self.day.year + self.chance.randint(1, 6)
        self.date(f"năm {year}", date(year, 1, 1), date(year, 12, 31))

    def _write_period(self, _: str) -> None:
        year = self.day.year - self.chance.randint(2, 6)
        last = year + self.chance.randint(2, 5)
        self.put("giai đoạn ")
        self.date(f"{year} - {last}", date(year, 1, 1), date(last, 12, 31))

    def _write_months(self, _: str) -> None:
        year, months = self.day.year - self.chance.randint(0, 2), self.chance.choice((3, 6, 9))
        last = date(year, months, monthrange(year, months)[1])
        self.date(f"{months} tháng đầu năm {year}", date(year, 1, 1), last)

    def deadline(self, *, cell: bool = False) -> None:
        """A day or period ahead; `cell` writes it as the cell of a table does."""
        day = self.day + timedelta(days=self.chance.randint(20, 420))
        form = self.chance.randrange(4)
        if form == 0:
            quarter = (day.month - 1) // 3
            first, last = (
                date(day.year, 3 * quarter + 1, 1),
                date(day.year, 3 * quarter + 3, monthrange(day.year, 3 * quarter + 3)[1]),
            )
            before, words = "trong ", f"quý {_ROMAN[quarter]}/{day.year}"
        elif form == 1:
            first, last = day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
            before, words = "trong ", f"tháng {day.month}/{day.year}"
        else:
            first = last = day
            before = self.chance.choice(("trước ", "chậm nhất "))
            words = (
                f"ngày {day.day}/{day.month}/{day.year}"
                if form == 2
                else f"ngày {day.day:02}/{day.month:02}/{day.year}"
            )
        self.due = (first.isoformat(), last.isoformat())
        if not cell:
            self.put(before)
        elif form > 1:
            self.put("Trước ")
        self.date(words[0].upper() + words[1:] if cell and form < 2 else words, first, last)

    def _write_due(self, _: str) -> None:
        self.deadline()

    def number(self, words: str) -> None:
        """A document number."""
        self.put(words, "references")

    def _write_ref(self, _: str) -> None:
        number, year = self.chance.randint(2, 2900), self.day.year - self.chance.randint(1, 8)
        form = self.chance.randrange(4)
        if form == 0:
            self.put("Kết luận số ")
            self.number(f"{number}-KL/TU")
        elif form == 1:
            self.put("Nghị định số ")
            self.number(f"{number % 180 + 2}/{year}/NĐ-CP")
        else:
            symbol = self.chance.choice(_SYMBOLS)
            self.put(
                {"Q": "Quyết định", "K": "Kế hoạch", "N": "Nghị quyết", "C": "Chương trình", "T": "Thông báo"}[
                    symbol[0]
                ]
                + " số "
            )
            self.number(f"{number}/{symbol}")
        day = self._earlier() if form != 1 else date(year, self.chance.randint(1, 12), self.chance.randint(1, 28))
        self.put(" ")
        self.date(f"ngày {day.day}/{day.month}/{day.year}", day)
