"""The picture of a contract on a terminal; the contract here is written by hand, so that the engine cannot hide a fault of the picture."""

import re

import pytest

from vanban.terminal import Screen
from vanban.terminal_numbers import amount, number

TEXT = (
    "Ngày 14/3/2024, An Giang đề nghị Kiên Giang mời trên 320 doanh nghiệp dự hội chợ; Sở Công Thương chủ trì, xong trước quý II/2024. "
    "Ông Lê Văn Minh, Phó Chủ tịch UBND tỉnh An Giang, cho biết đường thủy còn chậm. Số 41/KH-UBND."
)


def at(words, **fields):
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words, **fields}


def contract(**changes):
    asks = TEXT[: TEXT.index(" Ông")]
    slow = TEXT[TEXT.index("Ông") : TEXT.index(" Số 41")]
    return {
        "text": TEXT,
        "document": {
            "kind": "plan",
            "title": "Hội chợ hai tỉnh",
            "number": "41/KH-UBND",
            "issued_on": "2024-03-14",
            "source": None,
        },
        "localities": [at("An Giang", code="89"), at("Kiên Giang", code="91")],
        "agencies": [at("Sở Công Thương", locality="89")],
        "people": [at("Lê Văn Minh", name="Lê Văn Minh", title="Phó Chủ tịch UBND tỉnh An Giang", locality="89")],
        "dates": [at("Ngày 14/3/2024", **{"from": "2024-03-14", "to": "2024-03-14"})],
        "quantities": [
            at(
                "trên 320 doanh nghiệp",
                kind="count",
                value="320",
                value_to=None,
                bound="more_than",
                unit="doanh nghiệp",
                locality="91",
                year=2024,
            )
        ],
        "references": [at("41/KH-UBND")],
        "statements": [
            at(
                asks,
                kind="proposal",
                **{"from": ["89"], "to": ["91"]},
                items=[at("mời trên 320 doanh nghiệp", sectors=[]), at("dự hội chợ", sectors=[])],
                leads=["Sở Công Thương"],
                coordinators=[{"text": "Sở Tài chính"}],
                due={"from": "2024-04-01", "to": "2024-06-30"},
                output={"text": "Hội chợ"},
            ),
            at(slow, kind="shortcoming", **{"from": ["89"], "to": []}, items=[], leads=[], due=None),
        ],
        **changes,
    }


def shown(language="vi", *, width=100, colour=False, **changes):
    return Screen(language, width=width, colour=colour).render(contract(**changes))


def bare(text):
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def test_the_summary_in_vietnamese():
    picture = shown()
    for words in (
        "Kế hoạch số 41/KH-UBND ngày 14/03/2024",
        "Hội chợ hai tỉnh",
        "An Giang (1 lần nhắc)",
        "Lê Văn Minh – Phó Chủ tịch UBND tỉnh An Giang\n",
        "Đề nghị",
        "An Giang → Kiên Giang: Ngày 14/3/2024, An Giang đề nghị Kiên Giang\n",
        "– mời trên 320 doanh nghiệp",
        "Chủ trì: Sở Công Thương",
        "Phối hợp: Sở Tài chính",
        "Thời hạn: quý 2/2024",
        "Sản phẩm: Hội chợ",
        "Còn hạn chế",
        "An Giang: Ông Lê Văn Minh",
    ):
        assert words in picture
    assert re.search(r"trên +320 +doanh nghiệp +Kiên Giang +2024 +trên 320 doanh nghiệp", picture)


def test_the_summary_in_english():
    picture = shown("en")
    for words in (
        "Plan no. 41/KH-UBND of 14/03/2024",
        "more than",
        "Asked of the other side",
        "Lead: Sở Công Thương",
        "Due: Q2/2024",
    ):
        assert words in picture


def test_what_falls_short_has_its_own_heading_after_who_owes_whom():
    assert shown().index("Đề nghị") < shown().index("Còn hạn chế")


@pytest.mark.parametrize("width", [40, 80, 100])
def test_no_line_of_the_summary_is_wider_than_the_terminal(width):
    summary = Screen("vi", width=width, colour=True).summary(contract())
    assert max(len(line) for line in bare(summary).split("\n")) <= width


def test_facts_are_lit_and_the_text_stays_as_it_is():
    lit = Screen("vi", width=100, colour=True).lit(contract())
    assert bare(lit) == TEXT + "\n"
    assert "\x1b[1;36mAn Giang\x1b[0m" in lit
    assert "\x1b[1;32mtrên 320 doanh nghiệp\x1b[0m" in lit


def test_of_overlapping_facts_the_shorter_shows_inside_the_longer():
    agency = at("UBND tỉnh An Giang", locality="89")
    place = at("tỉnh An Giang", code="89")
    place = {**place, "start": place["start"] + 5, "text": "An Giang"}
    lit = Screen("vi", width=100, colour=True).lit(contract(agencies=[agency], localities=[place], people=[]))
    assert "\x1b[34mUBND tỉnh \x1b[0m\x1b[1;36mAn Giang\x1b[0m" in lit


def test_without_colours_there_is_no_legend_and_no_escape():
    assert "\x1b" not in shown()
    assert "Chú giải" not in shown()
    assert "Chú giải" in shown(colour=True)


def test_nothing_found_is_said():
    empty = {
        kind: [] for kind in ("localities", "agencies", "people", "dates", "quantities", "references", "statements")
    }
    assert "Không tìm thấy dữ kiện nào" in shown(**empty)


def test_notes_are_words():
    screen = Screen("vi", width=100, colour=False)
    assert "Đã chuyển từ bảng mã VNI sang Unicode." in screen.render(contract(), ("converted_from_vni",))


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2024-03-14", "2024-03-14", "14/03/2024"),
        ("2024-02-01", "2024-02-29", "tháng 2/2024"),
        ("2024-10-01", "2024-12-31", "quý 4/2024"),
        ("2020-01-01", "2020-12-31", "năm 2020"),
        ("2019-01-01", "2020-12-31", "năm 2019 – 2020"),
        ("2020-01-01", "2020-09-30", "01/01/2020 – 30/09/2020"),
        ("2020-03-05", "2020-03-09", "05/03/2020 – 09/03/2020"),
        ("9999-01-01", "9999-12-31", "01/01/9999 – 31/12/9999"),
    ],
)
def test_periods_as_people_write_them(first, last, words):
    assert Screen("vi", width=80, colour=False).period(first, last) == words


@pytest.mark.parametrize(
    ("value", "language", "scaled", "words"),
    [
        ("37700000000000", "vi", True, "37.700 tỷ"),
        ("37700000000000", "en", True, "37,700 billion"),
        ("1850000000", "vi", True, "1,85 tỷ"),
        ("5500000", "vi", True, "5,5 triệu"),
        ("7500", "vi", True, "7.500"),
        ("12.40", "vi", False, "12,4"),
        ("1234567", "vi", False, "1.234.567"),
        ("1234567891", "vi", True, "1.234.567.891"),
        ("0", "vi", True, "0"),
        ("-3", "vi", False, "-3"),
        ("100", "en", False, "100"),
        ("nan", "vi", False, "nan"),
        ("gì", "vi", False, "gì"),
    ],
)
def test_numbers_as_people_write_them(value, language, scaled, words):
    assert number(value, language, scaled=scaled) == words


def test_amounts():
    fact = {"kind": "money", "value": "5000000", "value_to": "7000000", "unit": "VND"}
    assert amount(fact, "vi") == ("5 triệu – 7 triệu", "đồng")
    assert amount({"kind": "rank", "value": "9", "value_to": None, "unit": "cả nước"}, "vi") == ("thứ 9", "cả nước")


@pytest.mark.parametrize("gap", ["\t", " | "])
def test_of_a_table_row_the_cells_shown_below_are_not_repeated(gap):
    row = gap.join(["Tổ chức hội chợ", "Sở Công Thương", "Quý II/2024", "Báo cáo"])
    places = {
        words: {"start": 50 + row.index(words), "end": 50 + row.index(words) + len(words), "text": words}
        for words in row.split(gap)
    }
    fact = {
        "start": 50,
        "end": 50 + len(row),
        "text": row,
        "kind": "assignment",
        "from": ["89"],
        "to": [],
        "items": [],
        "leads": ["Sở Công Thương"],
        "lead_agencies": [places["Sở Công Thương"]],
        "due": {**places["Quý II/2024"], "from": "2024-04-01", "to": "2024-06-30"},
        "output": places["Báo cáo"],
    }
    picture = shown(statements=[fact])
    assert (
        "• An Giang: Tổ chức hội chợ\n    Chủ trì: Sở Công Thương\n    Thời hạn: quý 2/2024\n    Sản phẩm: Báo cáo"
        in picture
    )
