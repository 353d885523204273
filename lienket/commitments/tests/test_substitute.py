"""A substitute stands in for the officer in charge: what a desk officer of the lead may, while named."""

import pytest

from lienket.accounts.tests.cast import Cast
from lienket.commitments import actions
from lienket.commitments.desk import waiting_for
from lienket.commitments.models import CommitmentState as S
from lienket.lib.refusals import NotAllowed

from .builders import TODAY, a_commitment, assign, report


def with_substitute(cast: Cast):
    promise = a_commitment(cast)
    assign(promise, cast.hn, coordinators=[], focal_officer=cast.hn.desk, substitute=cast.hn.other_desk)
    assign(promise, cast.ht)
    return promise


def test_the_substitute_accepts_begins_and_reports(cast: Cast, client_of):
    promise = with_substitute(cast)
    (item,) = waiting_for(cast.hn.other_desk, TODAY)
    assert item.kind == "to_accept"
    assert client_of(cast.hn.other_desk).get(item.url).status_code == 200
    actions.accept(promise.hn, by=cast.hn.other_desk)
    actions.accept(promise.ht, by=cast.ht.desk)
    actions.start(promise.hn, by=cast.hn.other_desk)
    update = actions.report_progress(promise.hn, result="Đã làm", by=cast.hn.other_desk)
    assert update.agency == cast.hn.so_ct  # speaks for the lead agency


def test_but_does_not_speak_as_its_head(cast: Cast):
    promise = with_substitute(cast)
    for side in (cast.hn, cast.ht):
        actions.accept(promise.part(side), by=side.desk)
    actions.start(promise.hn, by=cast.hn.desk)
    with pytest.raises(NotAllowed):
        report(promise, cast.hn, by=cast.hn.other_desk)


def test_not_for_the_other_side_and_not_when_no_longer_named_or_there(cast: Cast):
    promise = with_substitute(cast)
    with pytest.raises(NotAllowed):
        actions.accept(promise.ht, by=cast.hn.other_desk)
    appointment = cast.hn.other_desk.appointments.get()
    appointment.agency = cast.nb.so_yt  # moved away to another locality
    appointment.save()
    cast.hn.other_desk.forget_appointments()
    with pytest.raises(NotAllowed):
        actions.accept(promise.hn, by=cast.hn.other_desk)
    other = a_commitment(cast, promise.commitment.programme)
    assign(other, cast.ht, coordinators=[], substitute=cast.ht.other_desk)
    assign(other, cast.hn, coordinators=[])
    part = other.ht
    part.substitute = None
    part.save()
    with pytest.raises(NotAllowed):
        actions.accept(other.ht, by=cast.ht.other_desk)
    assert other.state == S.ASSIGNED
