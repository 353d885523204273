from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban import NotUnderstood, parse_amount, parse_date, parse_number
from vanban.parse.lunar import to_solar

WEDNESDAY = date(2024, 6, 12)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,5", "1234.5"), ("1,234.56", "1234.56"), ("1 300", "1300"), ("-12", "-12"), ("37.700", "37700"), ("hai mươi mốt nghìn rưỡi", "21500"),
        ("âm ba phẩy mười bốn", "-3.14"), ("không phẩy không năm", "0.05"), ("mười hai phẩy năm triệu", "12500000"), ("3 trăm nghìn", "300000"),
        ("5 triệu hai", "5200000"), ("2 tỷ 3", "2300000000"), ("ba phần tư", "0.75"), ("1/4", "0.25"), ("nửa", "0.5"), ("hai rưỡi", "2.5"),
        ("một tá", "12"), ("nghìn rưỡi", "1500"), ("XIII", "13"), ("MMXXIV", "2024"), ("hai không hai bốn", "2024"), ("hai trăm năm", "250"),
        ("một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy", "1234567"), ("Bẩy mươi nhăm", "75"), ("ba ngàn linh một", "3001"),
    ],
)  # fmt: skip
def test_numbers(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "value", "value_to", "bound", "unit", "kind"),
    [
        ("từ 5 đến 7 triệu đồng", "5000000", "7000000", "range", "VND", "money"),
        ("từ năm đến bảy tỷ đồng", "5000000000", "7000000000", "range", "VND", "money"),
        ("khoảng ba trăm tỷ", "300000000000", None, "about", "VND", "money"),
        ("trên 1.300 dự án", "1300", None, "more_than", "dự án", "count"),
        ("20 doanh nghiệp trở lên", "20", None, "at_least", "doanh nghiệp", "count"),
        ("từ 20% đến 25%", "20", "25", "range", "%", "percent"),
        ("hai mươi phần trăm", "20", None, "exact", "%", "percent"),
        ("$5 triệu", "5000000", None, "exact", "USD", "money"),
        ("1,5 triệu euro", "1500000", None, "exact", "EUR", "money"),
        ("không quá 10 ngày làm việc", "10", None, "at_most", "ngày", "duration"),
        ("gần 3,5 ha", "3.5", None, "almost", "ha", "measure"),
        ("thứ 9 cả nước", "9", None, "exact", "cả nước", "rank"),
    ],
)
def test_amounts(text: str, value: str, value_to: str | None, bound: str, unit: str, kind: str) -> None:
    amount = parse_amount(text)
    assert (amount.value, amount.value_to) == (Decimal(value), Decimal(value_to) if value_to else None)
    assert (amount.bound, amount.unit, amount.kind) == (bound, unit, kind)


@pytest.mark.parametrize(
    ("text", "first", "last", "grain"),
    [
        ("ngày 18/3/2026", "2026-03-18", "2026-03-18", "day"),
        ("30/4", "2024-04-30", "2024-04-30", "day"),
        ("quý III/2027", "2027-07-01", "2027-09-30", "quarter"),
        ("nửa đầu năm 2023", "2023-01-01", "2023-06-30", "half"),
        ("giai đoạn 2020-2025", "2020-01-01", "2025-12-31", "years"),
        ("thứ hai tuần sau", "2024-06-17", "2024-06-17", "day"),
        ("chủ nhật này", "2024-06-16", "2024-06-16", "day"),
        ("hôm qua", "2024-06-11", "2024-06-11", "day"),
        ("tuần trước", "2024-06-03", "2024-06-09", "week"),
        ("năm ngoái", "2023-01-01", "2023-12-31", "year"),
        ("hai tuần nữa", "2024-06-26", "2024-06-26", "day"),
        ("3 tháng tới", "2024-06-12", "2024-09-12", "days"),
        ("cuối tháng 3/2024", "2024-03-21", "2024-03-31", "days"),
        ("mùng 10 tháng 3 âm lịch năm 2019", "2019-04-14", "2019-04-14", "day"),
        ("Tết Nguyên đán 2026", "2026-02-17", "2026-02-17", "day"),
        ("rằm tháng Giêng 2024", "2024-02-24", "2024-02-24", "day"),
        ("kỳ báo cáo 6 tháng đầu năm 2024", "2023-12-15", "2024-06-14", "days"),
    ],
)
def test_dates(text: str, first: str, last: str, grain: str) -> None:
    period = parse_date(text, written_on=WEDNESDAY)
    assert (period.from_.isoformat(), period.to.isoformat(), period.grain) == (first, last, grain)


@pytest.mark.parametrize(
    ("lunar", "solar"),
    [((1, 1, 1985), "1985-01-21"), ((1, 1, 2007), "2007-02-17"), ((15, 8, 2020), "2020-10-01"), ((23, 12, 2024), "2025-01-22"),
     ((1, 1, 2033), "2033-01-31")],
)  # fmt: skip
def test_lunar_days(lunar: tuple[int, int, int], solar: str) -> None:
    found = to_solar(*lunar)
    assert found is not None
    assert found.isoformat() == solar


def test_leap_months() -> None:
    leap = to_solar(1, 2, 2023, leap=True)
    assert leap is not None
    assert leap.isoformat() == "2023-03-22"
    assert to_solar(1, 5, 2023, leap=True) is None


@pytest.mark.parametrize(
    ("parse", "text"),
    [(parse_number, "vài chục"), (parse_number, ""), (parse_number, "tỷ lệ"), (parse_amount, "bên cùng"), (parse_amount, "từ 7 đến 5 kg"),
     (parse_date, "31/2/2020"), (parse_date, "hôm qua"), (parse_date, "thời gian tới"), (parse_date, "30/4")],
)  # fmt: skip
def test_what_is_not_understood_is_said(parse: object, text: str) -> None:
    with pytest.raises(NotUnderstood) as said:
        parse(text)  # type: ignore[operator]  # any parser
    assert said.value.found == text
    assert said.value.expected in str(said.value)


@given(st.text(max_size=30))
def test_no_text_raises_anything_else(text: str) -> None:
    for parse in (parse_number, parse_amount, lambda t: parse_date(t, written_on=WEDNESDAY)):
        try:
            parse(text)
        except NotUnderstood:
            continue


@pytest.mark.parametrize("text", ["một ²", "² triệu", "5² trăm", "Ⅻ trăm", "一二", "½ tỷ"])
def test_signs_that_only_look_like_digits_are_not_understood(text: str) -> None:
    with pytest.raises(NotUnderstood):
        parse_number(text)
