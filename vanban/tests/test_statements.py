import pytest

from vanban import Statement, read

HEAD = (
    "UBND TỈNH LÀO CAI\n-------\nSố: 12/{symbol}\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
    "Lào Cai, ngày 03 tháng 02 năm 2024\n\nKẾ HOẠCH\nHợp tác giữa tỉnh Lào Cai và tỉnh Sơn La năm 2024\n\n"
)


def official(body: str, symbol: str = "KH-UBND") -> list[Statement]:
    return list(read(HEAD.format(symbol=symbol) + body).statements)


@pytest.mark.parametrize(
    ("sentence", "kind", "from_", "to"),
    [
        ("Hai bên thống nhất mở 5 điểm bán trong quý II/2024.", "agreement", ("10", "14"), ("10", "14")),
        ("UBND tỉnh Lào Cai đề nghị UBND tỉnh Sơn La hỗ trợ đào tạo nghề cho lao động.", "proposal", ("10",), ("14",)),
        ("Đề nghị tỉnh Sơn La cung cấp danh mục dự án trước ngày 01/3/2024.", "proposal", ("10",), ("14",)),
        ("Đề nghị hai tỉnh phối hợp tổ chức giải bóng đá hằng năm.", "proposal", ("10",), ("10", "14")),
        (
            "Giao Sở Y tế chủ trì, phối hợp với Công an tỉnh kiểm tra, báo cáo trước ngày 15/3/2024.",
            "assignment",
            ("10",),
            ("10",),
        ),
        ("Hai tỉnh đã phối hợp tổ chức 3 hội nghị về kết nối cung cầu.", "result", (), ()),
        ("Tuy nhiên, tiến độ một số dự án còn chậm so với yêu cầu.", "shortcoming", (), ()),
        ("Năm 2023, tỉnh Sơn La có 2.650 doanh nghiệp đang hoạt động.", "profile", ("14",), ()),
    ],
)
def test_kind_and_direction(sentence: str, kind: str, from_: tuple[str, ...], to: tuple[str, ...]) -> None:
    (statement,) = official(sentence)
    assert (statement.kind, statement.from_codes, statement.to_codes) == (kind, from_, to)
    assert statement.rule


def test_an_assignment_has_lead_coordinators_and_deadline() -> None:
    (task,) = official("Giao Sở Y tế chủ trì, phối hợp với Công an tỉnh kiểm tra, báo cáo trước ngày 15/3/2024.")
    assert task.leads == ("Sở Y tế",)
    assert [a.type for a in task.lead_agencies] == ["so_yt"]
    assert [a.text for a in task.coordinators] == ["Công an tỉnh"]
    assert task.due is not None
    assert (task.due.from_.isoformat(), task.due.to.isoformat()) == ("2024-03-15", "2024-03-15")


def test_items_behind_a_colon() -> None:
    (pact,) = official("Hai bên thống nhất 3 nội dung: kết nối tour tuyến; đào tạo nghề; cấp nước sạch.")
    assert [i.text for i in pact.items] == ["kết nối tour tuyến", "đào tạo nghề", "cấp nước sạch"]
    assert [i.sectors for i in pact.items] == [("DUL.01",), ("GDN.02",), ("MTN.01",)]
    assert pact.sectors == ("DUL.01", "GDN.02", "MTN.01")


def test_one_content_has_no_items() -> None:
    (pact,) = official("Hai bên thống nhất mở tuyến xe khách mới.")
    assert pact.items == ()


def test_a_lead_in_gives_its_list_kind_and_giver() -> None:
    first, second = official(
        "1. UBND tỉnh Lào Cai giao:\n\na) Sở Y tế rà soát trang thiết bị, báo cáo trong tháng 3/2024.\n\nb) Sở Công Thương mở 5 điểm bán nông sản."
    )
    assert (first.kind, second.kind) == ("assignment", "assignment")
    assert (first.from_codes, second.from_codes) == (("10",), ("10",))
    assert (first.leads, second.leads) == (("Sở Y tế",), ("Sở Công Thương",))
    assert first.number == "1.a"


def test_a_sentence_without_a_subject_goes_on_with_the_one_before() -> None:
    text = (
        "Lào Cai - Sơn La bắt tay\n\nThứ hai, 05/02/2024 10:00\n\n"
        "Tại hội nghị, Sơn La đề nghị Lào Cai giới thiệu doanh nghiệp khảo sát cơ hội đầu tư. Hỗ trợ tiêu thụ nông sản của Sơn La."
    )
    first, second = read(text).statements
    assert (
        (second.kind, second.from_codes, second.to_codes)
        == (first.kind, first.from_codes, first.to_codes)
        == ("proposal", ("14",), ("10",))
    )


@pytest.mark.parametrize(
    "text",
    [
        "Lào Cai - Sơn La bắt tay\n\nThứ hai, 05/02/2024 10:00\n\nTừ viết tắt Xem với cỡ chữ",
        "Quang cảnh hội nghị. Ảnh: Gia Hân",
        "Nơi nhận:\n- UBND tỉnh Lào Cai;\n- Lưu: VT.",
    ],
)
def test_page_furniture_says_nothing(text: str) -> None:
    assert read(text).statements == ()


TABLE = (
    "III. NHIỆM VỤ\n\nTT\tNội dung nhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian hoàn thành\tSản phẩm\nA\tDU LỊCH\t\t\t\t\n"
    "1\tMở 04 tour mới; đón 02 đoàn khảo sát\tSở Du lịch\tSở Công Thương\tQuý II/2024\tChương trình tour\n"
    "2\tRà soát trang thiết bị của các bệnh viện\tSở Y tế\t\tTháng 8/2024\tBáo cáo"
)


def test_a_row_of_a_task_table_is_an_assignment() -> None:
    first, second = official(TABLE)
    assert first.kind == "assignment"
    assert (first.leads, [a.text for a in first.coordinators], first.number) == (
        ("Sở Du lịch",),
        ["Sở Công Thương"],
        "1",
    )
    assert first.output is not None
    assert first.output.text == "Chương trình tour"
    assert first.due is not None
    assert first.due.to.isoformat() == "2024-06-30"
    assert len(first.items) == 2
    assert second.leads == ("Sở Y tế",)
    assert second.coordinators == ()


def test_a_table_drawn_with_bars_is_a_table_too() -> None:
    (task,) = official(
        "| TT | Nội dung | Chủ trì | Thời hạn |\n|---|---|---|---|\n| 1 | Mở 04 tour mới | Sở Du lịch | Quý II/2024 |"
    )
    assert (task.leads, task.due.to.isoformat() if task.due else None) == (("Sở Du lịch",), "2024-06-30")


def test_labelled_lines_belong_to_the_task_above() -> None:
    (task,) = official(
        "1. Giao các sở rà soát thủ tục hành chính của hai bên.\n- Cơ quan chủ trì: Sở Nội vụ;\n- Cơ quan phối hợp: Sở Tư pháp, Văn phòng UBND tỉnh;\n"
        "- Thời gian hoàn thành: Quý II/2024;\n- Sản phẩm: Báo cáo rà soát."
    )
    assert task.output is not None
    assert task.due is not None
    assert [a.text for a in task.coordinators] == ["Sở Tư pháp", "Văn phòng UBND tỉnh"]
    assert (task.output.text, task.due.from_.isoformat()) == ("Báo cáo rà soát", "2024-04-01")


def test_a_lead_that_is_no_known_agency() -> None:
    (task,) = official("III. NHIỆM VỤ\n\n1. Phòng Quản lý thương mại chủ trì, phối hợp với Sở Du lịch mở 3 điểm bán.")
    assert task.leads == ("Phòng Quản lý thương mại",)
    assert [a.text for a in task.coordinators] == ["Sở Du lịch"]


def test_a_sentence_that_names_what_falls_short_is_none_of_the_results_it_stands_among() -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\nSố: 12/BC-UBND\n\nLào Cai, ngày 03 tháng 4 năm 2024\n\nBÁO CÁO\nKết quả hợp tác với tỉnh Yên Bái\n\n"
        "I. KẾT QUẢ HỢP TÁC\n\n1. Hai tỉnh đã mở 4 lớp học nghề.\n\n2. Hạn chế là tiến độ bến xe còn chậm, mới giải ngân 3 tỷ đồng.\n"
    )
    assert [s.kind for s in read(text).statements] == ["result", "shortcoming"]
