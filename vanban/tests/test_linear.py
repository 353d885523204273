"""No text takes more than its share of time: four times the text, about four times the time."""

import time

import pytest

from vanban import read

PIECES = [
    ".", "?”", "UBND ", "UBND tỉnh Hà Tĩnh đề nghị UBND ", "giao Sở Y tế, ", "phối hợp với Sở Y tế, ",
    "các sở: Y tế, ", "Hà Nội, ", "từ 5 đến ", "9 ", "một trăm ",
    "Chủ tịch, ", "ngày 1/1 ", "12/KH-UBND ", "Ban Quản lý Khu Aa ", "I. A\n\n", "a\tb\n", "Hà Nội có 5 xã. ", "(a; ", "5% ", "Nguyễn Văn ", "đề nghị hai bên ",
    "a", "Đ", "9", "và ", "; ", ";", "(", "[(“", ") ", "“Hà Nội", "” , ông ", '"', ": ", "Ảnh: ", "hai ", "mười hai nghìn ", "1/1/2024 - ", "0905.231.234 ",
    "đồng thời đề nghị Sở Y tế, ", "Sở Y tế Sở Nội vụ Công an tỉnh ", "như a, b và c, ", "Hà Nội đề nghị: ", "\u200b", "a\u00ad", "\u200f\u202eא ",
    "\ud800", "e\u0301", "1. a) ", "|", " | ", "\t", "\n", "Điều 1. ", "quý I/", "năm ", "- ", "trở lên ",
    "tháng ba ", "mỗi kỳ 5 ", "Doanh nghiệp Hà Nội đầu tư tại Hà Tĩnh ", "tháng giêng ", "Trung tâm Xúc tiến Đầu tư - Du lịch và ",
    "thứ 9 ",
]  # fmt: skip
SMALL = 6000


def seconds(text: str) -> float:
    begin = time.process_time()
    read(text)
    return time.process_time() - begin


@pytest.mark.parametrize("piece", PIECES)
def test_cost_grows_with_the_length_only(piece: str) -> None:
    count = SMALL // len(piece)
    read(piece * 10)
    once = min(seconds(piece * count) for _ in range(3))
    fourfold = min(seconds(piece * count * 4) for _ in range(2))
    assert fourfold < 10 * max(once, 0.004), f"{once:.3f} s for {SMALL} characters, {fourfold:.3f} s for {4 * SMALL}"
