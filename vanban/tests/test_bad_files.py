"""Every file that cannot be read, and what is said about it."""

import re
import struct
import time
import zipfile
import zlib
from io import BytesIO

import pypdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vanban.encodings import to_legacy
from vanban.extract import (
    Bomb,
    Broken,
    EmptyFile,
    EncryptedFile,
    Extracted,
    Limits,
    NoText,
    NotWhatItSays,
    TooLarge,
    UnknownEncoding,
    UnknownFormat,
    Unreadable,
    extract,
)
from vanban.formats.errors import BY_CODE
from vanban.formats.reflow import Line, flow, without_furniture
from vanban.secret_stamp import stamp_of
from vanban.tests.papers import ARTICLE, part, pdf, pdf_lines, picture_pdf, with_parts, word

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
PARAGRAPHS = ARTICLE.strip().split("\n")


def zipped(**parts):
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in parts.items():
            container.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return file.getvalue()


def locked(data, user="bí mật", owner="chủ"):
    writer = pypdf.PdfWriter(clone_from=BytesIO(data))
    writer.encrypt(user, owner, algorithm="AES-256")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n ", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_nothing_in_it(data):
    with pytest.raises(EmptyFile, match="empty"):
        extract(data, "trong.txt")


def test_a_word_file_without_a_word():
    with pytest.raises(EmptyFile):
        extract(word("", " "), "trong.docx")


def test_too_many_bytes():
    with pytest.raises(TooLarge) as refusal:
        extract(ARTICLE.encode(), "a.txt", limits=Limits(max_bytes=100))
    assert refusal.value.detail == {"limit": 100, "unit": "bytes", "found": len(ARTICLE.encode())}


def test_sixty_megabytes_are_refused_before_anything_is_looked_at():
    with pytest.raises(TooLarge, match="25000000 bytes, found 60000000"):
        extract(b"%PDF-1.7" + bytes(60_000_000 - 8), "lon.pdf")


def test_too_many_pages_and_characters():
    with pytest.raises(TooLarge) as refusal:
        extract(pdf_lines(*[["một dòng chữ"]] * 4), "a.pdf", limits=Limits(max_pages=3))
    assert (refusal.value.detail["unit"], refusal.value.detail["found"]) == ("pages", 4)
    for data, name in ((ARTICLE.encode(), "a.txt"), (word(ARTICLE), "a.docx"), (pdf(ARTICLE), "a.pdf")):
        with pytest.raises(TooLarge) as refusal:
            extract(data, name, limits=Limits(max_characters=100))
        assert refusal.value.detail["unit"] == "characters"


@pytest.mark.parametrize(
    ("data", "name", "found"),
    [
        (bytes(range(256)) * 20, "junk.docx", "binary data"),
        (bytes(range(256)) * 20, "junk.pdf", "binary data"),
        (bytes(range(256)) * 20, "junk.txt", "binary data"),
        (ARTICLE.encode(), "chu.docx", "plain text"),
        (ARTICLE.encode(), "chu.PDF", "plain text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "anh.docx", "a PNG picture"),
        (OLE + bytes(600) + "Workbook".encode("utf-16-le"), "cu.docx", "an Excel 97 workbook"),
        (ARTICLE.encode(), "trang.html", "plain text"),
    ],
)
def test_the_name_promises_something_else(data, name, found):
    with pytest.raises(NotWhatItSays) as refusal:
        extract(data, name)
    assert found in str(refusal.value)
    assert refusal.value.detail["suffix"] == name[name.index(".") :].lower()


@pytest.mark.parametrize(
    ("data", "name", "found"),
    [
        (b"\xff\xd8\xff\xe0" + bytes(100), "anh.jpg", "JPEG"),
        (OLE + bytes(600) + "Workbook".encode("utf-16-le"), "cu.xls", "Excel 97"),
        (OLE + bytes(600), "la.msg", "old Office"),
        (zipped(ppt__presentation_xml="<x/>"), "chieu.pptx", "PowerPoint"),
        (zipped(mimetype="application/vnd.oasis.opendocument.text", content_xml="<x/>"), "mo.odt", "OpenDocument"),
        (zipped(a="b"), "nen.zip", "zip archive"),
        (b"MZ" + bytes(100), "chay.exe", "program"),
        (bytes(range(256)) * 20, "la.bin", "binary data"),
    ],
)
def test_formats_that_are_not_read_are_named(data, name, found):
    with pytest.raises(UnknownFormat, match=found):
        extract(data, name)


def test_a_zip_that_only_calls_itself_a_workbook():
    with pytest.raises(Broken, match="sheets cannot be read"):
        extract(zipped(xl__workbook_xml="<x/>"), "bang.docx")


def test_a_wrong_ending_on_a_readable_file_is_noted_and_the_content_decides():
    assert extract(word("Chữ"), "a.pdf").notes == ("name_disagrees",)
    assert extract(pdf(*PARAGRAPHS), "a.docx").format == "pdf"
    assert "name_disagrees" not in extract(pdf(*PARAGRAPHS), "a").notes


def test_a_pdf_with_a_password():
    with pytest.raises(EncryptedFile, match="locked with a password") as refusal:
        extract(locked(pdf(*PARAGRAPHS)), "khoa.pdf")
    assert refusal.value.detail == {"format": "pdf"}


def test_a_pdf_that_only_forbids_printing_is_open():
    assert (
        extract(locked(pdf(*PARAGRAPHS), user=""), "a.pdf").text
        == ARTICLE.split("\n", 1)[0] + "\n" + "\n".join(PARAGRAPHS[2:]) + "\n"
    )


def test_a_word_file_with_a_password():
    data = OLE + bytes(504) + "EncryptionInfo".encode("utf-16-le") + bytes(36) + "EncryptedPackage".encode("utf-16-le")
    for name in ("khoa.docx", "khoa"):
        with pytest.raises(EncryptedFile):
            extract(data, name)


def test_a_zip_with_a_password():
    data = bytearray(word("Chữ"))
    with zipfile.ZipFile(BytesIO(bytes(data))) as container:
        offset = container.getinfo("word/document.xml").header_offset
    central = data.index(b"word/document.xml", data.index(b"PK\x01\x02")) - 46
    data[offset + 6] |= 1
    data[central + 8] |= 1
    with pytest.raises(EncryptedFile):
        extract(bytes(data), "khoa.docx")


@pytest.mark.parametrize("pages", [1, 3])
def test_pictures_only(pages):
    with pytest.raises(NoText, match=f"{pages} page") as refusal:
        extract(picture_pdf(pages), "quet.pdf")
    assert refusal.value.detail == {"pages": pages}


def test_a_word_file_of_pictures_only():
    with pytest.raises(NoText):
        extract(with_parts(word(""), **{"word__media__image1.png": b"\x89PNG"}), "quet.docx")


def test_a_zip_bomb_by_ratio():
    data = with_parts(word("x"), **{"word__media__image1.bin": bytes(60_000_000)})
    assert len(data) < 200_000
    with pytest.raises(Bomb, match="packed far too tightly"):
        extract(data, "bom.docx")


def test_a_zip_bomb_by_size_and_by_number_of_parts():
    with pytest.raises(Bomb, match="far too much"):
        extract(word("x" * 5000), "bom.docx", limits=Limits(max_unpacked=1000))
    with pytest.raises(Bomb, match="far too much"):
        extract(word("x" * 5000), "bom.docx", limits=Limits(max_part=1000))
    with pytest.raises(Bomb, match="too many parts"):
        extract(word("x"), "bom.docx", limits=Limits(max_entries=3))


def test_a_zip_that_lies_about_its_size_is_not_unpacked_beyond_what_it_declared():
    data = bytearray(word("x"))
    big = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = big.compress(b"<w:x>" * 1_000_000) + big.flush()
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(bytes(data))) as before, zipfile.ZipFile(out, "w") as after:
        for entry in before.infolist():
            if entry.filename != "word/document.xml":
                after.writestr(entry, before.read(entry))
        after.writestr("word/document.xml", packed)
    lying = bytearray(out.getvalue())
    for signature, method_at, size_at in ((b"PK\x03\x04", 8, 22), (b"PK\x01\x02", 10, 24)):
        at = lying.rindex(
            signature, 0, lying.rindex(b"word/document.xml") if signature == b"PK\x01\x02" else lying.index(packed)
        )
        struct.pack_into("<H", lying, at + method_at, 8)
        struct.pack_into("<I", lying, at + size_at, 1000)
    with pytest.raises((Broken, Bomb)):
        extract(bytes(lying), "bom.docx")


LAUGHS = '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "name", ["word__document_xml", "word__styles_xml", "word__footnotes_xml", "word__header1_xml", "docProps__core_xml"]
)
def test_an_entity_bomb_in_any_part(name):
    with pytest.raises(Bomb, match="declares entities"):
        extract(with_parts(word("x"), **{name: f"{LAUGHS}<w:x xmlns:w='y'>&b;</w:x>"}), "bom.docx")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_an_entity_bomb_in_another_encoding(encoding):
    xml = (
        LAUGHS.replace("?>", f' encoding="{encoding[:6]}"?>', 1).replace('"1.0" encoding', '"1.0" encoding')
        + "<x>&b;</x>"
    )
    raw = xml.encode(encoding) if encoding == "utf-16" else b"\xfe\xff" + xml.encode(encoding)
    with pytest.raises(Bomb):
        extract(with_parts(word("x"), word__document_xml=raw), "bom.docx")


def test_a_dtd_that_asks_for_a_file_of_the_machine_is_refused():
    xml = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>'
    with pytest.raises(Bomb):
        extract(with_parts(word("x"), word__document_xml=xml), "a.docx")
    late = " " * 5000 + "<x/>"
    with pytest.raises((Bomb, Broken)):
        extract(
            with_parts(word("x"), word__document_xml=f"<?xml version='1.0'?><!--{'-x' * 3000}-->{xml}{late}"), "a.docx"
        )


def test_elements_nested_beyond_reason():
    deep = "<w:sdt>" * 5000 + "</w:sdt>" * 5000
    xml = part(word("x"), "word/document.xml")
    xml = re.sub(r"<w:body>.*</w:body>", f"<w:body>{deep}</w:body>", xml, flags=re.S)
    with pytest.raises((Bomb, Broken)):
        extract(with_parts(word("x"), word__document_xml=xml), "a.docx")


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.999])
def test_files_cut_short(share):
    for data, name in ((word(*PARAGRAPHS), "a.docx"), (pdf(*PARAGRAPHS), "a.pdf")):
        cut = data[: int(len(data) * share)]
        try:
            read = extract(cut, name)
        except (Broken, NoText):
            continue
        # PDFium can rebuild a lost list of objects; then the text must be there.
        assert name == "a.pdf"
        assert "hợp tác" in read.text


def test_a_word_file_with_a_broken_or_missing_part():
    whole = word(*PARAGRAPHS)
    with pytest.raises(Broken, match="not well-formed"):
        extract(with_parts(whole, word__document_xml="<w:document"), "a.docx")
    with pytest.raises(Broken, match="no body"):
        extract(with_parts(whole, word__document_xml="<w/>"), "a.docx")
    without_styles = with_parts(whole, word__styles_xml=None, word__numbering_xml=None, docProps__core_xml=None)
    assert extract(without_styles, "a.docx").text == "\n".join(PARAGRAPHS) + "\n"


def test_a_byte_changed_inside_the_packed_text():
    data = bytearray(word(*PARAGRAPHS))
    with zipfile.ZipFile(BytesIO(bytes(data))) as container:
        entry = container.getinfo("word/document.xml")
    data[entry.header_offset + 30 + len(entry.filename) + 200] ^= 0xFF
    with pytest.raises(Broken):
        extract(bytes(data), "a.docx")


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viscii"])
def test_an_old_code_page_is_converted_not_refused(encoding):
    assert extract(to_legacy(ARTICLE, encoding).encode("latin-1"), "cu.txt").text == ARTICLE


def test_an_encoding_that_cannot_be_told():
    with pytest.raises(UnknownEncoding, match="UTF-8"):
        extract("La réunion a été présidée par le président".encode("latin-1"), "fr.txt")


def test_codes_are_stable_and_every_error_says_expected_found_cure():
    assert set(BY_CODE) == {
        "unreadable",
        "empty_file",
        "too_large",
        "not_what_it_says",
        "unknown_format",
        "encrypted_file",
        "no_text",
        "needs_program",
        "bomb",
        "broken",
        "unknown_encoding",
        "took_too_long",
    }
    for code, kind in BY_CODE.items():
        assert kind.code == code
        if kind is not Unreadable:
            assert re.fullmatch(r"Expected .+, found .+\. .+\.", kind.says), kind.says


def in_seconds(act):
    began = time.process_time()
    act()
    return time.process_time() - began


MARKS = "e" + "\u0301\u0323" * 100_000


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (MARKS.encode(), "dau.txt"),
        ("a\u05b0\u0591".encode() * 3 + "\u05b0\u0591".encode() * 100_000, "dau.txt"),
        ((ARTICLE + "\xcc\xf2" * 100_000).encode("latin-1", "replace"), "dau.txt"),
        (b"x" * 5_000_000, "mot-chu.txt"),
        (b"1" * 5_000_000, "so.txt"),
        (b"\xe1" + b"a " * 400 + b"a" * 5_000_000 + b"\xff", "chu-cu.txt"),
        (b"\n" * 3_000_000 + b"x", "dong.txt"),
        (b" " * 3_000_000 + b"x", "trong.txt"),
        (b'("[' * 1_000_000, "ngoac.txt"),
        (("\u200b\u202e\u00ad" * 500_000 + "x").encode(), "vo-hinh.txt"),
        (("MẬT " * 200_000).encode(), "mat.txt"),
        (("| MẬT" * 200_000).encode(), "bang.txt"),
        (("Độ mật:" + "\t" * 1_000_000).encode(), "thut.txt"),
    ],
)
def test_files_made_to_take_for_ever_do_not(data, name):
    def read():
        try:
            stamp_of(extract(data, name))
        except Unreadable:
            return

    assert in_seconds(read) < 4


def tried(data, name):
    try:
        read = extract(data, name)
    except Unreadable:
        return
    assert isinstance(read, Extracted)
    assert "".join(read.text[page.start : page.end] for page in read.pages) == read.text
    for table in read.tables:
        for cell in table.cells:
            assert read.text[cell.start : cell.end] == cell.text


NAMES = st.sampled_from(["a.txt", "a.docx", "a.pdf", "", "a.xlsx"])


@given(st.binary(max_size=400), NAMES)
@example(b"PK\x03\x04", "a.docx")
@example(b"PK\x05\x06" + bytes(18), "a.docx")
@example(b"%PDF-1.4", "a.pdf")
@example(b"\xff\xfe\x00", "a.txt")
@settings(max_examples=300, deadline=None)
def test_random_bytes_raise_nothing_but_unreadable(data, name):
    tried(data, name)


WHOLE = {"a.docx": word(*PARAGRAPHS), "a.pdf": pdf(*PARAGRAPHS), "a.txt": to_legacy(ARTICLE, "vni").encode("latin-1")}


@given(
    st.sampled_from(sorted(WHOLE)),
    st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=4)), min_size=1, max_size=6),
)
@settings(max_examples=150, deadline=None)
def test_mutated_files_raise_nothing_but_unreadable(name, changes):
    data = bytearray(WHOLE[name])
    for where, new in changes:
        at = int(where * (len(data) - 1))
        data[at : at + len(new)] = new
    tried(bytes(data), name)


@given(st.text(max_size=300))
@settings(max_examples=30, deadline=None)
def test_any_xml_text_in_a_word_file_survives(text):
    clean = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]", "", text)
    tried(word(clean), "a.docx")


def test_a_word_file_made_to_take_for_ever_does_not():
    xml = part(word("x"), "word/document.xml")
    for body in (
        f"<w:p><w:r><w:t>{MARKS}</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 60_000,
        "<w:p>" + "<w:r><w:t>x </w:t></w:r>" * 60_000 + "</w:p>",
        "<w:tbl>" + "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr>" * 20_000 + "</w:tbl>",
    ):
        data = with_parts(
            word("x"),
            word__document_xml=re.sub(r"<w:body>.*</w:body>", f"<w:body>{body}</w:body>", xml, flags=re.DOTALL),
        )
        assert in_seconds(lambda data=data: tried(data, "a.docx")) < 6


def test_lines_of_a_pdf_made_to_take_for_ever_do_not():
    lines = [
        Line("phối hợp với các sở, ngành " + "x" * 40, 72.0, 560.0, 700.0 - 14 * (at % 50)) for at in range(40_000)
    ]
    hyphens = [Line("\ufffe" + "a" * 200_000, 72.0, 560.0, 700.0), Line("-" * 200_000, 72.0, 560.0, 690.0)]

    def read():
        kept, _ = without_furniture([lines[at : at + 50] for at in range(0, len(lines), 50)] + [hyphens])
        flow(kept)

    assert in_seconds(read) < 6
