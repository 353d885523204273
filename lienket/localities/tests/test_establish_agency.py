"""An agency comes to be known when a paper names it: right name, right days, once."""

import datetime as dt

import pytest

from lienket.audit.models import Event
from lienket.localities.actions import establish_agency, locality_of_code
from lienket.localities.models import Agency, AgencyType, Locality
from lienket.localities.refusals import (
    AgencyTypeNotStanding,
    LocalityNotStanding,
    TypeNotOfThisLocality,
    UnknownAgencyType,
)

pytestmark = pytest.mark.django_db
IN_2019 = dt.date(2019, 11, 30)
TODAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("type_code", "place", "on", "name", "name_en"),
    [
        ("so_tc", "01", TODAY, "Sở Tài chính thành phố Hà Nội", "Department of Finance of Hà Nội"),
        ("so_tc_truoc", "36", IN_2019, "Sở Tài chính tỉnh Nam Định", "Department of Finance of Nam Định"),
        ("ubnd", "42", TODAY, "Ủy ban nhân dân tỉnh Hà Tĩnh", "People's Committee of Hà Tĩnh"),
        (
            "vp_ubnd",
            "37",
            TODAY,
            "Văn phòng Ủy ban nhân dân tỉnh Ninh Bình",
            "Office of the People's Committee of Ninh Bình",
        ),
        ("thanh_uy", "46", TODAY, "Thành ủy Huế", "Municipal Party Committee of Huế"),
        ("tinh_uy", "46", IN_2019, "Tỉnh ủy Thừa Thiên Huế", "Provincial Party Committee of Thừa Thiên Huế"),
        (
            "btv",
            "79",
            TODAY,
            "Ban Thường vụ Thành ủy Hồ Chí Minh",
            "Standing Committee of the Municipal Party Committee of Hồ Chí Minh City",
        ),
        (
            "ban_to_chuc",
            "38",
            TODAY,
            "Ban Tổ chức Tỉnh ủy Thanh Hóa",
            "Organisation Commission of the Provincial Party Committee of Thanh Hóa",
        ),
        ("quan_su", "01", TODAY, "Bộ Tư lệnh Thủ đô Hà Nội", "Hà Nội Capital Command"),
        ("quan_su", "48", TODAY, "Bộ Chỉ huy Quân sự thành phố Đà Nẵng", "Military Command of Đà Nẵng"),
        (
            "mttq",
            "75",
            TODAY,
            "Ủy ban Mặt trận Tổ quốc Việt Nam thành phố Đồng Nai",
            "Fatherland Front Committee of Đồng Nai",
        ),
    ],
)
def test_an_agency_is_called_what_it_is_called(type_code, place, on, name, name_en):
    agency = establish_agency(type_code, locality_of_code(place, on), on=on)
    assert (agency.name, agency.name_en) == (name, name_en)


def test_short_name_says_ubnd():
    agency = establish_agency("vp_ubnd", locality_of_code("42", TODAY), on=TODAY)
    assert agency.short_name == "Văn phòng UBND tỉnh Hà Tĩnh"


def test_it_exists_as_long_as_its_type_and_its_locality():
    of_nam_dinh = establish_agency("so_ct", locality_of_code("36", IN_2019), on=IN_2019)
    assert (of_nam_dinh.valid_from, of_nam_dinh.valid_to) == (None, dt.date(2025, 6, 30))
    of_ninh_binh = establish_agency("so_tc", locality_of_code("37", TODAY), on=TODAY)
    assert (of_ninh_binh.valid_from, of_ninh_binh.valid_to) == (dt.date(2025, 7, 1), None)
    planning = establish_agency("so_khdt", locality_of_code("36", IN_2019), on=IN_2019)
    assert planning.valid_to == dt.date(2025, 2, 28)


def test_once_only_and_on_the_record_once(cast):
    place = locality_of_code("38", TODAY)
    before = Event.objects.count()
    first = establish_agency("so_yt", place, on=TODAY, by=cast.hn.office)
    again = establish_agency("so_yt", place, on=TODAY, by=cast.hn.desk)
    assert first == again
    assert Agency.objects.filter(type__code="so_yt", locality=place).count() == 1
    event = Event.objects.get(sequence=before + 1)
    assert Event.objects.count() == before + 1
    assert (event.verb, event.side_code, event.actor_id) == ("localities.agency_established", "38", cast.hn.office.pk)


def test_a_department_merged_away_names_its_successor():
    with pytest.raises(AgencyTypeNotStanding) as refused:
        establish_agency("so_khdt", locality_of_code("38", TODAY), on=dt.date(2025, 3, 1))
    assert "Sở Tài chính" in refused.value.message
    assert "28/02/2025" in refused.value.message
    assert establish_agency("so_khdt", locality_of_code("38"), on=dt.date(2025, 2, 28))


def test_a_department_not_yet_formed_names_what_stood_then():
    with pytest.raises(AgencyTypeNotStanding) as refused:
        establish_agency("so_nnmt", locality_of_code("38", IN_2019), on=IN_2019)
    assert "Sở Nông nghiệp và Phát triển nông thôn" in refused.value.message
    assert "Sở Tài nguyên và Môi trường" in refused.value.message


def test_a_locality_merged_away_names_the_unit_of_the_day():
    with pytest.raises(LocalityNotStanding) as refused:
        establish_agency("so_ct", Locality.objects.get(slug="nam-dinh"), on=TODAY)
    assert "Tỉnh Ninh Bình" in refused.value.message


def test_a_locality_not_yet_formed_names_those_before_it():
    with pytest.raises(LocalityNotStanding) as refused:
        establish_agency("so_ct", Locality.objects.get(slug="lao-cai"), on=IN_2019)
    assert "Tỉnh Lào Cai" in refused.value.message
    assert "Tỉnh Yên Bái" in refused.value.message


@pytest.mark.parametrize(("type_code", "place"), [("thanh_uy", "42"), ("tinh_uy", "01"), ("ttxt_hn", "42")])
def test_a_province_has_no_city_committee_nor_another_places_centre(type_code, place):
    with pytest.raises(TypeNotOfThisLocality):
        establish_agency(type_code, locality_of_code(place, TODAY), on=TODAY)


def test_an_unknown_type_is_named():
    with pytest.raises(UnknownAgencyType, match="so_khong_co"):
        establish_agency("so_khong_co", locality_of_code("01", TODAY), on=TODAY)


def test_every_type_can_be_named_in_some_place_on_some_day():
    """No pattern in the data is broken, and no two agencies of one locality share a name on a day."""
    for place, on in (("01", IN_2019), ("42", IN_2019), ("01", TODAY), ("42", TODAY), ("79", TODAY)):
        unit, names = locality_of_code(place, on), []
        for type_ in AgencyType.objects.on(on):
            try:
                names.append(establish_agency(type_.code, unit, on=on).name)
            except TypeNotOfThisLocality:
                continue
        assert len(names) > 40
        assert len(names) == len(set(names))
        assert not [name for name in names if "{" in name or name != name.strip()]


@pytest.mark.parametrize(
    ("words", "on", "code"),
    [
        ("Sở Tài chính", IN_2019, "so_tc_truoc"),
        ("Sở Tài chính", TODAY, "so_tc"),
        ("sở công thương", TODAY, "so_ct"),
        ("SNNMT", TODAY, "so_nnmt"),
        ("SNNMT", IN_2019, None),
        ("Sở Kế hoạch và Đầu tư", TODAY, None),
        ("UBND", TODAY, "ubnd"),
        ("So Ke hoach va Dau tu", IN_2019, "so_khdt"),
        ("", TODAY, None),
        ("Phòng Trà", TODAY, None),
    ],
)
def test_a_name_finds_the_type_of_its_day(words, on, code):
    found = AgencyType.objects.named(words, on=on)
    assert (found and found.code) == code
