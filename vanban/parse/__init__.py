"""Numbers, amounts and dates as functions of their own: one expression in, one value out, or `NotUnderstood`.

before  "hai mươi mốt nghìn rưỡi", "từ 5 đến 7 triệu đồng", "thứ hai tuần sau"
after   Decimal("21500"), Amount(5000000, 7000000, "range", "VND"), Period(…)
"""

from vanban.parse.amounts import Amount, parse_amount
from vanban.parse.dates import Period, parse_date
from vanban.parse.errors import NotUnderstood
from vanban.parse.numbers import parse_number

__all__ = ["Amount", "NotUnderstood", "Period", "parse_amount", "parse_date", "parse_number"]
