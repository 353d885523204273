"""The pages of many at once: choosing, previewing, confirming, taking back; for whom they are there, and what hostile input does."""

import datetime as dt
import re

import pytest

from lienket.accounts.tests.cast import Cast
from lienket.commitments import bulk
from lienket.commitments.models import Batch, Commitment
from lienket.commitments.models import CommitmentState as S
from lienket.commitments.tests.builders import TODAY, a_commitment, bring_to
from lienket.lib import clock
from lienket.programmes.actions import publish
from lienket.programmes.models import Programme
from lienket.programmes.tests.builders import a_programme


@pytest.fixture(autouse=True)
def today():
    with clock.set_to(TODAY):
        yield


@pytest.fixture
def cast(module_cast):
    return module_cast


@pytest.fixture(scope="module")
def made_once(module_cast: Cast):
    with clock.set_to(TODAY):
        programme = a_programme(module_cast)
        for state in (S.IN_PROGRESS, S.IN_PROGRESS, S.DONE):
            bring_to(state, a_commitment(module_cast, programme))
    return programme


@pytest.fixture
def programme(made_once, db):
    return Programme.objects.get(pk=made_once.pk)


def address(programme) -> str:
    return f"/chuong-trinh/{programme.slug}/nhieu-noi-dung/"


def ids() -> list[int]:
    return list(Commitment.objects.order_by("number").values_list("pk", flat=True))


def preview(client, programme, **changes):
    facts = {"viec": "doi-thoi-han", "buoc": "xem-truoc", "chon": ids(), "days": "30", "reason": "Chờ kinh phí"}
    return client.post(address(programme), facts | changes)


def slip(response) -> str:
    return re.search(r'name="phieu" value="([^"]+)"', response.content.decode())[1]


def test_from_the_table_to_the_result_and_back(programme, cast: Cast, client_of):
    client = client_of(cast.hn.office)
    table = client.get(programme.get_absolute_url()).content.decode()
    assert table.count('name="chon"') == 3
    chosen = client.get(address(programme), {"chon": ids(), "viec": "doi-thoi-han"})
    assert 'name="reason"' in chosen.content.decode()
    seen = preview(client, programme)
    assert "2 sẽ được làm, 1 bị từ chối" in seen.content.decode()
    answer = client.post(address(programme), {"buoc": "lam", "phieu": slip(seen)}, follow=True)
    page = answer.content.decode()
    assert "2 đã làm" in page
    assert "31/12/2026\u00a0→\u00a030/01/2027" in page
    again = client.post(address(programme), {"buoc": "lam", "phieu": slip(seen)}, follow=True)
    assert again.redirect_chain == answer.redirect_chain
    batch = Batch.objects.get()
    back = client.post(f"{address(programme)}{batch.pk}/hoan-tac/", follow=True).content.decode()
    assert "30/01/2027\u00a0→\u00a031/12/2026" in back
    assert client_of(cast.ht.office).get(f"{address(programme)}{batch.pk}/").status_code == 404


def test_all_that_match_the_filter_and_no_more_than_can_be_read(programme, cast: Cast, client_of, monkeypatch):
    client = client_of(cast.hn.office)
    found = client.get(address(programme), {"tat_ca": "loc", "trang_thai": "in_progress", "viec": "tam-dung"})
    assert found.content.decode().count('name="chon"') == 2
    monkeypatch.setattr(bulk, "LIMIT", 1)
    cut = client.get(address(programme), {"tat_ca": "loc", "viec": "tam-dung"}).content.decode()
    assert cut.count('name="chon"') == 1
    assert "Không làm hết một lần" in cut


def test_rows_can_be_exported(programme, cast: Cast, client_of):
    answer = client_of(cast.hn.leader).get(address(programme), {"chon": ids()[:1], "viec": "xuat"})
    assert answer["Content-Disposition"].endswith('.xlsx"')


@pytest.mark.parametrize(
    "chon",
    [["x"], ["-1"], ["0"], ["9" * 40], ["1 OR 1=1"], ["١"], [""], []],
)
def test_hostile_ids_choose_nothing(chon, programme, cast: Cast, client_of):
    page = client_of(cast.hn.office).get(address(programme), {"chon": chon, "viec": "tam-dung"})
    assert page.status_code == 200
    assert 'name="chon"' not in page.content.decode()


def test_rows_of_another_programme_are_left_out_and_said(programme, cast: Cast, client_of):
    other = a_commitment(cast, a_programme(cast, title="Chương trình khác")).commitment
    page = client_of(cast.hn.office).get(address(programme), {"chon": [other.pk, ids()[0]], "viec": "tam-dung"})
    assert page.content.decode().count('name="chon"') == 1
    assert "1 dòng đã chọn không còn" in page.content.decode()


def test_who_finds_it(programme, cast: Cast, client, client_of):
    publish(programme, by=cast.hn.focal)
    assert client.get(address(programme)).status_code == 302
    assert client_of(cast.nb.office).get(address(programme)).status_code == 404
    assert 'name="chon"' not in client_of(cast.nb.office).get(programme.get_absolute_url()).content.decode()
    assert 'name="chon"' not in client.get(programme.get_absolute_url()).content.decode()
    reader = client_of(cast.hn.leader).get(address(programme), {"chon": ids(), "viec": "tam-dung"})
    assert "Vai trò của bạn ở đây chỉ đọc" in reader.content.decode()


def test_broken_fields_are_said_beside_them_and_nothing_is_rehearsed(programme, cast: Cast, client_of):
    client = client_of(cast.hn.office)
    for changes in ({"days": ""}, {"new": "2027-03-31"}, {"reason": " "}, {"days": "99999"}):
        answer = preview(client, programme, **changes)
        assert (answer.status_code, "phieu" in answer.content.decode()) == (422, False)
    assert preview(client, programme, viec="xoa-het").status_code == 200


@pytest.mark.parametrize("sealed", ["", "x", "eyJhIjoxfQ:1abc:zzz"])
def test_a_slip_that_is_none_does_nothing(sealed, programme, cast: Cast, client_of):
    answer = client_of(cast.hn.office).post(address(programme), {"buoc": "lam", "phieu": sealed}, follow=True)
    assert "Bản xem trước đã quá cũ" in answer.content.decode()
    assert not Batch.objects.exists()


def test_a_slip_of_yesterday_and_of_another_officer_is_refused(programme, cast: Cast, client_of):
    sealed = slip(preview(client_of(cast.hn.office), programme))
    client_of(cast.ht.office).post(address(programme), {"buoc": "lam", "phieu": sealed})
    other = a_programme(cast, title="Chương trình khác")
    client_of(cast.hn.office).post(address(other), {"buoc": "lam", "phieu": sealed})
    assert not Batch.objects.exists()
    assert Commitment.objects.filter(deadline=dt.date(2026, 12, 31)).count() == 3
