from datetime import date

import pytest

from vanban import read

DAY = date(2024, 6, 10)


def dates(text: str) -> list[tuple[str, str, str]]:
    return [(d.text, d.from_.isoformat(), d.to.isoformat()) for d in read(text, written_on=DAY).dates]


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("ký ngày 18/3/2026 tại đây", "ngày 18/3/2026", "2026-03-18", "2026-03-18"),
        ("họp ngày 05 tháng 3 năm 2020.", "ngày 05 tháng 3 năm 2020", "2020-03-05", "2020-03-05"),
        ("xong ngày 15-12-2018.", "ngày 15-12-2018", "2018-12-15", "2018-12-15"),
        ("Sáng 7/6, hai bên gặp.", "7/6", "2024-06-07", "2024-06-07"),
        ("Ngày 5-6, hai bên gặp.", "Ngày 5-6", "2024-06-05", "2024-06-05"),
        ("Đăng lúc 10:07\n\nNgày 5/6, hai bên gặp.", "Ngày 5/6", "2024-06-05", "2024-06-05"),
        ("Chiều 30/12, hai bên gặp.", "30/12", "2023-12-30", "2023-12-30"),
        ("trong quý I/2027.", "quý I/2027", "2027-01-01", "2027-03-31"),
        ("quý 3 năm 2021", "quý 3 năm 2021", "2021-07-01", "2021-09-30"),
        ("vào tháng 8/2020", "tháng 8/2020", "2020-08-01", "2020-08-31"),
        ("tháng 12 năm 2016", "tháng 12 năm 2016", "2016-12-01", "2016-12-31"),
        ("Tháng 10 - 11/2024", "Tháng 10 - 11/2024", "2024-10-01", "2024-11-30"),
        ("giai đoạn 2021 - 2025", "2021 - 2025", "2021-01-01", "2025-12-31"),
        ("trong năm 2019 đã", "năm 2019", "2019-01-01", "2019-12-31"),
        ("9 tháng đầu năm 2018", "9 tháng đầu năm 2018", "2018-01-01", "2018-09-30"),
        ("6 tháng cuối năm 2022", "6 tháng cuối năm 2022", "2022-07-01", "2022-12-31"),
        ("từ ngày 1/4/2027 đến ngày 3/5/2027", "từ ngày 1/4/2027 đến ngày 3/5/2027", "2027-04-01", "2027-05-03"),
        ("từ tháng 1 đến tháng 6/2022", "tháng 1 đến tháng 6/2022", "2022-01-01", "2022-06-30"),
        ("từ ngày 16-20/7", "ngày 16-20/7", "2024-07-16", "2024-07-20"),
        ("ngày 30-5 đến 2-6", "ngày 30-5 đến 2-6", "2024-05-30", "2024-06-02"),
        ("quý 1, 2/2024", "quý 1, 2/2024", "2024-01-01", "2024-06-30"),
        ("Sáng nay 7/6, hai bên gặp.", "7/6", "2024-06-07", "2024-06-07"),
        ("trước ngày 30 tháng 1", "ngày 30 tháng 1", "2025-01-30", "2025-01-30"),
        ("ngày 29/7-1/8", "ngày 29/7-1/8", "2024-07-29", "2024-08-01"),
        ("ngày 29 tháng 2 năm 2024", "ngày 29 tháng 2 năm 2024", "2024-02-29", "2024-02-29"),
    ],
)
def test_finds_days_and_periods(text: str, words: str, first: str, last: str) -> None:
    assert dates(text) == [(words, first, last)]


@pytest.mark.parametrize(
    "text",
    [
        "trong thời gian tới",
        "đạt 4/7 chỉ tiêu",
        "gió cấp 7-9",
        "đường 30/4 thông xe",
        "bản đồ tỷ lệ 1/500",
        "tiếp nhận 24/7",
        "ngày 31/2/2020",
        "lúc 13:32",
        "Luật số 77/2015/QH13",
        "gọi 0236.3812.345",
        "mỗi ngày 5-10 tấn",
    ],
)
def test_leaves_alone_what_is_no_date(text: str) -> None:
    assert dates(text) == []


def test_without_any_day_a_date_without_a_year_cannot_be_told() -> None:
    assert read("Sáng 7/6, hai bên gặp.").dates == ()


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("ký trong quý III năm nay", "quý III năm nay", "2024-07-01", "2024-09-30"),
        ("khai trương vào tháng 3 năm sau", "tháng 3 năm sau", "2025-03-01", "2025-03-31"),
        ("đã họp quý IV năm ngoái", "quý IV năm ngoái", "2023-10-01", "2023-12-31"),
    ],
)
def test_years_counted_from_the_papers_own(text: str, words: str, first: str, last: str) -> None:
    assert dates(text) == [(words, first, last)]


@pytest.mark.parametrize("line", ["15:20 | 10/06/2024", "Thứ Hai, 10/6/2024 | 09:00 GMT+7"])
def test_a_dateline_parted_by_bars(line: str) -> None:
    page = read(f"Sơn La bàn việc với Phú Thọ\n\n{line}\n\nChiều 7/6, hai tỉnh Sơn La và Phú Thọ gặp nhau.")
    assert (page.document.kind, str(page.document.issued_on)) == ("news", "2024-06-10")
    assert "2024-06-07" in [d.from_.isoformat() for d in page.dates]


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("Bảy tháng đầu năm 2021, xã trồng rừng.", "Bảy tháng đầu năm 2021", "2021-01-01", "2021-07-31"),
        ("trong mười một tháng đầu năm 2022", "mười một tháng đầu năm 2022", "2022-01-01", "2022-11-30"),
        ("ba tháng cuối năm", "ba tháng cuối năm", "2024-10-01", "2024-12-31"),
        ("hai quý đầu năm nay", "hai quý đầu năm nay", "2024-01-01", "2024-06-30"),
        ("6 tháng đầu năm sau", "6 tháng đầu năm sau", "2025-01-01", "2025-06-30"),
        ("khai trương tháng Mười Hai năm 2019", "tháng Mười Hai năm 2019", "2019-12-01", "2019-12-31"),
        ("họp vào tháng bảy/2020", "tháng bảy/2020", "2020-07-01", "2020-07-31"),
        ("họp tháng năm năm 2021", "tháng năm năm 2021", "2021-05-01", "2021-05-31"),
        ("Trong tháng Tư, hai bên gặp.", "tháng Tư", "2024-04-01", "2024-04-30"),
        ("từ tháng Hai đến tháng Năm năm 2018", "từ tháng Hai đến tháng Năm năm 2018", "2018-02-01", "2018-05-31"),
        ("ký ngày 19 tháng Tám năm 2015", "ngày 19 tháng Tám năm 2015", "2015-08-19", "2015-08-19"),
        ("xong trong quý hai năm 2026", "quý hai năm 2026", "2026-04-01", "2026-06-30"),
        ("trong quý tư.", "quý tư", "2024-10-01", "2024-12-31"),
        ("tháng Giêng năm 2017", "tháng Giêng năm 2017", "2017-01-01", "2017-01-31"),
    ],
)
def test_months_and_quarters_in_words(text: str, words: str, first: str, last: str) -> None:
    assert dates(text) == [(words, first, last)]


@pytest.mark.parametrize(
    "text",
    [
        "mỗi tháng hai lần",
        "một quý ba chuyến",
        "mỗi tháng một, xã báo cáo",
        "những năm tháng đầu năm",
        "hai mươi tháng đầu năm",
        "quảng trường Tháng Tám, đường Tháng Hai.",
        "rằm tháng Giêng năm",
        "hội xuân tháng Chạp",
        "tháng ba âm lịch",
        "trong ba tháng, hai bên gặp",
        "mở lớp trong tháng năm.",
    ],
)
def test_words_that_name_no_month(text: str) -> None:
    assert dates(text) == []
