"""The list of programmes and the programmes of a locality: narrowed, paged, and never more than one may see."""

import datetime as dt

import pytest

from lienket.pages import locality as locality_page
from lienket.pages import programmes as programmes_page
from lienket.programmes.actions import PartyDraft, publish
from lienket.programmes.models import ProgrammeState
from lienket.programmes.tests.builders import a_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(module_cast):
    return module_cast


@pytest.fixture
def made(cast, db):
    """Two public ones of Hà Nội and Hà Tĩnh, one of Hà Nội and Ninh Bình, one nobody else sees."""
    first = a_programme(cast, title="Hợp tác nông sản", period_from=dt.date(2024, 1, 1))
    second = a_programme(cast, title="Hợp tác du lịch", state=ProgrammeState.DRAFTING)
    other = a_programme(
        cast, title="Hợp tác y tế", parties=[PartyDraft(cast.hn.locality), PartyDraft(cast.nb.locality)]
    )
    for one in (first, second, other):
        publish(one, by=cast.hn.focal)
    return [first, second, other, a_programme(cast, title="Hợp tác nội bộ")]


def titles(reader, query):
    return {one.title for one, *_ in reader.get(f"/chuong-trinh/?{query}").context["listed"]}


def test_every_filter_narrows_the_list(client, client_of, cast, made):
    public = {"Hợp tác nông sản", "Hợp tác du lịch", "Hợp tác y tế"}
    assert titles(client, "") == public
    assert titles(client_of(cast.ht.desk), "") == public | {"Hợp tác nội bộ"}
    assert titles(client, "q=NONG+san") == {"Hợp tác nông sản"}
    assert titles(client, "dia_phuong=ninh-binh") == {"Hợp tác y tế"}
    assert titles(client, "dia_phuong=ha-tinh&trang_thai=drafting") == {"Hợp tác du lịch"}
    assert titles(client, "dia_phuong=ninh-binh&trang_thai=drafting") == set()
    assert "Không có chương trình nào khớp bộ lọc" in client.get("/chuong-trinh/?q=khong+co").text


@pytest.mark.parametrize("query", ["dia_phuong=khong-co", "dia_phuong=da-nang", "trang_thai=x", "trang=x", "q=%00"])
def test_nonsense_narrows_nothing(client, made, query):
    assert len(titles(client, query)) == 3


def test_places_to_choose_are_those_of_programmes_one_may_see(client, client_of, cast):
    a_programme(cast, title="Hợp tác nội bộ")
    for page in ("/chuong-trinh/", "/cam-ket/"):
        assert 'value="ha-tinh"' not in client.get(page).text
        assert 'value="ha-tinh"' in client_of(cast.hn.desk).get(page).text
    assert client.get("/dia-phuong/").context["with_programmes"] == []
    mine = client_of(cast.hn.desk).get("/dia-phuong/").context["with_programmes"]
    assert {one.slug for one in mine} == {"ha-noi", "ha-tinh"}


def test_pages_keep_the_filter(client, made, monkeypatch):
    monkeypatch.setattr(programmes_page, "PAGE_SIZE", 1)
    answer = client.get("/chuong-trinh/?dia_phuong=ha-tinh")
    assert (len(answer.context["page"]), answer.context["page"].paginator.count) == (1, 2)
    assert "?dia_phuong=ha-tinh&amp;trang=2" in answer.text


def test_a_locality_shows_its_newest_programmes_and_the_way_to_all(client, made, monkeypatch):
    page = client.get("/dia-phuong/ha-tinh/")
    assert [one.title for one in page.context["programmes"]] == ["Hợp tác du lịch", "Hợp tác nông sản"]
    assert "/chuong-trinh/?dia_phuong=" not in page.text
    monkeypatch.setattr(locality_page, "SHOWN", 1)
    page = client.get("/dia-phuong/ha-tinh/")
    assert [one.title for one in page.context["programmes"]] == ["Hợp tác du lịch"]
    assert '<a href="/chuong-trinh/?dia_phuong=ha-tinh">Cả 2 chương trình</a>' in page.text
    assert titles(client, "dia_phuong=ha-tinh") == {"Hợp tác nông sản", "Hợp tác du lịch"}


def test_the_lists_have_their_budgets(client, client_of, cast, made, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        client.get("/chuong-trinh/?dia_phuong=ha-noi&trang_thai=in_force")
    with django_assert_max_num_queries(11):
        client.get("/dia-phuong/ha-noi/")
    officer = client_of(cast.hn.desk)
    officer.get("/")
    with django_assert_max_num_queries(15):
        officer.get("/dia-phuong/ha-noi/")
