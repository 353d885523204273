import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import vanban
from vanban.encodings import to_legacy
from vanban.extract import EmptyFile, Extracted, Limits, NoText, TooLarge, UnknownEncoding, Unreadable, extract
from vanban.tests import pages
from vanban.tests.pages import DAY, FURNITURE, PARAGRAPHS, SOURCE, TITLE
from vanban.tests.plans import COLUMNS, EXPECTED, FOOT, HEAD, TASKS, who_does_what

SITES = {"newspaper": pages.newspaper, "office_portal": pages.office_portal, "content_system": pages.content_system}


def page(body, head=""):
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>".encode()


def lines_of(data, name="a.html"):
    return extract(data, name).text.split("\n")[:-1]


@pytest.mark.parametrize("site", SITES)
def test_the_article_is_read_and_the_furniture_is_not(site):
    read = extract(SITES[site]().encode(), "trang.html")
    lines = read.text.split("\n")
    assert [line for line in lines if line in PARAGRAPHS] == PARAGRAPHS
    assert lines[0] == TITLE
    assert DAY in lines[1]
    assert SOURCE in lines
    assert [words for words in FURNITURE if words in read.text] == []
    assert read.title == TITLE
    assert any("Hà Nội" in line for line in read.aside)


@pytest.mark.parametrize("site", SITES)
def test_the_engine_reads_the_same_of_every_site(site):
    facts = vanban.read(extract(SITES[site]().encode(), "trang.html").text)
    assert facts.document.kind == "news"
    assert facts.document.issued_on.isoformat() == "2026-05-12"
    assert facts.document.source == "Báo Đồng Bằng"
    assert {place.code for place in facts.localities} == {"89", "91"}
    plain = vanban.read("\n".join([TITLE, DAY, *PARAGRAPHS, SOURCE]))
    assert [(s.kind, s.text) for s in facts.statements] == [(s.kind, s.text) for s in plain.statements]
    assert {"shortcoming", "agreement"} <= {s.kind for s in facts.statements}


def test_a_page_saved_in_one_file():
    whole = extract(pages.newspaper().encode(), "a.html").text
    assert extract(pages.saved_with_its_parts(pages.newspaper()), "a.mhtml").text == whole


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(encoding):
    text = "Hội nghị hợp tác giữa hai tỉnh An Giang và Kiên Giang được tổ chức tại thành phố Long Xuyên."
    assert lines_of(f"<html><body><p>{text}</p></body></html>".encode(encoding)) == [text]


def test_an_old_code_page():
    text = to_legacy("Hội nghị hợp tác giữa hai tỉnh về phát triển du lịch, đào tạo nguồn nhân lực", "tcvn3")
    read = extract(f"<html><body><p>{text}</p></body></html>".encode("latin-1"), "a.htm")
    assert read.text == "Hội nghị hợp tác giữa hai tỉnh về phát triển du lịch, đào tạo nguồn nhân lực\n"
    assert "converted_from_tcvn3" in read.notes


def test_an_encoding_that_is_not_said_and_cannot_be_told():
    with pytest.raises(UnknownEncoding):
        extract("<html><p>La réunion a été présidée par le président".encode("latin-1"), "a.html")


def table(rows):
    return (
        "<table border=1>"
        + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
        + "</table>"
    )


def test_a_plan_becomes_rows_and_rows_become_assignments():
    body = "".join(f"<p>{line}</p>" for line in HEAD) + table([COLUMNS, *TASKS]) + f"<p>{FOOT}</p>"
    read = extract(page(body), "a.html")
    assert read.text.split("\n")[:-1] == [*HEAD, " | ".join(COLUMNS), *(" | ".join(task) for task in TASKS), FOOT]
    assert all(read.text[cell.start : cell.end] == cell.text for cell in read.tables[0].cells)
    assert who_does_what(vanban.read(read.text)) == EXPECTED


def test_merged_cells():
    body = """<p>Kế hoạch của hai tỉnh trong năm 2026, gồm các nhiệm vụ sau đây.</p><table>
    <tr><th rowspan=2>TT</th><th rowspan=2>Nội dung</th><th colspan=2>Cơ quan</th></tr><tr><th>Chủ trì</th><th>Phối hợp</th></tr>
    <tr><td colspan=4>I. DU LỊCH</td></tr><tr><td>1</td><td>Mở<br>tour</td><td rowspan=2>Sở Du lịch</td><td>Sở Y tế</td></tr>
    <tr><td>2</td><td>Bán vé</td><td>Sở Tài chính</td></tr></table>"""
    assert lines_of(page(body))[1:] == [
        "TT | Nội dung | Cơ quan",
        "〃 | 〃 | Chủ trì | Phối hợp",
        "I. DU LỊCH",
        "1 | Mở tour | Sở Du lịch | Sở Y tế",
        "2 | Bán vé | 〃 | Sở Tài chính",
    ]


def test_lists_breaks_links_in_sentences_and_hidden_words():
    body = (
        "<p>Hai bên thống nhất các nội dung sau đây, trong đó có <a href='x'>du lịch</a> và thương mại:</p>"
        "<ol><li>Mở đường bay.</li><li>Bán vé chung.</li></ol><ul><li>Dòng&nbsp;một<br>dòng hai</li></ul>"
        "<p style='display: none'>ẩn đi</p><div>đầu <b>giữa</b> cuối<p>riêng</p>đuôi</div><!-- <p>chú thích</p> -->"
    )
    assert lines_of(page(body)) == [
        "Hai bên thống nhất các nội dung sau đây, trong đó có du lịch và thương mại:",
        "1. Mở đường bay.",
        "2. Bán vé chung.",
        "- Dòng một",
        "dòng hai",
        "đầu giữa cuối",
        "riêng",
        "đuôi",
    ]


def test_a_document_saved_as_a_page_is_read_whole():
    body = (
        "<div class='WordSection1'>"
        + "".join(f"<p>{words}</p>" for words in PARAGRAPHS)
        + "</div><div><p>Phụ lục</p></div>"
    )
    assert lines_of(page(body)) == [*PARAGRAPHS, "Phụ lục"]


@pytest.mark.parametrize(
    ("body", "error"), [("", EmptyFile), ("<img src=a>", NoText), ("<script>x</script>", EmptyFile)]
)
def test_nothing_to_read(body, error):
    with pytest.raises(error):
        extract(page(body), "a.html")


def test_too_long():
    with pytest.raises(TooLarge):
        extract(page("<p>" + "chữ " * 100), "a.html", limits=Limits(max_characters=100))


def test_entities_of_the_machine_are_not_read():
    data = b"<!DOCTYPE html [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><html><body><p>chao &f; ban</p></body></html>"
    assert "root:" not in extract(data, "a.html").text


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 200_000 + "x",
        "<p>" * 200_000 + "x",
        "<b>" * 200_000 + "x",
        "<ol>" + "<li>x" * 100_000,
        "<table>" + "<tr><td rowspan=500 colspan=60>x" * 4_000,
        "<a href=x>y</a> " * 100_000,
        "<div class='related'>" * 20_000 + "x",
        "&amp;" * 500_000,
        "<p class='" + "nav-" * 300_000 + "'>x",
        "<td>x" * 100_000,
        "<p>Tin liên quan</p>" * 30_000,
    ],
)
def test_pages_made_to_take_for_ever_do_not(body):
    began = time.process_time()
    tried(page(body))
    assert time.process_time() - began < 10


def tried(data, name="a.html"):
    try:
        read = extract(data, name)
    except Unreadable:
        return
    assert isinstance(read, Extracted)
    assert "".join(read.text[span.start : span.end] for span in read.pages) == read.text
    assert all(read.text[cell.start : cell.end] == cell.text for table in read.tables for cell in table.cells)


WHOLE = pages.newspaper().encode()


@given(st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6), st.integers(0, 9)), max_size=6), st.floats(0.05, 1))
@settings(max_examples=150, deadline=None)
def test_mutated_and_truncated_pages_raise_nothing_but_unreadable(changes, share):
    data = bytearray(WHOLE)
    for where, new, gone in changes:
        at = 20 + int(where * (len(data) - 20))
        data[at : at + gone] = new
    tried(bytes(data[: int(len(data) * share)]))


TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<table>",
        "<tr>",
        "<td rowspan=3>",
        "<td colspan=9>",
        "</table>",
        "<li>",
        "<ol>",
        "chữ ",
        "Tin liên quan",
        "<h1>",
        "<br>",
    ]
)


@given(st.lists(TAGS, max_size=50))
@settings(max_examples=150, deadline=None)
def test_any_tags_in_any_order(tags):
    tried(page("".join(tags)))


@given(st.binary(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_saved_page(junk):
    tried(b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n" + junk, "a.mht")
