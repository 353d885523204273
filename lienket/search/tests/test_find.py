"""Finding without diacritics, through the gate."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lienket import search
from lienket.lib.audience import Audience
from lienket.search import finding
from lienket.search.actions import drop, put

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


def titles(query, user=NOBODY, **how):
    return [hit.title for hit in search.find(query, user=user, **how).rows]


@pytest.fixture
def ocop():
    return put(
        kind="programme", thing_id=1, url="/chuong-trinh/ocop/", title="Hà Nội – Hà Tĩnh: tiêu thụ sản phẩm OCOP",
        detail="Sở Công Thương", words="CK-01 giải ngân 37.700 tỷ đồng", audience=Audience.PUBLIC, day=dt.date(2026, 5, 1),
    )  # fmt: skip


@pytest.mark.parametrize(
    "query",
    ["ha tinh ocop", "HÀ TĨNH", "hà tinh", "san pham ocop", "tieu thu san ph", "ck-01", "CK 01", "37.700 tỉ", "37700 ty dong",
     "so cong thuong", "đồng"],
)  # fmt: skip
def test_words_are_found_without_diacritics_and_as_beginnings(ocop, query):
    assert titles(query) == [ocop.title]


@pytest.mark.parametrize("query", ["ha tinh gao", "inh", "", "   ", "***", "'\"", "–", "𝕏"])
def test_what_is_not_there_is_not_found(ocop, query):
    assert titles(query) == []


@given(st.text(max_size=60))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_question_raises(ocop, query):
    found = search.find(query, user=NOBODY)
    assert found.total == len(found.rows)


@pytest.mark.parametrize(
    "query", ['NEAR("ha")', "title: ocop", "a AND OR b", "ha | !tinh & <-> :*", "' OR 1=1 --", "\x00", "{face}"]
)
def test_query_languages_are_only_words(ocop, query):
    assert search.find(query, user=NOBODY).total in {0, 1}


def test_a_dropped_thing_is_not_found(ocop):
    assert drop("programme", 1) is True
    assert titles("ocop") == []
    assert drop("programme", 1) is False


def test_a_thing_put_again_is_found_by_its_new_words_only(ocop):
    put(kind="programme", thing_id=1, url="/x/", title="Du lịch", audience=Audience.PUBLIC)
    assert titles("ocop") == []
    assert titles("du lich") == ["Du lịch"]


def test_of_what_is_many_so_much_is_read_and_the_rest_is_said_to_be_there(ocop, monkeypatch):
    monkeypatch.setattr(finding, "MOST", 3)
    for n in range(2, 9):
        put(kind="commitment", thing_id=n, url=f"/cam-ket/{n}/", title=f"Tiêu thụ {n}", audience=Audience.PUBLIC)
    found = search.find("tieu thu", user=NOBODY)
    assert (found.counts, found.total, found.more) == ({"programme": 1, "commitment": 3}, 4, "commitment")
    assert ocop.title in [hit.title for hit in found.rows]  # what is few is not hidden by what is many
    monkeypatch.setattr(finding, "MOST", 7)
    found = search.find("tieu thu", user=NOBODY)
    assert (found.counts["commitment"], found.more) == (7, "")


def test_words_as_they_are_typed_come_before_longer_ones(ocop):
    put(kind="meeting", thing_id=1, url="/a/", title="Hang Tinhang ocop", audience=Audience.PUBLIC)
    assert titles("ha tinh oc") == [ocop.title]  # the last word may be typed to its end yet
    drop("programme", 1)
    assert titles("ha tinh oc") == ["Hang Tinhang ocop"]  # nothing has the words as they are: all may be beginnings


def test_what_is_many_is_read_in_parts_that_together_are_everything(db):
    for n in range(40):
        put(kind="commitment", thing_id=n, url=f"/cam-ket/{n}/", title=f"Tiêu thụ {n}", audience=Audience.PUBLIC)
    found = search.find("tieu thu", user=NOBODY, limit=50)
    assert (found.counts, len({hit.thing_id for hit in found.rows})) == ({"commitment": 40}, 40)
