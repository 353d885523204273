"""Who finds what: the gate is in the query, and an internal thing is found only by its public face."""

import datetime as dt
import io

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import connection

from lienket import search
from lienket.lib.audience import Audience
from lienket.search.actions import put
from lienket.search.models import IndexRow

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(cast):
    both = [cast.hn.locality, cast.ht.locality]
    put(
        kind="programme",
        thing_id=1,
        url="/1/",
        title="Chương trình cam sành",
        words="xúc tiến",
        audience=Audience.PUBLIC,
    )
    put(
        kind="commitment", thing_id=2, url="/2/", title="Diễn tập cam lộ", detail="Sở Chỉ huy", words="phương án bốn",
        audience=Audience.PARTIES, sides=both, public_title="Nội dung cam kết về quốc phòng",
    )  # fmt: skip
    put(kind="document", thing_id=3, url="/3/", title="Công văn cam go", audience=Audience.PARTIES, sides=both)
    put(
        kind="document",
        thing_id=4,
        url="/4/",
        title="Ghi chép cam thảo",
        audience=Audience.SIDE,
        sides=[cast.hn.locality],
    )


def found(query, user):
    return {(hit.thing_id, hit.whole) for hit in search.find(query, user=user).rows}


WHOLE = {
    "hn": {(1, True), (2, True), (3, True), (4, True)},
    "ht": {(1, True), (2, True), (3, True)},
    "nb": {(1, True), (2, False)},
}


@pytest.mark.parametrize("side", WHOLE)
def test_every_role_of_a_side_finds_what_the_audience_says(cast, rows, side):
    for part, officer in getattr(cast, side).officers.items():
        assert found("cam", officer) == WHOLE[side], part


def test_a_visitor_finds_public_things_and_public_faces(rows):
    assert found("cam", AnonymousUser()) == {(1, True), (2, False)}


@pytest.mark.parametrize("query", ["dien tap", "so chi huy", "phuong an", "cam lo", "cam dien tap quoc phong", "go"])
def test_internal_words_betray_nothing_to_strangers(cast, rows, query):
    for user in (AnonymousUser(), cast.nb.desk):
        result = search.find(query, user=user)
        assert (result.total, result.counts) == (0, {})


def test_a_public_face_shows_only_itself(rows):
    (hit,) = search.find("quoc phong", user=AnonymousUser()).rows
    assert (hit.title, hit.detail, hit.whole) == ("Nội dung cam kết về quốc phòng", "", False)


def test_officers_of_the_side_find_the_thing_by_its_own_words_not_by_its_face(cast, rows):
    assert found("dien tap phuong an", cast.ht.head) == {(2, True)}


def test_a_thing_that_becomes_internal_is_internal_at_once(cast, rows):
    put(
        kind="programme",
        thing_id=1,
        url="/1/",
        title="Chương trình cam sành",
        audience=Audience.PARTIES,
        sides=[cast.hn.locality],
    )
    assert found("cam sanh", AnonymousUser()) == set()
    assert found("cam sanh", cast.hn.desk) == {(1, True)}


def test_a_deactivated_officer_is_a_visitor(cast, rows):
    cast.hn.desk.is_active = False
    assert found("cam", cast.hn.desk) == {(1, True), (2, False)}


def test_kinds_are_counted_and_chosen(cast, rows):
    result = search.find("cam", user=cast.hn.desk, kinds=["document"])
    assert (result.total, {hit.kind for hit in result.rows}) == (2, {"document"})
    assert result.counts == {"programme": 1, "commitment": 1, "document": 2}


def test_pages_follow_each_other_without_gap_or_overlap(db):
    for n in range(57):
        put(
            kind="figure",
            thing_id=n,
            url=f"/{n}/",
            title="dự án",
            audience=Audience.PUBLIC,
            day=dt.date(2026, 1, 1) if n % 2 else None,
        )
    pages = [search.find("du an", user=AnonymousUser(), limit=25, offset=offset) for offset in (0, 25, 50, 75)]
    assert [len(page.rows) for page in pages] == [25, 25, 7, 0]
    assert {page.total for page in pages} == {57}
    ids = [hit.thing_id for page in pages for hit in page.rows]
    assert sorted(ids) == list(range(57))
    days = [hit.day is not None for page in pages for hit in page.rows]
    assert days == sorted(days, reverse=True)  # dated things first


def test_words_of_the_title_weigh_more_than_words_of_the_text(db):
    for n in range(5):
        put(
            kind="document",
            thing_id=n,
            url="/",
            title=f"Báo cáo {n}",
            words="du lịch " * 3 + "kết quả " * n,
            audience=Audience.PUBLIC,
        )
    put(kind="document", thing_id=9, url="/", title="Du lịch biển", words="kết quả " * 50, audience=Audience.PUBLIC)
    assert search.find("du lich", user=AnonymousUser()).rows[0].thing_id == 9


def test_finding_asks_two_questions(cast, rows, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):  # the officer's appointments, and everything that is found
        search.find("cam", user=cast.hn.desk)


def test_a_search_costs_the_same_with_many_rows(cast, rows, django_assert_num_queries):
    for n in range(100, 160):
        put(kind="figure", thing_id=n, url="/", title="cam", audience=Audience.PUBLIC)
    search.find("x", user=cast.hn.desk)
    with django_assert_num_queries(1):
        assert search.find("cam", user=cast.hn.desk).total == 64


def test_the_full_text_is_made_anew_from_the_rows(rows):
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_fulltext")
        assert found("cam", AnonymousUser()) == set()
    out = io.StringIO()
    call_command("search_rebuild", stdout=out)
    assert out.getvalue().strip() == f"{IndexRow.objects.count()} rows"
    assert found("cam", AnonymousUser()) == {(1, True), (2, False)}


def test_long_titles_are_shortened_and_still_found_by_their_end(db):
    put(kind="document", thing_id=1, url="/", title="a " * 300 + "cuối", audience=Audience.PUBLIC)
    (hit,) = search.find("cuoi", user=AnonymousUser()).rows
    assert len(hit.title) <= 500
