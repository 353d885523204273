import pytest

from vanban import read


@pytest.mark.parametrize(
    "number",
    ["188/KH-UBND", "09/2007/QĐ-TTg", "45-NQ/TW", "77/2015/QH13", "05/TT-HB-TH", "927-QĐ/TW", "09/CTr-ĐL-PY",
     "163/2016/NĐ-CP", "1326/UBND-KTTH", "82/CĐ-TTg", "12/2021/TTLT-BCA-BTC", "01/BGN-HN-HT"],
)  # fmt: skip
def test_finds_document_numbers(number: str) -> None:
    assert [r.text for r in read(f"Theo Văn bản số {number} ngày 3/5/2021, hai bên họp.").references] == [number]


@pytest.mark.parametrize(
    "text", ["64/68 đại biểu", "ngày 24/6/2020", "tốc độ 80 km/h", "gọi 024.3825.3536", "mở 24/7", "tỷ lệ 1/500"]
)
def test_leaves_alone_other_numbers(text: str) -> None:
    assert read(text).references == ()
