"""Quick passwords for these tests, and the mails that were sent."""

import pytest
from django.contrib.auth.hashers import make_password
from django.core.cache import cache

from lienket.accounts.tests import letters as box

PASSWORD = "một-câu-dài-dễ-nhớ"


@pytest.fixture(autouse=True)
def quick_hashing(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def unlocked(db):
    """Nobody has typed a wrong password or asked for a link yet."""
    cache.clear()


@pytest.fixture(autouse=True)
def letters(settings):
    """The mails of this test, oldest first."""
    settings.LETTERBOX = "lienket.accounts.tests.letters.keep"
    box.RECEIVED.clear()
    return box.RECEIVED


@pytest.fixture
def with_password():
    """Give officers a password: `with_password(cast.hn.admin, …)`."""

    def give(*officers):
        for officer in officers:
            officer.password = make_password(PASSWORD)
            officer.save(update_fields=["password"])

    return give
