"""The list of officers: one side's, found without marks, in few queries."""

import pytest

from lienket.accounts.models import Appointment, Officer, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(cast, client_of):
    return client_of(cast.hn.admin)


def names(page):
    return [officer.full_name for officer in page.context["page"]]


def test_one_side_only(cast, admin):
    page = admin.get("/can-bo/")
    assert len(names(page)) == 10
    assert "@ht.example" not in page.text
    assert "@nb.example" not in page.text


def test_by_given_name_as_vietnamese_lists_stand(cast, admin):
    shown = names(admin.get("/can-bo/"))
    assert [name.split()[-1] for name in shown] == sorted_given(shown)


def sorted_given(shown):
    order = ["Ánh", "Ân", "Bảo", "Cường", "Dũng", "Hà", "Khang", "My", "Thư", "Yến"]
    return [name for name in order if any(one.endswith(name) for one in shown)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=anh", ["Hoàng Ngọc Ánh"]),
        ("q=DUNG", ["Lê Quang Dũng"]),
        ("q=hoang+anh", ["Hoàng Ngọc Ánh"]),
        ("q=clerk%40hn", ["Hoàng Ngọc Ánh"]),
        ("role=head", ["Lê Quang Dũng"]),
        ("standing=deactivated", []),
        ("q=kh%C3%B4ng+ai", []),
        ("role=khong-co", None),
        ("trang=99", None),
        ("trang=x&q=%00", None),
    ],
)
def test_found_by_name_address_role_and_account(cast, admin, query, found):
    page = admin.get(f"/can-bo/?{query}")
    assert page.status_code == 200
    if found is not None:
        assert names(page) == found


def test_so_many_queries_and_no_more(cast, admin, django_assert_max_num_queries):
    admin.get("/can-bo/")
    with django_assert_max_num_queries(6):
        admin.get("/can-bo/")
    for number in range(60):
        officer = Officer.objects.create(
            email=f"nhieu{number}@hn.example", full_name=f"Nguyễn Văn {number}", password="!"
        )
        Appointment.objects.create(officer=officer, agency=cast.hn.so_ct, role=Role.DESK)
    with django_assert_max_num_queries(6):
        page = admin.get("/can-bo/")
    assert len(names(page)) == 50
    assert len(names(admin.get("/can-bo/?trang=2"))) == 20


@pytest.mark.parametrize("part", ["desk", "head", "focal", "office", "leader", "clerk", "editor", "security"])
def test_absent_for_everybody_else(cast, client_of, part):
    assert client_of(getattr(cast.hn, part)).get("/can-bo/").status_code == 404


def test_a_visitor_signs_in_first(client):
    assert client.get("/can-bo/").url == "/dang-nhap/?next=%2Fcan-bo%2F"


def test_a_name_cannot_write_into_the_page(cast, admin):
    cast.hn.desk.full_name = "<script>alert(1)</script>"
    cast.hn.desk.save()
    assert "<script>alert" not in admin.get("/can-bo/").text
    assert "<script>alert" not in admin.get(f"/can-bo/{cast.hn.desk.pk}/").text
