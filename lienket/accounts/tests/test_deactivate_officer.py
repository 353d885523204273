"""Closing an account takes effect with the next request, and can be taken back."""

import pytest

from lienket.accounts import actions
from lienket.accounts.models import Appointment, Officer, Role
from lienket.accounts.predicates import sides
from lienket.audit.models import Event
from lienket.lib.refusals import NotAllowed

from .conftest import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unlocked")]


@pytest.fixture(autouse=True)
def administrators_can_sign_in(cast, with_password):
    with_password(cast.hn.admin, cast.ht.admin)


def test_the_officer_is_out_at_once(cast, client, client_of, with_password):
    with_password(cast.hn.desk)
    theirs = client_of(cast.hn.desk)
    assert theirs.get("/tai-khoan/").status_code == 200
    actions.deactivate_officer(cast.hn.desk, by=cast.hn.admin)
    assert theirs.get("/tai-khoan/").status_code == 302
    assert sides(cast.hn.desk) == frozenset()
    assert client.post("/dang-nhap/", {"username": "desk@hn.example", "password": PASSWORD}).status_code == 200
    event = Event.objects.latest("sequence")
    assert (event.verb, event.side_code, event.thing_label) == (
        "accounts.deactivated",
        "01",
        "Chuyên viên, Sở Công Thương thành phố Hà Nội",
    )


def test_it_asks_first(cast, client_of):
    client = client_of(cast.hn.admin)
    page = client.get(f"/can-bo/{cast.hn.desk.pk}/ngung-hoat-dong/")
    assert page.status_code == 200
    assert Officer.objects.get(pk=cast.hn.desk.pk).is_active
    assert client.post(f"/can-bo/{cast.hn.desk.pk}/ngung-hoat-dong/").url == f"/can-bo/{cast.hn.desk.pk}/"
    assert not Officer.objects.get(pk=cast.hn.desk.pk).is_active


def test_twice_is_once(cast):
    actions.deactivate_officer(cast.hn.desk, by=cast.hn.admin)
    before = Event.objects.count()
    actions.deactivate_officer(cast.hn.desk, by=cast.hn.admin)
    assert Event.objects.count() == before


def test_calling_back(cast, client_of):
    actions.deactivate_officer(cast.hn.desk, by=cast.hn.admin)
    assert client_of(cast.hn.admin).post(f"/can-bo/{cast.hn.desk.pk}/kich-hoat-lai/").status_code == 302
    officer = Officer.objects.get(pk=cast.hn.desk.pk)
    assert officer.is_active
    assert sides(officer) == {cast.hn.locality.pk}
    assert Event.objects.latest("sequence").verb == "accounts.reactivated"


def test_calling_back_somebody_whose_roles_are_over(cast):
    held = cast.hn.desk.appointments.get()
    held.valid_to = held.valid_from
    held.save()
    actions.deactivate_officer(cast.hn.desk, by=cast.hn.admin)
    actions.reactivate_officer(cast.hn.desk, by=cast.hn.admin)
    assert Event.objects.latest("sequence").side_code == "01"
    with pytest.raises(NotAllowed):
        actions.deactivate_officer(cast.hn.desk, by=cast.ht.admin)


@pytest.mark.parametrize("who", ["hn.desk", "hn.head", "hn.focal", "hn.office", "hn.leader", "hn.security", "ht.admin"])
def test_who_may_not(cast, who):
    side, part = who.split(".")
    actor = getattr(getattr(cast, side), part)
    for deed in (actions.deactivate_officer, actions.reactivate_officer):
        with pytest.raises(NotAllowed):
            deed(cast.hn.clerk, by=actor)
    assert Officer.objects.get(pk=cast.hn.clerk.pk).is_active


def test_one_side_does_not_close_an_account_the_other_needs(cast, client_of):
    Appointment.objects.create(officer=cast.hn.desk, agency=cast.ht.so_ct, role=Role.DESK)
    with pytest.raises(NotAllowed):
        actions.deactivate_officer(cast.hn.desk, by=cast.hn.admin)
    page = client_of(cast.hn.admin).get(f"/can-bo/{cast.hn.desk.pk}/")
    assert "ngung-hoat-dong" not in page.text
    answer = client_of(cast.hn.admin).post(f"/can-bo/{cast.hn.desk.pk}/ngung-hoat-dong/")
    assert answer.status_code == 403


def test_somebody_who_went_over_to_the_other_side_is_theirs(cast):
    held = cast.hn.desk.appointments.get()
    held.valid_to = held.valid_from
    held.save()
    Appointment.objects.create(officer=cast.hn.desk, agency=cast.ht.so_ct, role=Role.DESK)
    with pytest.raises(NotAllowed):
        actions.deactivate_officer(cast.hn.desk, by=cast.hn.admin)
    actions.deactivate_officer(cast.hn.desk, by=cast.ht.admin)


def test_an_administrator_deactivated_meanwhile_may_nothing(cast, with_password):
    with_password(cast.hn.office)
    actions.appoint(cast.hn.office, agency=cast.hn.vp_ubnd, role=Role.ADMIN, by=cast.hn.admin)
    actions.deactivate_officer(cast.hn.admin, by=cast.hn.office)
    with pytest.raises(NotAllowed):
        actions.deactivate_officer(cast.hn.desk, by=Officer.objects.get(pk=cast.hn.admin.pk))
