"""Every test of this room stands on one moment, with one commitment of Hà Nội and Hà Tĩnh."""

import datetime as dt
from collections.abc import Iterator

import pytest

from lienket.accounts.tests.cast import Cast
from lienket.commitments.models import Commitment
from lienket.commitments.tests.builders import TODAY, a_commitment
from lienket.lib import clock
from lienket.programmes.tests.builders import a_programme

NOW = dt.datetime.combine(TODAY, dt.time(9, 0))


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    """24 November 2026, nine in the morning."""
    with clock.set_to(NOW):
        yield


@pytest.fixture
def commitment(cast: Cast) -> Commitment:
    """A public commitment of a public programme: even here remarks are between the sides."""
    return a_commitment(cast, a_programme(cast, audience="public"), audience="public").commitment
