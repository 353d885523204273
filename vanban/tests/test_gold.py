"""The gold documents that stand beside the repository, where they do."""

import pytest

from vanban import score_gold

gold = score_gold.gold_folder()


@pytest.mark.skipif(gold is None, reason="the gold documents are not on this machine (see LIENKET_SHARED)")
def test_no_kind_of_fact_falls_below_its_floor() -> None:
    assert gold is not None
    reached, _ = score_gold.score(gold)
    assert score_gold.below_floor(reached) == []


def test_what_is_below_the_floor_is_named() -> None:
    assert any(line.startswith("quantities: expected at least") for line in score_gold.below_floor({"quantities": 0.5}))
