"""Task tables flattened to text: columns by their headers, rows by meaning, and the assignments the engine makes of them."""

import pytest

import vanban
from vanban.tables import roles_of, rows_of

HEADER = "TT | Nội dung | Chủ trì | Phối hợp | Thời hạn | Sản phẩm"


def parts(text, row):
    def words(span):
        return text[span[0] : span[1]] if span else None

    return {
        "number": words(row.number),
        "content": words(row.content),
        "leads": [words(span) for span in (*row.leads, *row.shared)],
        "with": [words(span) for span in row.coordinators],
        "due": words(row.due),
        "output": words(row.output),
        "group": words(row.group),
    }


def read_rows(*lines):
    text = "\n".join(lines)
    return [parts(text, row) for row in rows_of(text)]


def assignments(text):
    found = vanban.read(text)
    assert all(found.text[s.start : s.end] == s.text for s in found.statements)
    for statement in found.statements:
        for part in (*statement.lead_agencies, *statement.coordinators, statement.output, statement.due):
            assert part is None or found.text[part.start : part.end] == part.text
    return [s for s in found.statements if s.kind == "assignment"]


def test_a_row_by_the_meaning_of_its_columns():
    (row,) = read_rows(HEADER, "1 | Mở 04 tour | Sở Du lịch | Hiệp hội Du lịch | Quý II/2026 | Báo cáo")
    assert row == {
        "number": "1",
        "content": "Mở 04 tour",
        "leads": ["Sở Du lịch"],
        "with": ["Hiệp hội Du lịch"],
        "due": "Quý II/2026",
        "output": "Báo cáo",
        "group": None,
    }


@pytest.mark.parametrize(
    "header",
    [
        ["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành", "Kết quả"],
        ["TT", "Nội dung phối hợp", "Đơn vị đầu mối", "Đơn vị phối hợp", "Tiến độ", "Sản phẩm hoàn thành"],
        ["Số TT", "Tên công việc", "Đơn vị chủ trì thực hiện", "Phối hợp thực hiện", "Hạn hoàn thành", "Đầu ra"],
        ["TT", "Đầu việc", "Đơn vị thực hiện", "Đơn vị tham gia", "Thời gian thực hiện", "Dự kiến sản phẩm"],
        ["STT", "Hạng mục", "Người phụ trách", "Phối hợp", "Mốc thời gian", "Sản phẩm"],
        ["TT", "Chương trình, đề án", "Cơ quan tham mưu", "Phối hợp", "Thời điểm trình", "Hình thức văn bản"],
    ],
)
def test_headers_of_many_wordings(header):
    assert list(roles_of(header).values()) == ["number", "content", "lead", "coordinator", "due", "output"]


@pytest.mark.parametrize(
    "header",
    [
        ["TT", "Chỉ tiêu", "Đơn vị tính", "Năm 2025", "Năm 2026"],
        ["Họ và tên", "Chức vụ", "Điện thoại"],
        ["Địa phương", "Số dự án", "Tổng vốn"],
        ["Ủy ban nhân dân", "Cộng hòa xã hội chủ nghĩa Việt Nam"],
        ["1", "Phối hợp tổ chức hội nghị", "Sở Du lịch", "Quý II/2026"],
    ],
)
def test_other_rows_are_no_headers(header):
    assert roles_of(header) == {}


def test_contents_without_a_known_header_are_what_nothing_else_claims():
    assert roles_of(["TT", "Tuyến đường", "Chủ trì", "Hoàn thành"]) == {0: "number", 1: "content", 2: "lead", 3: "due"}


def test_two_levels_of_header():
    rows = read_rows(
        "TT | Nội dung | Cơ quan thực hiện |  | Thời gian",
        "〃 | 〃 | Chủ trì | Phối hợp | 〃",
        "1 | Mở tour | Sở Du lịch | Sở Y tế | Quý I",
    )
    assert [(row["leads"], row["with"], row["due"]) for row in rows] == [(["Sở Du lịch"], ["Sở Y tế"], "Quý I")]


def test_a_lead_on_either_side():
    (row,) = read_rows("TT | Nội dung | Đầu mối Hà Nội | Đầu mối Hà Tĩnh", "1 | Mở tour | Sở Du lịch | Sở Văn hóa")
    assert row["leads"] == ["Sở Du lịch", "Sở Văn hóa"]


@pytest.mark.parametrize("mark", ["〃", '"', "nt", "-nt-", "Như trên", "//"])
def test_a_cell_that_repeats_the_one_above(mark):
    rows = read_rows(HEADER, "1 | Mở tour | Sở A | Sở B | Quý I | Tour", f"2 | Bán vé | {mark} |  | {mark} | Vé")
    assert [(row["leads"], row["with"], row["due"]) for row in rows] == [
        (["Sở A"], ["Sở B"], "Quý I"),
        (["Sở A"], [], "Quý I"),
    ]


def test_subheadings_repeated_headers_and_column_numbers_are_no_tasks():
    rows = read_rows(
        HEADER,
        "(1) | (2) | (3) | (4) | (5) | (6)",
        "I | Lĩnh vực du lịch |  |  |  | ",
        "1 | Mở tour | Sở A |  | Quý I | ",
        "NHÓM VIỆC VỀ Y TẾ",
        HEADER,
        "II | Lĩnh vực y tế",
        "2 | Khám bệnh | Sở B |  | Quý I | ",
        "Tổng cộng |  |  |  |  | ",
    )
    assert [(row["content"], row["group"]) for row in rows] == [
        ("Mở tour", "Lĩnh vực du lịch"),
        ("Khám bệnh", "Lĩnh vực y tế"),
    ]


def test_an_agenda_is_no_table_of_tasks():
    assert read_rows("Thời gian | Nội dung | Người thực hiện", "8h00 - 8h30 | Đón khách | Ban Tổ chức") == []


def test_a_table_ends_where_prose_goes_on():
    prose = ["Câu thứ nhất.", "Câu thứ hai.", "Câu thứ ba.", "Câu thứ tư."]
    assert read_rows(HEADER, *prose, "a | b | c | d | e | f") == []


@pytest.mark.parametrize("bar", ["\t", " | ", "│"])
def test_rows_become_assignments(bar):
    head = (
        "UBND TỈNH LÀO CAI\nSố: 12/KH-UBND\nLào Cai, ngày 3 tháng 2 năm 2026\nKẾ HOẠCH\nHợp tác với tỉnh Hà Giang\n\n"
    )
    lines = [
        HEADER,
        "1 | Mở 04 tour | Sở Du lịch | Hiệp hội Du lịch; Sở Y tế | 30/6/2026 | Báo cáo",
        "2 | Lập đề án | Sở Tài chính chủ trì, Sở Y tế phối hợp |  | Quý III/2026 | ",
    ]
    first, second = assignments(head + "\n".join(lines).replace(" | ", bar) + "\n")
    assert first.leads == ("Sở Du lịch",)
    assert [ref.text for ref in first.coordinators] == ["Hiệp hội Du lịch", "Sở Y tế"]
    assert (first.due.text, first.output.text, first.number) == ("30/6/2026", "Báo cáo", "1")
    assert (second.leads, [ref.text for ref in second.coordinators]) == (("Sở Tài chính",), ["Sở Y tế"])
    assert second.output is None


def test_a_short_row_that_names_a_day_is_not_the_dateline_of_a_page():
    text = "Nội dung\tChủ trì\tThời hạn\nMở tour\tSở Du lịch\t15/3/2026\nLập đề án\tSở Tài chính\t30/6/2026\t"
    assert [s.leads for s in assignments(text)] == [("Sở Du lịch",), ("Sở Tài chính",)]
    assert vanban.read(text).document.issued_on is None


def test_a_merged_lead_is_pointed_at_where_it_stands():
    text = f"{HEADER}\n1 | Mở tour | Sở Du lịch |  | Quý I/2026 | \n2 | Bán vé | 〃 |  | Quý II/2026 | \n"
    first, second = assignments(text)
    assert second.leads == ("Sở Du lịch",)
    assert second.lead_agencies[0].start == first.lead_agencies[0].start < second.start


def test_an_agency_as_a_subheading_leads_the_tasks_under_it():
    text = "TT\tNhiệm vụ\tThời hạn\tSản phẩm\nI\tSở Du lịch\t\t\n1\tMở tour liên tỉnh\tQuý I/2026\tTour\n"
    assert [s.leads for s in assignments(text)] == [("Sở Du lịch",)]


def test_no_name_is_read_across_two_cells():
    found = vanban.read("TT\tNội dung\tChủ trì\tThời hạn\n1\tMở tour\tHiệp hội Du lịch\tQuý II/2026\n")
    assert not any("\t" in fact.text for fact in (*found.agencies, *found.quantities, *found.dates))


@pytest.mark.parametrize(
    "line", ["\tHai bên thống nhất mở {}", "1.\tHai bên thống nhất mở {}", "-\tHai bên thống nhất mở {}\t"]
)
def test_a_tab_that_parts_no_cells_makes_no_table(line):
    text = "Ngày 5/3/2026, tỉnh Lào Cai và tỉnh Hà Giang họp.\n" + line.format(
        "04 tour du lịch liên tỉnh trong năm 2026."
    )
    assert [s.kind for s in vanban.read(text).statements][-1] == "agreement"


ANNEX = [
    HEADER.split(" | "),
    ["1", "Mở 04 tour liên tỉnh", "Sở Du lịch", "Sở Y tế", "30/6/2026", "Báo cáo"],
    ["2", "Lập đề án hợp tác", "Sở Tài chính", "Sở Nội vụ", "Quý III/2026", "Đề án"],
]
WAYS = {
    "wide gaps": "\n".join("    ".join(row) for row in ANNEX),
    "columns of one width": "\n".join("".join(cell.ljust(26) for cell in row) for row in ANNEX),
    "one cell a line": "\n".join(cell for row in ANNEX for cell in row),
    "Markdown": "\n".join(f"| {' | '.join(row)} |" for row in (ANNEX[0], ["---"] * 6, *ANNEX[1:])),
    "tabs": "\n".join("\t".join(row) for row in ANNEX),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_table_flattened_to_text_is_read_by_its_cells(way):
    text = f"KẾ HOẠCH\nHợp tác năm 2026\n\n{WAYS[way]}\nTrong quá trình thực hiện, các cơ quan phản ánh vướng mắc về Ủy ban nhân dân tỉnh.\n"
    reading = vanban.read(text)
    rows = [s for s in reading.statements if s.rule == "table-row"]
    assert [(s.leads, [c.text for c in s.coordinators], s.due.text, s.output.text) for s in rows] == [
        (("Sở Du lịch",), ["Sở Y tế"], "30/6/2026", "Báo cáo"),
        (("Sở Tài chính",), ["Sở Nội vụ"], "Quý III/2026", "Đề án"),
    ]
    for row in rows:
        assert text[row.start : row.end] == row.text
        assert text[row.output.start : row.output.end] == row.output.text


@pytest.mark.parametrize(
    "text",
    [
        "PHỤ LỤC\nTT\nChỉ tiêu\nĐơn vị tính\n1\nDân số\nngười\n",
        "PHỤ LỤC\nTT    Chỉ tiêu    Năm 2025\n1    Dân số    1.300\n",
        "PHỤ LỤC\nTT\nNội dung\nChủ trì\nThời hạn\nHai bên thống nhất mở 04 tour.\n",
        "PHỤ LỤC\nTT\n",
        "PHỤ LỤC\nTT    ",
    ],
)
def test_other_lines_are_no_flattened_table(text):
    assert not any(s.rule == "table-row" for s in vanban.read(text).statements)


WRAPPED = {
    "columns of one width": (
        "TT   Nội dung nhiệm vụ            Cơ quan         Thời gian\n"
        "                                  chủ trì         hoàn thành\n"
        "1    Vẽ bản đồ vùng quế           Sở Tài nguyên   Quý\n"
        "     giáp ranh hai tỉnh           và Môi trường   II/2026\n\n"
        "2    Dạy đàn Tính cho             Sở Văn hóa,     Tháng 8/2026\n"
        "     60 người                     Thể thao và\n"
        "                                  Du lịch\n"
    ),
    "bars": (
        "| TT | Nội dung nhiệm vụ | Cơ quan | Thời gian |\n|    |    | chủ trì | hoàn thành |\n|----|----|----|----|\n"
        "| 1 | Vẽ bản đồ vùng quế | Sở Tài nguyên | Quý |\n|   | giáp ranh hai tỉnh | và Môi trường | II/2026 |\n"
        "| 2 | Dạy đàn Tính cho | Sở Văn hóa, | Tháng 8/2026 |\n|   | 60 người | Thể thao và | |\n|   |   | Du lịch | |\n"
    ),
    "drawn boxes": (
        "┌───┬───┬───┬───┐\n│ TT │ Nội dung │ Chủ trì │ Thời hạn │\n├───┼───┼───┼───┤\n"
        "│ 1 │ Vẽ bản đồ vùng quế │ Sở Tài nguyên │ Quý │\n│   │ giáp ranh hai tỉnh │ và Môi trường │ II/2026 │\n├───┼───┼───┼───┤\n"
        "│ 2 │ Dạy đàn Tính cho │ Sở Văn hóa, │ Tháng 8/2026 │\n│   │ 60 người │ Thể thao và │ │\n│   │   │ Du lịch │ │\n└───┴───┴───┴───┘\n"
    ),
    "bars without blanks": (
        "|TT|Nội dung|Chủ trì|Thời hạn|\n|---|---|---|---|\n|1|Vẽ bản đồ vùng quế|Sở Tài nguyên và Môi trường|Quý II/2026|\n"
        "|2|Dạy đàn Tính|Sở Văn hóa, Thể thao và Du lịch|Tháng 8/2026|\n"
    ),
}


@pytest.mark.parametrize("way", WRAPPED)
def test_cells_that_go_on_in_the_lines_below(way):
    text = f"KẾ HOẠCH\nHợp tác năm 2026\n\n{WRAPPED[way]}\nTrong quá trình thực hiện, các cơ quan phản ánh về Ủy ban nhân dân tỉnh.\n"
    rows = [s for s in assignments(text) if s.rule == "table-row"]
    assert [(s.leads, s.due.from_.isoformat(), s.due.to.isoformat()) for s in rows] == [
        (("Sở Tài nguyên và Môi trường",), "2026-04-01", "2026-06-30"),
        (("Sở Văn hóa, Thể thao và Du lịch",), "2026-08-01", "2026-08-31"),
    ]


def test_a_row_without_a_number_that_opens_in_a_capital_is_its_own():
    lines = (HEADER, "1 | Mở tour | Sở Du lịch | | Quý I/2026 | Báo cáo", " | Mở chợ | Sở Y tế | | Quý II/2026 | Đề án")
    assert [row["content"] for row in read_rows(*lines)] == ["Mở tour", "Mở chợ"]
