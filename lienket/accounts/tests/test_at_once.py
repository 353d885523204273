"""Two people pressing at the same moment: a side keeps an administrator, and a link serves once."""

import pytest

from lienket.accounts import actions
from lienket.accounts.links import Purpose, make_token
from lienket.accounts.models import Officer, Role
from lienket.accounts.refusals import LastAdministrator, LinkInvalid
from lienket.lib.tests.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_administrators_who_deactivate_each_other(cast, with_password):
    one, other = cast.hn.admin, cast.hn.office
    with_password(one, other)
    actions.appoint(other, agency=cast.hn.vp_ubnd, role=Role.ADMIN, by=one)
    results = at_once(
        lambda: actions.deactivate_officer(Officer.objects.get(pk=other.pk), by=Officer.objects.get(pk=one.pk)),
        lambda: actions.deactivate_officer(Officer.objects.get(pk=one.pk), by=Officer.objects.get(pk=other.pk)),
    )
    active = Officer.objects.filter(pk__in=[one.pk, other.pk], is_active=True)
    assert active.count() == 1, results
    assert [type(result) for result in results].count(type(None)) == 1


def test_two_administrators_who_both_leave(cast, with_password):
    one, other = cast.hn.admin, cast.hn.office
    with_password(one, other)
    second = actions.appoint(other, agency=cast.hn.vp_ubnd, role=Role.ADMIN, by=one)
    first = one.appointments.get()
    results = at_once(
        lambda: actions.end_appointment(first, by=Officer.objects.get(pk=one.pk)),
        lambda: actions.end_appointment(second, by=Officer.objects.get(pk=other.pk)),
    )
    assert sorted(type(result).__name__ for result in results) == ["Appointment", LastAdministrator.__name__]


def test_one_invitation_pressed_in_two_windows(cast):
    officer = actions.invite_officer(
        email="moi@hn.example", full_name="Lý Thu An", agency=cast.hn.so_ct, role=Role.DESK, by=cast.hn.admin
    )
    token = make_token(officer, Purpose.INVITATION)
    results = at_once(
        lambda: actions.accept_invitation(token, password="câu-thứ-nhất-dài"),
        lambda: actions.accept_invitation(token, password="câu-thứ-hai-dài"),
    )
    assert sorted(type(result).__name__ for result in results) == [LinkInvalid.__name__, "Officer"]
    officer.refresh_from_db()
    won = "câu-thứ-nhất-dài" if isinstance(results[0], Officer) else "câu-thứ-hai-dài"
    assert officer.check_password(won)


def test_one_address_invited_twice(cast):
    def invite():
        return actions.invite_officer(
            email="moi@hn.example", full_name="Lý Thu An", agency=cast.hn.so_ct, role=Role.DESK, by=cast.hn.admin
        )

    results = at_once(invite, invite)
    assert Officer.objects.filter(email="moi@hn.example").count() == 1
    assert sorted(type(result).__name__ for result in results) == ["AddressTaken", "Officer"]
