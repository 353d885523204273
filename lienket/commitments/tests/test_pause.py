"""T10 Tạm dừng / Tiếp tục: the clock stands still, and for how long is known."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from lienket.accounts.tests.cast import Cast
from lienket.commitments import actions
from lienket.commitments.desk import waiting_for
from lienket.commitments.models import Commitment, Pause
from lienket.commitments.models import CommitmentState as S
from lienket.commitments.refusals import OutOfTurn
from lienket.lib import clock
from lienket.lib.refusals import NotAllowed
from lienket.lib.saving import Incomplete
from lienket.notices.models import OutgoingMail

from .builders import DEADLINE, TODAY, in_state, pause, report

DAY = dt.timedelta(days=1)


def test_the_clock_stands_still_and_the_days_are_added(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS)
    pause(promise, cast.hn, expected_on=TODAY + 20 * DAY)
    assert promise.state == S.PAUSED
    with clock.set_to(DEADLINE + 10 * DAY):
        assert promise.commitment.timeliness_on(clock.today()) == "outside"
        assert Commitment.objects.four_states(clock.today()).paused == 1
        assert promise.commitment.paused_days(clock.today()) == 47
        step = actions.resume(promise.ht, by=cast.ht.office)  # the Office of any acting side
        assert promise.state == S.IN_PROGRESS
        assert promise.commitment.deadline == DEADLINE + 47 * DAY
        assert promise.commitment.timeliness_on(clock.today()) == "in_time"
    assert (promise.commitment.original_deadline, promise.commitment.extensions) == (DEADLINE, 0)
    assert (promise.commitment.deadline_changes.get().kind, step.transition) == ("pause", "T10b")
    assert promise.commitment.paused_days(DEADLINE + 90 * DAY) == 47  # it counts no further


def test_it_goes_on_where_it_stood_and_the_day_can_be_kept(cast: Cast):
    promise = in_state(cast, S.ACCEPTED)
    pause(promise, cast.ht)
    with clock.set_to(TODAY + 5 * DAY):
        actions.resume(promise.hn, move_the_deadline=False, by=cast.hn.office)
    assert promise.state == S.ACCEPTED
    assert promise.commitment.deadline == DEADLINE
    assert promise.commitment.paused_days(TODAY + 60 * DAY) == 5


def test_without_a_deadline_nothing_moves(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS, deadline=None)
    pause(promise, cast.hn)
    with clock.set_to(TODAY + 5 * DAY):
        actions.resume(promise.hn, by=cast.hn.office)
    assert promise.state == S.IN_PROGRESS
    assert not promise.commitment.deadline_changes.exists()


def test_all_sides_are_told_and_the_office_is_reminded(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS)
    OutgoingMail.objects.all().delete()
    pause(promise, cast.hn, expected_on=TODAY + DAY)
    assert set(OutgoingMail.objects.values_list("to", flat=True)) == {
        cast.hn.head.email, cast.ht.head.email, cast.ht.office.email,
    }  # fmt: skip
    assert waiting_for(cast.hn.office, TODAY) == []
    for officer in (cast.hn.office, cast.ht.office):
        (item,) = waiting_for(officer, TODAY + DAY)
        assert item.kind == "to_resume"
        assert item.url.startswith(f"/cam-ket/{promise.commitment.pk}/tiep-tuc/")
    assert waiting_for(cast.hn.desk, TODAY + 90 * DAY) == []  # nobody is pressed meanwhile


@pytest.mark.parametrize(
    ("broken", "field"),
    [({"reason": "  "}, "reason"), ({"expected_on": None}, "expected_on"), ({"expected_on": TODAY}, "expected_on")],
)
def test_broken_input_is_refused(broken, field, cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS)
    with pytest.raises(Incomplete) as refused:
        pause(promise, cast.hn, **broken)
    assert field in refused.value.fields
    assert promise.state == S.IN_PROGRESS
    assert not Pause.objects.exists()


@pytest.mark.parametrize("state", [S.DRAFTED, S.ASSIGNED, S.AWAITING_CONFIRMATION, S.DONE, S.PAUSED])
def test_only_work_under_way_is_paused(state, cast: Cast):
    promise = in_state(cast, state)
    with pytest.raises(OutOfTurn):
        pause(promise, cast.hn)


def test_a_receiving_side_does_not_pause_anothers_work(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS, supported=True)
    with pytest.raises(OutOfTurn):
        pause(promise, cast.ht)
    with pytest.raises(NotAllowed):
        pause(promise, cast.hn, by=cast.ht.office)


def test_nothing_is_reported_while_it_is_paused(cast: Cast):
    promise = in_state(cast, S.PAUSED)
    with pytest.raises(OutOfTurn):
        actions.report_progress(promise.hn, result="Đã làm", by=cast.hn.desk)
    with pytest.raises(OutOfTurn):
        report(promise, cast.hn)


def test_the_database_keeps_one_pause_at_a_time(cast: Cast):
    promise = in_state(cast, S.PAUSED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Pause.objects.create(
            commitment=promise.commitment, paused_on=TODAY, expected_on=TODAY + DAY, reason="x", state_before="accepted"
        )
