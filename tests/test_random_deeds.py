"""The walk of `make soak` in short: fixed seeds, some dozens of deeds each. What it once found stands here by its own test."""

import pytest

from .walk.rounds import play


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, 6])
def test_whatever_anybody_does_what_must_hold_holds(seed):
    said = play(seed, length=45)
    assert int(said.split()[0]) > 10, "hardly anything was done: the walk itself is broken"
