"""What a commitment came of cannot be withdrawn from under it."""

import pytest

from lienket.accounts.tests.cast import Cast
from lienket.commitments.actions import ResponsibilityDraft, add_commitment, withdraw_commitment
from lienket.lib.refusals import NotAllowed
from lienket.lib.saving import Incomplete
from lienket.programmes import actions
from lienket.programmes.refusals import BuiltUpon
from lienket.programmes.tests.builders import PAPER, a_programme, party_of

pytestmark = pytest.mark.django_db


def test_a_clause_is_withdrawn_until_commitments_came_of_it(cast: Cast):
    programme = a_programme(cast)
    clause = actions.add_clause(
        programme, kind="agreement", text="Hai bên thống nhất", citation=PAPER, by=cast.hn.focal
    )
    commitment = add_commitment(
        programme, title="Nội dung", clause=clause, responsibilities=[ResponsibilityDraft(party_of(programme, cast.hn))],
        by=cast.hn.focal,
    )  # fmt: skip
    with pytest.raises(BuiltUpon):
        actions.withdraw_clause(clause, by=cast.hn.focal)
    with pytest.raises(NotAllowed):
        actions.withdraw_clause(clause, by=cast.nb.focal)
    withdraw_commitment(commitment, by=cast.hn.focal)
    actions.withdraw_clause(clause, by=cast.ht.office)
    assert not programme.clauses.exists()
    with pytest.raises(Incomplete):
        actions.add_clause(programme, kind="agreement", text="  ", by=cast.hn.focal)
    with pytest.raises(Incomplete):
        actions.add_clause(programme, kind="poem", text="x", by=cast.hn.focal)
