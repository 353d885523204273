import re
import time
import unicodedata

import pytest

from vanban.encodings import TABLES, TCVN3, VISCII, VNI, NotText, Undecidable, detect, from_legacy, repair, to_legacy
from vanban.tests.papers import ARTICLE, EVERY_LETTER


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viscii"])
def test_every_small_letter_goes_there_and_back(encoding):
    assert from_legacy(to_legacy(EVERY_LETTER, encoding), encoding) == EVERY_LETTER


@pytest.mark.parametrize("encoding", ["vni", "viscii"])
def test_every_capital_goes_there_and_back(encoding):
    assert from_legacy(to_legacy(EVERY_LETTER.upper(), encoding), encoding) == EVERY_LETTER.upper()


def test_tcvn3_has_no_toned_capitals_so_whole_words_in_capitals_are_raised():
    line = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM, Độc lập - Tự do - Hạnh phúc; Số: 12/KH-UBND, ở UBND xã"
    assert from_legacy(to_legacy(line, "tcvn3"), "tcvn3") == line


@pytest.mark.parametrize(
    ("encoding", "surface", "meant"),
    [
        ("tcvn3", "Båi th­êng", "Bồi thường"),
        ("vni", "Boài thöôøng", "Bồi thường"),
        ("viscii", "B°i thß¶ng", "Bồi thường"),
        ("tcvn3", "Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("vni", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
    ],
)
def test_what_the_old_fonts_showed(encoding, surface, meant):
    assert from_legacy(surface, encoding) == meant
    assert to_legacy(meant, encoding) == surface


def test_the_tables_hold_every_letter_of_the_alphabet():
    letters = set(EVERY_LETTER) - set("abcdefghijklmnopqrstuvwxyz ")
    assert letters <= set(TCVN3.values())
    assert letters | {letter.upper() for letter in letters} <= set(VNI.values())
    assert letters | {letter.upper() for letter in letters} == set(VISCII.values())


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viscii"])
def test_a_file_in_an_old_code_page_is_converted_and_says_so(encoding):
    decoded = detect(to_legacy(ARTICLE, encoding).encode("latin-1"))
    assert (decoded.text, decoded.encoding, decoded.notes) == (ARTICLE, encoding, (f"converted_from_{encoding}",))


def test_windows_1258():
    # Python's codec wants the tones apart from their vowels, but keeps ê, ô, ơ whole.
    tone = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
    split = ""
    for letter in ARTICLE:
        apart = unicodedata.normalize("NFD", letter)
        split += unicodedata.normalize("NFC", tone.sub("", apart)) + "".join(tone.findall(apart))
    decoded = detect(split.encode("cp1258"))
    assert (decoded.text, decoded.encoding) == (ARTICLE, "windows-1258")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_with_and_without_a_mark(encoding):
    decoded = detect(ARTICLE.encode(encoding))
    assert decoded.text == ARTICLE
    assert decoded.notes == ()


def test_utf8_that_was_encoded_twice_is_undone():
    garbled = (
        ARTICLE.encode()
        .decode("latin-1")
        .translate({0x80 + i: bytes([0x80 + i]).decode("cp1252", "ignore") or 0x80 + i for i in range(32)})
    )
    assert garbled.startswith("Há»™i nghá»‹")
    decoded = detect(garbled.encode())
    assert (decoded.text, decoded.notes) == (ARTICLE, ("converted_from_twice_encoded",))


@pytest.mark.parametrize(
    "clean",
    [
        ARTICLE,
        unicodedata.normalize("NFD", ARTICLE),
        "La réunion a été présidée par le président du comité, à côté de l'hôtel, après la fête de l'été dernier où ça a été décidé.",
        "El niño comió piñas y jamón en la habitación del señor Muñoz según la información pública número cinco.",
        "Größe, Straße, für die Übergabe schöner Häuser und müder Bäcker wählen wir später nächste Möglichkeiten.",
        "25 °C ± 2, § 12, © 2020, 5 m², ½ giá",
        "Hà Nội: chỉ có một dòng chữ tiếng Việt giữa các từ café, résumé, naïve, déjà, façade, garçon, élève, fête",
        "",
    ],
)
def test_clean_unicode_is_never_touched(clean):
    assert repair(clean) == (repair(clean).__class__)(clean, "utf-8")


def test_one_old_word_alone_is_not_enough_to_convert():
    assert repair("Båi th­êng").text == "Båi th­êng"


def test_a_file_cut_in_the_middle_of_a_letter_loses_only_that_letter():
    whole = ARTICLE.encode()
    cut = whole[: whole.rindex("ủ".encode()) + 2]
    decoded = detect(cut)
    assert decoded.notes == ("cut_short",)
    assert ARTICLE.startswith(decoded.text)


def test_a_damaged_byte_does_not_make_the_whole_file_strange():
    decoded = detect(ARTICLE.encode().replace(b"2018", b"\xff018"))
    assert decoded.notes == ("damaged_characters",)
    assert decoded.text == ARTICLE.replace("2018", "\ufffd018")


def test_windows_punctuation_alone_is_told():
    assert detect("“Ha Noi” – Ha Tinh…".encode("cp1252")).text == "“Ha Noi” – Ha Tinh…"


def test_what_cannot_be_told_is_refused():
    with pytest.raises(Undecidable):
        detect("La réunion a été présidée par le président du comité".encode("latin-1"))


@pytest.mark.parametrize("junk", [bytes(range(256)) * 20, b"\0\1\2\3" * 100])
def test_binary_is_no_text(junk):
    with pytest.raises(NotText):
        detect(junk)


def test_tables_are_named():
    assert set(TABLES) == {"tcvn3", "vni", "viscii"}


def test_capitals_are_raised_only_where_the_line_is_in_capitals():
    for line in (
        "THÀNH ỦY HÀ NỘI",
        "UBND Hà Tĩnh",
        "Sở Y tế",
        "Ý kiến của ông Lê Văn Tý",
        "TỈNH ĐẮK LẮK VÀ TỈNH PHÚ YÊN",
    ):
        assert from_legacy(to_legacy(line, "tcvn3"), "tcvn3").replace("ý kiến", "Ý kiến") == line


@pytest.mark.parametrize(
    "data", [b"\x81\x8d\x8f\x90\x9d" * 40, b"abc \x81\x8d\x8f\x90\x9d def\n" * 20, b"\x93\x81\x94"]
)
def test_codes_that_windows_leaves_empty_are_no_text_of_it(data):
    with pytest.raises(Undecidable):
        detect(data)
    assert detect(b"\x93abc\x94 \x96 d\x85").text == "“abc” – d…"


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viscii"])
@pytest.mark.parametrize(
    "words", ["Kế hoạch năm 2026", "Kính gửi: Sở Tài chính", "Họp lúc 8 giờ sáng thứ Tư", "Đường 30/4 và Sở Y tế"]
)
def test_a_line_is_enough_to_tell(words, encoding):
    found = detect(to_legacy(words, encoding).encode("latin-1"))
    assert (found.text, found.encoding) == (words, encoding)


@pytest.mark.parametrize("words", ["Sở Y tế", "ở đó", "Số 5/KH"])
@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viscii"])
def test_a_word_or_two_are_not(words, encoding):
    with pytest.raises(Undecidable):
        detect(to_legacy(words, encoding).encode("latin-1"))


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viscii"])
def test_lines_of_an_old_paper_among_lines_of_a_new_one(encoding):
    new, old = "Ủy ban nhân dân tỉnh báo cáo.", "Hai bên thống nhất phối hợp mở tuyến xe khách"
    data = b"\n".join([new.encode(), to_legacy(old, encoding).encode("latin-1"), new.encode(), b"end"])
    found = detect(data)
    assert found.text == f"{new}\n{old}\n{new}\nend"
    assert found.notes == (f"converted_from_{encoding}", "mixed_encodings")


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be", "utf-16"])
@pytest.mark.parametrize("words", ["Hà", "Sở Y tế", "ĐỘC LẬP TỰ DO HẠNH PHÚC, ỦY BAN"])
def test_utf_16_with_and_without_its_mark(name, words):
    assert detect(words.encode(name)).text == words


def test_one_line_of_many_words_takes_linear_time():
    began = time.process_time()
    assert from_legacy("C\xe9NG " + "H\xdf x\xb7 \xe9 " * 60_000, "tcvn3").startswith("C")
    assert time.process_time() - began < 4
