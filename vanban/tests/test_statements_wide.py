"""What papers of many kinds and provinces taught: each rule with sentences that it must leave as they are."""

import pytest

from vanban import Statement, read
from vanban.lexicon import lexicon
from vanban.scan import scan
from vanban.segments import lay_out
from vanban.statements.sectors import sectors_in

NEWS = "Trà Vinh - Bến Tre bắt tay\n\nThứ Năm, 17/8/2023 09:20\n\nTin về hợp tác giữa hai tỉnh Trà Vinh và Bến Tre trong năm qua.\n\n"
PAPER = (
    "UBND TỈNH TRÀ VINH\n-------\nSố: 31/TB-UBND\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
    "Trà Vinh, ngày 03 tháng 02 năm 2024\n\nTHÔNG BÁO\nKết luận về hợp tác giữa tỉnh Trà Vinh và tỉnh Bến Tre\n\n"
)


def told(head: str, body: str) -> list[Statement]:
    return [s for s in read(head + body).statements if "trong năm qua" not in s.text]


def sides(statements: list[Statement]) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [(s.kind, s.from_codes, s.to_codes) for s in statements]


def test_a_sentence_that_asks_two_says_two_things() -> None:
    body = "Tỉnh Trà Vinh đề nghị tỉnh Bến Tre cùng nạo vét luồng sông, đồng thời đề nghị tỉnh Vĩnh Long chia sẻ số liệu xâm nhập mặn."
    first, second = told(NEWS, body)
    assert sides([first, second]) == [("proposal", ("84",), ("83",)), ("proposal", ("84",), ("86",))]
    assert first.text.endswith("luồng sông")
    assert second.text.startswith("đồng thời")


def test_who_agreed_is_who_asks_in_the_same_sentence() -> None:
    body = "Tỉnh Trà Vinh và tỉnh Bến Tre thống nhất mở tuyến phà mới, đồng thời kiến nghị Bộ Giao thông vận tải đầu tư cầu."
    assert [(s.kind, s.from_codes) for s in told(NEWS, body)] == [
        ("agreement", ("84", "83")),
        ("proposal", ("84", "83")),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "Tỉnh Trà Vinh đề nghị tỉnh Bến Tre nạo vét luồng sông, đồng thời tăng cường tuần tra.",
        "Tỉnh Trà Vinh đề nghị tỉnh Bến Tre nạo vét luồng sông, đồng thời đề nghị tỉnh Bến Tre tăng cường tuần tra.",
    ],
)
def test_asking_the_same_side_again_is_one_statement(body: str) -> None:
    assert sides(told(NEWS, body)) == [("proposal", ("84",), ("83",))]


def test_purposes_parted_by_semicolons_are_no_items() -> None:
    body = "Để giữ nguồn nước ngọt; bảo vệ rừng ngập mặn, hai tỉnh Trà Vinh và Bến Tre thống nhất trồng rừng; lập trạm đo mặn; họp hằng quý."
    (pact,) = told(NEWS, body)
    assert [i.text for i in pact.items] == ["trồng rừng", "lập trạm đo mặn", "họp hằng quý"]


@pytest.mark.parametrize(
    "body",
    [
        "Sáng 12/5/2023, Tỉnh ủy Trà Vinh và Tỉnh ủy Bến Tre tổ chức hội nghị đánh giá kết quả hợp tác giai đoạn 2021 - 2025.",
        "Chiều 03/6, Sở Công Thương tỉnh Trà Vinh và Sở Công Thương tỉnh Bến Tre họp bàn giải pháp tiêu thụ dừa, có 18 doanh nghiệp dự.",
    ],
)
def test_meetings(body: str) -> None:
    assert sides(told(NEWS, body)) == [("meeting", ("84", "83"), ())]


def test_what_was_done_is_no_further_task() -> None:
    body = "Tỉnh Trà Vinh đề nghị tỉnh Bến Tre cùng mở chợ nổi. Thực hiện chương trình đã ký, hai tỉnh đã mở 4 tuyến xe khách."
    assert [s.kind for s in told(NEWS, body)] == ["proposal", "result"]


def test_the_contents_end_with_the_quotation() -> None:
    body = "“Tôi mong tỉnh Bến Tre chia sẻ kinh nghiệm quản lý cồn nổi và chợ dừa”, ông Thạch Dụ nói."
    (asked,) = told(NEWS, body)
    assert all("ông Thạch" not in item.text for item in asked.items)


def test_haste_before_the_task_of_an_agency() -> None:
    (task,) = told(
        PAPER,
        "1. Sở Nông nghiệp và Phát triển nông thôn khẩn trương, chủ động rà soát vùng dừa; hoàn thành trong tháng 10/2024.\n",
    )
    assert (task.kind, task.due is not None) == ("assignment", True)


def test_what_falls_short_among_the_results() -> None:
    body = "I. KẾT QUẢ\n\n1. Hai tỉnh đã mở 6 chợ đầu mối.\n\n2. Còn 3 nội dung đã ký chưa được triển khai.\n\n3. Việc trao đổi tin chưa thường xuyên.\n"
    assert [s.kind for s in told(PAPER, body)] == ["result", "shortcoming", "shortcoming"]


def test_grounds_are_no_statement() -> None:
    assert told(PAPER, "Căn cứ Kế hoạch số 15/KH-UBND ngày 13/6/2023 của UBND tỉnh Trà Vinh về giảm nghèo;\n") == []


@pytest.mark.parametrize(
    ("body", "wanted", "unwanted"),
    [
        ("Hai tỉnh đã trồng mới 740 ha chè trong năm 2022.", "NNT.01", "CTT"),
        ("Tuy nhiên, chi phí vận chuyển qua quốc lộ 60 còn cao.", "CTT.04", "QXG.03"),
        ("Hai tỉnh đã bắt 12 xe hàng lậu trên tuyến Quốc lộ 53.", "CTT.02", "QXG.03"),
        ("Hai tỉnh đã sửa 12 km quốc lộ 60.", "QXG.03", "CTT.04"),
        ("Hai tỉnh đã phối hợp tuyển dụng 460 lao động.", "ASX.03", "TCB.03"),
        ("Hai tỉnh đã giao nhận quân tại 3 huyện.", "QPA.01", "CTT.04"),
        ("Hai tỉnh đã phòng, chống dịch bệnh gia súc vùng giáp ranh.", "NNT.01", "YTE.04"),
        ("Hai tỉnh đã phát triển đô thị thông minh.", "CDS.02", "QXG.02"),
    ],
)
def test_what_a_sentence_is_about(body: str, wanted: str, unwanted: str) -> None:
    (statement,) = told(NEWS, body)
    assert wanted in statement.sectors
    assert unwanted not in statement.sectors


@pytest.mark.parametrize(
    ("sentence", "codes"),
    [
        ("Hải quan hai bên mở làn ưu tiên cho xe trái cây.", ("CTT.04",)),
        ("Phí bốc dỡ và lưu kho còn cao.", ("CTT.04",)),
        ("Cước vận chuyển lên vùng cao tăng gấp đôi.", ("CTT.04",)),
        ("Xây kho trữ lạnh 800 tấn ở đầu mối.", ("CTT.04",)),
        ("Thu hồi nợ thuế của các hộ vãng lai.", ("TCD.02",)),
        ("Chống thất thu ngân sách từ hóa đơn khống.", ("TCD.02",)),
        ("Cơ sở tiếp nhận cành ghép và gốc ghép của cây đầu dòng.", ("NNT.01",)),
        ("Vườn ươm xã giao 4.000 cây con.", ("NNT.01",)),
        ("Ươm tạo 9 nhóm trong vườn ươm doanh nghiệp.", ("CDS.03",)),
        ("Nhãn mác và quy cách đóng gói chưa đạt.", ("NNT.04",)),
        ("Cấp mã vùng trồng cho 60 hộ.", ("NNT.04",)),
        ("Ngăn chặn làm giả nhãn hiệu nước mắm.", ("CTT.02",)),
        ("Bộ đội xuất ngũ được học lái.", ("QPA.01",)),
        ("Cử 12 công chức sang luân phiên.", ("TCB.04",)),
        ("Hai tỉnh khai trương chuyến bay thuê bao chở khách đoàn.", ("DUL.01",)),
        ("Đào tạo 40 lễ tân và đầu bếp trẻ.", ("DUL.04",)),
        ("Bệnh viện huyện tiếp nhận 6 kỹ thuật.", ("YTE.01",)),
        ("Ê kíp bác sĩ về xã mỗi quý.", ("YTE.03",)),
        ("Xây nhà ở cho công nhân gần nhà máy.", ("QXG.04",)),
        ("Lập hội quán nông dân ở ấp.", ("XDD.03",)),
        ("Trồng rừng ngập mặn ven cửa sông.", ("MTN.04",)),
        ("Cắt giảm thủ tục và thời gian cấp phép.", ("CHC.01",)),
        ("Phiên việc làm cuối năm có 30 công ty.", ("ASX.03",)),
        ("Doanh nghiệp rót vốn vào ba dự án.", ("XTD",)),
        ("Vướng mặt bằng ở hai đoạn.", ("XTD.05",)),
        ("Lò sấy mít còn thủ công.", ("XTD.03",)),
        ("Giải golf và bơi chải cuối năm.", ("VHT.04",)),
        ("Mở lớp truyền dạy hát văn cho trẻ.", ("VHT.03",)),
        ("Giám định ADN để tìm danh tính.", ("ASX.04",)),
        ("Nhà tránh bão cho các hộ ven phá.", ("ASX.02",)),
        ("Trạm trung chuyển rác đặt ở xã giáp ranh.", ("MTN.02",)),
        ("Tập huấn phòng ngừa mã độc và tấn công mạng.", ("CDS.04",)),
        ("Chuyển sang họp không giấy tờ.", ("CDS.01",)),
        ("Đồng bộ quy hoạch hai bờ sông.", ("QXG.01",)),
        ("Ba khu dân cư đã được quy hoạch.", ()),
        ("Xây dựng kế hoạch theo yêu cầu của thị trường.", ()),
        ("Đầu tư máy móc đáp ứng nhu cầu của xã.", ()),
        ("Kết nối các bản bằng đường dây điện thoại.", ()),
        ("Nâng cấp nhà máy mía đường.", ()),
        ("Xây dựng hai cây cầu qua kênh.", ("QXG.03",)),
        ("Đoàn thăm gia đình các cán bộ lão thành.", ()),
        ("Lớp quản trị khách sạn đầu tiên.", ("DUL.04",)),
        ("Lập ngân hàng giống cây bản địa.", ("NNT.01",)),
        ("Tổ chức ngày hội việc làm.", ("ASX.03",)),
    ],
)
def test_the_words_of_officials_and_journalists(sentence: str, codes: tuple[str, ...]) -> None:
    assert sectors_in(scan(lay_out(sentence), lexicon()), lexicon(), 0, len(sentence), []) == codes


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("Báo cáo tại buổi làm việc cho thấy, ngành thủy sản hai tỉnh đã ngăn chặn 58 vụ vi phạm.", "result"),
        ("Bên cạnh những mặt được, việc quản lý bến bãi còn lỏng lẻo.", "shortcoming"),
        ("Tình trạng ùn tắc tại bến phà vẫn xảy ra, riêng quý I có 9 vụ.", "shortcoming"),
        ("Riêng dự án cầu nối hai tỉnh, hai địa phương còn vướng về bồi thường 42 hộ dân.", "shortcoming"),
        ("Từ bến phà đến chợ chưa đầy 20 phút, tỉnh Trà Vinh có 3 bến như thế.", "profile"),
        ("Hội Chữ thập đỏ tỉnh Bến Tre đã trao 2 tỷ đồng ủng hộ người dân vùng lũ.", "result"),
        ("Tỉnh đoàn Trà Vinh và Tỉnh đoàn Bến Tre đã ký kết giao ước thi đua.", "meeting"),
        ("Năm 2022, tỉnh Trà Vinh có 9 đợt triều cường, thiệt hại ước 27 tỷ đồng.", "profile"),
    ],
)
def test_what_a_sentence_of_the_news_does(body: str, kind: str) -> None:
    assert [s.kind for s in told(NEWS, body)] == [kind]


def test_what_all_should_do_is_asked_of_all() -> None:
    body = 'Chủ tịch UBND tỉnh Bến Tre Lê Văn An dự họp. "Hai tỉnh cần sớm mở tuyến phà mới", ông Lê Văn An nhấn mạnh.'
    assert sides(told(NEWS, body))[-1] == ("proposal", ("83",), ("84", "83"))


@pytest.mark.parametrize(
    ("body", "lead"),
    [
        ("1. Về y tế: Sở Y tế chỉ đạo các bệnh viện tiếp nhận 12 bác sĩ.\n", "Sở Y tế"),
        ("1. UBND tỉnh đã giao Sở Công Thương chủ trì lập danh mục hàng hóa.\n", "Sở Công Thương"),
        ("1. UBND tỉnh Trà Vinh cử Sở Du lịch là đơn vị đầu mối phối hợp.\n", "Sở Du lịch"),
        ("1. Giao Trường Đại học Cửu Long xây dựng chương trình đào tạo.\n", "Trường Đại học Cửu Long"),
        ("1. Sở Xây dựng rà soát các bến phà; đề xuất phương án sửa chữa.\n", "Sở Xây dựng"),
        ("1. UBND các huyện, thị xã, thành phố tuyên truyền đến người dân.\n", "UBND các huyện, thị xã, thành phố"),
    ],
)
def test_who_is_made_responsible(body: str, lead: str) -> None:
    (task,) = told(PAPER, "PHÂN CÔNG\n\n" + body)
    assert (task.kind, task.from_codes, task.leads) == ("assignment", ("84",), (lead,))


def test_what_one_asks_of_ones_own_house() -> None:
    (asked,) = told(PAPER, "1. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh giám sát việc thực hiện.\n")
    assert sides([asked]) == [("proposal", ("84",), ("84",))]


def test_the_other_side_of_a_meeting_that_names_one() -> None:
    body = "Chiều 17/8/2023, lãnh đạo tỉnh tiếp và làm việc với đoàn công tác tỉnh Bến Tre do Bí thư Tỉnh ủy Bến Tre dẫn đầu."
    assert [(s.kind, set(s.from_codes)) for s in told(NEWS, body)] == [("meeting", {"84", "83"})]


def test_a_paper_of_two_sides_assigns_for_both() -> None:
    head = "TỈNH ỦY TRÀ VINH - TỈNH ỦY BẾN TRE\n*\nSố 3-TB/TU\n\nĐẢNG CỘNG SẢN VIỆT NAM\n\n"
    head += "Trà Vinh, ngày 3 tháng 2 năm 2024\n\nTHÔNG BÁO\nKết luận hội nghị hai tỉnh\n\n"
    (task,) = told(head, "1. Giao Văn phòng Tỉnh ủy hai tỉnh theo dõi việc thực hiện.\n")
    assert (set(task.from_codes), task.leads) == ({"84", "83"}, ("Văn phòng Tỉnh ủy hai tỉnh",))


def test_a_place_in_the_name_of_a_school_is_no_side() -> None:
    head = PAPER.replace("giữa tỉnh Trà Vinh", "giữa Đại học Cần Thơ, tỉnh Trà Vinh")
    (pact,) = told(head, "1. Hai bên thống nhất trồng 20 ha rừng.\n")
    assert set(pact.from_codes) == {"84", "83"}


@pytest.mark.parametrize(
    ("asked", "items"),
    [
        (
            "giới thiệu các nhà vườn có uy tín, đồng thời hỗ trợ đào tạo 120 thợ ghép cây",
            ["giới thiệu các nhà vườn có uy tín", "hỗ trợ đào tạo 120 thợ ghép cây"],
        ),
        ("chia sẻ kinh nghiệm quản lý bến cảng và phát triển điện gió", ["quản lý bến cảng", "phát triển điện gió"]),
        (
            "tạo thuận lợi cho tàu cá ra vào bến, chia sẻ thông tin dự báo luồng lạch và hỗ trợ xử lý các vụ vi phạm",
            [
                "tạo thuận lợi cho tàu cá ra vào bến",
                "chia sẻ thông tin dự báo luồng lạch",
                "hỗ trợ xử lý các vụ vi phạm",
            ],
        ),
        ("hợp tác về thương mại, du lịch và y tế", ["thương mại", "du lịch", "y tế"]),
        (
            "hợp tác trên các lĩnh vực nông nghiệp công nghệ cao, chuyển đổi số, du lịch",
            ["nông nghiệp công nghệ cao", "chuyển đổi số", "du lịch"],
        ),
        (
            "hợp tác: trao đổi cán bộ; nông nghiệp, y tế, giáo dục, du lịch",
            ["trao đổi cán bộ", "nông nghiệp", "y tế", "giáo dục", "du lịch"],
        ),
        # One content each:
        ("chia sẻ kinh nghiệm xây dựng và phát triển chợ đầu mối", []),
        ("rà soát vùng nuôi, xây dựng chuỗi liên kết sản xuất, chế biến tôm", []),
        ("hợp tác toàn diện, lâu dài và bền vững", []),
    ],
)
def test_the_contents_of_one_sentence(asked: str, items: list[str]) -> None:
    (statement,) = told(NEWS, f"Tỉnh Trà Vinh đề nghị tỉnh Bến Tre {asked}.")
    assert [item.text for item in statement.items] == items


def test_a_deadline_that_a_report_follows_stays_in_its_item() -> None:
    body = "1. Giao Sở Nội vụ theo dõi việc thực hiện; trước ngày 20 tháng cuối quý báo cáo UBND tỉnh.\n"
    (task,) = told(PAPER, body)
    assert task.items[-1].text == "trước ngày 20 tháng cuối quý báo cáo UBND tỉnh"
    assert task.due is None


def test_who_agrees_alone_and_assigns_says_one_thing() -> None:
    body = "Chủ tịch UBND tỉnh Bến Tre Lê Văn An nhất trí với đề xuất của tỉnh Trà Vinh, đồng thời giao Ban Quản lý các khu công nghiệp lập kế hoạch."
    (task,) = told(NEWS, body)
    assert (task.kind, task.from_codes, task.leads) == ("assignment", ("83",), ("Ban Quản lý các khu công nghiệp",))


def test_a_person_named_by_the_last_syllable_speaks_for_his_side() -> None:
    body = (
        "Chủ tịch UBND tỉnh Bến Tre Lê Văn Thọ dự họp. Tỉnh Trà Vinh có 12 bến phà.\n\nÔng Thọ đề nghị mở thêm 2 tuyến."
    )
    assert sides(told(NEWS, body))[-1] == ("proposal", ("83",), ("84",))


def test_a_task_behind_its_label_with_labelled_lines_below() -> None:
    body = (
        "II. NHIỆM VỤ\n\n1. Kết nối bến bãi\n\n- Nội dung: Xây dựng bảng giá chung; tổ chức 02 đoàn khảo sát.\n"
        "- Cơ quan chủ trì: Sở Xây dựng.\n- Thời gian: Quý III/2024.\n"
    )
    (task,) = told(PAPER, body)
    assert (task.kind, task.leads, len(task.items), str(task.due and task.due.to)) == (
        "assignment",
        ("Sở Xây dựng",),
        2,
        "2024-09-30",
    )
