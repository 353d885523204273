"""By when a statement is due: periods, days with their month said once, and what begins on a day still ahead."""

import pytest

from vanban import read

PAGE = (
    "UBND TỈNH LAI CHÂU\n-------\nSố: 31/KH-UBND\n\nLai Châu, ngày 2 tháng 5 năm 2023\n\nKẾ HOẠCH\nHợp tác với tỉnh Nam Định\n\n"
    "II. NHIỆM VỤ\n\n1. {}"
)


def due(sentence: str) -> tuple[str, str] | None:
    (said,) = (s for s in read(PAGE.format(sentence)).statements if s.due or s.kind == "assignment")
    return (said.due.from_.isoformat(), said.due.to.isoformat()) if said.due else None


@pytest.mark.parametrize(
    ("sentence", "first", "last"),
    [
        ("Giao Sở Y tế đào tạo 300 điều dưỡng trong giai đoạn 2024-2027.", "2024-01-01", "2027-12-31"),
        ("Giao Sở Công Thương chuẩn bị hội chợ, diễn ra từ ngày 7 đến ngày 9/6/2023.", "2023-06-07", "2023-06-09"),
        ("Giao Sở Giao thông vận tải mở tuyến xe buýt, hoạt động từ ngày 01/8/2023.", "2023-08-01", "2023-08-01"),
        ("Giao Sở Tài chính vận hành thử từ tháng Chín năm 2023 hệ thống dùng chung.", "2023-09-01", "2023-09-30"),
        ("Giao Sở Nội vụ rà soát ngay trong quý III năm nay.", "2023-07-01", "2023-09-30"),
        (
            "Giao Sở Y tế trong giai đoạn 2024-2027 mở phòng khám, xong trước ngày 15/7/2023.",
            "2023-07-15",
            "2023-07-15",
        ),
    ],
)
def test_when_it_is_due(sentence: str, first: str, last: str) -> None:
    assert due(sentence) == (first, last)


@pytest.mark.parametrize(
    "sentence",
    [
        "Giao Sở Y tế tổng kết chương trình giai đoạn 2021-2025.",
        "Giao Sở Y tế sơ kết phần mềm đã vận hành từ ngày 05/4/2022.",
        "Giao Sở Y tế rút kinh nghiệm của những việc làm trong giai đoạn 2016-2020.",
    ],
)
def test_what_is_no_deadline(sentence: str) -> None:
    assert due(sentence) is None
