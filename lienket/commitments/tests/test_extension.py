"""T13 Gia hạn: asked before the deadline, decided by the Office, every old deadline kept."""

import datetime as dt

import pytest

from lienket.accounts.tests.cast import Cast
from lienket.commitments import actions
from lienket.commitments.desk import waiting_for
from lienket.commitments.models import CommitmentState as S
from lienket.commitments.models import Request
from lienket.commitments.refusals import OutOfTurn
from lienket.lib import clock
from lienket.lib.refusals import NotAllowed
from lienket.lib.saving import Incomplete
from lienket.notices.models import OutgoingMail

from .builders import DEADLINE, TODAY, ask_for_time, in_state, report

DAY = dt.timedelta(days=1)
NEXT = DEADLINE + 30 * DAY


def kinds(officer) -> list[str]:
    return [item.kind for item in waiting_for(officer, TODAY)]


def test_asked_and_approved(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS)
    OutgoingMail.objects.all().delete()
    ask_for_time(promise, cast.hn, proposed=NEXT)
    assert promise.commitment.deadline == DEADLINE  # nothing moves until the Office decides
    assert list(OutgoingMail.objects.values_list("to", flat=True)) == [cast.hn.office.email]
    assert (kinds(cast.hn.office), kinds(cast.ht.office)) == (["to_decide"], [])
    actions.approve_extension(promise.hn, new=NEXT + DAY, note="Lần cuối", by=cast.hn.office)
    promise.commitment.refresh_from_db()
    assert (promise.commitment.deadline, promise.commitment.original_deadline) == (NEXT + DAY, DEADLINE)
    assert promise.commitment.extensions == 1
    asked = Request.objects.get()
    assert (asked.state, asked.decision, asked.proposed) == ("granted", "Lần cuối", NEXT)
    assert (asked.change.old, asked.change.kind, asked.change.reason) == (DEADLINE, "extension", "Bão số 10")
    assert cast.ht.office.email in OutgoingMail.objects.values_list("to", flat=True)
    assert kinds(cast.hn.office) == []


def test_asked_and_refused_with_a_reason(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS)
    ask_for_time(promise, cast.hn)
    OutgoingMail.objects.all().delete()
    actions.refuse_extension(promise.hn, reason="Mùa vụ không chờ", by=cast.hn.office)
    asked = Request.objects.get()
    assert (asked.state, asked.decision, asked.change) == ("refused", "Mùa vụ không chờ", None)
    assert list(OutgoingMail.objects.values_list("to", flat=True)) == [cast.hn.head.email]
    assert not promise.commitment.deadline_changes.exists()
    ask_for_time(promise, cast.hn)  # and may be asked again
    assert Request.objects.filter(state="pending").count() == 1


def test_extensions_are_counted(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS)
    for day in (NEXT, NEXT + 30 * DAY):
        ask_for_time(promise, cast.hn, proposed=day)
        actions.approve_extension(promise.hn, new=day, by=cast.hn.office)
    assert promise.commitment.extensions == 2
    assert [c.old for c in promise.commitment.deadline_changes.order_by("id")] == [DEADLINE, NEXT]


def test_on_the_last_day_still_and_the_day_after_no_more(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS)
    with clock.set_to(DEADLINE + DAY):
        with pytest.raises(OutOfTurn) as refused:
            ask_for_time(promise, cast.hn)
        assert "31/12/2026" in refused.value.message
        assert "Văn phòng" in refused.value.message
    with clock.set_to(DEADLINE):
        ask_for_time(promise, cast.hn)
    assert Request.objects.get().state == "pending"


def test_a_request_made_in_time_is_decided_after_the_deadline_too(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS)
    ask_for_time(promise, cast.hn)
    with clock.set_to(DEADLINE + 3 * DAY):
        actions.approve_extension(promise.hn, new=NEXT, by=cast.hn.office)
        assert promise.commitment.deadline_changes.get().after_lapse


@pytest.mark.parametrize("state", [S.DRAFTED, S.ASSIGNED, S.AWAITING_CONFIRMATION, S.DONE, S.PAUSED, S.STOPPED])
def test_only_while_work_is_under_way(state, cast: Cast):
    promise = in_state(cast, state)
    with pytest.raises(OutOfTurn):
        ask_for_time(promise, cast.hn)


def test_guards(cast: Cast):
    undated = in_state(cast, S.IN_PROGRESS, deadline=None)
    with pytest.raises(OutOfTurn):
        ask_for_time(undated, cast.hn)
    reported = in_state(cast, S.IN_PROGRESS)
    report(reported, cast.hn)
    with pytest.raises(OutOfTurn):
        ask_for_time(reported, cast.hn)
    ask_for_time(reported, cast.ht)
    with pytest.raises(OutOfTurn):
        ask_for_time(reported, cast.ht)  # one request at a time
    with pytest.raises(OutOfTurn):
        actions.approve_extension(reported.hn, new=NEXT, by=cast.hn.office)  # Hà Nội asked for nothing
    with pytest.raises(NotAllowed):
        actions.approve_extension(reported.ht, new=NEXT, by=cast.hn.office)
    with pytest.raises(NotAllowed):
        actions.approve_extension(reported.ht, new=NEXT, by=cast.ht.head)  # nobody approves for himself


@pytest.mark.parametrize(
    ("broken", "field"),
    [({"proposed": None}, "proposed"), ({"proposed": DEADLINE}, "proposed"), ({"reason": " "}, "reason")],
)
def test_broken_input_is_refused(broken, field, cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS)
    with pytest.raises(Incomplete) as refused:
        ask_for_time(promise, cast.hn, **broken)
    assert field in refused.value.fields
    assert not Request.objects.exists()


def test_a_day_before_the_present_deadline_is_no_extension(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS)
    ask_for_time(promise, cast.hn)
    for day in (None, DEADLINE - DAY):
        with pytest.raises(Incomplete):
            actions.approve_extension(promise.hn, new=day, by=cast.hn.office)
    with pytest.raises(Incomplete):
        actions.refuse_extension(promise.hn, reason="", by=cast.hn.office)
    assert Request.objects.get().state == "pending"


def test_a_request_that_outlived_the_work_lapses(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS)
    ask_for_time(promise, cast.hn)
    in_time = promise
    for side in (cast.hn, cast.ht):
        report(in_time, side)
    for side in (cast.hn, cast.ht):
        actions.confirm_completion(in_time.part(side), completed_on=TODAY, by=side.focal)
    assert Request.objects.get().state == "lapsed"
