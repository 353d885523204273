import unicodedata

import pytest

from vanban.extract import extract
from vanban.formats.reflow import Line, flow, without_furniture
from vanban.tests.papers import ARTICLE, pdf, pdf_lines

PARAGRAPHS = [line for line in ARTICLE.split("\n") if line]


@pytest.mark.parametrize(("space_after", "indent"), [(6, 0), (6, 36), (0, 36)])
def test_wrapped_lines_are_joined_into_the_paragraphs_that_were_written(space_after, indent):
    read = extract(pdf(*PARAGRAPHS, space_after=space_after, indent=indent), "a.pdf")
    assert read.text == "\n".join(PARAGRAPHS) + "\n"
    assert (read.format, read.notes) == ("pdf", ())


def test_a_long_paper_loses_its_running_head_and_page_numbers_and_keeps_its_paragraphs_across_pages():
    written = [f"{number}. {words[number % 7 :].strip()}" for number in range(1, 25) for words in PARAGRAPHS[1:]]
    read = extract(pdf(*written, head="UBND tỉnh An Giang – Báo cáo", foot="- {page} -"), "a.pdf")
    assert len(read.pages) > 5
    assert read.text.split("\n")[:-1] == written
    assert "UBND tỉnh An Giang – Báo cáo" in read.aside
    assert "".join(read.text[page.start : page.end] for page in read.pages) == read.text
    assert [page.number for page in read.pages] == list(range(1, len(read.pages) + 1))


@pytest.mark.parametrize("foot", ["{page}", "Trang {page}", "Trang {page}/9", "- {page} -", "{page} / 9"])
def test_page_numbers_of_every_spelling_go(foot):
    read = extract(pdf(*PARAGRAPHS * 8, foot=foot), "a.pdf")
    assert read.text.split("\n")[:-1] == PARAGRAPHS * 8


def test_a_number_alone_on_a_line_that_is_no_page_number_stays():
    read = extract(pdf_lines(["Tổng số hội chợ đã tổ chức", "14", "Hết"]), "a.pdf")
    assert "14" in read.text.split("\n")


def test_short_lines_stay_apart():
    lines = [
        "ỦY BAN NHÂN DÂN",
        "TỈNH AN GIANG",
        "Số: 41/KH-UBND",
        "KẾ HOẠCH",
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "Lê Văn Minh",
    ]
    assert extract(pdf_lines(lines), "a.pdf").text.split("\n")[:-1] == lines


def test_the_nation_s_name_broken_in_a_narrow_letterhead_is_whole_again():
    lines = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT", "NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert extract(pdf_lines(lines), "a.pdf").text.split("\n")[0] == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


def test_list_items_begin_lines():
    full = "Phối hợp tổ chức các hội chợ, triển lãm sản phẩm nông nghiệp và làng nghề"
    lines = [
        f"1. {full}",
        "của hai tỉnh trong năm;",
        f"2. {full}",
        "- chia sẻ dữ liệu;",
        "a) hội nghị;",
        "b) hội thảo.",
    ]
    assert extract(pdf_lines(lines), "a.pdf").text.split("\n")[:-1] == [
        f"1. {full} của hai tỉnh trong năm;",
        f"2. {full}",
        "- chia sẻ dữ liệu;",
        "a) hội nghị;",
        "b) hội thảo.",
    ]


def test_a_hyphen_at_the_end_of_a_line_was_meant_in_vietnamese_and_not_in_english():
    lines = [
        "Phát triển kinh tế-",
        "xã hội của hai tỉnh; giai đoạn 2018-",
        "2020; a sustainable develop-",
        "ment of the delta",
    ]
    text = extract(pdf_lines(lines), "a.pdf").text
    assert "kinh tế-xã hội" in text
    assert "2018-2020" in text or "2018-\n2020" in text
    assert "development" in text


def test_decomposed_letters_are_composed():
    read = extract(pdf_lines([unicodedata.normalize("NFD", "Hội nghị hợp tác giữa hai tỉnh")]), "a.pdf")
    assert unicodedata.is_normalized("NFC", read.text)


def test_title_of_the_file():
    assert extract(pdf(*PARAGRAPHS, title="Báo cáo hợp tác"), "a.pdf").title == "Báo cáo hợp tác"
    assert extract(pdf(*PARAGRAPHS), "a.pdf").title is None


def test_some_pages_without_text_are_noted():
    read = extract(pdf_lines(PARAGRAPHS, [], ["Trang cuối có chữ."]), "a.pdf")
    assert read.notes == ("pages_without_text",)
    assert [read.text[page.start : page.end] for page in read.pages][1] == ""


def lines_of(*texts):
    return [Line(text, 72.0, 72.0 + 6 * len(text), 700.0 - 16 * at) for at, text in enumerate(texts)]


def test_what_repeats_on_two_pages_of_many_is_no_running_head():
    pages = [lines_of(f"câu {number}", "thân bài khác nhau") for number in range(6)]
    pages[0].insert(0, Line("Phụ lục kèm theo", 72, 200, 730.0))
    pages[1].insert(0, Line("Phụ lục kèm theo", 72, 200, 730.0))
    kept, dropped = without_furniture(pages)
    assert "Phụ lục kèm theo" in [line.text for line in kept[0]]
    assert "Phụ lục kèm theo" not in dropped


def test_a_flow_of_nothing_is_nothing():
    assert flow([]).lines == []
    assert flow([[], []]).page_starts == [(0, 0), (0, 0)]


@pytest.mark.parametrize(
    ("last", "first", "joined"),
    [
        ("hai bên hợp tác trên các lĩnh vực, cụ thể là về:", "Cơ chế chính sách; thu hút đầu tư.", True),
        ("Trao đổi đoàn công tác giữa các sở của hai bên;", "Tổ chức lớp tập huấn cho cán bộ.", True),
        ("Hai bên thống nhất giao các sở thực hiện như sau:", "- Sở Y tế chia sẻ kinh nghiệm.", False),
        ("Hội nghị kết thúc vào chiều cùng ngày tại Hà Nội.", "Trước đó, đoàn thăm một nhà máy.", False),
    ],
)
def test_what_a_colon_announces_may_stand_on_the_next_page(last, first, joined):
    full = lines_of("Tại hội nghị, hai địa phương bàn về nhiều việc và", last)
    assert (flow([full, lines_of(first)]).lines[-1] == first) is not joined


def test_where_paragraphs_stand_apart_a_line_near_the_edge_goes_on():
    """Whether the next word would have fitted is a guess within a letter's width; the missing gap is none."""

    def page(pitches):
        base, lines = 740.0, []
        for (text, right), pitch in pitches:
            base -= pitch
            lines.append(Line(text, 72.0, right, base))
        return lines

    full, near, short = ("Hai tỉnh " * 9, 540.0), ("hai tỉnh " * 8 + "về:", 523.0), ("hết đoạn này.", 140.0)
    next_one = ("Cơ chế chính sách", 160.0)
    pairs = [(full, 14), (short, 14), (full, 30), (short, 14), (full, 30), (short, 14), (full, 30), (near, 14)]
    assert flow([page([*pairs, (next_one, 14)])]).lines[-1].endswith("về: Cơ chế chính sách")
    assert flow([page([*((line, 14) for line, _pitch in pairs), (next_one, 14)])]).lines[-1] == "Cơ chế chính sách"
