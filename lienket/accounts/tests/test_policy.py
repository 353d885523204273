"""`can` and `require` over the rules that rooms register."""

import pytest
from django.contrib.auth.models import AnonymousUser

from lienket.accounts.models import Officer, Role
from lienket.accounts.policy import UnknownDeed, can, require
from lienket.lib.refusals import NotAllowed

pytestmark = pytest.mark.django_db


def test_only_administrators_look_after_people(cast):
    for part, officer in cast.hn.officers.items():
        assert can(officer, "accounts.manage") is (part == "admin")
        assert can(officer, "accounts.invite", cast.hn.locality) is (part == "admin")
        assert not can(officer, "accounts.invite", cast.ht.locality)
        assert can(officer, "accounts.administer", cast.hn.desk) is (part == "admin")
        assert not can(officer, "accounts.administer", cast.ht.desk)
        assert can(officer, "accounts.change_own", officer)
        assert not can(officer, "accounts.change_own", cast.ht.desk)


def test_a_visitor_may_nothing(cast):
    for deed in ("accounts.manage", "accounts.invite", "accounts.administer", "accounts.change_own"):
        assert not can(AnonymousUser(), deed, cast.hn.desk)


def test_somebody_who_left_is_still_of_the_side(cast):
    appointment = cast.hn.desk.appointments.get()
    appointment.valid_to = appointment.valid_from
    appointment.save()
    assert can(cast.hn.admin, "accounts.administer", cast.hn.desk)
    assert not can(cast.ht.admin, "accounts.administer", cast.hn.desk)


def test_an_officer_appointed_nowhere_is_of_no_side(cast):
    nobody = Officer.objects.create(email="x@x.example", full_name="Tạ Vô Danh")
    assert not can(cast.hn.admin, "accounts.administer", nobody)


def test_require_refuses_in_words(cast):
    require(cast.hn.admin, "accounts.manage")
    with pytest.raises(NotAllowed) as refused:
        require(cast.hn.desk, "accounts.manage")
    assert refused.value.status == 403
    assert refused.value.message


def test_a_slip_of_the_pen_is_not_a_refusal(cast):
    with pytest.raises(UnknownDeed, match=r"accounts\.mannage"):
        can(cast.hn.admin, "accounts.mannage")


def test_every_role_has_a_word(cast):
    held = {officer.appointments.get().role for officer in cast.hn.officers.values()}
    assert held == set(Role.values)
