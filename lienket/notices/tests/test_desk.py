"""Undeliverable mail waits for the administrator of the officer's own side."""

import pytest
from django.utils import translation

from lienket.lib import clock
from lienket.notices.actions import send_mail
from lienket.notices.desk import waiting_for
from lienket.notices.models import OutgoingMail

pytestmark = pytest.mark.django_db


@pytest.fixture
def refused(cast):
    for officer in (cast.hn.desk, cast.hn.desk, cast.ht.head):
        send_mail(to=officer, subject="x", body="y")
    OutgoingMail.objects.update(state=OutgoingMail.State.FAILED)
    send_mail(to=cast.hn.clerk, subject="x", body="y")


def test_each_officer_is_named_once_to_the_own_sides_administrator(cast, refused):
    with translation.override("en"):
        (item,) = waiting_for(cast.hn.admin, clock.today())
    assert item.title == f"Mail to {cast.hn.desk.full_name} cannot be delivered"
    assert item.url == f"/can-bo/{cast.hn.desk.pk}/"
    assert [one.url for one in waiting_for(cast.ht.admin, clock.today())] == [f"/can-bo/{cast.ht.head.pk}/"]


def test_nobody_else_is_told(cast, refused):
    for side in (cast.hn, cast.ht, cast.nb):
        for part, officer in side.officers.items():
            if part != "admin" or side is cast.nb:
                assert waiting_for(officer, clock.today()) == [], part


def test_it_asks_few_questions(cast, refused, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        waiting_for(cast.hn.admin, clock.today())
