"""What two sides do between 5 January and 31 December 2026: a table of dated deeds, each at its own page.

Five promises. A is kept in time; B falls silent, is chased, gets more time and is kept late; C is paused and kept in time;
D passes its deadline and nobody delivers; E runs into the next year. Every date is a working day.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from lienket.lib.numbers import format_date

NONE: Mapping[str, str] = MappingProxyType({})
YEAR = 2026


def day(d: int, month: int) -> dt.date:
    return dt.date(YEAR, month, d)


def text(d: int, month: int) -> str:
    """A day as a form takes it."""
    return format_date(day(d, month))


@dataclass(frozen=True, slots=True)
class Deed:
    """One line: when, who ("hn.desk"), the address of the form, what is written into it, and the page that leads there.

    Addresses and values hold names in braces, which the year knows: {A} is the page of promise A, {week} that of the indicator.
    `shown` deeds are done in a browser also where most are only posted.
    """

    on: dt.date
    who: str
    address: str
    fields: Mapping[str, str] = field(default_factory=lambda: NONE)
    opened_from: str = ""
    file: str = ""
    shown: bool = False


@dataclass(frozen=True, slots=True)
class Promised:
    """A commitment as the focal agency enters it."""

    letter: str
    title: str
    sector: str
    deadline: str
    receiving: str = ""  # the side that only receives


PROMISES = (
    Promised("A", "Tuần nông sản và sản phẩm OCOP Hà Tĩnh tại Hà Nội", "CTT.01", text(30, 6)),
    Promised("B", "Sàn kết nối cung cầu trực tuyến của hai địa phương", "CDS.01", text(29, 5)),
    Promised("C", "Tuyến du lịch Hà Nội – Hà Tĩnh và phố sách Nguyễn Du", "DUL.01", text(30, 9)),
    Promised("D", "Điểm trưng bày sản phẩm OCOP của Hà Tĩnh tại Hà Nội", "NNT.01", text(30, 10), receiving="ht"),
    Promised("E", "Tập huấn công chức hai bên về thương mại điện tử", "CHC.01", format_date(dt.date(YEAR + 1, 3, 31))),
)
SIDES = ("hn", "ht")


def acting(letter: str) -> tuple[str, ...]:
    """The sides that work on a promise."""
    receiving = next(one.receiving for one in PROMISES if one.letter == letter)
    return tuple(side for side in SIDES if side != receiving)


def step(
    on: dt.date, who: str, letter: str, address: str, *, file: str = "", shown: bool = False, **typed: str
) -> Deed:
    """A step of a commitment, reached from its page."""
    return Deed(on, who, f"{{{letter}}}{address}/", typed, opened_from=f"{{{letter}}}", file=file, shown=shown)


def entering() -> list[Deed]:
    """The programme is shown to everybody; the focal agency enters what was promised and how it is measured."""
    paper = {"paper": "01/BGN-HN-HT", "paper_date": text(5, 1), "place": "II.3", "quote": "Hai bên thống nhất phối hợp"}
    promises = [
        Deed(
            day(6, 1), "hn.focal", "{programme}them-noi-dung/",
            {
                "title": one.title, "sector": f"{{{one.sector.replace('.', '_')}}}", "origin": "agreement", "made_on": text(5, 1),
                "deadline": one.deadline, "output": "Báo cáo kết quả",
                **{f"part_{{{s}}}": "receives" if s == one.receiving else "acts" for s in SIDES},
                **{f"lead_{{{s}}}": "so_ct" for s in SIDES},
                **paper,
            },
        )
        for one in PROMISES
    ]  # fmt: skip
    indicator = {
        "name": "Số hợp đồng tiêu thụ ký qua Tuần nông sản", "unit": "hợp đồng", "period": "half", "aggregation": "sum",
        "direction": "up", "baseline": "0", "target": "12", "sector": "{CTT_01}", "audience": "public", **paper,
    }  # fmt: skip
    return [
        Deed(day(6, 1), "hn.focal", "{programme}cong-khai/", {"audience": "public"}, opened_from="{programme}"),
        *promises,
        Deed(day(7, 1), "hn.focal", "{programme}them-chi-tieu/", indicator),
        step(day(7, 1), "hn.focal", "A", "chon-chi-tieu", indicators="{week_pk}", main="{week_pk}"),
    ]


def assigned_and_accepted() -> list[Deed]:
    """Hà Tĩnh's Office assigns one by one; Hà Nội's does it for all at once (visits.py) on the day before."""
    given = {"lead": "so_ct", "assigning_paper": "12/KH-UBND", "assigning_paper_date": text(9, 1)}
    return [
        step(day(9, 1), "ht.office", one.letter, "giao-nhiem-vu", **given) for one in PROMISES if one.receiving != "ht"
    ] + [
        step(day(13, 1), f"{side}.desk", one.letter, "tiep-nhan", receiving_division="Phòng Quản lý thương mại")
        for one in PROMISES
        for side in acting(one.letter)
    ]


def updates() -> list[Deed]:
    """What the desks report as the year goes by. Nothing on B between the end of January and May."""
    said = [
        ("A", day(20, 3), 60, "Đã ký hợp đồng thuê gian hàng"),
        ("A", day(20, 4), 80, "Đã tuyển 46 cơ sở, có giấy an toàn thực phẩm"),
        ("C", day(20, 3), 30, "Đã thống nhất lịch trình ba ngày"),
        ("C", day(20, 8), 80, "Đã chạy thử hai đoàn"),
        ("D", day(20, 3), 10, "Chưa có mặt bằng"),
        ("D", day(20, 5), 15, "Phường đề xuất hai địa điểm"),
        ("E", day(20, 3), 10, "Đã có khung nội dung"),
        ("E", day(21, 9), 40, "Xong lớp thứ nhất, 60 người"),
        ("E", day(23, 11), 60, "Xong lớp thứ hai"),
    ]
    return [step(on, "hn.desk", one, "cap-nhat", result=words, percent=str(n)) for one, on, n, words in said]


def first_quarter() -> list[Deed]:
    evidence = {"result": "Đã khảo sát ba địa điểm tổ chức", "percent": "15"}
    return [
        step(day(20, 1), "hn.desk", "A", "cap-nhat", file="khao-sat.png", shown=True, **evidence),
        step(day(21, 1), "ht.desk", "A", "cap-nhat", result="Đã rà soát 46 sản phẩm đủ điều kiện", percent="20"),
        *[step(day(22, 1), "hn.desk", one, "bat-dau", plan_number="03/KH-SCT") for one in "BCDE"],
        Deed(
            day(10, 2), "hn.desk", "{A}y-kien/", {"text": "Nhờ @{ht_desk_address} gửi danh sách trước ngày 20 tháng 2."},
            opened_from="{A}",
        ),
        Deed(
            day(12, 2), "ht.desk", "{A}y-kien/", {"text": "@{hn_desk_address} đã gửi 46 cơ sở trong bản cập nhật."},
            opened_from="{A}", shown=True,
        ),
    ]  # fmt: skip


def second_quarter() -> list[Deed]:
    """B is chased and gets more time; C stands still for a month; A is finished; the two figures differ and are settled."""
    stands = {"stands": "{hn_value}", "reason": "Hà Tĩnh chưa tính hai hợp đồng ký ngày cuối."}
    return [
        step(day(15, 4), "hn.office", "C", "tam-dung", reason="Chờ mở lại đường ven biển", expected_on=text(15, 5)),
        step(day(27, 4), "hn.focal", "B", "don-doc", to="{B_hn}-officer", words="Đề nghị báo cáo trước ngày 29 tháng 4."),
        step(
            day(5, 5), "hn.head", "B", "de-nghi-gia-han", proposed=text(31, 8), reason="Chờ kho dữ liệu dùng chung",
            shown=True,
        ),
        step(day(7, 5), "hn.office", "B", "dong-y-gia-han", new=text(31, 8), note="Đồng ý một lần"),
        step(day(8, 5), "hn.desk", "B", "cap-nhat", result="Đã có thiết kế và dữ liệu của 300 cơ sở", percent="40"),
        step(day(15, 5), "hn.office", "C", "tiep-tuc", note="Đường đã thông", move_the_deadline="on"),
        Deed(day(16, 6), "hn.desk", "{week}bao-cao/?ky=2026-03-01", {"value": "7"}, opened_from="{week}"),
        Deed(day(16, 6), "ht.desk", "{week}bao-cao/?ky=2026-03-01", {"value": "5"}, opened_from="{week}"),
        Deed(day(17, 6), "hn.head", "{week}gia-tri/{hn_value}/", {"approve": "1"}),
        Deed(day(17, 6), "ht.head", "{week}gia-tri/{ht_value}/", {"approve": "1"}),
        Deed(day(18, 6), "hn.focal", "{week}chenh-lech/?ky=2026-03-01", stands),
        Deed(day(19, 6), "ht.focal", "{week}chenh-lech/?ky=2026-03-01", stands, shown=True),
        *finished("A", reported=day(22, 6), confirmed=day(25, 6), last_shown=True),
    ]  # fmt: skip


def rest_of_the_year() -> list[Deed]:
    """B comes late and goes back once, C in time, D not at all."""
    return [
        step(day(20, 7), "hn.desk", "B", "cap-nhat", result="Đang chạy thử", percent="70"),
        *[
            step(day(10, 9), f"{s}.head", "B", "bao-cao-hoan-thanh", output_paper="71/BC-SCT", output_date=text(9, 9))
            for s in SIDES
        ],
        step(day(11, 9), "ht.focal", "B", "yeu-cau-bo-sung", reason="Thiếu danh sách cơ sở của Hà Tĩnh"),
        step(
            day(14, 9), "ht.head", "B", "bao-cao-hoan-thanh", output_paper="80/BC-SCT", output_date=text(14, 9), shown=True
        ),
        *[step(day(15, 9), f"{s}.focal", "B", "xac-nhan", completed_on=text(14, 9)) for s in SIDES],
        *finished("C", reported=day(20, 10), confirmed=day(23, 10)),
        step(day(9, 11), "ht.focal", "D", "don-doc", to="{D_hn}-focal", words="Điểm trưng bày đã quá hạn, xin cho biết."),
    ]  # fmt: skip


def finished(letter: str, *, reported: dt.date, confirmed: dt.date, last_shown: bool = False) -> list[Deed]:
    """Both heads report, both focal agencies confirm on the day of the output."""
    done = format_date(reported)
    return [
        step(reported, f"{s}.head", letter, "bao-cao-hoan-thanh", output_paper=f"45/BC-SCT ({s})", output_date=done)
        for s in SIDES
    ] + [
        step(confirmed, f"{s}.focal", letter, "xac-nhan", completed_on=done, shown=last_shown and s == SIDES[-1])
        for s in SIDES
    ]


def whole_year() -> list[Deed]:
    """Every deed, in the order of its days; those of one day in the order they were written down."""
    deeds = [
        *entering(), *assigned_and_accepted(), *first_quarter(), *updates(), *second_quarter(), *rest_of_the_year(),
    ]  # fmt: skip
    return sorted(deeds, key=lambda deed: deed.on)
