"""Administrative documents of our own making: distinct, of six kinds, and with the truth of what was written.

`papers(size)` makes them one after the other from a seed: the same seed, the same papers. No sentence of forty characters or more may
come twice in more than 2 of 100 (`repeated`), so that no cache can read for the engine.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from benchmarks.papers_figures import Writer
from benchmarks.papers_pen import PROVINCES, WORDS, Fact
from vanban.segments import lay_out

SEED = 20241019
MOST_REPEATED = 0.02
_SHORT = 40
_MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n---------------\n"


@dataclass(frozen=True, slots=True)
class Paper:
    """One document, its kind, number and day, and every fact written into it."""

    name: str
    text: str
    document: dict[str, Any]
    facts: tuple[Fact, ...]


def papers(size: int, *, seed: int = SEED) -> Iterator[Paper]:
    """Documents until `size` bytes of UTF-8 are reached."""
    made = n = 0
    while made < size:
        paper = write_paper(n, seed=seed)
        made += len(paper.text.encode())
        n += 1
        yield paper


def write_paper(n: int, *, seed: int = SEED) -> Paper:
    """The n-th document of a seed."""
    chance = Random(f"{seed}/{n}")
    a, b = chance.sample(PROVINCES, 2)
    day = date(2015, 3, 1) + timedelta(days=chance.randint(0, 4200))
    pen = Writer(chance, a, b, day)
    kind, write = chance.choice(KINDS)
    number = write(pen)
    document = {"kind": kind, "number": number, "issued_on": day.isoformat()}
    return Paper(f"{kind}-{n:05}", pen.text(), document, tuple(sorted(pen.facts, key=lambda f: (f.start, f.end))))


def repeated(texts: list[str]) -> float:
    """Which share of all sentences of forty characters or more stood somewhere before."""
    seen: set[str] = set()
    count = again = 0
    for text in texts:
        layout = lay_out(text)
        for s in layout.sentences:
            if s.end - s.start < _SHORT:
                continue
            words = layout.flat[s.start : s.end]
            count += 1
            again += words in seen
            seen.add(words)
    return again / count if count else 0.0


def _paragraph(pen: Writer, *kinds: str) -> None:
    for place, kind in enumerate(kinds):
        if place:
            pen.put(" ")
        pen.sentence(kind)
    pen.put("\n\n")


def _some(pen: Writer, kinds: tuple[str, ...], low: int, high: int) -> tuple[str, ...]:
    return tuple(pen.chance.choice(kinds) for _ in range(pen.chance.randint(low, high)))


def _news(pen: Writer) -> None:
    pen.sentence("title")
    pen.put("\n\n")
    pen.issue_day(weekday=True)
    pen.put(f" {pen.chance.randint(6, 21):02}:{pen.chance.randint(0, 59):02}\n\n")
    _paragraph(pen, "meeting", "plain", "plain")
    for _ in range(pen.chance.randint(2, 4)):
        if pen.chance.random() < 0.4:
            pen.sentence("heading")
            pen.put("\n\n")
        _paragraph(pen, *_some(pen, ("result", "plain", "plain"), 3, 5))
    _paragraph(pen, "plain", "plain", "shortcoming", "plain")
    _paragraph(pen, "profile", "plain", "profile", "plain", "proposal")
    _paragraph(pen, "plain", "proposal", "plain", "plain")
    _paragraph(pen, "agreement", "agreement", "plain", "plain")
    _paragraph(pen, "assignment")
    pen.put("Nguồn: Cổng thông tin ")
    pen.place(pen.a)
    pen.put("\n")


def _head(pen: Writer, symbol: str, *, letter: bool = False) -> str:
    """The head of a paper of the People's Committee of A; returns its number."""
    pen.put("ỦY BAN NHÂN DÂN\n" + ("THÀNH PHỐ " if pen.a["kind"] == "city" else "TỈNH "))
    pen.name(pen.a, capitals=True)
    number = f"{pen.chance.randint(3, 3200)}/{symbol}"
    pen.put("\n-------\nSố: ")
    pen.number(number)
    if letter:
        pen.put("\n")
        pen.say("V/v {subject}".replace("{subject}", pen.chance.choice(WORDS["sentences"]["subject"])))
    pen.put(f"\n\n{_MOTTO}")
    pen.name(pen.a)
    pen.put(", ")
    pen.issue_day()
    pen.put("\n\n")
    return number


def _title(pen: Writer, word: str, opening: str) -> None:
    pen.put(f"{word}\n{opening} ")
    pen.say(pen.chance.choice(WORDS["sentences"]["subject"]))
    pen.put("\n\n")


def _numbered(pen: Writer, kinds: tuple[str, ...]) -> None:
    for n, kind in enumerate(kinds, 1):
        pen.put(f"{n}. ")
        pen.sentence(kind)
        while pen.chance.random() < 0.45:
            pen.put(" ")
            pen.sentence("plain")
        pen.put("\n\n")


def _close(pen: Writer) -> None:
    pen.put("Nơi nhận:\n- Như trên;\n- ")
    pen.of("UBND", pen.b)
    pen.put(f";\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\n{pen.person()}\n")


def _conclusion(pen: Writer) -> str:
    number = _head(pen, "TB-UBND")
    _title(pen, "THÔNG BÁO", "Kết luận tại hội nghị về")
    _paragraph(pen, "meeting", "plain")
    pen.put("I. ĐÁNH GIÁ KẾT QUẢ\n\n")
    _numbered(pen, (*_some(pen, ("result",), 3, 6), "shortcoming"))
    pen.put("II. NỘI DUNG THỐNG NHẤT\n\n")
    _numbered(pen, _some(pen, ("agreement", "agreement", "proposal"), 3, 5))
    pen.put("III. PHÂN CÔNG NHIỆM VỤ\n\n")
    _numbered(pen, _some(pen, ("assignment",), 3, 6))
    _close(pen)
    return number


def _memorandum(pen: Writer) -> str:
    number = f"{pen.chance.randint(1, 40):02}/BGN-UBND"
    pen.put(f"{_MOTTO}\n")
    _title(pen, "BẢN GHI NHỚ", "Về")
    pen.put("Số: ")
    pen.number(number)
    pen.put("\n\n")
    for _ in range(pen.chance.randint(2, 4)):
        pen.sentence("basis")
        pen.put("\n")
    pen.put("\nHôm nay, ")
    pen.issue_day()
    pen.put(", tại ")
    pen.place(pen.a)
    pen.put(", ")
    pen.of("UBND", pen.a)
    pen.put(" và ")
    pen.of("UBND", pen.b)
    pen.put(" cùng ký Bản ghi nhớ này.\n\nĐiều 1. Đánh giá kết quả\n\n")
    _numbered(pen, (*_some(pen, ("result",), 2, 4), "shortcoming"))
    pen.put("Điều 2. Nội dung hợp tác\n\n")
    _numbered(pen, _some(pen, ("agreement",), 4, 8))
    pen.put("Điều 3. Tổ chức thực hiện\n\n")
    _numbered(pen, _some(pen, ("assignment", "agreement"), 2, 4))
    pen.put(f"ĐẠI DIỆN BÊN A\n\n{pen.person()}\n\nĐẠI DIỆN BÊN B\n\n{pen.person()}\n")
    return number


def _plan(pen: Writer) -> str:
    number = _head(pen, "KH-UBND")
    _title(pen, "KẾ HOẠCH", "Triển khai chương trình")
    for _ in range(2):
        pen.sentence("basis")
        pen.put("\n")
    pen.put("\nI. MỤC ĐÍCH, YÊU CẦU\n\n")
    _numbered(pen, ("purpose", "purpose"))
    pen.put("II. KẾT QUẢ VÀ CHỈ TIÊU\n\n")
    _numbered(pen, (*_some(pen, ("result",), 3, 5), "shortcoming"))
    pen.put(
        "III. NHIỆM VỤ CỤ THỂ\n\nTT\tNội dung nhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian hoàn thành\tSản phẩm\n"
    )
    for n in range(1, pen.chance.randint(6, 12)):
        _row(pen, n)
    pen.put("\nIV. TỔ CHỨC THỰC HIỆN\n\n")
    _numbered(pen, _some(pen, ("assignment",), 2, 4))
    _close(pen)
    return number


def _row(pen: Writer, n: int) -> None:
    """One task of the table; the statement is the row from its content on."""
    pen.put(f"{n}\t")
    start = pen.at
    pen.due = None
    pen.sentence(
        "row",
        pen.chance.choice(
            ("{act}; {act}", "{act} {how}", "{act} tại {where}, quy mô {ha}", "{act} cho {n2 hộ} ở {where}")
        ),
    )
    pen.put("\t")
    pen.say("{lead}")
    lead = pen.lead
    pen.put("\t")
    if pen.chance.random() < 0.7:
        pen.say("{dept}")
    pen.put("\t")
    pen.deadline(cell=True)
    pen.put("\t")
    pen.say("{product}")
    pen.facts.append(Fact("statements", start, pen.at, {"kind": "assignment", "lead": lead, "due": pen.due}))
    pen.put("\n")


def _report(pen: Writer) -> str:
    number = _head(pen, "BC-UBND")
    _title(pen, "BÁO CÁO", "Kết quả")
    for heading, kinds in (
        ("I. ĐẶC ĐIỂM, TÌNH HÌNH", ("profile", "profile", "plain")),
        ("II. KẾT QUẢ HỢP TÁC", _some(pen, ("result", "result", "plain"), 6, 12)),
        ("III. TỒN TẠI, HẠN CHẾ", ("shortcoming", "shortcoming", "plain")),
        ("IV. ĐỀ XUẤT, KIẾN NGHỊ", _some(pen, ("proposal",), 2, 4)),
    ):
        pen.put(f"{heading}\n\n")
        _numbered(pen, kinds)
    _close(pen)
    return number


def _dispatch(pen: Writer) -> str:
    number = _head(pen, "UBND-TH", letter=True)
    pen.put("Kính gửi: ")
    pen.of("UBND", pen.b)
    pen.put("\n\n")
    _paragraph(pen, *_some(pen, ("result", "plain"), 3, 5), "shortcoming")
    _paragraph(pen, "profile", "plain")
    _numbered(pen, _some(pen, ("proposal", "proposal", "assignment"), 3, 6))
    pen.sentence("plain", "Rất mong nhận được sự quan tâm phối hợp của {committeeB}./.")
    pen.put("\n\n")
    _close(pen)
    return number


KINDS = (
    ("news", _news), ("news", _news), ("news", _news), ("conclusion", _conclusion), ("memorandum", _memorandum), ("plan", _plan),
    ("report", _report), ("dispatch", _dispatch),
)  # fmt: skip
