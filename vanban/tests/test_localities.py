from datetime import date

import pytest

from vanban import read


def codes(text: str, **kwargs: object) -> list[str]:
    return [x.code for x in read(text, **kwargs).localities]  # type: ignore[arg-type]  # whatever read() takes


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Đoàn của tỉnh Lào Cai thăm TP. Hải Phòng.", ["10", "31"]),
        ("Hà Nội - Huế: thêm một chuyến tàu.", ["01", "46"]),
        ("TPHCM, TP.HCM và Thành phố Hồ Chí Minh là một.", ["79", "79", "79"]),
        ("TỈNH HOÀ BÌNH và tỉnh Hòa Bình", ["17", "17"]),
        ("Đăk Lăk, Đắk Nông, Kon Tum, Gia Lai", ["66", "67", "62", "64"]),
        ("tỉnh Bà Rịa - Vũng Tàu", ["77"]),
        ("cảng Hải Phòng đón tàu", ["31"]),
        ("Kinh tế Thanh\u00ad Hóa tăng", ["38"]),
    ],
)
def test_finds_provinces_and_cities(text: str, found: list[str]) -> None:
    assert codes(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Hội nghị họp tại thành phố Thái Nguyên.",
        "Nhà ở TP. Bắc Giang tăng giá.",
        "Nhân dân yêu chuộng hòa bình.",
        "Học tập tư tưởng, đạo đức, phong cách Hồ Chí Minh.",
        "Chủ tịch Hồ Chí Minh đọc Tuyên ngôn.",
        "Cầu bắc qua sông Đồng Nai.",
        "Xe chạy trên đường Hà Nội.",
        "Châu Á - Thái Bình Dương phát triển.",
        "Ông Nguyễn Thái Bình phát biểu.",
        "Tổng công ty Du lịch Sài Gòn góp vốn.",
    ],
)
def test_leaves_alone_what_only_bears_the_name(text: str) -> None:
    assert codes(text) == []


def test_hue_is_a_town_before_it_became_a_city() -> None:
    assert codes("Hội nghị tại thành phố Huế.", written_on=date(2020, 5, 1)) == []
    assert codes("Hội nghị tại thành phố Huế.", written_on=date(2025, 5, 1)) == ["46"]


def test_a_gazetteer_handed_in_replaces_the_own_list() -> None:
    rows = [("An Bình", "90", "tinh", None, None)]
    assert codes("Tỉnh An Bình giáp Hà Nội.", gazetteer=rows) == ["90"]


def test_other_spellings_of_the_names_handed_in_are_known() -> None:
    rows = [("Hồ Chí Minh", "79", "city", None, None), ("Đắk Lắk", "66", "province", None, None)]
    assert codes("TP.HCM và Đăk Lăk họp tại Hà Nội.", gazetteer=rows) == ["79", "66"]


def test_a_unit_is_a_city_from_its_day_on() -> None:
    rows = [("An Bình", "90", "province", None, date(2020, 12, 31)), ("An Bình", "90", "city", date(2021, 1, 1), None)]
    assert codes("Họp tại thành phố An Bình.", gazetteer=rows, written_on=date(2020, 5, 1)) == []
    assert codes("Họp tại thành phố An Bình.", gazetteer=rows, written_on=date(2022, 5, 1)) == ["90"]
