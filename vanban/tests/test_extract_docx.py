import re
import unicodedata

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

import vanban
from vanban.encodings import to_legacy
from vanban.extract import extract
from vanban.tests.papers import ARTICLE, part, saved, with_parts, word

LETTERHEAD = (
    ["ỦY BAN NHÂN DÂN", "TỈNH AN GIANG", "Số: 41/KH-UBND"],
    ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "An Giang, ngày 02 tháng 3 năm 2021"],
)


def fill(cell, *paragraphs):
    cell.text = paragraphs[0]
    for words in paragraphs[1:]:
        cell.add_paragraph(words)


def grid(document, rows):
    table = document.add_table(len(rows), len(rows[0]))
    table.style = "Table Grid"
    for at, row in enumerate(rows):
        for column, words in enumerate(row):
            table.cell(at, column).text = words
    return table


def test_paragraphs_become_lines():
    read = extract(word("Điều thứ nhất.", "Điều thứ hai."), "a.docx")
    assert read.text == "Điều thứ nhất.\nĐiều thứ hai.\n"
    assert (read.format, read.encoding, read.notes) == ("docx", "utf-8", ())


def test_title_and_keywords_come_along():
    read = extract(word("Nội dung", title="Kế hoạch 2021", keywords="hợp tác; MẬT"), "a.docx")
    assert read.title == "Kế hoạch 2021"
    assert ("keywords", "hợp tác; MẬT") in read.metadata


def test_runs_tabs_breaks_and_hyphens_inside_a_paragraph():
    document = docx.Document()
    paragraph = document.add_paragraph("An ")
    paragraph.add_run("Giang").bold = True
    paragraph.add_run("\tKiên\nGiang")
    paragraph.add_run()._r.append(parse_xml(f"<w:noBreakHyphen {nsdecls('w')}/>"))
    paragraph.add_run("Cà Mau")
    assert extract(saved(document), "a.docx").text == "An Giang\tKiên\nGiang-Cà Mau\n"


def test_decomposed_letters_are_composed():
    read = extract(word(unicodedata.normalize("NFD", ARTICLE.strip())), "a.docx")
    assert read.text == ARTICLE
    assert read.notes == ("normalised",)


def test_a_table_is_laid_one_row_a_line_and_its_cells_point_into_the_text():
    document = docx.Document()
    document.add_paragraph("Phụ lục")
    grid(document, [["TT", "Nội dung", "Chủ trì"], ["1", "Tổ chức hội chợ", "Sở Công Thương"]])
    document.add_paragraph("Hết.")
    read = extract(saved(document), "a.docx")
    assert read.text == "Phụ lục\nTT | Nội dung | Chủ trì\n1 | Tổ chức hội chợ | Sở Công Thương\nHết.\n"
    (table,) = read.tables
    assert read.text[table.start : table.end] == "TT | Nội dung | Chủ trì\n1 | Tổ chức hội chợ | Sở Công Thương\n"
    assert [(cell.row, cell.column, cell.text) for cell in table.cells][3:] == [
        (1, 0, "1"),
        (1, 1, "Tổ chức hội chợ"),
        (1, 2, "Sở Công Thương"),
    ]
    assert all(read.text[cell.start : cell.end] == cell.text for cell in table.cells)


def test_merged_cells_count_once_and_say_how_far_they_reach():
    document = docx.Document()
    table = grid(document, [["Nhóm việc", "", "Thời hạn"], ["1", "Khảo sát", "Quý II"], ["2", "", "Quý III"]])
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(1, 1).merge(table.cell(2, 1))
    read = extract(saved(document), "a.docx")
    assert read.text == "Nhóm việc |  | Thời hạn\n1 | Khảo sát | Quý II\n2 | 〃 | Quý III\n"
    spans = {cell.text: (cell.row, cell.column, cell.row_span, cell.column_span) for cell in read.tables[0].cells}
    assert spans["Nhóm việc"] == (0, 0, 1, 2)
    assert spans["Thời hạn"] == (0, 2, 1, 1)
    assert spans["Khảo sát"] == (1, 1, 2, 1)


def test_a_cell_of_several_paragraphs_stays_on_its_row_and_its_lines_are_kept_aside():
    document = docx.Document()
    table = grid(document, [["a", "b", "c"], ["", "", ""]])
    fill(table.cell(1, 1), "Sở Y tế", "MẬT")
    read = extract(saved(document), "a.docx")
    assert " | Sở Y tế MẬT | " in read.text
    assert "MẬT" in read.aside


def test_a_table_inside_a_cell_is_flattened():
    document = docx.Document()
    table = grid(document, [["ngoài", "b", "c"]])
    inner = table.cell(0, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "trong một", "trong hai"
    assert extract(saved(document), "a.docx").text == "ngoài | b trong một trong hai | c\n"


def test_a_letterhead_is_no_table():
    document = docx.Document()
    table = document.add_table(1, 2)
    for cell, lines in zip(table.rows[0].cells, LETTERHEAD, strict=True):
        fill(cell, *lines)
    document.add_paragraph("KẾ HOẠCH")
    read = extract(saved(document), "a.docx")
    assert read.text.split("\n") == [*LETTERHEAD[0], "", *LETTERHEAD[1], "", "KẾ HOẠCH", ""]
    assert read.tables == ()


def test_a_bordered_table_of_two_columns_is_a_table():
    document = docx.Document()
    grid(document, [["Chỉ tiêu", "Kết quả"], ["Hội chợ", "14"], ["Sản phẩm", "320"]])
    assert extract(saved(document), "a.docx").text.startswith("Chỉ tiêu | Kết quả\nHội chợ | 14\n")


def test_word_s_own_numbers_are_spelled_out():
    document = docx.Document()
    for words in ("Thương mại", "Du lịch"):
        document.add_paragraph(words, style="List Number")
    document.add_paragraph("gạch đầu dòng", style="List Bullet")
    document.add_paragraph("Y tế", style="List Number")
    assert extract(saved(document), "a.docx").text == "1. Thương mại\n2. Du lịch\n- gạch đầu dòng\n3. Y tế\n"


def test_numbers_of_several_levels_restart_under_each_parent():
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for level, form, pattern in ((0, "upperRoman", "%1."), (1, "decimal", "%2."), (2, "lowerLetter", "%3)"))
    )
    numbering = (
        f'<w:numbering {nsdecls("w")}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    document = docx.Document()
    for level, words in (
        (0, "Đảng"),
        (1, "Tổ chức"),
        (2, "cán bộ"),
        (2, "bộ máy"),
        (1, "Kiểm tra"),
        (0, "Kinh tế"),
        (1, "Công"),
    ):
        paragraph = document.add_paragraph(words)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="7"/></w:numPr>')
        )
    read = extract(with_parts(saved(document), word__numbering_xml=numbering), "a.docx")
    assert read.text.split("\n")[:-1] == [
        "I. Đảng",
        "1. Tổ chức",
        "a) cán bộ",
        "b) bộ máy",
        "2. Kiểm tra",
        "II. Kinh tế",
        "1. Công",
    ]


def test_pages_begin_where_breaks_were_typed():
    document = docx.Document()
    document.add_paragraph("trang một").add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("trang hai")
    read = extract(saved(document), "a.docx")
    assert [read.text[page.start : page.end].strip() for page in read.pages] == ["trang một", "trang hai"]


def test_pages_begin_where_word_last_broke_them_even_inside_a_sentence():
    document = docx.Document()
    paragraph = document.add_paragraph("đầu câu ")
    run = paragraph.add_run("cuối câu")
    run._r.insert(0, parse_xml(f"<w:lastRenderedPageBreak {nsdecls('w')}/>"))
    read = extract(saved(document), "a.docx")
    assert read.text == "đầu câu cuối câu\n"
    assert [read.text[page.start : page.end] for page in read.pages] == ["đầu câu ", "cuối câu\n"]


def test_a_table_broken_over_pages_begins_each_page_at_its_row():
    document = docx.Document()
    table = grid(document, [["TT", "Nội dung", "Chủ trì"], ["1", "Hội chợ", "Sở A"], ["2", "Hội thảo", "Sở B"]])
    run = table.cell(2, 0).paragraphs[0].runs[0]
    run._r.insert(0, parse_xml(f"<w:lastRenderedPageBreak {nsdecls('w')}/>"))
    read = extract(saved(document), "a.docx")
    assert [read.text[page.start : page.end] for page in read.pages] == [
        "TT | Nội dung | Chủ trì\n1 | Hội chợ | Sở A\n",
        "2 | Hội thảo | Sở B\n",
    ]


def test_running_heads_and_feet_are_kept_aside():
    document = docx.Document()
    document.add_paragraph("Nội dung")
    document.sections[0].header.paragraphs[0].text = "UBND tỉnh An Giang"
    document.sections[0].footer.paragraphs[0].text = "TUYỆT MẬT"
    read = extract(saved(document), "a.docx")
    assert read.text == "Nội dung\n"
    assert {"UBND tỉnh An Giang", "TUYỆT MẬT"} <= set(read.aside)


def body(xml):
    return with_parts(
        word("x"),
        word__document_xml=f"<w:document {nsdecls('w', 'wp', 'a')} "
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml">'
        f"<w:body>{xml}</w:body></w:document>",
    )


def test_tracked_changes_read_as_accepted():
    xml = (
        "<w:p><w:r><w:t xml:space='preserve'>Giữ </w:t></w:r><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>thêm</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>dời</w:t></w:r></w:moveFrom></w:p>"
    )
    assert extract(body(xml), "a.docx").text == "Giữ thêm\n"


def test_hidden_text_and_field_codes_are_not_read_but_links_and_controls_are():
    xml = (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:hyperlink><w:r><w:t>liên kết</w:t></w:r></w:hyperlink></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>ô nhập</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    read = extract(body(xml), "a.docx")
    assert read.text == "liên kết\nô nhập\n"
    assert read.aside == ("ẩn",)


def test_a_text_box_is_read_once():
    box = "<w:txbxContent><w:p><w:r><w:t>MẬT</w:t></w:r></w:p></w:txbxContent>"
    xml = (
        "<w:p><w:r><w:t>Kính gửi</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>"
        f"{box}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape>"
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert extract(body(xml), "a.docx").text == "Kính gửi\nMẬT\n"


def test_the_stricter_dialect_of_word_reads_the_same():
    plain = word("Chữ thường")
    strict = part(plain, "word/document.xml").replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert extract(with_parts(plain, word__document_xml=strict), "a.docx").text == "Chữ thường\n"


def test_footnotes_stand_at_the_end():
    notes = (
        f"<w:footnotes {nsdecls('w')}><w:footnote w:type='separator' w:id='-1'><w:p/></w:footnote>"
        "<w:footnote w:id='1'><w:p><w:r><w:t>Số liệu đến 31/12/2020.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    read = extract(with_parts(word("Có 14 hội chợ."), word__footnotes_xml=notes), "a.docx")
    assert read.text == "Có 14 hội chợ.\n[1] Số liệu đến 31/12/2020.\n"


def run_in(font, text):
    return (
        f'<w:r><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
    )


@pytest.mark.parametrize(("font", "encoding"), [(".VnTime", "tcvn3"), ("VNI-Times", "vni")])
def test_text_set_in_an_old_font_becomes_unicode_beside_text_that_already_is(font, encoding):
    first, rest = to_legacy("hội nghị", encoding), to_legacy(" xúc tiến đầu tư", encoding)
    xml = f"<w:p>{run_in('Times New Roman', 'Tổ chức ')}{run_in(font, first[:2])}{run_in(font, first[2:])}{run_in(font, rest)}</w:p>"
    read = extract(body(xml), "a.docx")
    assert read.text == "Tổ chức hội nghị xúc tiến đầu tư\n"
    assert read.notes == (f"converted_from_{encoding}",)


def test_the_capital_fonts_draw_capitals():
    xml = f"<w:p>{run_in('.VnTimeH', to_legacy('kế hoạch', 'tcvn3'))}{run_in('.VnTime', to_legacy(' hợp tác', 'tcvn3'))}</w:p>"
    assert extract(body(xml), "a.docx").text == "KẾ HOẠCH hợp tác\n"


def test_unicode_in_an_old_font_is_left_alone():
    assert extract(body(f"<w:p>{run_in('.VnTime', 'hợp tác')}</w:p>"), "a.docx").text == "hợp tác\n"


def test_old_codes_without_a_font_name_are_told_by_their_syllables():
    xml = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in to_legacy(ARTICLE, "vni").strip().split("\n"))
    read = extract(body(xml), "a.docx")
    assert read.text == ARTICLE
    assert read.notes == ("converted_from_vni",)


def test_a_contents_list_repeats_headings_and_is_left_out():
    xml = "<w:p><w:pPr><w:pStyle w:val='TOC1'/></w:pPr><w:r><w:t>I. Mục đích</w:t></w:r></w:p><w:p><w:r><w:t>Thân bài</w:t></w:r></w:p>"
    read = extract(body(xml), "a.docx")
    assert read.text == "Thân bài\n"


def test_pages_always_tile_the_text():
    document = docx.Document()
    for number in range(5):
        document.add_paragraph(f"đoạn {number}").add_run().add_break(WD_BREAK.PAGE)
    grid(document, [["a", "b", "c"]])
    read = extract(saved(document), "a.docx")
    assert "".join(read.text[page.start : page.end] for page in read.pages) == read.text
    assert [page.number for page in read.pages] == list(range(1, len(read.pages) + 1))
    assert not re.search("\f", read.text)


def test_the_task_table_of_a_word_file_is_read_into_assignments_that_point_at_its_cells():
    document = docx.Document()
    for line in (
        "KẾ HOẠCH",
        "Hợp tác giữa tỉnh An Giang và tỉnh Kiên Giang",
        "UBND tỉnh An Giang ban hành kế hoạch như sau:",
    ):
        document.add_paragraph(line)
    grid(
        document,
        [
            ["TT", "Nội dung", "Chủ trì", "Phối hợp", "Thời hạn", "Sản phẩm"],
            ["1", "Mở 04 tuyến du lịch đường sông", "Sở Du lịch", "", "Quý II/2024", "Báo cáo"],
            ["2", "Tổ chức hội chợ nông sản", "Sở Công Thương", "Sở Tài chính", "30/6/2024", "Hội chợ"],
        ],
    )
    read = extract(saved(document), "a.docx")
    first, second = vanban.read(read.text).statements
    assert (first.leads, first.coordinators, first.due.text, first.output.text) == (
        ("Sở Du lịch",),
        (),
        "Quý II/2024",
        "Báo cáo",
    )
    assert (second.leads, second.coordinators[0].text, second.due.text) == (
        ("Sở Công Thương",),
        "Sở Tài chính",
        "30/6/2024",
    )
    cells = {cell.text: (cell.start, cell.end) for cell in read.tables[0].cells}
    assert (first.output.start, first.output.end) == cells["Báo cáo"]
    assert (second.due.start, second.due.end) == cells["30/6/2024"]
