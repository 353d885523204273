"""A heading of a paper names a sector only where it is about exactly one."""

import pytest

from lienket.localities.models import Sector

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("Quốc phòng, an ninh", "QPA"),
        ("XÂY DỰNG ĐẢNG VÀ HỆ THỐNG CHÍNH TRỊ", "XDD"),
        ("Cải cách hành chính.", "CHC"),
        ("Y tế", None),
        ("Đầu tư, thương mại và nông nghiệp", None),
        ("Tổ chức thực hiện", None),
        ("", None),
    ],
)
def test_headings(heading, code):
    found = Sector.objects.headed(heading)
    assert (found.code if found else None) == code
