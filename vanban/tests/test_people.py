import pytest

from vanban import read


@pytest.mark.parametrize(
    ("text", "name", "title", "locality"),
    [
        ("Bí thư Tỉnh ủy Lào Cai Vàng A Sáng dự.", "Vàng A Sáng", "Bí thư Tỉnh ủy Lào Cai", "10"),
        ("Đồng chí Lê Văn Hậu, Chủ tịch UBND tỉnh Lào Cai dự.", "Lê Văn Hậu", "Chủ tịch UBND tỉnh Lào Cai", "10"),
        ("Bà Hà Thị Mơ, Phó Giám đốc Sở Y tế tỉnh Sơn La, nói.", "Hà Thị Mơ", "Phó Giám đốc Sở Y tế tỉnh Sơn La", "14"),
        ("- Đại diện: Ông Đỗ Quốc Vương; chức vụ: Phó Chủ tịch", "Đỗ Quốc Vương", "Phó Chủ tịch", None),
        ("Chủ tịch Hà Nội Trần Văn Minh dự.", "Trần Văn Minh", "Chủ tịch Hà Nội", "01"),
        ("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nLò Văn Pành", "Lò Văn Pành", "Phó Chủ tịch", None),
        ("Ông Lê Quốc Anh - Thứ trưởng Bộ Xây dựng dự.", "Lê Quốc Anh", "Thứ trưởng Bộ Xây dựng", None),
        ("Ông Lê Quốc Anh, Chủ tịch Tập đoàn An Bình, dự.", "Lê Quốc Anh", "Chủ tịch Tập đoàn An Bình", None),
        ("Giám đốc Công ty An Bình Lê Quốc Anh dự.", "Lê Quốc Anh", "Giám đốc Công ty An Bình", None),
        (
            "Ông Rơ Mah Tuân, Phó Giám đốc Sở Y tế tỉnh Gia Lai, nói.",
            "Rơ Mah Tuân",
            "Phó Giám đốc Sở Y tế tỉnh Gia Lai",
            "64",
        ),
    ],
)
def test_finds_name_office_and_locality(text: str, name: str, title: str, locality: str | None) -> None:
    person = read(text).people[0]
    assert (person.name, person.title, person.locality) == (name, title, locality)
    assert text[person.start : person.end] == name


@pytest.mark.parametrize(
    "text",
    [
        "Ảnh: Gia Hân",
        "Đại thi hào Nguyễn Du sinh ở Nghi Xuân.",
        "Chủ tịch UBND tỉnh Lào Cai phát biểu.",
        "Hoàng Mai\nTheo Báo tỉnh",
    ],
)
def test_leaves_alone_names_without_an_office(text: str) -> None:
    assert read(text).people == ()


def test_a_person_met_again_is_known_without_the_office() -> None:
    people = read("Ông Lê Văn Hậu, Chủ tịch UBND tỉnh Lào Cai dự. Ông Lê Văn Hậu phát biểu.").people
    assert [(p.name, p.title) for p in people] == [("Lê Văn Hậu", "Chủ tịch UBND tỉnh Lào Cai"), ("Lê Văn Hậu", None)]


def test_an_office_between_two_names_is_the_first_ones() -> None:
    people = read("Ông Lê Văn Hậu - Bí thư Tỉnh ủy Lào Cai, ông Hà Văn Mơ, Chủ tịch UBND tỉnh Sơn La cùng dự.").people
    assert [(p.name, p.title) for p in people] == [
        ("Lê Văn Hậu", "Bí thư Tỉnh ủy Lào Cai"),
        ("Hà Văn Mơ", "Chủ tịch UBND tỉnh Sơn La"),
    ]
