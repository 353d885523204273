"""What five more papers taught, with other words than theirs: passive tasks, appeals, needs, lists without marks, minutes."""

import pytest

from vanban import read
from vanban.tests.test_statements_wide import NEWS, PAPER, sides, told

MINUTES = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nSố: 12/BB-SDL\n\nBIÊN BẢN LÀM VIỆC\n"
    "Giữa Sở Du lịch tỉnh Trà Vinh và Sở Du lịch tỉnh Bến Tre\n\nNgày 03/02/2024, hai bên tiến hành buổi làm việc.\n\n"
    "I. THÀNH PHẦN\n\n1. Sở Du lịch tỉnh Trà Vinh (Bên A)\n- Cùng đại diện 12 doanh nghiệp lữ hành.\n\n"
    "2. Sở Du lịch tỉnh Bến Tre (Bên B)\n\n"
)


@pytest.mark.parametrize(
    ("body", "kind", "who", "whom"),
    [
        ("Hai tỉnh đồng ý dùng chung trạm quan trắc mặn.", "agreement", ("84", "83"), ("84", "83")),
        ("Hai bên bắt tay xây dựng vùng dừa hữu cơ 5.000 ha.", "agreement", ("84", "83"), ("84", "83")),
        ("Tỉnh Trà Vinh kêu gọi 5 hợp tác xã Bến Tre sang mở xưởng.", "proposal", ("84",), ("83",)),
        ("Bà Trần Thị Hoa ngỏ ý mời tỉnh Bến Tre dự lễ hội Ok Om Bok.", "proposal", None, ("83",)),
        ("Trà Vinh đang cần Bến Tre hỗ trợ giống dừa.", "proposal", ("84",), ("83",)),
        ("Sở Công Thương Trà Vinh được giao soạn thảo kế hoạch.", "assignment", ("84",), ("84",)),
        ("Sở Công Thương Trà Vinh được hai tỉnh giao soạn thảo kế hoạch.", "assignment", ("84", "83"), ("84",)),
        ("Các xưởng chế biến thiếu trầm trọng kho lạnh.", "shortcoming", (), ()),
        ("Sau hai năm, hai tỉnh mới tiêu thụ được 120 tấn, bằng 30% kế hoạch.", "shortcoming", (), ()),
    ],
)  # fmt: skip
def test_what_a_sentence_does_and_to_whom(
    body: str, kind: str, who: tuple[str, ...] | None, whom: tuple[str, ...]
) -> None:
    ((found, from_codes, to_codes),) = sides(told(NEWS, body))
    assert (found, to_codes) == (kind, whom)
    assert who is None or set(from_codes) == set(who)


@pytest.mark.parametrize(
    "body",
    [
        "Danh mục kêu gọi đầu tư của tỉnh Trà Vinh có 30 dự án.",
        "Tổng vốn kêu gọi của tỉnh Bến Tre là 2.000 tỷ đồng.",
        "Tỉnh Trà Vinh cần thêm 300 giáo viên.",
    ],
)
def test_what_is_no_appeal(body: str) -> None:
    assert [s.kind for s in told(NEWS, body)] in ([], ["profile"])


def test_who_was_given_a_task_leads_it() -> None:
    (task,) = told(NEWS, "Sở Công Thương Trà Vinh và Sở Công Thương Bến Tre được giao lập danh sách hợp tác xã.")
    assert task.leads == ("Sở Công Thương Trà Vinh", "Sở Công Thương Bến Tre")
    (task,) = told(PAPER, "II. NHIỆM VỤ\n\n1. UBND tỉnh phân công Sở Tài chính bố trí kinh phí.\n")
    assert task.leads == ("Sở Tài chính",)


def test_a_lead_in_gives_its_lead_to_what_stands_below() -> None:
    tasks = told(
        PAPER, "II. NHIỆM VỤ\n\n1. Giao Sở Y tế:\n\na) Lập danh sách bác sĩ luân phiên.\n\nb) Sở Nội vụ bố trí chỗ ở.\n"
    )
    assert [(t.kind, t.leads) for t in tasks][-2:] == [("assignment", ("Sở Y tế",)), ("assignment", ("Sở Nội vụ",))]


def test_a_list_without_marks_goes_on_while_tasks_open_its_lines() -> None:
    body = (
        "Hai tỉnh thống nhất các nội dung sau:\nXây dựng tuyến xe buýt liên tỉnh.\nTổ chức hội chợ dừa hằng năm.\n"
        "Chuyến thăm kết thúc vào chiều cùng ngày.\n"
    )
    assert [(s.kind, s.text) for s in told(NEWS, body)] == [
        ("agreement", "Xây dựng tuyến xe buýt liên tỉnh."),
        ("agreement", "Tổ chức hội chợ dừa hằng năm."),
    ]


def test_contents_named_behind_a_lead_in_are_its_items() -> None:
    (pact,) = told(NEWS, "Hai tỉnh thống nhất hợp tác về:\nTrồng dừa hữu cơ; du lịch miệt vườn; đào tạo nghề.\n")
    assert [i.text for i in pact.items] == ["Trồng dừa hữu cơ", "du lịch miệt vườn", "đào tạo nghề"]


def test_minutes_who_tells_and_who_agrees() -> None:
    body = (
        "II. NỘI DUNG\n\n1. Bên A thông báo: tỉnh có 42 điểm du lịch.\n\n2. Bên B cho biết đã đón 30.000 lượt khách từ Trà Vinh.\n\n"
        "III. KẾT LUẬN\n\nSau khi trao đổi, hai bên cùng thỏa thuận:\n\n1. Lập nhóm công tác chung.\n\n2. Hai bên phối hợp in bản đồ du lịch.\n"
    )
    found = [(s.kind, s.text[:10]) for s in read(MINUTES + body).statements if s.kind != "meeting"]
    assert found == [
        ("profile", "Bên A thôn"), ("result", "Bên B cho "), ("agreement", "Lập nhóm c"), ("agreement", "Hai bên ph"),
    ]  # fmt: skip


def test_three_tasks_that_only_commas_part() -> None:
    body = (
        "Hai bên thống nhất trồng 500 ha dừa, tập huấn cho 300 hộ dân, xây dựng hai trạm thu mua trước ngày 30/9/2025."
    )
    (pact,) = told(NEWS, body)
    assert [i.text for i in pact.items] == ["trồng 500 ha dừa", "tập huấn cho 300 hộ dân", "xây dựng hai trạm thu mua"]
    (pact,) = told(NEWS, "Hai bên thống nhất thẩm định dự án nạo vét, tham mưu bố trí vốn cho giai đoạn tới.")
    assert pact.items == ()


def test_things_named_in_a_task_do_not_part_it() -> None:
    body = "Tỉnh Trà Vinh đề nghị tỉnh Bến Tre giúp quảng bá dừa, tôm, cua trên tàu du lịch, mở tuyến phà đêm và cử chuyên gia sang dạy nghề."
    (asked,) = told(NEWS, body)
    assert [i.text for i in asked.items] == [
        "giúp quảng bá dừa, tôm, cua trên tàu du lịch", "mở tuyến phà đêm", "cử chuyên gia sang dạy nghề",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Hai tỉnh Trà Vinh và Bến Tre thống nhất mở tuyến phà mới.",
        "Hai tỉnh Trà Vinh và Bến Tre thống nhất các nội dung sau:\n- Mở tuyến phà mới.\n- Lập trạm đo mặn.",
    ],
)
def test_an_excerpt_has_no_title_to_lose(text: str) -> None:
    reading = read(text)
    assert reading.document.title is None
    assert {s.kind for s in reading.statements} == {"agreement"}
