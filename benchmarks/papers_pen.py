"""The pen of the paper generator: writes sentences from papers.toml and remembers every fact it wrote.

before  "{Sides} thống nhất dành {money} để {act} {due}."
after   the sentence on the paper, and Fact("quantities", 24, 44, {"kind": "money", "value": "12500000000", …})
"""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from vanban.lexicon.files import load_file

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


@dataclass(frozen=True, slots=True)
class Fact:
    """What was written at a place: `kind` is the contract's list, `said` what an engine has to say about it."""

    kind: str
    start: int
    end: int
    said: dict[str, Any]


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
