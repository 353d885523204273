"""Which unit comes after which, both ways, and what a code means on a day."""

import datetime as dt

import pytest

from lienket.localities import lineage as memory
from lienket.localities.actions import locality_of_code
from lienket.localities.gazetteer import gazetteer
from lienket.localities.lineage import lineage
from lienket.localities.models import Locality, Succession
from lienket.localities.refusals import UnknownCode

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("code", "on", "slug"),
    [
        ("36", dt.date(2019, 11, 30), "nam-dinh"),
        ("36", dt.date(2025, 6, 30), "nam-dinh"),
        ("36", dt.date(2025, 7, 1), "ninh-binh"),
        ("36", TODAY, "ninh-binh"),
        ("10", TODAY, "lao-cai"),
        ("15", TODAY, "lao-cai"),
        ("15", dt.date(2025, 6, 30), "yen-bai"),
        ("45", TODAY, "quang-tri"),
        ("44", dt.date(2019, 1, 1), "quang-binh"),
        ("52", TODAY, "gia-lai"),
        ("70", dt.date(2026, 1, 1), "dong-nai-den-2026"),
        ("70", TODAY, "dong-nai"),
        ("46", dt.date(2024, 12, 31), "thua-thien-hue"),
        ("46", TODAY, "hue"),
        ("01", dt.date(2019, 11, 30), "ha-noi"),
        ("01", TODAY, "ha-noi"),
    ],
)
def test_a_code_means_the_unit_of_the_day(code, on, slug):
    assert locality_of_code(code, on).slug == slug


def test_every_code_and_every_day_give_a_standing_unit():
    for code in Locality.objects.filter(valid_from=None).values_list("code", flat=True):
        for day in (dt.date(2019, 11, 30), dt.date(2025, 1, 1), dt.date(2025, 7, 1), dt.date(2026, 4, 30), TODAY):
            assert locality_of_code(code, day).stood_on(day)


@pytest.mark.parametrize("code", ["", "00", "97", "1", "abc"])
def test_a_code_nobody_had_is_refused(code):
    with pytest.raises(UnknownCode):
        locality_of_code(code, TODAY)


def test_both_ways():
    ninh_binh = Locality.objects.get(slug="ninh-binh")
    assert set(ninh_binh.predecessors_all().values_list("slug", flat=True)) == {
        "ha-nam",
        "nam-dinh",
        "ninh-binh-den-2025",
    }
    nam_dinh = Locality.objects.get(slug="nam-dinh")
    assert [u.slug for u in nam_dinh.successors_on(TODAY)] == ["ninh-binh"]
    assert [u.slug for u in nam_dinh.successors_on(dt.date(2019, 1, 1))] == ["nam-dinh"]
    dong_nai = Locality.objects.get(slug="dong-nai")
    assert set(dong_nai.predecessors_all().values_list("slug", flat=True)) == {
        "binh-phuoc",
        "dong-nai-den-2025",
        "dong-nai-den-2026",
    }
    assert not Locality.objects.get(slug="ha-noi").predecessors_all().exists()


def test_a_divided_unit_has_no_single_heir():
    """Nobody inherits the whole of a unit that was split, so rights do not follow it by themselves."""
    whole, one, other = (
        Locality.objects.create(
            code=f"9{n}", name=f"Tỉnh {n}", short_name=n, name_en=n, slug=f"thu-{n}", kind="province"
        )
        for n in "789"
    )
    day = dt.date(2027, 1, 1)
    Succession.objects.create(predecessor=whole, successor=one, on=day)
    Succession.objects.create(predecessor=whole, successor=other, on=day)
    memory.forget()
    try:
        assert lineage().unit_on(whole.pk, day) == whole.pk
        assert {u.slug for u in whole.successors_on(day)} == {"thu-8", "thu-9"}
    finally:
        memory.forget()


def test_the_links_are_read_once(django_assert_num_queries):
    memory.forget()
    with django_assert_num_queries(2):
        lineage()
        lineage()


def test_the_gazetteer_has_one_code_for_one_name():
    rows = gazetteer()
    assert ("Hà Nội", "01", "city", None, None) in rows
    assert ("Lào Cai", "10", "province", dt.date(2025, 7, 1), None) in rows
    assert ("Quảng Trị", "45", "province", dt.date(2025, 7, 1), None) in rows
    assert ("Nam Định", "36", "province", None, dt.date(2025, 6, 30)) in rows
    assert ("Huế", "46", "city", dt.date(2025, 1, 1), None) in rows
    codes = {}
    for name, code, *_ in rows:
        codes.setdefault(name, set()).add(code)
    assert all(len(found) == 1 for found in codes.values())
    assert len(rows) == Locality.objects.count()
    for _, code, *_ in rows:
        assert locality_of_code(code, TODAY)
