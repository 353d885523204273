"""For which sides does an officer act, and in which role."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from lienket.accounts.models import Appointment, Officer, Role
from lienket.accounts.predicates import appointments_today, holds, sides
from lienket.lib import clock
from lienket.localities.actions import establish_agency, locality_of_code
from lienket.localities.models import Agency, Locality

pytestmark = pytest.mark.django_db
IN_2019 = dt.date(2019, 11, 30)


def ids(*slugs):
    return set(Locality.objects.filter(slug__in=slugs).values_list("pk", flat=True))


def test_sides_are_the_unit_of_today_and_all_that_passed_into_it(cast):
    assert sides(cast.hn.desk) == ids("ha-noi")
    assert sides(cast.nb.desk) == ids("ninh-binh", "ninh-binh-den-2025", "nam-dinh", "ha-nam")


def test_an_appointment_follows_its_locality_through_a_merger(cast):
    officer = Officer.objects.create(email="o@nd.example", full_name="Mai Văn Lộc")
    old = establish_agency("so_ct", locality_of_code("36", IN_2019), on=IN_2019)
    Appointment.objects.create(officer=officer, agency=old, role=Role.DESK, valid_from=IN_2019)
    with clock.set_to(dt.date(2025, 6, 30)):
        assert sides(officer) == ids("nam-dinh")
        assert officer.side.slug == "nam-dinh"
    with clock.set_to(dt.date(2025, 7, 1)):
        assert sides(officer) == sides(cast.nb.desk)
        assert officer.side.slug == "ninh-binh"
        assert holds(officer, Role.DESK, agency=old)
        assert not holds(officer, agency=cast.nb.so_tc)


def test_todays_agency_holds_what_it_was_formed_from(cast):
    planning = Agency.objects.get(type__code="so_khdt", locality=cast.hn.locality)
    assert holds(cast.hn.focal, Role.FOCAL, agency=planning)
    assert holds(cast.hn.focal, agency=planning.pk)
    assert not holds(cast.hn.desk, agency=planning)
    assert not holds(cast.ht.focal, agency=planning)


def test_an_officer_of_a_department_merged_away_does_not_hold_its_successor(cast):
    officer = Officer.objects.create(email="old@hn.example", full_name="Đào Thị Lan")
    planning = Agency.objects.get(type__code="so_khdt", locality=cast.hn.locality)
    Appointment.objects.create(officer=officer, agency=planning, role=Role.HEAD, valid_from=IN_2019)
    assert holds(officer, Role.HEAD, agency=planning)
    assert not holds(officer, agency=cast.hn.so_tc)


def test_the_unit_of_today_holds_the_agency_of_a_unit_that_merged(cast):
    of_nam_dinh = establish_agency("so_ct", locality_of_code("36", IN_2019), on=IN_2019)
    assert holds(cast.nb.desk, Role.DESK, agency=of_nam_dinh)
    assert holds(cast.nb.desk, locality=of_nam_dinh.locality)
    assert not holds(cast.hn.desk, agency=of_nam_dinh)


@pytest.mark.parametrize(
    ("part", "role", "expected"),
    [("desk", Role.DESK, True), ("desk", Role.HEAD, False), ("head", Role.HEAD, True), ("office", Role.OFFICE, True)],
)
def test_roles(cast, part, role, expected):
    officer = getattr(cast.hn, part)
    assert holds(officer, role) is expected
    assert holds(officer, role, locality=cast.hn.locality) is expected
    assert not holds(officer, role, locality=cast.ht.locality)
    assert holds(officer, Role.CLERK, role) is expected
    assert holds(officer)


def test_an_id_that_names_nothing_matches_nobody(cast):
    assert not holds(cast.hn.desk, agency=987654)
    assert not holds(cast.hn.desk, locality=987654)


@pytest.mark.parametrize("who", [AnonymousUser(), None])
def test_a_visitor_holds_nothing(cast, who):
    assert appointments_today(who) == ()
    assert sides(who) == frozenset()
    assert not holds(who)


def test_the_inactive_hold_nothing(cast):
    cast.hn.office.is_active = False
    assert sides(cast.hn.office) == frozenset()
    assert not holds(cast.hn.office)


def test_rights_end_with_the_last_day_of_the_appointment(cast):
    appointment = cast.hn.focal.appointments.get()
    appointment.valid_to = dt.date(2026, 3, 31)
    appointment.save()
    with clock.set_to(dt.date(2026, 3, 31)):
        assert holds(Officer.objects.get(pk=cast.hn.focal.pk), Role.FOCAL)
    with clock.set_to(dt.date(2026, 4, 1)):
        officer = Officer.objects.get(pk=cast.hn.focal.pk)
        assert not holds(officer)
        assert officer.side is None
        assert officer.label == "Cán bộ không còn phân công"


def test_rights_begin_with_the_first_day(cast):
    with clock.set_to(dt.date(2018, 12, 31)):
        assert not holds(cast.hn.focal)


def test_the_label_names_the_office_and_not_the_person(cast):
    assert cast.hn.desk.label == "Chuyên viên, Sở Công Thương thành phố Hà Nội"
    assert cast.ht.focal.label == "Cán bộ đầu mối, Sở Tài chính tỉnh Hà Tĩnh"
    assert cast.hn.desk.full_name not in cast.hn.desk.label
    assert cast.ht.office.side == cast.ht.locality


def test_asked_once_a_request(cast, django_assert_num_queries):
    officer = Officer.objects.get(pk=cast.hn.desk.pk)
    sides(cast.ht.desk)  # the links are in memory
    with django_assert_num_queries(1):
        assert holds(officer, Role.DESK, agency=cast.hn.so_ct)
        assert sides(officer)
        assert officer.label
        assert officer.side == cast.hn.locality
