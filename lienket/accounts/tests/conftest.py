"""Quick passwords for these tests, and the words of a mail."""

import re

import pytest
from django.contrib.auth.hashers import make_password

from lienket.notices.models import OutgoingMail

PASSWORD = "một-câu-dài-dễ-nhớ"


@pytest.fixture(autouse=True)
def quick_hashing(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def with_password():
    """Give officers a password: `with_password(cast.hn.admin, …)`."""

    def give(*officers):
        for officer in officers:
            officer.password = make_password(PASSWORD)
            officer.save(update_fields=["password"])

    return give


@pytest.fixture
def link_in_mail():
    """The path of the only link in the newest mail to an address."""

    def find(address):
        mail = OutgoingMail.objects.filter(to=address).order_by("-pk").first()
        return re.search(r"https?://[^/]+(/(?:loi-moi|quen-mat-khau)/\S+)", mail.body).group(1)

    return find
