"""Figures, days and document numbers as papers write them, each remembered with its value.

before  {money}, {n2 doanh nghiệp}, {due}, {ref}
after   "trên 12,5 tỷ đồng", "320 doanh nghiệp", "trước ngày 30/6/2024", "Quyết định số 88/QĐ-UBND ngày 3/5/2021"
"""

from calendar import monthrange
from datetime import date, timedelta

from benchmarks.papers_pen import Pen

_BOUNDS = (
    *((("exact", ""),) * 12), ("more_than", "trên "), ("more_than", "hơn "), ("at_least", "ít nhất "), ("at_least", "không dưới "),
    ("almost", "gần "), ("less_than", "dưới "), ("at_most", "không quá "), ("at_most", "tối đa "), ("about", "khoảng "), ("about", "xấp xỉ "),
)  # fmt: skip
_SCALES = {"": 1, " nghìn": 1_000, " vạn": 10_000, " triệu": 1_000_000}
_SYMBOLS = ("QĐ-UBND", "KH-UBND", "NQ-HĐND", "CTr-UBND", "TB-UBND")
_ROMAN = ("I", "II", "III", "IV")


def grouped(number: int) -> str:
    """1234567 as papers write it: "1.234.567"."""
    return f"{number:,}".replace(",", ".")


class Writer(Pen):
    """A pen that knows numbers and days."""

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

    def span_of_days(self, words: str, first: date, last: date | None = None) -> None:
        """A day or period as a fact."""
        self.put(words, "dates", **{"from": first.isoformat(), "to": (last or first).isoformat()})

    def _earlier(self) -> date:
        return self.day - timedelta(days=self.chance.randint(20, 1400))

    def _write_dm(self, _: str) -> None:
        day = max(self.day - timedelta(days=self.chance.randint(0, 3)), date(self.day.year, 1, 1))
        self.span_of_days(self.chance.choice((f"{day.day}/{day.month}", f"{day.day:02}/{day.month}")), day)

    def _write_Day(self, _: str) -> None:
        day = max(self.day - timedelta(days=self.chance.randint(0, 3)), date(self.day.year, 1, 1))
        if self.chance.random() < 0.5:
            self.put(self.chance.choice(("Sáng ", "Chiều ")))
            self.span_of_days(f"{day.day}/{day.month}", day)
        else:
            self.span_of_days(
                self.chance.choice((f"Ngày {day.day}/{day.month}", f"Ngày {day.day}/{day.month}/{day.year}")), day
            )

    def issue_day(self, *, weekday: bool = False) -> None:
        """The paper's own day: a page's stamp or a paper's place line."""
        if weekday:
            name = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")[self.day.weekday()]
            self.put(f"{name}, ")
            self.span_of_days(f"{self.day:%d/%m/%Y}", self.day)
        else:
            self.span_of_days(f"ngày {self.day.day:02} tháng {self.day.month:02} năm {self.day.year}", self.day)

    def _write_year(self, _: str) -> None:
        year = self.day.year - self.chance.randint(0, 4)
        self.span_of_days(f"năm {year}", date(year, 1, 1), date(year, 12, 31))

    def _write_yearend(self, _: str) -> None:
        year = self.day.year + self.chance.randint(1, 6)
        self.span_of_days(f"năm {year}", date(year, 1, 1), date(year, 12, 31))

    def _write_period(self, _: str) -> None:
        year = self.day.year - self.chance.randint(2, 6)
        last = year + self.chance.randint(2, 5)
        self.put("giai đoạn ")
        self.span_of_days(f"{year} - {last}", date(year, 1, 1), date(last, 12, 31))

    def _write_months(self, _: str) -> None:
        year, months = self.day.year - self.chance.randint(0, 2), self.chance.choice((3, 6, 9))
        last = date(year, months, monthrange(year, months)[1])
        self.span_of_days(f"{months} tháng đầu năm {year}", date(year, 1, 1), last)

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
        self.span_of_days(words[0].upper() + words[1:] if cell and form < 2 else words, first, last)

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
        self.span_of_days(f"ngày {day.day}/{day.month}/{day.year}", day)
