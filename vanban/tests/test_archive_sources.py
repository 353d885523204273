"""Archives cut into units: every document once, from any place on; records of web archives; what cannot be used."""

import gzip
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vanban.archive.manifest import Manifest, OtherRun
from vanban.archive.progress import Progress
from vanban.archive.reader import rows_of_document
from vanban.archive.sources import BadSource, Columns, find_sources, units
from vanban.archive.warc import BrokenArchive, records
from vanban.tests.archives import jsonl, page_record, warc


def names(source, start=0, batch=3):
    return [[document[0] for document in unit.documents] for unit in units(source, start, batch, Columns())]


def test_lines_become_units_and_a_run_goes_on_behind_any(tmp_path):
    jsonl(tmp_path / "a.jsonl", [{"id": f"d{number}", "text": "x"} for number in range(8)])
    (source,) = find_sources([str(tmp_path / "a.jsonl")])
    cut = list(units(source, 0, 3, Columns()))
    assert [[document[0] for document in unit.documents] for unit in cut] == [
        ["d0", "d1", "d2"],
        ["d3", "d4", "d5"],
        ["d6", "d7"],
    ]
    assert sum(unit.size for unit in cut) == source.size
    for at, unit in enumerate(cut):
        assert names(source, unit.end) == [[d[0] for d in later.documents] for later in cut[at + 1 :]]


def test_lines_that_are_no_documents_say_why(tmp_path):
    lines = ['{"text": "x"}', "{", "[1]", '{"id": 5}', '{"id": "d", "noi_dung": "y"}', "", '{"text": 3}']
    (tmp_path / "a.ndjson").write_text("\n".join(lines))
    (source,) = find_sources([str(tmp_path / "a.ndjson")])
    (unit,) = units(source, 0, 100, Columns())
    assert [(document[1], document[3]) for document in unit.documents] == [
        ("x", None),
        (None, "the line is not JSON"),
        (None, "the line is no JSON object"),
        (None, "it has no text"),
        ("y", None),
        (None, "it has no text"),
    ]
    assert [document[0] for document in unit.documents][3:5] == ["5", "d"]


def test_columns_can_be_named(tmp_path):
    jsonl(tmp_path / "a.jsonl", [{"so": "1", "loi": "chữ", "text": "khác"}])
    (source,) = find_sources([str(tmp_path / "a.jsonl")])
    (unit,) = units(source, 0, 9, Columns("loi", "so"))
    assert unit.documents == [("1", "chữ", None, None)]


def test_a_folder_holds_papers_and_archives(tmp_path):
    (tmp_path / "sau").mkdir()
    for name in ("b.txt", "a.docx", "sau/c.txt", ".an"):
        (tmp_path / name).write_text("chữ")
    jsonl(tmp_path / "d.jsonl", [{"text": "x"}])
    found = find_sources([str(tmp_path)])
    assert [source.kind for source in found] == ["jsonl", "files"]
    assert [name.rpartition("/")[2] for unit in names(found[1]) for name in unit] == ["a.docx", "b.txt", "c.txt"]
    assert names(found[1], start=2)[0][0].endswith("c.txt")


@pytest.mark.parametrize("given_", ["khong-co", ""])
def test_nothing_there(tmp_path, given_):
    with pytest.raises(BadSource, match="found no"):
        find_sources([str(tmp_path / given_)])


@pytest.mark.parametrize("packed", [True, False])
def test_a_web_archive_record_by_record_from_any_place(tmp_path, packed):
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    pages = [f"<html><p>trang {number}</p></html>".encode() for number in range(5)]
    parts = [page_record(f"https://vi.example/{number}", page) for number, page in enumerate(pages)]
    parts.insert(2, page_record("https://vi.example/anh.png", b"\x89PNG", media="image/png"))
    parts.insert(3, page_record("https://vi.example/mat", b"x", status="404 Not Found"))
    warc(path, parts, packed=packed)
    read = list(records(path))
    assert [record.content for record in read] == pages
    assert [record.address for record in read] == [f"https://vi.example/{number}" for number in range(5)]
    for at, record in enumerate(read):
        assert [later.content for later in records(path, record.end)] == pages[at + 1 :]


def test_content_is_unpacked_as_it_was_sent(tmp_path):
    page = "<p>chữ</p>".encode()
    chunks = b"%x\r\n%b\r\n0\r\n\r\n" % (len(page), page)
    parts = [
        page_record("a", gzip.compress(page), more="Content-Encoding: gzip"),
        page_record("b", chunks, more="Transfer-Encoding: chunked"),
        page_record("c", b"junk", more="Content-Encoding: gzip"),
        page_record("d", b"junk", more="Content-Encoding: br"),
    ]
    warc(tmp_path / "a.warc.gz", parts)
    read = list(records(tmp_path / "a.warc.gz"))
    assert [record.content for record in read[:2]] == [page, page]
    assert [record.problem for record in read[2:]] == [
        "its compressed content is damaged",
        "its content is packed as br",
    ]


@pytest.mark.parametrize("packed", [True, False])
def test_an_archive_cut_short_keeps_what_was_whole(tmp_path, packed):
    path = tmp_path / "a.warc"
    warc(path, [page_record(str(number), b"<p>chu</p>" * 50) for number in range(3)], packed=packed)
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(BrokenArchive, match="found the end"):
        list(records(path))
    (source,) = find_sources([str(path)])
    (unit,) = units(source, 0, 100, Columns())
    assert [document[0] for document in unit.documents][:2] == ["0", "1"]
    assert "found the end of the archive" in unit.documents[2][3]
    assert unit.end == source.size
    assert list(units(source, unit.end, 100, Columns())) == []


@given(st.binary(max_size=400), st.booleans())
@settings(max_examples=100, deadline=None)
def test_junk_raises_only_that_it_is_broken(tmp_path_factory, junk, packed):
    path = tmp_path_factory.mktemp("rac") / "a.warc"
    path.write_bytes(gzip.compress(b"WARC/1.0\r\n" + junk) if packed else b"WARC/1.0\r\n" + junk)
    try:
        list(records(path))
    except BrokenArchive:
        return


def test_one_document_never_ends_a_run():
    assert rows_of_document(None, None, None, "hỏng") == [{"kind": "bad", "text": "hỏng"}]
    assert rows_of_document(" ", None, None, None)[0]["kind"] == "bad"
    assert rows_of_document(None, b"\x00" * 40, "a.docx", None)[0]["kind"] == "bad"
    assert rows_of_document("\ud800 Hà Nội", None, None, None)[0]["kind"] == "document"
    rows = rows_of_document("Ngày 5/3/2026, tỉnh Lào Cai có trên 1.300 dự án.", None, None, None)
    figure = next(row for row in rows if row["kind"] == "quantity")
    assert (figure["value"], figure["bound"], figure["unit"]) == ("1300", "more_than", "dự án")
    assert json.loads(figure["data"])["text"] == figure["text"]
    assert next(row for row in rows if row["kind"] == "date")["from_date"] == "2026-03-05"


SETTINGS = {"vanban_archive": 1}


def test_a_line_cut_in_writing_is_not_done(tmp_path):
    jsonl(tmp_path / "a.jsonl", [{"text": "x"}] * 4)
    (source,) = find_sources([str(tmp_path / "a.jsonl")])
    folder = tmp_path / "out"
    folder.mkdir()
    manifest = Manifest(folder, SETTINGS)
    (folder / "f").write_text("x")
    for unit in units(source, 0, 2, Columns()):
        manifest.add(unit, documents=2, bad=0, facts=9, files=[folder / "f"])
    ends = [done.end for done in manifest.done]
    path = folder / "manifest.jsonl"
    path.write_bytes(path.read_bytes()[:-9])
    again = Manifest(folder, SETTINGS)
    assert [done.end for done in again.done] == ends[:1]
    assert again.next_place(source) == ends[0]


def test_another_run_a_changed_source_and_a_missing_part_are_refused(tmp_path):
    jsonl(tmp_path / "a.jsonl", [{"text": "x"}])
    (source,) = find_sources([str(tmp_path / "a.jsonl")])
    folder = tmp_path / "out"
    folder.mkdir()
    manifest = Manifest(folder, SETTINGS)
    (folder / "f").write_text("x")
    (unit,) = units(source, 0, 2, Columns())
    manifest.add(unit, documents=1, bad=0, facts=1, files=[folder / "f"])
    with pytest.raises(OtherRun, match="another one"):
        Manifest(folder, {"vanban_archive": 2})
    jsonl(tmp_path / "a.jsonl", [{"text": "khác"}])
    with pytest.raises(OtherRun, match="changed"):
        Manifest(folder, SETTINGS).next_place(find_sources([str(tmp_path / "a.jsonl")])[0])
    (folder / "f").unlink()
    with pytest.raises(OtherRun, match="expected f with 1 bytes"):
        Manifest(folder, SETTINGS)


def test_progress_shows_share_pace_and_what_is_left():
    progress = Progress(1000, 200, "{documents} văn bản, {pace}/giây, còn {left}")
    progress.add(300, 60)
    assert "50%" in progress.line(30)
    assert "60 văn bản, 2/giây, còn 0:00:50" in progress.line(30)
