"""Every test of this room stands on one day."""

from collections.abc import Iterator

import pytest

from lienket.lib import clock

from .builders import TODAY


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """24 November 2026."""
    with clock.set_to(TODAY):
        yield
