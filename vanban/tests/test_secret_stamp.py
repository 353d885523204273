import time
import unicodedata

import pytest

from vanban.encodings import to_legacy
from vanban.extract import extract
from vanban.secret_stamp import find_stamp, stamp_of
from vanban.tests.papers import ARTICLE, pdf_lines, word

HEAD = "ỦY BAN NHÂN DÂN\nTỈNH AN GIANG\nSố: 12/KH-UBND\n{}\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nKẾ HOẠCH\n"


@pytest.mark.parametrize(
    ("stamp", "level"),
    [
        ("MẬT", "secret"),
        ("TỐI MẬT", "top_secret"),
        ("TUYỆT MẬT", "ultra_secret"),
        ("  MẬT  ", "secret"),
        ("M Ậ T", "secret"),
        ("T Ố I   M Ậ T", "top_secret"),
        ("T U Y Ệ T  M Ậ T", "ultra_secret"),
        ("MẬ T", "secret"),
        ("TUYỆT\nMẬT", "ultra_secret"),
        ("TỐI\nMẬT", "top_secret"),
        ("[MẬT]", "secret"),
        ("( TỐI MẬT )", "top_secret"),
        ("*** TUYỆT MẬT ***", "ultra_secret"),
        ("--- MẬT ---", "secret"),
        ("┌─────┐\n│ MẬT │\n└─────┘", "secret"),
        ("| MẬT |", "secret"),
        ("MẬT | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "secret"),
        ("UBND TỈNH AN GIANG | TỐI MẬT", "top_secret"),
        ("MẬT\tĐộc lập - Tự do - Hạnh phúc", "secret"),
        ("MẬT          Độc lập - Tự do - Hạnh phúc", "secret"),
        ("MẬT Độc lập - Tự do - Hạnh phúc", "secret"),
        ("TUYỆT MẬT CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "ultra_secret"),
        ("Số: 12/BC-UBND MẬT", "secret"),
        ("MẬT Bản số: 02", "secret"),
        ("[MẬT] Kế hoạch hợp tác năm 2026", "secret"),
        ("\u200bMẬT\u200b", "secret"),
        ("M\u00adẬ\u00adT", "secret"),
        ("Độ mật: Mật", "secret"),
        ("Độ mật: TUYỆT MẬT", "ultra_secret"),
        ("Mức độ mật: Tối mật", "top_secret"),
        ("Số: 12 | Độ mật: Mật", "secret"),
        ("ĐỘ MẬT: MẬT", "secret"),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_stamped(stamp, level, form):
    found = find_stamp(unicodedata.normalize(form, HEAD.format(stamp) + ARTICLE))
    assert found is not None
    assert (found.level, found.where) == (level, "text")
    text = unicodedata.normalize("NFC", HEAD.format(stamp) + ARTICLE)
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viscii"])
@pytest.mark.parametrize(
    ("stamp", "level"), [("MẬT", "secret"), ("TỐI MẬT", "top_secret"), ("TUYỆT MẬT", "ultra_secret")]
)
def test_stamped_in_a_code_page_that_was_not_converted(encoding, stamp, level):
    surface = to_legacy(stamp, encoding)
    assert find_stamp(HEAD.format(surface)).level == level


def test_the_capital_font_of_tcvn3_is_typed_in_small_letters():
    assert find_stamp(HEAD.format(to_legacy("tuyệt mật", "tcvn3"))).level == "ultra_secret"


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viscii"])
def test_stamped_in_an_old_file_that_is_converted_on_reading(encoding):
    read = extract(to_legacy(HEAD.format("TỐI MẬT") + ARTICLE, encoding).encode("latin-1"), "cu.txt")
    assert stamp_of(read).level == "top_secret"


@pytest.mark.parametrize(
    "words",
    [
        "Mật ong Vũ Quang đạt OCOP 3 sao.",
        "Mật mía Hương Khê, mật ong rừng, mật hoa dừa",
        "MẬT ONG VŨ QUANG",
        "MẬT MÍA",
        "SẢN PHẨM MẬT ONG RỪNG TRÀM",
        "DANH MỤC SẢN PHẨM\nMẬT\nONG RỪNG",
        "MẬT\n\nONG BẠC HÀ",
        "QUY CHẾ BẢO MẬT THÔNG TIN",
        "QUY CHẾ BẢO\nMẬT",
        "BÍ MẬT KINH DOANH",
        "PHÁP LUẬT VỀ BẢO VỆ BÍ\nMẬT",
        "CÁC BÊN CÓ TRÁCH NHIỆM BẢO MẬT VÀ KHÔNG TIẾT LỘ",
        "Thông tin bí mật kinh doanh được bảo mật.",
        "Hai bên cam kết bảo mật",
        "Mật",
        "mật",
        "Độ mật: Không mật",
        "Độ mật: Không",
        "Độ mật: Thường",
        "Mức độ mật: không mật",
        "Độ mật: Mật/Tối mật/Tuyệt mật",
        "độ mật: tuyệt mật, tối mật, mật theo quy định của Luật",
        "tài liệu đóng dấu MẬT phải nộp lưu",
        "Tài liệu TUYỆT MẬT do người đứng đầu quyết định",
        "MẬT ĐỘ DÂN SỐ",
        "MẬT KHẨU",
        "1 | MẬT | 50 lít",
        "TT | TÊN HÀNG | MẬT | ĐƠN VỊ",
        "HỢP TÁC BẢO MẬT – AN TOÀN THÔNG TIN MẠNG",
        "KHÔNG MẬT",
        "Luật Bảo vệ bí mật nhà nước",
        "THÂN MẬT",
        "MẬTT",
        "CHẤT",
        "ẬT",
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_innocent(words, form):
    assert find_stamp(unicodedata.normalize(form, f"{words}\n")) is None
    assert find_stamp(unicodedata.normalize(form, HEAD.format(words) + ARTICLE)) is None


def test_a_lone_word_deep_in_a_long_paper_is_no_stamp_but_the_longer_ones_always_are():
    body = (ARTICLE * 10).replace("\n", " ")
    assert find_stamp(f"{body}\nMẬT\n{body}") is None
    assert find_stamp(f"{body}\nTUYỆT MẬT\n{body}").level == "ultra_secret"


def test_the_top_of_every_page_counts():
    read = extract(f"{ARTICLE * 6}\n\fMẬT\n{ARTICLE}".encode(), "a.txt")
    assert stamp_of(read).level == "secret"


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("CV_TUYET MAT.docx", "ultra_secret"),
        ("CV TUYỆT MẬT.pdf", "ultra_secret"),
        ("ke hoach - TOI MAT.docx", "top_secret"),
        ("TOI_MAT_12.pdf", "top_secret"),
        ("công văn tuyệt mật.docx", "ultra_secret"),
        ("[MẬT] Kế hoạch.docx", "secret"),
        ("[Mật] kế hoạch.docx", "secret"),
        ("(MAT) ke hoach.docx", "secret"),
        ("MẬT - CV 12.docx", "secret"),
        ("KH 12 MẬT.docx", "secret"),
        ("CV_MAT.docx", "secret"),
        ("CV 123 MAT.docx", "secret"),
        ("MAT_CV123.pdf", "secret"),
        ("MAT - KH 12.pdf", "secret"),
        ("MAT.pdf", "secret"),
        ("C:\\ho so\\TUYET_MAT.docx", "ultra_secret"),
        ("a/b/MẬT.docx", "secret"),
    ],
)
def test_named_in_the_file_name(name, level):
    for form in ("NFC", "NFD"):
        found = find_stamp("nội dung", filename=unicodedata.normalize(form, name))
        assert found is not None, name
        assert (found.level, found.where) == (level, "filename")


@pytest.mark.parametrize(
    "name",
    [
        "Mật ong Vũ Quang.docx",
        "MẬT ONG VŨ QUANG.docx",
        "mat ong.docx",
        "MAT ONG VU QUANG.docx",
        "Quy chế bảo mật.docx",
        "QUY CHẾ BẢO MẬT.docx",
        "BAO MAT THONG TIN.docx",
        "BÍ MẬT KINH DOANH.docx",
        "GIAI_PHONG_MAT_BANG.docx",
        "LE_RA_MAT.docx",
        "MAT_BANG_GIA.xlsx",
        "bao cao mat rung.docx",
        "format.docx",
        "Hop tac OCOP.docx",
        "KHÔNG MẬT - KH 12.docx",
        "tham mat.docx",
        "",
    ],
)
def test_innocent_file_names(name):
    assert find_stamp("nội dung", filename=name) is None


@pytest.mark.parametrize(
    ("field", "value", "level"),
    [
        ("keywords", "hợp tác; MẬT", "secret"),
        ("keywords", "tuyệt mật", "ultra_secret"),
        ("subject", "TỐI MẬT", "top_secret"),
        ("title", "MẬT", "secret"),
        ("Độ mật", "Mật", "secret"),
        ("Classification", "Tối mật", "top_secret"),
        ("category", "MẬT", "secret"),
    ],
)
def test_in_the_fields_of_a_file(field, value, level):
    found = find_stamp("nội dung", metadata=[(field, value)])
    assert (found.level, found.where) == (level, "metadata")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("keywords", "mật ong; OCOP"),
        ("title", "Mật ong Vũ Quang"),
        ("title", "MẬT ONG"),
        ("subject", "Bảo mật"),
        ("Độ mật", "Không mật"),
    ],
)
def test_innocent_fields(field, value):
    assert find_stamp("nội dung", metadata=[(field, value)]) is None


def test_in_a_word_file_wherever_word_can_put_it():
    import docx

    from vanban.tests.papers import saved

    assert stamp_of(extract(word("x", keywords="MẬT"), "a.docx")).where == "metadata"
    headed = docx.Document()
    headed.add_paragraph("nội dung")
    headed.sections[0].header.paragraphs[0].text = "TUYỆT MẬT"
    assert stamp_of(extract(saved(headed), "a.docx")).where == "aside"
    tabled = docx.Document()
    cell = tabled.add_table(1, 2).cell(0, 0)
    cell.text = "TỈNH ỦY AN GIANG"
    cell.add_paragraph("MẬT")
    tabled.tables[0].cell(0, 1).text = "ĐẢNG CỘNG SẢN VIỆT NAM"
    assert stamp_of(extract(saved(tabled), "a.docx")).where == "text"
    assert stamp_of(extract(word(*ARTICLE.split("\n")), "a.docx")) is None


def test_in_a_pdf_also_when_it_runs_on_every_page():
    pages = [["TỐI MẬT", f"Trang này nói về việc thứ {number} của hai tỉnh."] for number in ("nhất", "hai", "ba", "tư")]
    assert stamp_of(extract(pdf_lines(*pages), "a.pdf")).level == "top_secret"


def test_it_costs_next_to_nothing():
    text = ARTICLE * 400
    find_stamp(text)
    began = time.process_time()
    find_stamp(text)
    per_kilobyte = (time.process_time() - began) / (len(text.encode()) / 1000)
    assert per_kilobyte < 150e-6
