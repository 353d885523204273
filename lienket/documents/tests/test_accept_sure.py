"""All sure proposals in one deed, and that deed taken back."""

import datetime as dt
from uuid import uuid4

import pytest
from django.urls import reverse

from lienket.accounts.tests.cast import Cast
from lienket.audit.models import Event
from lienket.commitments.models import Commitment
from lienket.documents import actions
from lienket.documents.models import Proposal, ProposalState
from lienket.documents.refusals import AlreadyDecided, NotSureAnyMore
from lienket.documents.sureness import sure_ones
from lienket.lib import clock
from lienket.lib.refusals import NotAllowed
from lienket.programmes.models import Programme

from .builders import accept_programme, read_document, the

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with clock.set_to(dt.date(2026, 3, 20)):
        yield


def accepted(document) -> int:
    return document.proposals.filter(state=ProposalState.ACCEPTED).count()


def test_one_deed_accepts_what_was_shown_and_one_takes_it_back(cast: Cast, client_of) -> None:
    document = read_document(cast)
    focal = client_of(cast.hn.focal)
    address = reverse("documents:accept_sure", args=[document.pk])
    sure = sure_ones(document, document.proposals.alive())
    assert len(sure) > 3
    page = focal.get(address).content.decode()
    assert page.count('name="de-xuat"') == len(sure)
    assert address in focal.get(reverse("documents:review", args=[document.pk])).content.decode()
    answer = focal.post(address, {"de-xuat": [p.pk for p in sure]}, follow=True)
    assert accepted(document) == len(sure)
    assert Programme.objects.count() == 1
    assert Commitment.objects.exists()
    event = Event.objects.get(verb="documents.sure_accepted")
    assert (event.data["accepted"], event.data["refused"]) == (len(sure), 0)
    batch = the(document, "programme").batch
    assert f'value="{batch}"' in answer.content.decode()
    undo = reverse("documents:withdraw_together", args=[document.pk])
    back = focal.post(undo, {"dot": batch}, follow=True)
    assert accepted(document) == 0
    assert not Programme.objects.exists()
    assert not Commitment.objects.exists()
    assert Event.objects.get(verb="documents.sure_withdrawn").data["withdrawn"] == len(sure)
    assert f'value="{batch}"' not in back.content.decode()


def test_one_that_is_not_sure_or_decided_stays_and_says_so(cast: Cast) -> None:
    document = accept_programme(read_document(cast), cast)
    sure = sure_ones(document, document.proposals.alive())
    decided, doubtful = the(document, "figure"), the(document, "request")
    actions.reject_proposal(decided, by=cast.hn.office)
    Proposal.objects.filter(pk=doubtful.pk).update(match_kind="commitment", match_id=10**6)
    outcome = actions.accept_sure(
        document, proposals={p.pk for p in sure} | {decided.pk, doubtful.pk}, by=cast.hn.focal
    )
    why = {proposal.pk: type(error) for proposal, error in outcome.refused}
    assert why[decided.pk] is AlreadyDecided
    assert outcome.done + len(why) == len({p.pk for p in sure} | {decided.pk, doubtful.pk})
    doubtful.refresh_from_db()
    assert doubtful.state == ProposalState.PENDING
    assert why[doubtful.pk] is NotSureAnyMore


def test_without_a_programme_only_figures_are_sure(cast: Cast) -> None:
    document = read_document(cast)
    actions.reject_proposal(the(document, "programme"), by=cast.hn.focal)
    assert {p.kind for p in sure_ones(document, document.proposals.alive())} == {"figure"}


def test_a_look_at_it_costs_few_queries(cast: Cast, client_of, django_assert_max_num_queries) -> None:
    document = read_document(cast)
    focal = client_of(cast.hn.focal)
    focal.get(reverse("documents:accept_sure", args=[document.pk]))
    with django_assert_max_num_queries(12):
        focal.get(reverse("documents:accept_sure", args=[document.pk]))


def test_who_must_be_refused(cast: Cast, client_of) -> None:
    document = read_document(cast)
    ids = [p.pk for p in document.proposals.alive()]
    address = reverse("documents:accept_sure", args=[document.pk])
    undo = reverse("documents:withdraw_together", args=[document.pk])
    for officer, status in ((cast.hn.desk, 403), (cast.ht.focal, 404), (cast.nb.focal, 404)):
        other = client_of(officer)
        assert other.get(address).status_code == status
        assert other.post(address, {"de-xuat": ids}).status_code == status
        assert other.post(undo, {"dot": str(uuid4())}).status_code == status
    with pytest.raises(NotAllowed):
        actions.accept_sure(document, proposals=ids, by=cast.hn.desk)
    with pytest.raises(NotAllowed):
        actions.withdraw_together(document, batch=uuid4(), by=cast.ht.focal)
    assert accepted(document) == 0


def test_broken_input(cast: Cast, client_of) -> None:
    document = read_document(cast)
    focal = client_of(cast.hn.focal)
    address = reverse("documents:accept_sure", args=[document.pk])
    focal.post(address, {"de-xuat": ["x", "-1", "9" * 40, "999999", ""]})
    assert accepted(document) == 0
    assert focal.post(reverse("documents:withdraw_together", args=[document.pk]), {"dot": "x"}).status_code == 404
    assert focal.get(reverse("documents:withdraw_together", args=[document.pk])).status_code == 405
