"""The day of the room's tests, and who leads in them."""

import datetime as dt

import pytest

from lienket.indicators import leads
from lienket.lib import clock

from .builders import TODAY, so_ct_leads


@pytest.fixture(autouse=True)
def day():
    with clock.set_to(dt.datetime.combine(TODAY, dt.time(9))):
        yield


@pytest.fixture(autouse=True)
def sources(monkeypatch: pytest.MonkeyPatch):
    """Commitments stand above: their part is tested there (commitments/tests/test_measure_by.py)."""
    monkeypatch.setattr(leads, "SOURCE", f"{so_ct_leads.__module__}.{so_ct_leads.__name__}")
