import pytest

from vanban import read


def agencies(text: str, **kwargs: object) -> list[tuple[str, str | None, str | None]]:
    return [(a.text, a.type, a.locality) for a in read(text, **kwargs).agencies]  # type: ignore[arg-type]  # whatever read() takes


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sở Công Thương tỉnh Lào Cai họp.", [("Sở Công Thương tỉnh Lào Cai", "so_ct", "10")]),
        ("UBND TP. Cần Thơ họp.", [("UBND TP. Cần Thơ", "ubnd", "92")]),
        ("Uỷ ban nhân dân tỉnh Lào Cai họp.", [("Uỷ ban nhân dân tỉnh Lào Cai", "ubnd", "10")]),
        ("Sở Du lịch TP.HCM họp.", [("Sở Du lịch TP.HCM", "so_dl", "79")]),
        ("Ban Thường vụ Tỉnh ủy Lào Cai họp.", [("Ban Thường vụ Tỉnh ủy Lào Cai", "btv", "10")]),
        ("Ban Quản lý Khu kinh tế Dung Quất họp.", [("Ban Quản lý Khu kinh tế Dung Quất", "bql_kkt_ht", "51")]),
        (
            "Sở Tài chính, Kế hoạch và Đầu tư, Xây dựng tỉnh Lào Cai họp.",
            [
                ("Sở Tài chính", "so_tc", "10"),
                ("Kế hoạch và Đầu tư", "so_khdt", "10"),
                ("Xây dựng tỉnh Lào Cai", "so_xd", "10"),
            ],
        ),
        ("UBND huyện Mường Khương, tỉnh Lào Cai họp.", [("UBND huyện Mường Khương", "ubnd_huyen", "10")]),
        (
            "Trung tâm Xúc tiến Đầu tư - Thương mại và Hội chợ triển lãm thành phố Cần Thơ và Sở Y tế họp.",
            [
                ("Trung tâm Xúc tiến Đầu tư - Thương mại và Hội chợ triển lãm thành phố Cần Thơ", "ttxt", "92"),
                ("Sở Y tế", "so_yt", "92"),
            ],
        ),
        ("Đảng đoàn HĐND tỉnh Lào Cai họp.", [("Đảng đoàn HĐND tỉnh Lào Cai", "ban_can_su", "10")]),
        ("Bộ Chính trị ban hành nghị quyết.", [("Bộ Chính trị", "trung_uong", None)]),
    ],
)
def test_finds_a_name_its_type_and_its_locality(text: str, found: list[tuple[str, str, str]]) -> None:
    assert agencies(text) == found


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Bí thư Tỉnh ủy Lào Cai giao Sở Y tế báo cáo.", "10"),
        ("Tỉnh Lào Cai đề nghị tỉnh Sơn La chỉ đạo Sở Y tế phối hợp.", "14"),
    ],
)
def test_a_name_without_a_place_takes_the_sentences(text: str, owner: str) -> None:
    assert [a[2] for a in agencies(text) if a[0] == "Sở Y tế"] == [owner]


def test_a_name_without_a_place_takes_the_home_of_the_paper() -> None:
    assert agencies("Giao Sở Y tế báo cáo.", home="10") == [("Sở Y tế", "so_yt", "10")]


@pytest.mark.parametrize(
    "text",
    [
        "Các sở, ngành liên quan phối hợp.",
        "Triển khai Chính phủ điện tử.",
        "Cơ sở y tế xuống cấp.",
        "Văn phòng công ty ở Lào Cai.",
        "Kế hoạch số 12/KH-UBND được ban hành.",
    ],
)
def test_leaves_alone_classes_and_plain_words(text: str) -> None:
    assert agencies(text) == []


def test_the_bodies_of_one_office_are_of_one_locality() -> None:
    text = "Các đồng chí: Lê Văn Hậu - Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh Lào Cai; Hà Văn Mơ - Bí thư Tỉnh ủy, Chủ tịch HĐND tỉnh Sơn La dự."
    assert [a[2] for a in agencies(text)] == ["10", "10", "14", "14"]


def test_a_province_of_another_country_is_none_of_ours() -> None:
    assert agencies("Bí thư Tỉnh ủy tỉnh Vân Nam thăm tỉnh Lào Cai.") == [("Tỉnh ủy tỉnh Vân Nam", "tinh_uy", None)]


def test_bodies_joined_by_dashes_share_the_place_named_last() -> None:
    text = "Tỉnh ủy - HĐND - UBND tỉnh Sơn La và Thành ủy - UBND TP. Hà Nội họp."
    assert [a[2] for a in agencies(text)] == ["14", "14", "14", "01", "01"]


PAPER = (
    "UBND TỈNH PHÚ THỌ\nSố: 9/BB-PT-YB\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nPhú Thọ, ngày 3 tháng 2 năm 2022\n\n"
    "BIÊN BẢN\nLàm việc giữa tỉnh Phú Thọ và tỉnh Yên Bái\n\n"
)


def test_a_list_of_one_sides_people_says_whose_their_bodies_are() -> None:
    body = "1. Phía tỉnh Phú Thọ:\n- Ông Lê Văn An, Phó Chủ tịch UBND tỉnh.\n\n2. Phía tỉnh Yên Bái:\n- Bà Vàng Thị Mỷ, Phó Chủ tịch UBND tỉnh;\n"
    assert [a.locality for a in read(PAPER + body).agencies if a.text == "UBND tỉnh"] == ["25", "15"]


def test_one_reports_to_ones_own_superior() -> None:
    body = "1. Giao Sở Du lịch lấy ý kiến tỉnh Yên Bái, tỉnh Lào Cai, trình UBND tỉnh trước ngày 15/3/2022.\n"
    assert [a.locality for a in read(PAPER + body).agencies if a.text == "UBND tỉnh"] == ["25"]
