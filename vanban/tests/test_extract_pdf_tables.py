"""Tables drawn in a .pdf become rows with cells, whatever the page does to them, and rows become assignments."""

import itertools
from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

import vanban
from vanban.extract import extract
from vanban.formats.grid import Ruling, grids
from vanban.tests.papers import ARTICLE, font, pdf
from vanban.tests.plans import COLUMNS, EXPECTED, FOOT, HEAD, TASKS, drawn, who_does_what


def rows_in(read):
    return [line for line in read.text.split("\n") if " | " in line]


def well_placed(read):
    assert all(read.text[c.start : c.end] == c.text for table in read.tables for c in table.cells)
    assert "".join(read.text[page.start : page.end] for page in read.pages) == read.text
    return read


@pytest.mark.parametrize("wide", [True, False])
def test_a_drawn_table_becomes_rows_and_rows_become_assignments(wide):
    widths = (30, 190, 90, 90, 80, 70) if wide else (25, 130, 80, 80, 75, 60)
    read = well_placed(extract(drawn([COLUMNS, *TASKS], wide=wide, widths=widths), "a.pdf"))
    assert read.text.split("\n")[:-1] == [*HEAD, " | ".join(COLUMNS), *(" | ".join(task) for task in TASKS), FOOT]
    assert [(cell.row, cell.column) for cell in read.tables[0].cells] == list(itertools.product(range(4), range(6)))
    assert who_does_what(vanban.read(read.text)) == EXPECTED


def test_a_table_over_many_pages_is_one_and_its_header_stands_once():
    many = [[str(number), *TASKS[number % 3][1:]] for number in range(1, 41)]
    read = well_placed(extract(drawn([COLUMNS, *many], repeat=1), "a.pdf"))
    assert len(read.pages) > 2
    assert rows_in(read) == [" | ".join(row) for row in [COLUMNS, *many]]
    assert len(read.tables) == 1
    assert " ".join(COLUMNS) in read.aside
    assert read.text[read.pages[1].start :].split(" | ")[0].isdigit()
    assert who_does_what(vanban.read(read.text)) == [EXPECTED[number % 3] for number in range(1, 41)]


def test_a_row_broken_by_the_page_is_whole_again():
    long = ["1", " ".join([TASKS[0][1]] * 60), *TASKS[0][2:]]
    read = well_placed(extract(drawn([COLUMNS, long, TASKS[1]], repeat=1, split=True), "a.pdf"))
    assert len(read.pages) > 2
    assert " | ".join(long) in rows_in(read)
    assert who_does_what(vanban.read(read.text)) == EXPECTED[:2]


def test_merged_cells_two_levels_of_header_and_a_subheading():
    rows = [
        ["TT", "Nội dung", "Cơ quan thực hiện", "", "Thời hạn"],
        ["", "", "Chủ trì", "Phối hợp", ""],
        ["I", "Lĩnh vực du lịch", "", "", ""],
        ["1", "Mở tour liên tỉnh", "Sở Du lịch", "Sở Y tế", "Quý I/2026"],
        ["2", "Bán vé liên tuyến", "", "Sở Tài chính", "Quý II/2026"],
    ]
    spans = [((0, 0), (0, 1)), ((1, 0), (1, 1)), ((4, 0), (4, 1)), ((2, 0), (3, 0)), ((1, 2), (4, 2)), ((2, 3), (2, 4))]
    made = drawn(rows, widths=(30, 200, 90, 90, 80), style=[("SPAN", *span) for span in spans])
    read = well_placed(extract(made, "a.pdf"))
    assert rows_in(read) == [
        "TT | Nội dung | Cơ quan thực hiện |  | Thời hạn",
        "〃 | 〃 | Chủ trì | Phối hợp | 〃",
        "I | Lĩnh vực du lịch",
        "1 | Mở tour liên tỉnh | Sở Du lịch | Sở Y tế | Quý I/2026",
        "2 | Bán vé liên tuyến | 〃 | Sở Tài chính | Quý II/2026",
    ]
    lead = next(cell for cell in read.tables[0].cells if cell.text == "Sở Du lịch")
    assert (lead.row_span, lead.column_span) == (2, 1)
    assert [leads for leads, *_ in who_does_what(vanban.read(read.text))] == [("Sở Du lịch",)] * 2


def turned(angle):
    """A page laid on its side, as a scanner or a printer driver turns it: everything is drawn turned and shown upright."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=(842, 595) if angle == 180 else (595, 842))
    canvas.setPageRotation(angle)
    if angle == 90:
        canvas.translate(595, 0)
    elif angle == 180:
        canvas.translate(842, 595)
    elif angle == 270:
        canvas.translate(0, 842)
    canvas.rotate(angle)
    canvas.setFont(font(), 9)
    edges = [40, 80, 420, 560, 680]
    for column, edge in enumerate(edges):
        canvas.line(edge, 300, edge, 420)
        for row, words in enumerate(ROWS):
            if column < 4:
                canvas.drawString(edge + 4, 400 - 40 * row, words[column])
    for level in (300, 340, 380, 420):
        canvas.line(40, level, 680, level)
    canvas.save()
    return file.getvalue()


ROWS = [
    ["TT", "Nội dung", "Chủ trì", "Thời hạn"],
    ["1", "Mở tour liên tỉnh", "Sở Du lịch", "Quý I/2026"],
    ["2", "Bán vé liên tuyến", "Sở Tài chính", "Quý II/2026"],
]


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_a_page_on_its_side(angle):
    read = well_placed(extract(turned(angle), "a.pdf"))
    assert rows_in(read) == [" | ".join(row) for row in ROWS]


def test_lines_drawn_as_thin_filled_boxes_in_pieces():
    file = BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    canvas.setFont(font(), 9)
    edges = [40, 80, 300, 420, 540]
    for row, words in enumerate(ROWS):
        for column, word in enumerate(words):
            canvas.drawString(edges[column] + 4, 700 - 40 * row, word)
    for top in (720, 680, 640, 600):
        for left, right in itertools.pairwise(edges):
            canvas.rect(left, top, right - left, 0.5, stroke=0, fill=1)
    for edge in edges:
        for top in (680, 640, 600):
            canvas.rect(edge, top, 0.5, 40, stroke=0, fill=1)
    canvas.save()
    assert rows_in(extract(file.getvalue(), "a.pdf")) == [" | ".join(row) for row in ROWS]


def test_prose_with_underlines_or_in_a_frame_is_no_table():
    file = BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    canvas.setFont(font(), 12)
    for at, words in enumerate(["Dòng thứ nhất của văn bản", "Dòng thứ hai của văn bản"]):
        canvas.drawString(72, 700 - 30 * at, words)
        canvas.line(72, 697 - 30 * at, 300, 697 - 30 * at)
    canvas.rect(60, 640, 400, 100)
    canvas.save()
    read = extract(file.getvalue(), "a.pdf")
    assert read.tables == ()
    assert "Dòng thứ nhất của văn bản" in read.text
    assert extract(pdf(*filter(None, ARTICLE.split("\n"))), "a.pdf").tables == ()


def across(*places, low=0, high=100):
    return [Ruling(place, low, high) for place in places]


def test_a_grid_and_its_merged_cells():
    (grid,) = grids(across(0, 20, 40), [*across(0, 100, high=40), Ruling(50, 0, 20)])
    assert [(cell.row, cell.column, cell.row_span, cell.column_span) for cell in grid.cells] == [
        (0, 0, 1, 2),
        (1, 0, 1, 1),
        (1, 1, 1, 1),
    ]


def test_two_tables_apart_are_two():
    upright = [Ruling(x, low, low + 40) for x in (0, 50, 100) for low in (0, 100)]
    assert [grid.box[1] for grid in grids(across(0, 40, 100, 140), upright)] == [100, 0]


def test_a_missing_last_line_is_where_the_uprights_end():
    (grid,) = grids(across(100, 80), [Ruling(x, 0, 100) for x in (0, 50, 100)])
    assert (grid.rows, grid.box[1]) == (2, 0)


@pytest.mark.parametrize(
    ("levels", "uprights"),
    [
        (across(0, 20, 40), []),
        (across(0, 100), across(0, 100)),
        (
            [Ruling(y / 10, 0, 100) for y in range(0, 90_000, 40)],
            [Ruling(x / 10, 0, 9000) for x in range(0, 90_000, 40)],
        ),
    ],
)
def test_underlines_frames_and_drawings_make_no_grid(levels, uprights):
    assert grids(levels, uprights) == []
