"""The next version of a public record: proposed by one, approved by another; the public reads only what was approved."""

import datetime as dt

import pytest
from django.urls import reverse

from lienket.accounts.tests.cast import Cast
from lienket.audit.verify import verify_chain
from lienket.commitments import actions as commitments
from lienket.commitments.models import Commitment
from lienket.commitments.tests.builders import TODAY, a_commitment, assign
from lienket.lib import clock
from lienket.lib.refusals import NotAllowed
from lienket.lib.saving import Incomplete
from lienket.notices.models import OutgoingMail
from lienket.programmes.models import Programme
from lienket.programmes.tests.builders import a_programme
from lienket.search.models import IndexRow
from lienket.versions import actions
from lienket.versions.desk import waiting_for
from lienket.versions.models import NextVersion
from lienket.versions.refusals import AlreadyDecided, NoDifference, RecordMoved
from lienket.versions.things import present

NEW = "Tổ chức Tuần hàng OCOP Hà Tĩnh tại Thủ đô"


@pytest.fixture(autouse=True)
def now():
    with clock.set_to(dt.datetime.combine(TODAY, dt.time(9, 0))):
        yield


@pytest.fixture
def programme(cast: Cast) -> Programme:
    return a_programme(cast, audience="public", promise="Lời hứa đã duyệt")


@pytest.fixture
def commitment(cast: Cast, programme: Programme) -> Commitment:
    return a_commitment(cast, programme, audience="public").commitment


def proposed(thing, by, **changes) -> NextVersion:
    return actions.propose(thing, values=present(thing) | changes, by=by)


def test_the_public_reads_the_approved_version_until_a_colleague_approves(
    client, client_of, cast: Cast, commitment: Commitment
):
    old, page = commitment.title, commitment.get_absolute_url()
    editor = client_of(cast.hn.focal)
    form = editor.get(reverse("commitments:edit", args=[commitment.pk]), follow=True)
    address = form.redirect_chain[-1][0]
    assert address == reverse("versions:of_commitment", args=[commitment.pk])
    sent = {
        "title": NEW,
        "description": "",
        "output": "Tuần hàng",
        "deadline": "30/11/2026",
        "sector": commitment.sector_id,
    }
    assert editor.post(address, sent).status_code == 302
    version = NextVersion.objects.get()
    places = [page, commitment.programme.get_absolute_url(), commitment.programme.get_absolute_url() + "?dang=csv"]
    for place in places:
        seen = client.get(place).content.decode()
        assert old in seen
        assert "Thủ đô" not in seen
        assert "chưa duyệt" not in seen
    assert IndexRow.objects.get(kind="commitment").title == old
    theirs = client_of(cast.ht.desk).get(page).content.decode()
    assert "Đang chỉnh sửa, chưa duyệt" in theirs
    assert "Thủ đô" in theirs
    assert reverse("versions:approve", args=[version.pk]) not in theirs
    assert client_of(cast.hn.office).post(reverse("versions:approve", args=[version.pk])).status_code == 302
    for place in places:
        assert NEW in client.get(place).content.decode()
    assert IndexRow.objects.get(kind="commitment").title == NEW
    commitment.refresh_from_db()
    assert commitment.deadline == dt.date(2026, 11, 30)
    assert verify_chain() is None


def test_a_programmes_record(client, client_of, cast: Cast, programme: Programme):
    page, editor = programme.get_absolute_url(), client_of(cast.ht.office)
    address = editor.get(reverse("programmes:edit", args=[programme.slug])).url
    sent = {"title": programme.title, "promise": "Lời hứa mới", "period_from": "01/01/2026", "period_to": "31/12/2030"}
    assert editor.post(address, sent).url == page
    assert "Lời hứa mới" in editor.get(address).content.decode()  # the form goes on where it stopped
    assert "Lời hứa đã duyệt" in client.get(page).content.decode()
    assert "Lời hứa mới" not in client.get(page).content.decode()
    version = NextVersion.objects.get()
    assert "chưa duyệt" in client_of(cast.hn.desk).get(page).content.decode()
    assert "chưa duyệt" not in client_of(cast.nb.desk).get(page).content.decode()
    client_of(cast.hn.focal).post(reverse("versions:approve", args=[version.pk]))
    assert "Lời hứa mới" in client.get(page).content.decode()


def test_nobody_approves_their_own_and_others_find_nothing(client, client_of, cast: Cast, commitment: Commitment):
    version = proposed(commitment, cast.hn.focal, title=NEW)
    with pytest.raises(NotAllowed):
        actions.approve(version, by=cast.hn.focal)
    for deed in ("approve", "drop"):
        address = reverse(f"versions:{deed}", args=[version.pk])
        assert client.post(address).status_code == 401
        for other in (cast.hn.desk, cast.hn.head, cast.nb.focal, cast.ht.leader):
            assert client_of(other).post(address).status_code == 404
        assert client_of(cast.hn.office).get(address).status_code == 405
    with pytest.raises(NotAllowed):
        proposed(commitment, cast.hn.desk, title=NEW)
    assert client_of(cast.hn.desk).get(reverse("versions:of_commitment", args=[commitment.pk])).status_code == 404
    version.refresh_from_db()
    assert version.state == "open"


def test_what_the_edit_would_refuse_is_refused_at_once(cast: Cast, commitment: Commitment):
    for changes, refusal in (
        ({"title": ""}, Incomplete),
        ({"output": "TUYỆT MẬT"}, Incomplete),
        ({"deadline": dt.date(2020, 1, 1)}, Incomplete),
        ({}, NoDifference),
    ):
        with pytest.raises(refusal):
            proposed(commitment, cast.hn.focal, **changes)
    assert not NextVersion.objects.exists()
    assert verify_chain() is None


def test_a_newer_proposal_takes_the_older_ones_place(cast: Cast, commitment: Commitment):
    first = proposed(commitment, cast.hn.focal, title=NEW)
    second = proposed(commitment, cast.ht.focal, output="Biên bản")
    first.refresh_from_db()
    assert (first.state, second.state) == ("dropped", "open")
    with pytest.raises(AlreadyDecided):
        actions.approve(first, by=cast.ht.office)
    actions.drop(second, by=cast.ht.focal)
    with pytest.raises(AlreadyDecided):
        actions.drop(second, by=cast.hn.focal)


def test_nothing_is_merged_blindly(cast: Cast, commitment: Commitment):
    version = proposed(commitment, cast.hn.focal, title=NEW, deadline=dt.date(2026, 12, 1))
    commitments.change_deadline(commitment, new=dt.date(2027, 1, 31), reason="Bão", by=cast.hn.office)
    with pytest.raises(RecordMoved):
        actions.approve(version, by=cast.ht.focal)
    commitment.refresh_from_db()
    assert commitment.title != NEW


def test_a_commitment_assigned_meanwhile_stands(cast: Cast, programme: Programme, client_of):
    promise = a_commitment(cast, programme, audience="public")
    version = proposed(promise.commitment, cast.hn.focal, title=NEW)
    for side in promise.acting:
        assign(promise, side)
    answer = client_of(cast.ht.focal).post(reverse("versions:approve", args=[version.pk]), follow=True)
    assert "giữ nguyên" in answer.content.decode() or "đã được giao" in answer.content.decode()
    promise.commitment.refresh_from_db()
    assert promise.commitment.title != NEW


def test_no_form_is_offered_for_what_stands(client_of, cast: Cast, programme: Programme):
    promise = a_commitment(cast, programme, audience="public")
    for side in promise.acting:
        assign(promise, side)
    address = reverse("versions:of_commitment", args=[promise.commitment.pk])
    answer = client_of(cast.hn.focal).get(address, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("commitments:edit", args=[promise.commitment.pk])
    assert answer.status_code == 409
    assert "nội dung giữ nguyên" in answer.content.decode()


def test_an_internal_record_is_edited_at_once(client_of, cast: Cast):
    commitment = a_commitment(cast).commitment
    address = reverse("versions:of_commitment", args=[commitment.pk])
    assert client_of(cast.hn.focal).get(address).url == reverse("commitments:edit", args=[commitment.pk])


def test_it_waits_on_the_desk_of_those_who_may_approve(
    cast: Cast, commitment: Commitment, django_assert_max_num_queries
):
    version = proposed(commitment, cast.hn.focal, title=NEW)
    assert (
        OutgoingMail.objects.filter(subject__contains="chờ duyệt").values_list("to", flat=True)[0]
        == cast.hn.office.email
    )
    with django_assert_max_num_queries(5):
        (item,) = waiting_for(cast.hn.office, TODAY)
    assert item.url == commitment.get_absolute_url()
    assert not waiting_for(cast.hn.focal, TODAY)
    assert not waiting_for(cast.hn.desk, TODAY)
    assert not waiting_for(cast.nb.office, TODAY)
    actions.approve(version, by=cast.hn.office)
    assert not waiting_for(cast.hn.office, TODAY)
