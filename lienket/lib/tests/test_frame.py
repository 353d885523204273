"""The frame around every page: which place of the navigation is lit."""

import pytest
from django.test import RequestFactory

from lienket.lib.context import Frame


@pytest.mark.parametrize(
    ("path", "lit"),
    [
        ("/", []),
        ("/chuong-trinh/", ["/chuong-trinh/"]),
        ("/cam-ket/12/cap-nhat/", ["/chuong-trinh/"]),  # one comes there through a programme
        ("/chi-tieu/3/", ["/chuong-trinh/"]),
        ("/ban-chinh-sua/3/duyet/", ["/chuong-trinh/"]),
        ("/dia-phuong/ha-tinh/nhap-so-lieu/", ["/dia-phuong/"]),
        ("/so-lieu/4/sua/", ["/dia-phuong/"]),
        ("/tim-kiem/", []),
    ],
)
def test_the_place_one_is_in_is_lit(path, lit):
    places = Frame(RequestFactory().get(path)).places
    assert [place.url for place in places if place.here] == lit
