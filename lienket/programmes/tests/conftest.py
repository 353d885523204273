"""Every test of this room stands on one day."""

import datetime as dt
from collections.abc import Iterator

import pytest

from lienket.lib import clock


@pytest.fixture(autouse=True)
def today() -> Iterator[dt.date]:
    """24 November 2026."""
    with clock.set_to(dt.date(2026, 11, 24)):
        yield clock.today()
