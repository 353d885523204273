"""T7 Báo cáo hoàn thành, T8 Xác nhận hoàn thành, T9 Yêu cầu bổ sung."""

import datetime as dt

import pytest

from lienket.accounts.tests.cast import Cast
from lienket.commitments import actions
from lienket.commitments.models import CommitmentState as S
from lienket.commitments.refusals import AlreadyTaken, OutOfTurn
from lienket.commitments.timeliness import Timeliness
from lienket.lib.saving import Incomplete
from lienket.notices.models import OutgoingMail

from .builders import MADE_ON, TODAY, confirm, in_state, report


def test_completion_counts_from_the_output_not_from_the_click(cast: Cast):
    promise = in_state(cast, S.AWAITING_CONFIRMATION, supported=True, deadline=dt.date(2026, 11, 20))
    for side in (cast.hn, cast.ht):
        confirm(promise, side, completed_on=dt.date(2026, 11, 20))
    assert promise.state == S.DONE
    assert promise.commitment.timeliness_on(TODAY) == Timeliness.DONE_ON_TIME


@pytest.mark.parametrize("day", [dt.date(2026, 11, 25), MADE_ON - dt.timedelta(days=1), None])
def test_the_day_of_the_output_is_a_day_that_can_be(day, cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS)
    with pytest.raises(Incomplete) as refused:
        report(promise, cast.hn, output_date=day)
    assert "output_date" in refused.value.fields
    report(promise, cast.hn)
    report(promise, cast.ht)
    with pytest.raises(Incomplete) as refused:
        confirm(promise, cast.hn, completed_on=day)
    assert "completed_on" in refused.value.fields
    assert promise.state == S.AWAITING_CONFIRMATION


def test_completion_names_its_paper(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS)
    with pytest.raises(Incomplete):
        report(promise, cast.hn, output_paper=" ")
    with pytest.raises(Incomplete):
        report(promise, cast.hn, output_paper="x" * 61)


def test_the_confirmers_of_every_side_are_told(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS)
    OutgoingMail.objects.all().delete()
    report(promise, cast.hn)
    assert not OutgoingMail.objects.exists()
    report(promise, cast.ht)
    assert set(OutgoingMail.objects.values_list("to", flat=True)) == {
        cast.hn.focal.email, cast.hn.office.email, cast.ht.focal.email, cast.ht.office.email,
    }  # fmt: skip


def test_twice_is_once(cast: Cast):
    promise = in_state(cast, S.AWAITING_CONFIRMATION)
    confirm(promise, cast.hn)
    with pytest.raises(AlreadyTaken):
        confirm(promise, cast.hn, by=cast.hn.office)


def test_a_return_reopens_the_work_of_that_side(cast: Cast):
    promise = in_state(cast, S.AWAITING_CONFIRMATION)
    confirm(promise, cast.ht)
    actions.return_for_more(promise.hn, reason="Thiếu biên bản nghiệm thu", by=cast.hn.office)
    assert promise.state == S.IN_PROGRESS
    assert (promise.hn.reported_on, promise.hn.output_paper, promise.hn.reported_by) == (None, "", None)
    assert promise.ht.confirmed_on == TODAY  # the other side's own output stays confirmed
    actions.report_progress(promise.hn, result="Đã bổ sung", by=cast.hn.desk)
    report(promise, cast.hn)
    assert promise.state == S.AWAITING_CONFIRMATION
    confirm(promise, cast.hn)
    assert promise.state == S.DONE


def test_a_receiving_side_sends_back_what_it_did_not_receive(cast: Cast):
    promise = in_state(cast, S.AWAITING_CONFIRMATION, supported=True)
    confirm(promise, cast.hn)
    actions.return_for_more(promise.ht, reason="Mới nhận 4 trên 5 nhà", by=cast.ht.focal)
    assert promise.state == S.IN_PROGRESS
    assert (promise.hn.reported_on, promise.hn.confirmed_on) == (None, None)


def test_a_return_says_what_is_missing(cast: Cast):
    promise = in_state(cast, S.AWAITING_CONFIRMATION)
    with pytest.raises(Incomplete):
        actions.return_for_more(promise.hn, reason="", by=cast.hn.office)


def test_done_is_done(cast: Cast):
    promise = in_state(cast, S.DONE)
    with pytest.raises(OutOfTurn):
        actions.return_for_more(promise.hn, reason="Mở lại", by=cast.hn.office)
