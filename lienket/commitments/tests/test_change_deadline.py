"""Deadlines never move silently."""

import datetime as dt

import pytest

from lienket.accounts.tests.cast import Cast
from lienket.commitments import actions
from lienket.commitments.models import CommitmentState as S
from lienket.commitments.refusals import NotOpenToChange
from lienket.commitments.timeliness import Timeliness
from lienket.lib import clock
from lienket.lib.appendonly import WrittenOnce
from lienket.lib.saving import Incomplete
from lienket.notices.models import OutgoingMail
from lienket.programmes.tests.builders import PAPER

from .builders import DEADLINE, TODAY, in_state

NEXT = dt.date(2027, 3, 31)


def test_every_deadline_it_ever_had_is_kept(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS)
    commitment = promise.commitment
    actions.change_deadline(commitment, new=NEXT, reason="Bão số 10", citation=PAPER, by=cast.ht.office)
    actions.change_deadline(commitment, new=dt.date(2027, 6, 30), reason="Chờ kinh phí", by=cast.hn.office)
    commitment.refresh_from_db()
    assert (commitment.deadline, commitment.original_deadline) == (dt.date(2027, 6, 30), DEADLINE)
    assert [(c.old, c.new) for c in commitment.deadline_changes.order_by("id")] == [
        (DEADLINE, NEXT),
        (NEXT, dt.date(2027, 6, 30)),
    ]
    assert commitment.extensions == 2
    assert commitment.deadline_changes.last().sources == [PAPER]
    with pytest.raises(WrittenOnce):
        commitment.deadline_changes.first().delete()


def test_a_change_after_the_old_one_had_passed_is_marked(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS)
    before = actions.change_deadline(promise.commitment, new=dt.date(2026, 12, 1), reason="Sớm hơn", by=cast.hn.office)
    with clock.set_to(dt.date(2026, 12, 10)):
        assert promise.commitment.timeliness_on(clock.today()) == Timeliness.OVERDUE
        after = actions.change_deadline(promise.commitment, new=NEXT, reason="Muộn", by=cast.hn.office)
        assert promise.commitment.timeliness_on(clock.today()) == Timeliness.IN_TIME
    assert (before.after_lapse, after.after_lapse) == (False, True)


def test_a_first_deadline_given_later_is_the_original(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS, deadline=None)
    actions.change_deadline(promise.commitment, new=NEXT, reason="Hai bên thống nhất", by=cast.hn.office)
    promise.commitment.refresh_from_db()
    assert promise.commitment.original_deadline == NEXT
    assert promise.commitment.extensions == 0


def test_all_sides_are_told(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS)
    OutgoingMail.objects.all().delete()
    actions.change_deadline(promise.commitment, new=NEXT, reason="Bão số 10", by=cast.hn.office)
    assert set(OutgoingMail.objects.values_list("to", flat=True)) == {
        cast.hn.head.email, cast.ht.head.email, cast.ht.office.email,
    }  # fmt: skip
    assert "31/03/2027" in OutgoingMail.objects.first().body


@pytest.mark.parametrize(
    ("broken", "field"),
    [
        ({"new": DEADLINE}, "new"),
        ({"new": dt.date(2026, 1, 1)}, "new"),  # before it was promised
        ({"reason": ""}, "reason"),
    ],
)
def test_broken_input_is_refused(broken, field, cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS)
    with pytest.raises(Incomplete) as refused:
        actions.change_deadline(promise.commitment, **{"new": NEXT, "reason": "Lý do", **broken}, by=cast.hn.office)
    assert field in refused.value.fields
    assert not promise.commitment.deadline_changes.exists()


def test_a_closed_commitment_keeps_its_deadline(cast: Cast):
    promise = in_state(cast, S.DONE)
    with pytest.raises(NotOpenToChange):
        actions.change_deadline(promise.commitment, new=NEXT, reason="Lý do", by=cast.hn.office)
    assert promise.commitment.timeliness_on(TODAY) == Timeliness.DONE_ON_TIME


def test_a_draft_whose_deadline_was_changed_with_a_reason_is_not_moved_by_an_edit(cast: Cast):
    commitment = in_state(cast, S.DRAFTED).commitment
    actions.change_deadline(commitment, new=NEXT, reason="Hai bên thống nhất", by=cast.hn.office)
    facts = {"title": "Tuần hàng", "description": "", "output": "", "sector": None, "group": None, "by": cast.hn.focal}
    actions.edit_commitment(commitment, deadline=NEXT, **facts)
    with pytest.raises(NotOpenToChange):
        actions.edit_commitment(commitment, deadline=DEADLINE, **facts)
    commitment.refresh_from_db()
    assert (commitment.deadline, commitment.original_deadline) == (NEXT, DEADLINE)
