"""Agencies merge on a date: one successor takes the open commitments over, several or none are decided by the focal agency."""

import datetime as dt

import pytest

from lienket.accounts.tests.cast import Cast
from lienket.audit.models import Event
from lienket.audit.verify import verify_chain
from lienket.commitments import actions
from lienket.commitments.desk import waiting_for
from lienket.commitments.models import CommitmentState as S
from lienket.commitments.models import LeadChange
from lienket.commitments.refusals import OutOfTurn
from lienket.lib import clock
from lienket.lib.refusals import NotAllowed
from lienket.lib.saving import Incomplete
from lienket.localities.models import Agency, AgencyType
from lienket.notices.models import OutgoingMail

from .builders import a_commitment, in_state

LAST = dt.date(2026, 12, 31)
AFTER = dt.date(2027, 1, 1)


@pytest.fixture
def dissolve(cast: Cast):
    """Close Hà Nội's Sở Công Thương at the year's end, into these types."""

    def close(*became: str) -> Agency:
        type_ = AgencyType.objects.get(code="so_ct")
        type_.valid_to = LAST
        type_.save()
        type_.became.set(AgencyType.objects.filter(code__in=became))
        Agency.objects.filter(type=type_, locality=cast.hn.locality).update(valid_to=LAST)
        Agency.objects.filter(type=type_).exclude(locality=cast.hn.locality).update(valid_to=None)
        return Agency.objects.get(pk=cast.hn.so_ct.pk)

    return close


def test_one_successor_takes_it_over_on_the_day(cast: Cast, dissolve):
    promise = in_state(cast, S.IN_PROGRESS)
    paused, drafted, done = in_state(cast, S.PAUSED), a_commitment(cast), in_state(cast, S.DONE)
    dissolve("so_tc")
    with clock.set_to(LAST):
        assert actions.pass_to_successors() == 0
    OutgoingMail.objects.all().delete()
    with clock.set_to(AFTER):
        assert actions.pass_to_successors() == 2
        assert actions.pass_to_successors() == 0
    assert promise.hn.lead == cast.hn.so_tc
    assert paused.hn.lead == cast.hn.so_tc
    assert drafted.hn.lead == done.hn.lead == cast.hn.so_ct  # the Office names a draft's lead; what is done is history
    assert promise.ht.lead == cast.ht.so_ct
    change = LeadChange.objects.filter(commitment=promise.commitment).get()
    assert (change.old, change.new, change.by) == (cast.hn.so_ct, cast.hn.so_tc, None)
    event = Event.objects.filter(verb="commitments.passed_on").first()
    assert (event.side_code, event.data["old"]) == ("01", "Sở Công Thương thành phố Hà Nội")
    assert verify_chain() is None


def test_a_coordinator_with_one_successor_passes_too(cast: Cast, dissolve):
    promise = in_state(cast, S.IN_PROGRESS)
    part = promise.hn
    part.lead = cast.hn.so_yt
    part.save()
    part.coordinators.set([cast.hn.so_ct])
    dissolve("so_tc")
    cast.hn.so_yt.valid_to = LAST
    cast.hn.so_yt.save()
    health = cast.hn.so_yt.type
    health.valid_to = LAST
    health.save()
    health.became.set(AgencyType.objects.filter(code="so_nv"))
    with clock.set_to(AFTER):
        actions.pass_to_successors()
    assert promise.hn.lead.type.code == "so_nv"
    assert [a.type.code for a in promise.hn.coordinators.all()] == ["so_tc"]


@pytest.mark.parametrize("became", [("so_tc", "so_nv"), ()])
def test_several_or_none_are_decided_by_the_focal_agency(became, cast: Cast, dissolve, client_of):
    promise = in_state(cast, S.IN_PROGRESS)
    dissolve(*became)
    OutgoingMail.objects.all().delete()
    with clock.set_to(AFTER):
        assert actions.pass_to_successors() == 0
        assert actions.pass_to_successors() == 0
        assert list(OutgoingMail.objects.values_list("to", flat=True)) == [cast.hn.focal.email]  # asked once
        (item,) = waiting_for(cast.hn.focal, AFTER)
        assert item.kind == "to_hand_over"
        assert waiting_for(cast.ht.focal, AFTER) == []
        client = client_of(cast.hn.focal)
        assert client.get(item.url).status_code == 200
        assert client_of(cast.nb.focal).get(item.url).status_code == 404
        assert client_of(cast.hn.office).get(item.url).status_code == 403
        assert client.post(item.url, {"lead": "so_ct"}).status_code == 422  # no longer in the list
        assert client.post(item.url, {"lead": "so_tc", "reason": "Theo đề án"}).status_code == 302
        assert waiting_for(cast.hn.focal, AFTER) == []
        page = client.get(promise.commitment.get_absolute_url()).content.decode()
    assert promise.hn.lead == cast.hn.so_tc
    assert "Sở Công Thương thành phố Hà Nội → Sở Tài chính thành phố Hà Nội" in page
    change = LeadChange.objects.get()
    assert (change.by, change.reason) == (cast.hn.focal, "Theo đề án")


def test_refusals(cast: Cast, dissolve, client_of):
    promise = in_state(cast, S.IN_PROGRESS)
    with pytest.raises(OutOfTurn):
        actions.hand_over(promise.hn, lead=cast.hn.so_tc, by=cast.hn.focal)
    address = f"/cam-ket/{promise.commitment.pk}/co-quan-tiep-nhan/"
    client = client_of(cast.hn.focal)
    for answer in (client.get(address), client.post(address, {"lead": "so_tc"})):
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "vẫn" in page  # the lead agency still exists, and the page does not say otherwise
        assert "không còn tồn tại" not in page
    dissolve()
    with clock.set_to(AFTER):
        for officer in (cast.ht.focal, cast.hn.office, cast.hn.head):
            with pytest.raises(NotAllowed):
                actions.hand_over(promise.hn, lead=cast.hn.so_tc, by=officer)
        for lead in (None, cast.ht.so_tc, promise.hn.lead):
            with pytest.raises(Incomplete):
                actions.hand_over(promise.hn, lead=lead, by=cast.hn.focal)
    assert not LeadChange.objects.exists()


def test_the_successors_officers_carry_on(cast: Cast, dissolve):
    promise = in_state(cast, S.ACCEPTED)
    dissolve("so_yt")
    with clock.set_to(AFTER):
        actions.pass_to_successors()
        actions.start(promise.hn, by=cast.hn.other_desk)
    assert promise.state == S.IN_PROGRESS
