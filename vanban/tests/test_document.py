from datetime import date

import pytest

from vanban import read

HEAD = (
    "UBND TỈNH LÀO CAI\n-------\nSố: 12/{symbol}\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    "\nLào Cai, ngày 03 tháng 02 năm 2024\n\n"
)
BODY = "\nThực hiện chương trình hợp tác giữa tỉnh Lào Cai và tỉnh Sơn La, hai tỉnh đã phối hợp mở tuyến xe khách.\n"


@pytest.mark.parametrize(
    ("symbol", "title", "kind"),
    [
        ("KH-UBND", "KẾ HOẠCH\nHợp tác năm 2024\n", "plan"),
        ("BC-UBND", "BÁO CÁO\nKết quả hợp tác\n", "report"),
        ("TB-VP", "THÔNG BÁO\nKết luận của Chủ tịch\n", "conclusion"),
        ("BB-UBND", "BIÊN BẢN\nLàm việc giữa hai bên\n", "minutes"),
        ("BGN-LC-SL", "BẢN GHI NHỚ\nVề hợp tác\n", "memorandum"),
        ("UBND-TH", "V/v phối hợp\n\nKính gửi: UBND tỉnh Sơn La\n", "dispatch"),
    ],
)
def test_the_kind_number_and_day_of_an_official_paper(symbol: str, title: str, kind: str) -> None:
    document = read(HEAD.format(symbol=symbol) + title + BODY).document
    assert (document.kind, document.number, document.issued_on) == (kind, f"12/{symbol}", date(2024, 2, 3))
    assert document.issuer == "10"


def test_a_blank_number_is_no_number() -> None:
    document = read(HEAD.replace("12/{symbol}", "     /QĐ-UBND") + "KẾ HOẠCH\n" + BODY).document
    assert document.number is None


def test_a_news_page() -> None:
    text = (
        "Lào Cai - Sơn La bắt tay\n\nThứ hai, 05/02/2024 10:00\n\n"
        "Sáng 3/2, tỉnh Lào Cai và tỉnh Sơn La tổ chức hội nghị bàn việc hợp tác.\n\nNguồn: Báo Vùng Cao"
    )
    document = read(text).document
    assert (document.kind, document.issued_on, document.source) == ("news", date(2024, 2, 5), "Báo Vùng Cao")
    assert document.parties == ("10", "14")


def test_plain_words_are_no_known_paper() -> None:
    assert read("Chào bạn.").document.kind == "unknown"


def test_a_source_keeps_the_bracket_it_opened() -> None:
    text = "Hai tỉnh bàn hợp tác\n\n05/02/2024 10:00\n\nSáng 3/2, tỉnh Lào Cai và tỉnh Sơn La họp.\n\nNguồn: Báo Vùng Cao (bản minh họa)"
    assert read(text).document.source == "Báo Vùng Cao (bản minh họa)"
    assert read(text.replace("Nguồn: ", "(Theo ").replace(" (bản minh họa)", ")")).document.source == "Báo Vùng Cao"


def test_minutes_that_open_with_today() -> None:
    text = (
        "BIÊN BẢN LÀM VIỆC\ngiữa UBND tỉnh Lào Cai và UBND tỉnh Sơn La\n\nHôm nay, vào hồi 8 giờ 30 ngày 14/5/2024, UBND tỉnh Lào Cai và "
        "UBND tỉnh Sơn La làm việc về tuyến xe khách.\n\n1. Đại diện tỉnh Sơn La: bà Lò Thị Dụ, Phó Chủ tịch UBND tỉnh.\n"
    )
    reading = read(text)
    assert (reading.document.kind, reading.document.issued_on) == ("minutes", date(2024, 5, 14))
    assert [(p.name, p.locality) for p in reading.people] == [("Lò Thị Dụ", "14")]
