"""T11 Dừng thực hiện: by decision, and of the signed text by every side's."""

import datetime as dt

import pytest

from lienket.accounts.tests.cast import Cast
from lienket.commitments.desk import waiting_for
from lienket.commitments.models import Commitment, Pause, Request
from lienket.commitments.models import CommitmentState as S
from lienket.commitments.refusals import AlreadyTaken, OutOfTurn
from lienket.lib.saving import Incomplete
from lienket.notices.models import OutgoingMail

from .builders import TODAY, ask_for_time, in_state, pause, stop


def test_an_item_of_the_signed_text_stops_with_every_sides_paper(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS)
    OutgoingMail.objects.all().delete()
    stop(promise, cast.hn, paper_number="412-KL/TU")
    assert promise.state == S.IN_PROGRESS
    assert list(OutgoingMail.objects.values_list("to", flat=True)) == [cast.ht.office.email]
    (item,) = waiting_for(cast.ht.office, TODAY)
    assert item.kind == "to_decide"
    assert waiting_for(cast.hn.office, TODAY) == []
    with pytest.raises(AlreadyTaken):
        stop(promise, cast.hn)
    stop(promise, cast.ht, paper_number="77-KL/TU")
    assert promise.state == S.STOPPED
    assert set(promise.commitment.steps.filter(transition="T11").values_list("paper_number", flat=True)) == {
        "412-KL/TU", "77-KL/TU",
    }  # fmt: skip
    counts = Commitment.objects.four_states(TODAY)
    assert (counts.stopped, counts.of) == (1, 0)
    assert waiting_for(cast.ht.office, TODAY) == []


def test_even_a_receiving_side_agrees_to_stop_what_was_signed(cast: Cast):
    promise = in_state(cast, S.ACCEPTED, supported=True)
    stop(promise, cast.hn)
    assert promise.state == S.ACCEPTED
    stop(promise, cast.ht)
    assert promise.state == S.STOPPED


def test_what_a_superior_assigned_is_stopped_by_the_acting_side_alone(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS, supported=True, origin="assignment")
    with pytest.raises(OutOfTurn):
        stop(promise, cast.ht)
    stop(promise, cast.hn)
    assert promise.state == S.STOPPED


@pytest.mark.parametrize("state", [S.DRAFTED, S.ASSIGNED, S.ACCEPTED, S.IN_PROGRESS, S.AWAITING_CONFIRMATION, S.PAUSED])
def test_whatever_is_not_closed_can_be_stopped(state, cast: Cast):
    promise = in_state(cast, state)
    stop(promise, cast.hn)
    stop(promise, cast.ht)
    assert promise.state == S.STOPPED
    assert not Pause.objects.filter(ended_on=None).exists()


@pytest.mark.parametrize("state", [S.DONE, S.STOPPED])
def test_what_is_closed_stays(state, cast: Cast):
    promise = in_state(cast, state)
    with pytest.raises(OutOfTurn):
        stop(promise, cast.hn)


def test_open_matters_end_with_it(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS)
    ask_for_time(promise, cast.hn)
    pause(promise, cast.hn)
    stop(promise, cast.hn)
    stop(promise, cast.ht)
    assert Request.objects.get().state == "lapsed"
    assert Pause.objects.get().ended_on == TODAY


@pytest.mark.parametrize(
    ("broken", "field"),
    [
        ({"paper_number": ""}, "paper_number"),
        ({"paper_date": None}, "paper_date"),
        ({"paper_date": TODAY + dt.timedelta(days=1)}, "paper_date"),
        ({"reason": "\x00"}, "reason"),
    ],
)
def test_broken_input_is_refused(broken, field, cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS)
    with pytest.raises(Incomplete) as refused:
        stop(promise, cast.hn, **broken)
    assert field in refused.value.fields
    assert promise.hn.stopping_on is None
