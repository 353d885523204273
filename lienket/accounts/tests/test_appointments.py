"""Giving a role, moving, ending: by the administrator of the side, and never so that a side is left alone."""

import datetime as dt

import pytest

from lienket.accounts import actions
from lienket.accounts.models import Appointment, Officer, Role
from lienket.accounts.predicates import holds
from lienket.accounts.refusals import (
    AgencyNotStanding,
    AlreadyAppointed,
    AppointmentOver,
    DayOutOfOrder,
    LastAdministrator,
    NotActive,
)
from lienket.audit.models import Event
from lienket.lib import clock
from lienket.lib.refusals import NotAllowed
from lienket.localities.models import Agency

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)


@pytest.fixture(autouse=True)
def today():
    with clock.set_to(TODAY):
        yield


def again(officer):
    return Officer.objects.get(pk=officer.pk)


# Giving a role


def test_one_more_role(cast):
    actions.appoint(cast.hn.desk, agency=cast.hn.so_tc, role=Role.FOCAL, title="Đầu mối", by=cast.hn.admin)
    officer = again(cast.hn.desk)
    assert holds(officer, Role.FOCAL, agency=cast.hn.so_tc)
    assert holds(officer, Role.DESK, agency=cast.hn.so_ct)
    event = Event.objects.latest("sequence")
    assert (event.verb, event.data["role"], event.data["since"]) == ("accounts.appointed", "focal", "2026-11-24")


def test_a_role_from_a_later_day(cast):
    actions.appoint(cast.hn.desk, agency=cast.hn.so_tc, role="focal", since=dt.date(2026, 12, 1), by=cast.hn.admin)
    assert not holds(again(cast.hn.desk), Role.FOCAL)
    with clock.set_to(dt.date(2026, 12, 1)):
        assert holds(again(cast.hn.desk), Role.FOCAL)


def test_the_same_role_is_not_given_twice(cast):
    with pytest.raises(AlreadyAppointed):
        actions.appoint(cast.hn.desk, agency=cast.hn.so_ct, role=Role.DESK, by=cast.hn.admin)


def test_a_role_given_again_after_it_ended(cast):
    held = cast.hn.desk.appointments.get()
    held.valid_to = dt.date(2026, 1, 1)
    held.save()
    actions.appoint(cast.hn.desk, agency=cast.hn.so_ct, role=Role.DESK, by=cast.hn.admin)
    assert holds(again(cast.hn.desk), Role.DESK)


def test_not_to_an_agency_that_is_gone_or_not_yet_there(cast):
    gone = Agency.objects.get(type__code="so_khdt", locality=cast.hn.locality)
    with pytest.raises(AgencyNotStanding):
        actions.appoint(cast.hn.desk, agency=gone, role=Role.DESK, by=cast.hn.admin)


def test_not_to_somebody_deactivated(cast, with_password):
    with_password(cast.hn.admin)
    actions.deactivate_officer(cast.hn.desk, by=cast.hn.admin)
    with pytest.raises(NotActive):
        actions.appoint(cast.hn.desk, agency=cast.hn.so_tc, role=Role.FOCAL, by=cast.hn.admin)


@pytest.mark.parametrize("who", ["hn.desk", "hn.office", "hn.focal", "hn.leader", "ht.admin", "nb.admin"])
def test_who_may_not(cast, who):
    side, part = who.split(".")
    actor = getattr(getattr(cast, side), part)
    held = cast.hn.desk.appointments.get()
    with pytest.raises(NotAllowed):
        actions.appoint(cast.hn.desk, agency=cast.hn.so_tc, role=Role.FOCAL, by=actor)
    with pytest.raises(NotAllowed):
        actions.move_officer(held, agency=cast.hn.so_tc, role=Role.FOCAL, by=actor)
    with pytest.raises(NotAllowed):
        actions.end_appointment(held, by=actor)
    assert list(Appointment.objects.filter(officer=cast.hn.desk)) == [held]


def test_an_own_officer_is_not_sent_to_the_other_side_nor_theirs_fetched(cast):
    with pytest.raises(NotAllowed):
        actions.appoint(cast.hn.desk, agency=cast.ht.so_tc, role=Role.FOCAL, by=cast.hn.admin)
    with pytest.raises(NotAllowed):
        actions.appoint(cast.ht.desk, agency=cast.hn.so_tc, role=Role.FOCAL, by=cast.hn.admin)
    with pytest.raises(NotAllowed):
        actions.move_officer(cast.hn.desk.appointments.get(), agency=cast.ht.so_tc, role="desk", by=cast.hn.admin)


# Moving


def test_moving_ends_one_role_and_begins_another(cast):
    held = cast.hn.desk.appointments.get()
    new = actions.move_officer(held, agency=cast.hn.so_tc, role=Role.HEAD, title="Phó Giám đốc", by=cast.hn.admin)
    held.refresh_from_db()
    assert held.valid_to == dt.date(2026, 11, 23)
    assert (new.valid_from, new.valid_to) == (TODAY, None)
    officer = again(cast.hn.desk)
    assert holds(officer, Role.HEAD, agency=cast.hn.so_tc)
    assert not holds(officer, agency=cast.hn.so_ct)
    event = Event.objects.latest("sequence")
    assert event.verb == "accounts.moved"
    assert (event.data["before_role"], event.data["role"]) == ("desk", "head")


def test_moving_on_a_later_day_keeps_the_old_role_until_then(cast):
    held = cast.hn.desk.appointments.get()
    actions.move_officer(held, agency=cast.hn.so_tc, role="desk", on=dt.date(2026, 12, 1), by=cast.hn.admin)
    assert holds(again(cast.hn.desk), agency=cast.hn.so_ct)
    with clock.set_to(dt.date(2026, 12, 1)):
        officer = again(cast.hn.desk)
        assert not holds(officer, agency=cast.hn.so_ct)
        assert holds(officer, agency=cast.hn.so_tc)


def test_what_began_today_is_corrected_so_that_nobody_holds_both(cast):
    wrong = actions.appoint(cast.hn.clerk, agency=cast.hn.so_ct, role=Role.HEAD, by=cast.hn.admin)
    right = actions.move_officer(wrong, agency=cast.hn.so_ct, role=Role.DESK, by=cast.hn.admin)
    assert right.pk == wrong.pk
    officer = again(cast.hn.clerk)
    assert holds(officer, Role.DESK, agency=cast.hn.so_ct)
    assert not holds(officer, Role.HEAD)
    assert Event.objects.latest("sequence").verb == "accounts.appointment_corrected"


def test_moving_before_the_beginning_or_after_the_end(cast):
    held = cast.hn.desk.appointments.get()
    with pytest.raises(DayOutOfOrder):
        actions.move_officer(held, agency=cast.hn.so_tc, role="desk", on=dt.date(2018, 1, 1), by=cast.hn.admin)
    held.valid_to = dt.date(2026, 11, 1)
    held.save()
    with pytest.raises(AppointmentOver):
        actions.move_officer(held, agency=cast.hn.so_tc, role="desk", by=cast.hn.admin)


def test_moving_to_a_role_already_held_changes_nothing(cast):
    other = actions.appoint(cast.hn.desk, agency=cast.hn.so_tc, role=Role.FOCAL, by=cast.hn.admin)
    held = cast.hn.desk.appointments.exclude(pk=other.pk).get()
    with pytest.raises(AlreadyAppointed):
        actions.move_officer(held, agency=cast.hn.so_tc, role=Role.FOCAL, by=cast.hn.admin)
    held.refresh_from_db()
    assert held.valid_to is None, "the refusal undoes the ending too"


# Ending


def test_ending_with_today(cast):
    held = cast.hn.desk.appointments.get()
    actions.end_appointment(held, by=cast.hn.admin)
    assert holds(again(cast.hn.desk), Role.DESK)
    with clock.set_to(dt.date(2026, 11, 25)):
        assert not holds(again(cast.hn.desk))
    event = Event.objects.latest("sequence")
    assert (event.verb, event.data["last_day"]) == ("accounts.appointment_ended", "2026-11-24")


def test_ending_twice_or_out_of_order(cast):
    held = cast.hn.desk.appointments.get()
    with pytest.raises(DayOutOfOrder):
        actions.end_appointment(held, last_day=dt.date(2018, 1, 1), by=cast.hn.admin)
    actions.end_appointment(held, last_day=dt.date(2026, 11, 23), by=cast.hn.admin)
    with pytest.raises(AppointmentOver):
        actions.end_appointment(held, by=cast.hn.admin)


# The last administrator


@pytest.fixture
def lonely(cast, with_password):
    """The only administrator of Hà Nội who can sign in."""
    with_password(cast.hn.admin)
    return cast.hn.admin


def leave_in_every_way(cast, lonely):
    held = lonely.appointments.get()
    yield lambda: actions.end_appointment(held, by=lonely)
    yield lambda: actions.move_officer(held, agency=cast.hn.so_ct, role=Role.DESK, by=lonely)
    yield lambda: actions.deactivate_officer(lonely, by=lonely)


def test_the_last_administrator_stays(cast, lonely):
    for leave in leave_in_every_way(cast, lonely):
        with pytest.raises(LastAdministrator):
            leave()
    assert holds(again(lonely), Role.ADMIN)


def test_one_who_is_only_invited_does_not_count(cast, lonely):
    actions.appoint(cast.hn.office, agency=cast.hn.vp_ubnd, role=Role.ADMIN, by=lonely)
    with pytest.raises(LastAdministrator):
        actions.end_appointment(lonely.appointments.get(), by=lonely)


def test_nor_one_who_is_deactivated_or_of_another_side_or_begins_later(cast, lonely, with_password):
    with_password(cast.hn.office, cast.ht.admin, cast.hn.clerk)
    actions.appoint(cast.hn.office, agency=cast.hn.vp_ubnd, role=Role.ADMIN, by=lonely)
    actions.deactivate_officer(cast.hn.office, by=lonely)
    later = dt.date(2026, 12, 15)
    actions.appoint(cast.hn.clerk, agency=cast.hn.vp_ubnd, role=Role.ADMIN, since=later, by=lonely)
    with pytest.raises(LastAdministrator):
        actions.end_appointment(lonely.appointments.get(), by=lonely)
    actions.end_appointment(lonely.appointments.get(), last_day=dt.date(2026, 12, 14), by=lonely)


def test_with_a_second_one_the_first_may_go(cast, lonely, with_password):
    with_password(cast.hn.office)
    actions.appoint(cast.hn.office, agency=cast.hn.vp_ubnd, role=Role.ADMIN, by=lonely)
    actions.deactivate_officer(lonely, by=lonely)
    with pytest.raises(LastAdministrator):
        actions.deactivate_officer(cast.hn.office, by=again(cast.hn.office))


def test_the_last_one_may_move_to_another_agency_of_the_side(cast, lonely):
    actions.move_officer(lonely.appointments.get(), agency=cast.hn.so_tc, role=Role.ADMIN, by=lonely)
    assert holds(again(lonely), Role.ADMIN, agency=cast.hn.so_tc)


# The pages


def test_the_pages_give_move_and_end(cast, client_of):
    client, officer = client_of(cast.hn.admin), cast.hn.desk
    here = f"/can-bo/{officer.pk}/"
    form = {"agency": "so_tc", "role": "focal", "title": "", "since": "24/11/2026"}
    assert client.post(f"{here}phan-cong/", form).url == here
    held = officer.appointments.get(role="focal")
    move = f"{here}phan-cong/{held.pk}/dieu-chuyen/"
    assert client.get(move).context["form"].initial["role"] == "focal"
    form = {"agency": "so_tc", "role": "head", "title": "", "on": "1/12/2026"}
    assert client.post(move, form).url == here
    end = f"{here}phan-cong/{held.pk}/ket-thuc/"
    assert client.post(end, {"last_day": "23/11/2026"}).context["form"].errors["last_day"]
    assert client.post(end, {"last_day": "24/11/2026"}).url == here
    page = client.get(here)
    assert page.text.count("24/11/2026") >= 2


def test_refusals_are_shown_where_the_form_is(cast, client_of, lonely):
    client = client_of(lonely)
    held = lonely.appointments.get()
    page = client.post(f"/can-bo/{lonely.pk}/phan-cong/{held.pk}/ket-thuc/", {"last_day": "30/11/2026"})
    assert page.status_code == 409
    assert page.context["form"].non_field_errors()


@pytest.mark.parametrize("who", ["hn.desk", "hn.office", "ht.admin", "nb.admin"])
def test_to_everybody_else_the_pages_are_absent(cast, client_of, who):
    side, part = who.split(".")
    client = client_of(getattr(getattr(cast, side), part))
    held = cast.hn.desk.appointments.get()
    here = f"/can-bo/{cast.hn.desk.pk}/"
    pages = [
        "",
        "phan-cong/",
        f"phan-cong/{held.pk}/dieu-chuyen/",
        f"phan-cong/{held.pk}/ket-thuc/",
        "ngung-hoat-dong/",
    ]
    for page in pages:
        assert client.get(here + page).status_code == 404
        assert client.post(here + page, {}).status_code == 404
    for page in ("kich-hoat-lai/", "gui-lai-loi-moi/"):
        assert client.post(here + page).status_code == 404
        assert client.get(here + page).status_code == 405


def test_an_appointment_is_not_reached_through_another_officer(cast, client_of):
    client = client_of(cast.hn.admin)
    held = cast.hn.head.appointments.get()
    assert client.get(f"/can-bo/{cast.hn.desk.pk}/phan-cong/{held.pk}/ket-thuc/").status_code == 404
    theirs = cast.ht.desk.appointments.get()
    assert client.get(f"/can-bo/{cast.ht.desk.pk}/phan-cong/{theirs.pk}/ket-thuc/").status_code == 404
