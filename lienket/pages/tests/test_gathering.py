"""Home, desk, locality, search and history: each shows what its reader may see, and costs what it may cost."""

import datetime as dt
from decimal import Decimal

import pytest

from lienket.commitments.tests.builders import a_commitment, in_state
from lienket.indicators.actions import record_figure
from lienket.indicators.models import Bound, Figure
from lienket.lib import clock
from lienket.lib.audience import Audience
from lienket.lib.numbers import format_date
from lienket.programmes.actions import publish
from lienket.programmes.tests.builders import a_programme

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)


@pytest.fixture
def figure(cast):
    return record_figure(
        cast.ht.locality,
        subject="Dự án đầu tư",
        kind=Figure.Kind.COUNT,
        value=Decimal(1300),
        bound=Bound.MORE_THAN,
        unit="dự án",
        as_of=TODAY,
        audience=Audience.PUBLIC,
        by=cast.ht.focal,
    )


def test_home_is_for_everybody_and_shows_figures_with_their_qualifier(
    client, cast, figure, django_assert_max_num_queries
):
    programme = a_programme(cast)
    in_state(cast, "in_progress", programme=programme)
    publish(programme, by=cast.hn.focal)
    with django_assert_max_num_queries(9):
        page = client.get("/")
    text = " ".join(page.content.decode().split())
    assert "trên 1.300 dự án" in text
    assert programme.title in text
    assert page.context["counts"].total == 1


def test_home_of_an_empty_house_teaches_the_first_step(client):
    page = client.get("/")
    assert page.status_code == 200
    assert "/doc-van-ban/" in page.content.decode()


def test_a_merged_locality_says_what_it_belongs_to_now(client):
    page = client.get("/dia-phuong/nam-dinh/")
    assert page.status_code == 200
    assert "Ninh Bình" in page.content.decode()
    assert client.get("/dia-phuong/khong-co/").status_code == 404


def test_a_locality_shows_its_figures_and_programmes(client, cast, figure):
    page = client.get(f"/dia-phuong/{cast.ht.locality.slug}/").content.decode()
    assert "1.300" in page
    assert client.get("/dia-phuong/").context["others"]


def test_the_desk_asks_for_sign_in(client):
    assert client.get("/ban-lam-viec/").status_code == 302


def test_the_desk_shows_only_what_waits_for_this_officer(client_of, cast, django_assert_max_num_queries):
    with clock.set_to(TODAY):
        promise = in_state(cast, "assigned")
        officer = client_of(cast.hn.desk)
        officer.get("/ban-lam-viec/")
        with django_assert_max_num_queries(20):
            page = officer.get("/ban-lam-viec/")
        assert f"/cam-ket/{promise.commitment.pk}/" in page.content.decode()
        assert client_of(cast.hn.other_desk).get("/ban-lam-viec/").context["count"] == 0
        assert "Không còn việc nào chờ bạn" in client_of(cast.nb.desk).get("/ban-lam-viec/").content.decode()


def test_search_needs_no_diacritics_and_keeps_the_gate(client, client_of, cast, django_assert_max_num_queries):
    a_commitment(cast)
    officer = client_of(cast.ht.desk)
    officer.get("/tim-kiem/?q=x")
    with django_assert_max_num_queries(8):
        page = officer.get("/tim-kiem/?q=tuan nong san ocop")
    assert page.context["page"].paginator.count == 1
    assert client.get("/tim-kiem/?q=tuan nong san ocop").context["page"].paginator.count == 0


@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=",
        "q=%00",
        "q=%22%27*()",
        "q=a&trang=-3",
        "q=a&trang=99999999999",
        "q=a&trang=" + "9" * 5000,
        "q=a&loai=khong",
        "q=" + "x" * 5000,
    ],
)
def test_search_answers_nonsense_calmly(client, query):
    assert client.get(f"/tim-kiem/?{query}").status_code == 200


def test_a_page_past_the_end_of_a_search_is_the_last_one(client_of, cast):
    a_commitment(cast)
    page = client_of(cast.ht.desk).get("/tim-kiem/?q=tuan nong san&trang=7").context["page"]
    assert (page.number, len(page.object_list)) == (1, 1)


def test_history_is_for_those_who_compile_and_of_the_own_side_only(client, client_of, cast):
    a_commitment(cast)
    assert client.get("/nhat-ky/").status_code == 302
    assert client_of(cast.hn.desk).get("/nhat-ky/").status_code == 403
    own = client_of(cast.hn.focal).get("/nhat-ky/")
    assert any("CK-01" in words for _event, words in own.context["lines"])
    stranger = client_of(cast.nb.focal).get("/nhat-ky/").context["lines"]
    assert all(event.actor_id is None for event, _words in stranger)  # the system's own lines, and no side's


def test_every_recorded_deed_reads_as_a_sentence_in_both_languages(client_of, cast):
    in_state(cast, "done")
    officer = client_of(cast.hn.focal)
    for language in ("vi", "en"):
        officer.cookies["ngon_ngu"] = language
        for event, words in officer.get("/nhat-ky/").context["lines"]:
            assert words != event.verb
            assert "…" not in words, words


def test_an_empty_desk_speaks_to_who_works_and_to_who_follows(client_of, cast):
    assert "Bạn theo dõi các chương trình" in client_of(cast.hn.leader).get("/ban-lam-viec/").text
    assert "Không còn việc nào chờ bạn" in client_of(cast.hn.desk).get("/ban-lam-viec/").text


def test_a_part_says_what_is_not_done_yet(client_of, cast):
    promise = in_state(cast, "assigned")
    page = client_of(cast.hn.desk).get(promise.commitment.get_absolute_url()).text
    assert page.count("Cơ quan chủ trì chưa tiếp nhận") == page.count("Chưa báo cáo hoàn thành") == 2
    assert "Đã báo cáo hoàn thành" not in page
    assert page.count(f"Đã giao {format_date(clock.today())}") == 2
