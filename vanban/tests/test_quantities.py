from decimal import Decimal

import pytest

from vanban import read


def figures(text: str) -> list[tuple[str, str, str | None, str, str]]:
    return [
        (q.kind, str(q.value), str(q.value_to) if q.value_to is not None else None, q.bound, q.unit)
        for q in read(text).quantities
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("có trên 1.300 dự án đầu tư", ("count", "1300", None, "more_than", "dự án đầu tư")),
        ("gần 6 vạn hộ kinh doanh", ("count", "60000", None, "almost", "hộ kinh doanh")),
        ("vốn 37.700 tỷ đồng", ("money", "37700000000000", None, "exact", "VND")),
        ("ước đạt 64 tỉ đồng", ("money", "64000000000", None, "about", "VND")),
        ("45,5 triệu USD", ("money", "45500000", None, "exact", "USD")),
        ("1 tỷ 850 triệu đồng", ("money", "1850000000", None, "exact", "VND")),
        ("2 triệu rưỡi đồng", ("money", "2500000", None, "exact", "VND")),
        ("từ 5 đến 7 triệu đồng", ("money", "5000000", "7000000", "range", "VND")),
        ("tăng 3 - 5%", ("percent", "3", "5", "range", "%")),
        ("đạt 20,89%", ("percent", "20.89", None, "exact", "%")),
        ("ít nhất 2 lần", ("count", "2", None, "at_least", "lần")),
        ("không quá 10 ngày", ("duration", "10", None, "at_most", "ngày")),
        ("dưới 20% hồ sơ", ("percent", "20", None, "less_than", "%")),
        ("từ 20 doanh nghiệp trở lên", ("count", "20", None, "at_least", "doanh nghiệp")),
        ("đứng thứ 9 cả nước", ("rank", "9", None, "exact", "cả nước")),
        ("dài 12,5 km", ("measure", "12.5", None, "exact", "km")),
        ("rộng 8.555 km2", ("measure", "8555", None, "exact", "km2")),
        ("25 khu, cụm công nghiệp", ("count", "25", None, "exact", "khu, cụm công nghiệp")),
        ("hai mươi mốt doanh nghiệp", ("count", "21", None, "exact", "doanh nghiệp")),
        ("khoảng ba trăm tỷ đồng", ("money", "300000000000", None, "about", "VND")),
        ("64/68 đại biểu", ("count", "64", None, "exact", "đại biểu")),
        ("đạt 12,6/18,25 km", ("measure", "12.6", None, "exact", "km")),
        ("mỗi tháng 120 tấn", ("measure", "120", None, "exact", "tấn")),
        ("tăng từ 5% đến 7% mỗi năm", ("percent", "5", "7", "range", "%")),
        ("đã khởi công ba dự án", ("count", "3", None, "exact", "dự án")),
        ("mở mười lớp tập huấn", ("count", "10", None, "exact", "lớp tập huấn")),
        ("THỐNG NHẤT 7 LĨNH VỰC", ("count", "7", None, "exact", "lĩnh vực")),
        ("1,234,567 người", ("count", "1234567", None, "exact", "người")),
        ("tổng số 15 dự án", ("count", "15", None, "exact", "dự án")),
    ],
)
def test_finds_a_figure(text: str, found: tuple[str, str, str | None, str, str]) -> None:
    assert figures(text) == [found]


def test_a_change_is_two_figures() -> None:
    assert [f[1] for f in figures("nâng tỷ lệ từ 55% lên 85%")] == ["55", "85"]


@pytest.mark.parametrize(
    "text",
    [
        "theo Điều 5 và khoản 2", "trên quốc lộ 1 và đường tỉnh 295", "nhiệm kỳ khóa 13", "quận 2 mở cửa", "cách mạng công nghiệp 4.0",
        "mạng 5G phủ sóng", "bão số 13 đổ bộ", "điện thoại 0218 385 1234", "tài khoản 3511.0.1023456", "hai bên và hai tỉnh",
        "lúc 8 giờ 30", "ngày 3/5/2021", "Hotline 1900 1234 tiếp nhận", "lần thứ 5", "hàng chục doanh nghiệp", "số nhà 12 phố Huế",
    ],
)  # fmt: skip
def test_leaves_alone_names_and_labels(text: str) -> None:
    assert figures(text) == []


def test_a_figure_knows_whose_it_is_and_of_which_year() -> None:
    first, second = read("Năm 2020, sản lượng của Cà Mau đạt 600.500 tấn, xuất khẩu trên 1 tỷ USD.").quantities
    assert (first.locality, first.year, second.locality, second.year) == ("96", 2020, "96", 2020)
    (joint,) = read("Lào Cai và Sơn La gặp nhau. Hai tỉnh đã tổ chức 9 hội nghị.").quantities
    assert joint.locality is None
    (owned,) = read("Đào tạo cho 150 học viên của Sơn La.").quantities
    assert owned.locality == "14"


def test_values_are_written_out() -> None:
    (money,) = read("hơn 2 nghìn tỷ đồng").quantities
    assert money.value == Decimal("2000000000000")
    assert "E" not in read("hơn 2 nghìn tỷ đồng").as_contract()["quantities"][0]["value"]


@pytest.mark.parametrize(
    "text",
    [
        "hai địa phương",
        "ba tỉnh miền núi",
        "dự án thứ hai",
        "lần thứ ba",
        "cả hai dự án",
        "trong năm dự án khởi công",
        "một dự án",
    ],
)
def test_number_words_that_count_nothing(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    "text", ["Mô hình chính quyền địa phương 2 cấp đi vào nền nếp.", "Báo cáo trước ngày 20 tháng cuối quý."]
)
def test_tiers_and_days_of_a_month_are_no_figures(text: str) -> None:
    assert figures(text) == []


def test_estimates_with_their_verb_are_about() -> None:
    (guests,) = read("Tỉnh Hưng Yên ước đón 2,4 triệu lượt khách.").quantities
    assert (guests.bound, str(guests.value)) == ("about", "2400000")


def test_a_loss_is_of_the_place_where_it_happened() -> None:
    reading = read("Tỉnh Phú Thọ đã gửi 20 tấn gạo. Trận lũ làm 29 người chết, 900 ngôi nhà bị ngập tại tỉnh Yên Bái.")
    assert [q.locality for q in reading.quantities] == ["25", "15", "15"]


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Sau khi hợp nhất với Nam Định và Hà Nam, Ninh Bình có 129 xã, phường.", "37"),
        ("Cùng với Sơn La, Điện Biên có 12 vườn ươm.", "11"),
        ("Giáp với Lào Cai, Hà Giang, Yên Bái có 3 chợ phiên.", "15"),
    ],
)
def test_who_is_set_beside_others_owns_the_figure(text: str, owner: str) -> None:
    (figure,) = read(text).quantities
    assert figure.locality == owner


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("mỗi khóa 25 đến 35 thợ", ("count", "25", "35", "range", "thợ")),
        ("mỗi tổ 6 thợ", ("count", "6", None, "exact", "thợ")),
        ("xã cung cấp 45.000 bầu cây", ("count", "45000", None, "exact", "bầu cây")),
        ("được cấp 90 phao tròn", ("count", "90", None, "exact", "phao tròn")),
        ("trợ cấp 12 thùng mì", ("count", "12", None, "exact", "thùng mì")),
        ("mở 03 tuần phim", ("count", "3", None, "exact", "tuần phim")),
        ("kéo dài 03 tuần lễ", ("duration", "3", None, "exact", "tuần")),
        ("tỉnh có hai sân bay", ("count", "2", None, "exact", "sân bay")),
        ("vượt 4 lớp so với chỉ tiêu", ("count", "4", None, "exact", "lớp")),
        ("thu vượt 8% dự toán", ("percent", "8", None, "exact", "%")),
        ("cử 6 kíp thợ", ("count", "6", None, "exact", "kíp thợ")),
        ("bán được 6 kíp mỗi cân", ("money", "6", None, "exact", "LAK")),
        ("(khoảng 45 hộ)", ("count", "45", None, "about", "hộ")),
        ("(không dưới 7 ha)", ("measure", "7", None, "at_least", "ha")),
        ("suốt bốn năm qua", ("duration", "4", None, "exact", "năm")),
        ("ngót nghét 70 hộ", ("count", "70", None, "almost", "hộ")),
        ("suýt soát 9 tỷ đồng", ("money", "9000000000", None, "almost", "VND")),
        ("quá 15 km", ("measure", "15", None, "more_than", "km")),
        ("chưa đến 20%", ("percent", "20", None, "less_than", "%")),
    ],
)
def test_figures_of_many_a_phrase(text: str, found: tuple[str, str, str | None, str, str]) -> None:
    assert figures(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "(số 21 phố Lý Thường Kiệt)",
        "trụ sở tại 45 đường Trần Phú",
        "trụ sở tại 9 phố Đội Cấn",
        "ba đồng chí ủy viên",
        "chiều thứ tư ngày",
        "hai năm 2016 và 2017",
        "cả hai ngày",
    ],
)
def test_houses_persons_and_years_are_no_figures(text: str) -> None:
    assert figures(text) == []


def test_what_is_upwards_is_the_nearest_number() -> None:
    products, stars = read("42 sản phẩm OCOP đạt 4 sao trở lên").quantities
    assert (products.bound, stars.bound) == ("exact", "at_least")


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("Tỉnh Hòa Bình giáp Hà Nội, có 17 bến xe.", ["17"]),
        ("Bà Lê Thị Hoa, Chủ tịch UBND tỉnh Sơn La, đến dự. Bà Lê Thị Hoa cho biết tỉnh trồng 300 ha chè.", ["14"]),
        ("Nhà đầu tư Hải Phòng đã khởi công 20 dự án tại Hà Tĩnh. Các dự án tạo 500 việc làm.", ["42", "42"]),
        ("Hải Phòng ủng hộ xóa 90 nhà tạm ở Sa Pa.", ["10"]),
        ("Cùng với Sơn La, Điện Biên có 12 vườn ươm. Sản lượng của tỉnh đạt 80 tấn.", ["11", "11"]),
        (
            "1. Sở Y tế tỉnh Lào Cai (Bên A)\n- Cùng 7 bác sĩ.\n2. Sở Y tế tỉnh Nam Định (Bên B)\n- Cùng 9 bác sĩ.",
            ["10", "36"],
        ),
    ],
)
def test_whose_a_figure_is(text: str, owners: list[str]) -> None:
    assert [figure.locality for figure in read(text).quantities] == owners


def test_who_asks_to_have_people_taught_sends_his_own() -> None:
    page = (
        "UBND TỈNH LAI CHÂU\n-------\nSố: 31/BC-UBND\n\nLai Châu, ngày 2 tháng 5 năm 2023\n\nBÁO CÁO\nKết quả hợp tác với tỉnh Nam Định\n\n"
        "1. Đề nghị UBND tỉnh Nam Định: cử 8 chuyên gia lên Lai Châu; tiếp nhận 14 điều dưỡng thực tập; bồi dưỡng 30 giáo viên."
    )
    assert [figure.locality for figure in read(page).quantities][-2:] == ["12", "12"]
    (sent,) = (figure for figure in read(page).quantities if figure.unit == "chuyên gia")
    assert sent.locality == "36"
