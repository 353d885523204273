"""A wrong yes can be withdrawn until something else builds on it."""

import pytest

from lienket.accounts.tests.cast import Cast
from lienket.audit.models import Event
from lienket.commitments import actions
from lienket.commitments.models import Commitment
from lienket.commitments.models import CommitmentState as S
from lienket.commitments.refusals import BuiltUpon
from lienket.lib.citations import Citation
from lienket.search.models import IndexRow

from .builders import a_commitment, in_state


def test_a_draft_disappears_and_the_history_keeps_it(cast: Cast):
    commitment = a_commitment(cast).commitment
    pk = commitment.pk
    actions.withdraw_commitment(commitment, by=cast.ht.focal)
    assert not Commitment.objects.filter(pk=pk).exists()
    assert not IndexRow.objects.filter(kind="commitment", thing_id=pk).exists()
    assert Event.objects.get(verb="commitments.withdrawn").thing_id == str(pk)


@pytest.mark.parametrize("state", [S.ASSIGNED, S.ACCEPTED, S.IN_PROGRESS, S.AWAITING_CONFIRMATION, S.DONE])
def test_what_was_given_out_stays(state, cast: Cast):
    promise = in_state(cast, state)
    with pytest.raises(BuiltUpon):
        actions.withdraw_commitment(promise.commitment, by=cast.hn.focal)


def test_a_second_paper_holds_it(cast: Cast):
    commitment = a_commitment(cast).commitment
    actions.add_evidence(commitment, Citation(paper="77/TB-UBND", page=1), by=cast.hn.focal)
    with pytest.raises(BuiltUpon):
        actions.withdraw_commitment(commitment, by=cast.hn.focal)


def test_a_moved_deadline_holds_it(cast: Cast):
    commitment = a_commitment(cast).commitment
    actions.change_deadline(commitment, new=None, reason="Chưa rõ", by=cast.hn.office)
    with pytest.raises(BuiltUpon):
        actions.withdraw_commitment(commitment, by=cast.hn.focal)
