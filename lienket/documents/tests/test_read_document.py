"""The background reading: done once, taken up again after a killed worker, shown while it lasts; the list and the desk."""

import datetime as dt

import pytest
from django.urls import reverse

from lienket.accounts.tests.cast import Cast
from lienket.documents import actions
from lienket.documents.actions import reading
from lienket.documents.desk import waiting_for
from lienket.documents.models import Document, DocumentState
from lienket.jobs import run_all
from lienket.lib.refusals import NotAllowed

from .builders import TEXT, read_document

pytestmark = pytest.mark.django_db


def hand_in(cast: Cast) -> Document:
    return actions.receive_document(text=TEXT, name="a", side=cast.hn.locality, by=cast.hn.desk)


def test_a_job_that_runs_twice_reads_once(cast: Cast) -> None:
    document = hand_in(cast)
    run_all()
    actions.begin_reading(document.pk)
    assert document.readings.count() == 1


def test_a_worker_killed_half_way_is_followed_by_one_that_begins_anew(cast: Cast, monkeypatch) -> None:
    document = hand_in(cast)

    def killed(*_args, **_more):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(reading, "read_words", killed)
        with pytest.raises(KeyboardInterrupt):
            actions.begin_reading(document.pk)
    document.refresh_from_db()
    assert document.state == DocumentState.READING
    run_all()
    document.refresh_from_db()
    assert document.state == DocumentState.READ
    assert document.readings.count() == 1


def test_the_page_shows_progress_and_asks_again(cast: Cast, client_of) -> None:
    document = hand_in(cast)
    desk = client_of(cast.hn.desk)
    page = desk.get(document.get_absolute_url()).content.decode()
    address = reverse("documents:progress", args=[document.pk])
    assert address in page
    assert desk.get(address).status_code == 302
    assert b"hx-get" in desk.get(address, headers={"HX-Request": "true"}).content
    run_all()
    assert desk.get(address, headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_a_review_of_what_is_not_read_leads_to_its_page(cast: Cast, client_of) -> None:
    document = hand_in(cast)
    answer = client_of(cast.hn.focal).get(reverse("documents:review", args=[document.pk]))
    assert answer["Location"] == document.get_absolute_url()


def test_reading_again(cast: Cast, client_of) -> None:
    document = read_document(cast)
    client_of(cast.hn.desk).post(reverse("documents:read_again", args=[document.pk]))
    run_all()
    assert document.readings.count() == 2
    with pytest.raises(NotAllowed):
        actions.read_again(document, by=cast.ht.focal)
    assert client_of(cast.ht.focal).post(reverse("documents:read_again", args=[document.pk])).status_code == 404


def test_the_list_within_its_budget(cast: Cast, client_of, django_assert_max_num_queries) -> None:
    for n in range(30):
        read_document(cast, title=f"Văn bản {n}", fingerprint=f"f{n}")
    desk = client_of(cast.hn.desk)
    desk.get(reverse("documents:list"))
    with django_assert_max_num_queries(9):
        page = desk.get(reverse("documents:list"))
    assert "0/8" in page.content.decode()
    assert reverse("documents:upload") in page.content.decode()
    theirs = client_of(cast.ht.desk).get(reverse("documents:list")).content.decode()
    assert "0/8" not in theirs


def test_the_list_is_searched_without_marks(cast: Cast, client_of) -> None:
    document = read_document(cast)
    desk = client_of(cast.hn.desk)
    assert (
        document.get_absolute_url() in desk.get(reverse("documents:list"), {"q": "thong bao ket luan"}).content.decode()
    )
    assert document.get_absolute_url() not in desk.get(reverse("documents:list"), {"q": "xyz"}).content.decode()
    assert (
        document.get_absolute_url()
        not in desk.get(reverse("documents:list"), {"trang_thai": "locked"}).content.decode()
    )


def test_visitors_see_a_list_of_public_papers(cast: Cast, client) -> None:
    read_document(cast)
    page = client.get(reverse("documents:list"))
    assert page.status_code == 200
    assert reverse("documents:upload") not in page.content.decode()


def test_what_waits_at_the_desk(cast: Cast, django_assert_max_num_queries) -> None:
    document = read_document(cast)
    today = dt.date(2026, 3, 20)
    (item,) = waiting_for(cast.hn.focal, today)
    assert item.url == reverse("documents:review", args=[document.pk])
    assert "8" in item.why
    assert waiting_for(cast.hn.desk, today) == []
    assert waiting_for(cast.ht.focal, today) == []
    with django_assert_max_num_queries(1):
        waiting_for(cast.hn.focal, today)
    for proposal in document.proposals.all():
        proposal.document = document
        actions.reject_proposal(proposal, by=cast.hn.focal)
    assert waiting_for(cast.hn.focal, today) == []
