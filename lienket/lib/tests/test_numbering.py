"""Outline numbers stand in the paper's order; sector codes are no numbers."""

import pytest

from lienket.lib.numbering import outline_order


@pytest.mark.parametrize(
    ("code", "place"),
    [
        ("I", 1),
        ("IV", 4),
        ("VIII", 8),
        ("IX", 9),
        ("XIV", 14),
        ("XL", 40),
        ("12", 12),
        ("MCMXC", 1990),
        ("7", 7),
        ("12.", 12),
        ("a", 1),
        ("d)", 4),
    ],
)
def test_numbers_have_a_place(code, place):
    assert outline_order(code) == place


@pytest.mark.parametrize("code", ["", "XDD", "IIII", "XTD", "CTT", "DUL.01", "Đ", "²"])
def test_what_is_no_number_has_none(code):
    assert outline_order(code) is None
