"""T4 Đề nghị phân công lại."""

import pytest

from lienket.accounts.tests.cast import Cast
from lienket.commitments import actions
from lienket.commitments.forms.steps import AssignForm
from lienket.commitments.models import CommitmentState as S
from lienket.commitments.refusals import OutOfTurn
from lienket.lib.saving import Incomplete
from lienket.notices.models import OutgoingMail

from .builders import assign, in_state


def test_the_task_goes_back_to_the_office_with_a_proposal(cast: Cast):
    promise = in_state(cast, S.ASSIGNED)
    OutgoingMail.objects.all().delete()
    step = actions.ask_reassignment(promise.hn, reason="Thuộc lĩnh vực tài chính", proposed_lead=cast.hn.so_tc, by=cast.hn.head)  # fmt: skip
    assert promise.state == S.DRAFTED
    assert promise.hn.assigned_on is None
    assert promise.ht.assigned_on is not None  # the other side's assignment stands
    assert (step.note, step.proposed_lead) == ("Thuộc lĩnh vực tài chính", cast.hn.so_tc)
    assert list(OutgoingMail.objects.values_list("to", flat=True)) == [cast.hn.office.email]
    assert AssignForm(part=promise.hn).initial["lead"] == "so_tc"
    assign(promise, cast.hn, lead=cast.hn.so_tc)
    assert promise.state == S.ASSIGNED
    assert promise.hn.lead == cast.hn.so_tc


def test_the_other_side_that_had_accepted_need_not_accept_again(cast: Cast):
    promise = in_state(cast, S.ASSIGNED)
    actions.accept(promise.ht, by=cast.ht.desk)
    actions.ask_reassignment(promise.hn, reason="Không đúng chức năng", by=cast.hn.head)
    assign(promise, cast.hn)
    actions.accept(promise.hn, by=cast.hn.desk)
    assert promise.state == S.ACCEPTED


@pytest.mark.parametrize("reason", ["", "   ", "\x00"])
def test_a_reason_is_needed(reason, cast: Cast):
    promise = in_state(cast, S.ASSIGNED)
    with pytest.raises(Incomplete):
        actions.ask_reassignment(promise.hn, reason=reason, by=cast.hn.head)
    assert promise.state == S.ASSIGNED


def test_only_another_agency_of_this_side_is_proposed(cast: Cast):
    promise = in_state(cast, S.ASSIGNED)
    for proposed in (cast.ht.so_ct, cast.hn.so_ct):
        with pytest.raises(Incomplete):
            actions.ask_reassignment(promise.hn, reason="Vì sao", proposed_lead=proposed, by=cast.hn.head)


def test_not_after_it_was_accepted(cast: Cast):
    promise = in_state(cast, S.ASSIGNED)
    actions.accept(promise.hn, by=cast.hn.desk)
    with pytest.raises(OutOfTurn):
        actions.ask_reassignment(promise.hn, reason="Muộn", by=cast.hn.head)
