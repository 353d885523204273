"""Sharing: from one's own side to the parties to everybody, never back, by who speaks for the side; citations follow."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from lienket.accounts.tests.cast import Cast
from lienket.documents import actions
from lienket.documents.citations import resolve
from lienket.documents.models import Document
from lienket.documents.refusals import CannotBeNarrowed, NoProgrammeYet
from lienket.indicators.models import Figure
from lienket.lib import clock
from lienket.lib.citations import Citation
from lienket.lib.refusals import NotAllowed

from .builders import accept_programme, docx, read_document, the

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with clock.set_to(dt.date(2026, 3, 20)):
        yield


@pytest.fixture
def document(cast: Cast) -> Document:
    return accept_programme(read_document(cast), cast)


def test_the_other_party_sees_it_once_shared(cast: Cast, document: Document, client_of) -> None:
    theirs = client_of(cast.ht.desk)
    assert theirs.get(document.get_absolute_url()).status_code == 404
    actions.share_document(document, audience="parties", by=cast.hn.focal)
    assert theirs.get(document.get_absolute_url()).status_code == 200
    assert client_of(cast.nb.focal).get(document.get_absolute_url()).status_code == 404
    # Seeing is not deciding.
    assert theirs.get(reverse("documents:review", args=[document.pk])).status_code == 404


def test_the_public_sees_it_once_published_with_its_file(cast: Cast, client) -> None:
    document = actions.receive_document(
        content=docx("Hai bên thống nhất."), name="a.docx", side=cast.hn.locality, by=cast.hn.desk
    )
    actions.begin_reading(document.pk)
    document.refresh_from_db()
    assert client.get(document.get_absolute_url()).status_code == 404
    actions.share_document(document, audience="public", by=cast.hn.office)
    assert client.get(document.get_absolute_url()).status_code == 200
    assert client.get(f"/tep/{document.file_id}/").status_code == 200


def test_its_figures_go_public_with_it_and_no_earlier(cast: Cast, document: Document) -> None:
    actions.accept_all_of(document, "figure", by=cast.hn.focal)
    figures = Figure.objects.filter(programme=document.programme)
    assert figures
    assert {figure.audience for figure in figures} == {"parties"}
    actions.share_document(document, audience="parties", by=cast.hn.focal)
    assert not figures.filter(audience="public")
    actions.share_document(document, audience="public", by=cast.hn.focal)
    assert not figures.exclude(audience="public")


def test_the_page_asks_whether_one_is_sure(cast: Cast, document: Document, client_of) -> None:
    focal = client_of(cast.hn.focal)
    address = reverse("documents:share", args=[document.pk])
    assert focal.get(address).status_code == 200
    assert focal.post(address, {"audience": "public"}).status_code == 422
    document.refresh_from_db()
    assert document.audience == "side"
    assert focal.post(address, {"audience": "public", "sure": "on"}).status_code == 302
    document.refresh_from_db()
    assert document.audience == "public"


def test_it_is_never_narrowed(cast: Cast, document: Document) -> None:
    actions.share_document(document, audience="public", by=cast.hn.focal)
    with pytest.raises(CannotBeNarrowed):
        actions.share_document(document, audience="parties", by=cast.hn.focal)


def test_parties_need_a_programme(cast: Cast) -> None:
    with pytest.raises(NoProgrammeYet):
        actions.share_document(read_document(cast), audience="parties", by=cast.hn.focal)


@pytest.mark.parametrize("who", ["hn.desk", "hn.head", "hn.clerk", "hn.leader", "ht.focal", "nb.office"])
def test_who_may_not_share(cast: Cast, document: Document, client_of, who: str) -> None:
    side, part = who.split(".")
    officer = getattr(getattr(cast, side), part)
    with pytest.raises(NotAllowed):
        actions.share_document(document, audience="public", by=officer)
    answer = client_of(officer).post(
        reverse("documents:share", args=[document.pk]), {"audience": "public", "sure": "on"}
    )
    assert answer.status_code == (403 if side == "hn" else 404)


def test_citations_show_words_only_to_those_who_may_see_the_document(
    cast: Cast, document: Document, django_assert_max_num_queries
) -> None:
    actions.accept_proposal(the(document, "request"), by=cast.hn.focal)
    proposal = the(document, "request")
    citation = Citation(
        document=document.pk,
        start=proposal.start,
        end=proposal.end,
        page=1,
        quote=proposal.quote,
        paper="77/TB-VP",
        paper_date="2026-03-10",
    )
    (mine,) = resolve([citation], cast.hn.desk)
    assert (mine.visible, mine.quote) == (True, proposal.quote)
    assert mine.url == f"/van-ban/{document.pk}/?tu={proposal.start}&den={proposal.end}#o{proposal.start}"
    for stranger in (cast.ht.desk, cast.nb.desk, AnonymousUser()):
        (theirs,) = resolve([citation], stranger)
        assert (theirs.visible, theirs.quote, theirs.url) == (False, "", "")
        assert theirs.label.startswith("77/TB-VP")
    cast.hn.desk.appointments_on(clock.today())
    with django_assert_max_num_queries(2):
        resolve([citation] * 30, cast.hn.desk)


def test_a_title_is_not_told_where_there_is_no_number(cast: Cast, document: Document) -> None:
    (theirs,) = resolve(
        [Citation(document=document.pk, start=1, end=5, quote="x", paper="Thông báo kín")], AnonymousUser()
    )
    assert "Thông báo kín" not in theirs.label


def test_a_scan_cited_by_hand_speaks_for_itself() -> None:
    (view,) = resolve([Citation(paper="12/QĐ-UBND", page=3, quote="giao Sở Công Thương")], AnonymousUser())
    assert (view.visible, view.quote, view.url) == (True, "giao Sở Công Thương", "")
    assert view.label.endswith("3")


def test_the_pointed_at_words_are_lit(cast: Cast, document: Document, client_of) -> None:
    proposal = the(document, "shortcoming")
    page = (
        client_of(cast.hn.desk)
        .get(document.get_absolute_url(), {"tu": proposal.start, "den": proposal.end})
        .content.decode()
    )
    assert "lit-current" in page
    assert f'id="o{proposal.start}"' in page
    for broken in ({"tu": "x", "den": "5"}, {"tu": "9", "den": "2"}, {"tu": "1", "den": "999999"}):
        assert client_of(cast.hn.desk).get(document.get_absolute_url(), broken).status_code == 200
