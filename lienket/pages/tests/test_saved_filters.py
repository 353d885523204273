"""Filters kept under a name: one's own only, unique by name, one opens the table, and clearing still clears."""

import pytest

from lienket.accounts.tests.cast import Cast
from lienket.commitments.tests.builders import TODAY, a_commitment
from lienket.lib import clock
from lienket.lib.saving import Incomplete
from lienket.programmes.actions import publish
from lienket.programmes.tests.builders import a_programme
from lienket.search import saved
from lienket.search.models import SavedFilter


@pytest.fixture(autouse=True)
def today():
    with clock.set_to(TODAY):
        yield


@pytest.fixture
def programme(cast: Cast):
    programme = a_programme(cast)
    a_commitment(cast, programme)
    return programme


def keep(client, programme, name="Quá hạn", query="tien_do=overdue&trang=2&q=", **changes):
    facts = {"name": name, "query": query}
    return client.post(f"{programme.get_absolute_url()}giu-bo-loc/", facts | changes, follow=True)


def test_kept_shown_renamed_made_the_first_and_dropped(programme, cast: Cast, client_of):
    client = client_of(cast.hn.focal)
    address = programme.get_absolute_url()
    assert "Lưu bộ lọc này" in client.get(address, {"tien_do": "overdue"}).content.decode()
    page = keep(client, programme)
    one = SavedFilter.objects.get()
    assert (one.query, page.redirect_chain[-1][0]) == ("tien_do=overdue", f"{address}?tien_do=overdue")
    assert 'class="chip"' in page.content.decode()
    assert "Lưu bộ lọc này" not in page.content.decode()
    change = f"/bo-loc/{one.pk}/"
    assert "Quá hạn tháng này" in client.post(change, {"name": "Quá hạn tháng này"}, follow=True).content.decode()
    client.post(change, {"viec": "mo-san"})
    opened = client.get(address)
    assert (opened.status_code, opened["Location"]) == (302, f"{address}?tien_do=overdue")
    filtered = client.get(address, {"tien_do": "overdue"}).content.decode()
    assert 'href="?bo-loc=0"' in filtered
    assert client.get(address, {"bo-loc": "0"}).status_code == 200
    client.post(change, {"viec": "mo-thuong"})
    assert client.get(address).status_code == 200
    client.post(change, {"viec": "bo"})
    assert not SavedFilter.objects.exists()
    assert "Chưa lưu bộ lọc nào" in client.get("/bo-loc/").content.decode()


def test_ones_own_and_nobody_elses(programme, cast: Cast, client, client_of):
    publish(programme, by=cast.hn.focal)
    keep(client_of(cast.hn.focal), programme)
    one = SavedFilter.objects.get()
    colleague = client_of(cast.hn.office)
    assert colleague.post(f"/bo-loc/{one.pk}/", {"viec": "bo"}).status_code == 404
    assert "Quá hạn" not in colleague.get("/bo-loc/").content.decode()
    assert 'class="chip"' not in client.get(programme.get_absolute_url(), {"tien_do": "overdue"}).content.decode()
    assert client.post(f"/bo-loc/{one.pk}/", {"viec": "bo"}).status_code != 302 or SavedFilter.objects.exists()
    with pytest.raises(saved.NotAllowed):
        saved.drop_filter(one, by=cast.hn.office)


def test_a_programme_one_may_not_see_keeps_nothing(programme, cast: Cast, client_of):
    assert keep(client_of(cast.nb.focal), programme).status_code == 404
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize(
    ("name", "query", "words"),
    [
        ("  ", "tien_do=overdue", "Hãy đặt cho bộ lọc một cái tên"),
        ("Tất", "trang=3&bo-loc=0", "Chưa lọc gì"),
        ("Dài", "q=" + "a" * 1500, "quá dài"),
        ("x" * 61, "tien_do=overdue", "60"),
        ("TỐI MẬT", "tien_do=overdue", "MẬT"),
    ],
)
def test_what_cannot_be_kept_is_said(name, query, words, programme, cast: Cast, client_of):
    assert words in keep(client_of(cast.hn.focal), programme, name, query).content.decode()
    assert not SavedFilter.objects.exists()


def test_a_name_once_a_list_opens_with_one_and_thirty_are_enough(programme, cast: Cast):
    place, by = programme.get_absolute_url(), cast.hn.focal
    first = saved.save_filter(place=place, query="tien_do=overdue", name="Quá hạn", opens=True, by=by)
    with pytest.raises(Incomplete):
        saved.save_filter(place=place, query="tien_do=done", name="Quá hạn", by=by)
    second = saved.save_filter(place=place, query="tien_do=done", name="Xong", opens=True, by=by)
    first.refresh_from_db()
    assert (first.opens, second.opens) == (False, True)
    with pytest.raises(Incomplete):
        saved.rename_filter(second, name="Quá hạn", by=by)
    for number in range(saved.MOST - 2):
        saved.save_filter(place=place, query=f"nhom={number}", name=f"Nhóm {number}", by=by)
    with pytest.raises(Incomplete):
        saved.save_filter(place=place, query="q=a", name="Một nữa", by=by)
    saved.save_filter(place=place, query="q=a", name="Quá hạn", by=cast.ht.focal)
