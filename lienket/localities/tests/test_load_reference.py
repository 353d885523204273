"""Loading the reference data: right counts, both directions, and again without a change."""

import datetime as dt
import time

import pytest
from django.core.management import call_command

from lienket.audit.models import Event
from lienket.localities.actions import establish_agency
from lienket.localities.models import Agency, AgencyType, Locality, Sector, SectorLead, Succession
from lienket.localities.reference import load_reference

pytestmark = pytest.mark.django_db
MERGER = dt.date(2025, 7, 1)
UNMERGED = {"01", "04", "11", "12", "14", "20", "22", "38", "40", "42", "46"}


@pytest.mark.parametrize(
    ("day", "count", "cities"),
    [
        (dt.date(2019, 11, 30), 63, 5),
        (dt.date(2024, 12, 31), 63, 5),
        (dt.date(2025, 1, 1), 63, 6),
        (dt.date(2025, 6, 30), 63, 6),
        (dt.date(2025, 7, 1), 34, 6),
        (dt.date(2026, 4, 29), 34, 6),
        (dt.date(2026, 4, 30), 34, 7),
        (dt.date(2026, 11, 24), 34, 7),
    ],
)
def test_so_many_units_stand_on_a_day(day, count, cities):
    units = Locality.objects.on(day)
    assert units.count() == count
    assert units.filter(kind=Locality.Kind.CITY).count() == cities
    assert len(set(units.values_list("code", flat=True))) == count
    assert len(set(units.values_list("short_name", flat=True))) == count


def test_fifty_two_units_merged_into_twenty_three_and_eleven_stayed():
    merged = Succession.objects.filter(on=MERGER)
    assert merged.count() == 52
    assert merged.values("successor").distinct().count() == 23
    stayed = Locality.objects.on(MERGER - dt.timedelta(days=1)) & Locality.objects.on(MERGER)
    assert set(stayed.values_list("code", flat=True)) == UNMERGED


def test_a_new_unit_takes_the_code_of_one_of_its_predecessors():
    for unit in Locality.objects.filter(valid_from=MERGER):
        assert unit.code in {before.code for before in unit.predecessors_all()}


def test_units_close_the_day_before_their_successor_opens():
    for link in Succession.objects.select_related("predecessor", "successor"):
        assert link.predecessor.valid_to + dt.timedelta(days=1) == link.successor.valid_from == link.on


def test_names_slugs_and_order():
    names = dict(Locality.objects.values_list("slug", "name"))
    assert names["ha-noi"] == "Thành phố Hà Nội"
    assert names["dong-nai"] == "Thành phố Đồng Nai"
    assert names["dong-nai-den-2026"] == names["dong-nai-den-2025"] == "Tỉnh Đồng Nai"
    assert names["dak-lak"] == "Tỉnh Đắk Lắk"
    assert names["thua-thien-hue"] == "Tỉnh Thừa Thiên Huế"
    assert names["hue"] == "Thành phố Huế"
    in_order = [unit.short_name for unit in Locality.objects.on(dt.date(2026, 11, 24))]
    assert in_order[0] == "An Giang"
    assert in_order.index("Cà Mau") < in_order.index("Cao Bằng") < in_order.index("Cần Thơ") < in_order.index("Đà Nẵng")
    assert in_order[-1] == "Vĩnh Long"


def test_sectors_stand_in_two_levels():
    assert Sector.objects.top().count() == 18
    assert Sector.objects.exclude(parent=None).count() == 68
    assert [s.code for s in Sector.objects.top()][:3] == ["XDD", "TCB", "QPA"]
    assert set(Sector.objects.filter(internal_by_default=True).top().values_list("code", flat=True)) == {
        "XDD",
        "TCB",
        "QPA",
    }
    assert Sector.objects.get(code="XDD.02").internal_by_default


@pytest.mark.parametrize(
    ("sector", "day", "first"),
    [
        ("XTD", dt.date(2019, 11, 30), "so_khdt"),
        ("XTD", dt.date(2026, 11, 24), "so_tc"),
        ("QXG.03", dt.date(2019, 11, 30), "so_gtvt"),
        ("QXG.03", dt.date(2026, 11, 24), "so_xd"),
        ("QPA.03", dt.date(2019, 11, 30), "so_ngv"),
        ("NNT", dt.date(2026, 11, 24), "so_nnmt"),
    ],
)
def test_who_leads_a_sector_follows_the_day(sector, day, first):
    assert Sector.objects.get(code=sector).lead_types_on(day)[0].code == first


def test_founding_localities_have_their_agencies_before_and_after_the_merger_of_departments():
    before, after = dt.date(2025, 2, 28), dt.date(2025, 3, 1)
    for slug, unit in (("ha-noi", "thành phố Hà Nội"), ("ha-tinh", "tỉnh Hà Tĩnh")):
        agencies = Agency.objects.filter(locality__slug=slug)
        names_before = set(agencies.on(before).values_list("name", flat=True))
        names_after = set(agencies.on(after).values_list("name", flat=True))
        assert f"Sở Kế hoạch và Đầu tư {unit}" in names_before - names_after
        assert f"Sở Nông nghiệp và Môi trường {unit}" in names_after - names_before
        assert f"Sở Công Thương {unit}" in names_before & names_after
        assert agencies.on(after).filter(name=f"Sở Tài chính {unit}").count() == 1
    assert not Agency.objects.filter(locality__slug="ha-tinh", type__code="so_dl").exists()
    assert not Agency.objects.exclude(locality__code__in=["01", "42"]).exists()


def test_departments_of_2025_know_what_they_were_formed_from():
    finance = AgencyType.objects.get(code="so_tc")
    assert set(finance.formed_from.values_list("code", flat=True)) == {"so_khdt", "so_tc_truoc"}
    assert set(AgencyType.objects.get(code="so_ldtbxh").became.values_list("code", flat=True)) == {
        "so_nv",
        "so_yt",
        "so_gddt",
        "so_nnmt",
    }


def test_loading_again_changes_nothing_and_is_quick():
    before = [list(model.objects.order_by("pk").values()) for model in _ALL]
    events = Event.objects.count()
    started = time.perf_counter()
    loaded = load_reference()
    assert time.perf_counter() - started < 3
    assert (loaded.created, loaded.changed) == (0, 0)
    assert [list(model.objects.order_by("pk").values()) for model in _ALL] == before
    assert Event.objects.count() == events


_ALL = [Locality, Succession, Sector, AgencyType, SectorLead, Agency]


def test_loading_again_leaves_alone_what_people_added_and_mends_what_drifted():
    own = Locality.objects.create(
        code="99", name="Tỉnh Thử", short_name="Thử", name_en="Thử", slug="thu", kind="province"
    )
    renamed = Agency.objects.get(type__code="so_yt", locality__slug="ha-noi")
    renamed.valid_to = dt.date(2030, 1, 1)
    renamed.save()
    Sector.objects.filter(code="XTD").update(name_en="Drifted")
    loaded = load_reference()
    assert (loaded.created, loaded.changed) == (0, 1)
    assert Sector.objects.get(code="XTD").name_en == "Investment promotion and attraction"
    own.refresh_from_db()
    renamed.refresh_from_db()
    assert own.valid_to is None
    assert renamed.valid_to == dt.date(2030, 1, 1)


def test_newer_data_close_a_unit_its_agencies_and_open_the_next():
    """As on a server that was set up before Đồng Nai became a city."""
    city, province = Locality.objects.get(slug="dong-nai"), Locality.objects.get(slug="dong-nai-den-2026")
    Succession.objects.filter(successor=city).delete()
    city.delete()
    Locality.objects.filter(pk=province.pk).update(valid_to=None)
    province.refresh_from_db()
    agency = establish_agency("so_ct", province, on=dt.date(2026, 1, 1))
    assert agency.valid_to is None
    loaded = load_reference()
    province.refresh_from_db()
    agency.refresh_from_db()
    assert province.valid_to == agency.valid_to == dt.date(2026, 4, 29)
    assert loaded.created == 2
    assert [unit.slug for unit in province.successors_on(dt.date(2026, 4, 30))] == ["dong-nai"]


def test_a_broken_file_loads_nothing(monkeypatch):
    """All or nothing: the rows made before the fault are gone too."""
    from lienket.localities import reference

    Locality.objects.filter(slug="ha-noi").update(name="Drifted")
    whole = reference._rows
    monkeypatch.setattr(reference, "_rows", lambda name: [{"code": "X"}] if name == "sectors.yaml" else whole(name))
    with pytest.raises(KeyError):
        load_reference()
    assert Locality.objects.get(slug="ha-noi").name == "Drifted"


def test_the_command_says_what_it_did(capsys):
    call_command("load_reference")
    assert "0 rows made, 0 changed" in capsys.readouterr().out
