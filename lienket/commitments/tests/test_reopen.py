"""T14 Mở lại: by the assigner only, with a reason."""

import pytest

from lienket.accounts.tests.cast import Cast
from lienket.audit.models import Event
from lienket.commitments import actions
from lienket.commitments.models import CommitmentState as S
from lienket.commitments.refusals import OutOfTurn
from lienket.lib.refusals import NotAllowed
from lienket.lib.saving import Incomplete
from lienket.notices.models import OutgoingMail

from .builders import confirm, in_state, report


def test_the_sides_own_report_falls_and_the_others_stays(cast: Cast):
    promise = in_state(cast, S.DONE)
    OutgoingMail.objects.all().delete()
    actions.reopen(promise.hn, reason="Biên bản bị thu hồi", by=cast.hn.office)
    assert promise.state == S.IN_PROGRESS
    assert promise.commitment.completed_on is None
    assert (promise.hn.reported_on, promise.hn.confirmed_on, promise.hn.output_paper) == (None, None, "")
    assert promise.ht.reported_on is not None
    assert cast.hn.head.email in OutgoingMail.objects.values_list("to", flat=True)
    assert Event.objects.filter(verb="commitments.reopened").count() == 1
    report(promise, cast.hn)
    assert promise.state == S.AWAITING_CONFIRMATION
    confirm(promise, cast.hn)
    assert promise.state == S.DONE


def test_what_a_receiving_side_confirmed_falls_with_the_report(cast: Cast):
    promise = in_state(cast, S.DONE, supported=True)
    with pytest.raises(OutOfTurn):
        actions.reopen(promise.ht, reason="Chưa nhận đủ", by=cast.ht.office)
    actions.reopen(promise.hn, reason="Chưa giao đủ", by=cast.hn.office)
    assert promise.ht.confirmed_on is None
    assert promise.state == S.IN_PROGRESS


def test_only_the_assigner(cast: Cast):
    promise = in_state(cast, S.DONE)
    for officer in (cast.hn.focal, cast.hn.head, cast.ht.office, cast.hn.leader):
        with pytest.raises(NotAllowed):
            actions.reopen(promise.hn, reason="Lý do", by=officer)


def test_a_reason_is_needed_and_only_what_is_done_is_reopened(cast: Cast):
    promise = in_state(cast, S.DONE)
    with pytest.raises(Incomplete):
        actions.reopen(promise.hn, reason="", by=cast.hn.office)
    stopped = in_state(cast, S.STOPPED)
    with pytest.raises(OutOfTurn):
        actions.reopen(stopped.hn, reason="Lý do", by=cast.hn.office)
