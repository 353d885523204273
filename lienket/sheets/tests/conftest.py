"""The day of the room's tests, and the world of each file."""

import pytest

from lienket.commitments.tests.builders import TODAY
from lienket.lib import clock
from lienket.programmes.models import Programme


@pytest.fixture(autouse=True)
def today():
    with clock.set_to(TODAY):
        yield


@pytest.fixture
def cast(module_cast):
    return module_cast


@pytest.fixture
def programme(made_once, db):
    """The programme of the file, made once, as it stands now."""
    return Programme.objects.get(pk=made_once.pk)
