"""Task tables of a .pdf without a single stroke: columns by alignment become cells, and rows assignments."""

import time

import pytest

import vanban
from vanban.extract import extract
from vanban.tests.papers import ARTICLE, pdf, pdf_lines
from vanban.tests.plans import COLUMNS, EXPECTED, FOOT, HEAD, TASKS, drawn, who_does_what

HEADERS = [
    COLUMNS,
    ["STT", "Nhiệm vụ", "Đơn vị thực hiện", "Đơn vị phối hợp", "Thời gian hoàn thành", "Kết quả"],
    [
        "TT",
        "Nội dung công việc",
        "Cơ quan chủ trì thực hiện",
        "Cơ quan phối hợp thực hiện",
        "Tiến độ",
        "Sản phẩm đầu ra",
    ],
]


def read(data):
    found = extract(data, "a.pdf")
    assert all(found.text[c.start : c.end] == c.text for table in found.tables for c in table.cells)
    assert "".join(found.text[page.start : page.end] for page in found.pages) == found.text
    return found


@pytest.mark.parametrize("header", HEADERS, ids=lambda header: header[2])
@pytest.mark.parametrize("widths", [(30, 190, 90, 90, 80, 70), (35, 120, 75, 75, 65, 60)])
def test_rows_without_a_stroke_become_assignments(header, widths):
    found = read(drawn([header, *TASKS], grid=False, widths=widths))
    rows = [line for line in found.text.split("\n") if " | " in line]
    assert rows == [" | ".join(row) for row in [header, *TASKS]]
    assert found.text.startswith("\n".join(HEAD))
    assert found.text.rstrip().endswith(FOOT)
    assert who_does_what(vanban.read(found.text)) == EXPECTED


def test_without_numbers_white_parts_the_rows():
    found = read(drawn([COLUMNS[1:], *(task[1:] for task in TASKS)], grid=False, widths=(190, 90, 90, 80, 70)))
    assert who_does_what(vanban.read(found.text)) == EXPECTED


def test_cells_in_the_middle_under_heads_in_the_middle():
    style = [("ALIGN", (0, 0), (-1, -1), "CENTER"), ("TOPPADDING", (0, 0), (-1, -1), 6)]
    assert who_does_what(vanban.read(read(drawn([COLUMNS, *TASKS], grid=False, style=style)).text)) == EXPECTED


def test_a_header_on_every_page():
    many = [[str(number), *TASKS[number % 3][1:]] for number in range(1, 41)]
    found = read(drawn([COLUMNS, *many], grid=False, repeat=1))
    assert len(found.pages) > 2
    assert who_does_what(vanban.read(found.text)) == [EXPECTED[number % 3] for number in range(1, 41)]


def test_an_empty_cell_stays_empty():
    rows = [[*TASKS[0][:3], "", *TASKS[0][4:]], TASKS[1]]
    who = who_does_what(vanban.read(read(drawn([COLUMNS, *rows], grid=False)).text))
    assert [one[1] for one in who] == [[], ["Sở Tài chính"]]


@pytest.mark.parametrize(
    "page",
    [
        ["Nội dung nhiệm vụ và cơ quan chủ trì thực hiện được ghi ở phụ lục.", "Sở Du lịch chủ trì nội dung này."],
        [
            "TT     Nội dung     Chủ trì     Thời hạn",
            "Trong quá trình thực hiện, các cơ quan phản ánh vướng mắc để xem xét, quyết định.",
        ],
        [*ARTICLE.split("\n"), "Nội dung, nhiệm vụ do Sở Du lịch chủ trì."],
    ],
)
def test_prose_is_no_table(page):
    assert read(pdf_lines(page)).tables == ()


def test_many_words_take_their_time_and_no_more():
    began = time.process_time()
    read(pdf(*["Nội dung nhiệm vụ, cơ quan chủ trì, thời hạn hoàn thành và sản phẩm. " * 60] * 20))
    assert time.process_time() - began < 8


def test_a_header_only_on_the_first_page():
    many = [[str(number), *TASKS[number % 3][1:]] for number in range(1, 41)]
    found = read(drawn([COLUMNS, *many], grid=False, repeat=0))
    assert len(found.pages) > 2
    assert who_does_what(vanban.read(found.text)) == [EXPECTED[number % 3] for number in range(1, 41)]


def test_prose_behind_a_table_is_none_of_its_rows():
    found = read(
        pdf(
            " \n".join(["TT     Nội dung     Chủ trì     Thời hạn"]),
            "1. Sở Du lịch chủ trì việc này.\n2. Các sở báo cáo.",
        )
    )
    assert found.tables == ()
