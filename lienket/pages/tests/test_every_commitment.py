"""The list of every commitment: the same rows whether they are gathered or walked to, a limit that is said, and faces that tell nothing."""

import datetime as dt

import pytest

from lienket.commitments import actions as commitment_actions
from lienket.commitments.actions import ResponsibilityDraft
from lienket.commitments.models import Commitment
from lienket.commitments.tests.builders import a_commitment, bring_to
from lienket.lib import clock
from lienket.lib.audience import Audience
from lienket.pages import commitments, every_commitment
from lienket.programmes import actions
from lienket.programmes.models import Programme
from lienket.programmes.tests.builders import a_programme, party_of

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)
SORTS = ["", "thoi-han", "-thoi-han", "so", "-so", "noi-dung", "-noi-dung", "trang-thai", "-trang-thai", "khong-co"]
FILTERS = [
    "", "q=dao+tao", "q=nong+san", "dia_phuong=ha-tinh", "dia_phuong=ha-noi&q=tuan", "trang_thai=in_progress",
    "tien_do=overdue", "tien_do=done_late", "tien_do=no_deadline", "tu_han=01/12/2026&den_han=01/02/2027",
    "q=tuan&trang_thai=drafted",
]  # fmt: skip


@pytest.fixture
def cast(module_cast):
    return module_cast


@pytest.fixture(scope="module")
def made_once(module_cast):
    """A public programme with commitments of every kind, those of one side among them, and one that strangers do not see."""
    cast = module_cast
    with clock.set_to(TODAY):
        made = a_programme(cast)
        actions.publish(made, by=cast.hn.focal)
        for days in (-20, -3, 5, 40):
            deadline = TODAY + dt.timedelta(days=days)
            bring_to("in_progress", a_commitment(cast, made, title=f"Kết nối cung cầu {days}", deadline=deadline))
        a_commitment(cast, made, deadline=None)
        a_commitment(cast, made, audience=Audience.PARTIES, title="Đào tạo cán bộ", deadline=TODAY)
        a_commitment(cast, made, audience=Audience.PARTIES, title="Bồi dưỡng nghiệp vụ", deadline=None)
        own = [ResponsibilityDraft(party_of(made, cast.hn), lead=cast.hn.so_ct)]
        a_commitment(cast, made, audience=Audience.SIDE, title="Việc riêng của Hà Nội", responsibilities=own)
        a_commitment(cast, made, title="Việc Hà Nội làm", responsibilities=own)
        a_commitment(cast, a_programme(cast, title="Chương trình nội bộ"), title="Tuần lễ không công khai")
        late = bring_to("done", a_commitment(cast, made, title="Ký biên bản"))
        Commitment.objects.filter(pk=late.commitment.pk).update(
            deadline=dt.date(2026, 6, 1), original_deadline=dt.date(2026, 6, 1)
        )
    return made


@pytest.fixture
def programme(made_once, db):
    return Programme.objects.get(pk=made_once.pk)


@pytest.fixture
def readers(client, client_of, cast):
    return [client, client_of(cast.nb.focal), client_of(cast.hn.desk), client_of(cast.ht.desk)]


def rows(reader, query):
    """Every row of the list, page by page, with whether it is read whole."""
    found, number = [], 1
    with clock.set_to(TODAY):
        while True:
            page = reader.get(f"/cam-ket/?{query}&trang={number}").context["page"]
            found += [(one.pk, one.seen_whole) for one in page]
            if not page.has_next():
                return found
            number += 1


def test_gathered_and_walked_to_are_the_same_rows_in_the_same_order(readers, programme, monkeypatch):
    for reader in readers:
        for query in [*(f"sap-xep={sort}" for sort in SORTS), *FILTERS, *(f"{one}&sap-xep=-so" for one in FILTERS)]:
            monkeypatch.setattr(every_commitment, "PAGE_SIZE", 50)
            monkeypatch.setattr(every_commitment, "MOST", 2_000)
            gathered = rows(reader, query)
            assert len(gathered) == len(set(gathered))
            monkeypatch.setattr(every_commitment, "PAGE_SIZE", 2)
            assert rows(reader, query) == gathered, query
            for near in (0, 500):  # the first rows, walked to, and those further on, all sorted
                monkeypatch.setattr(every_commitment, "NEAR", near)
                monkeypatch.setattr(every_commitment, "MOST", 4)
                assert rows(reader, query) == gathered[:4], (query, near)


def test_every_filter_finds_what_it_says(client, client_of, cast, programme):
    def titles(reader, query):
        with clock.set_to(TODAY):
            return {one.title for one in reader.get(f"/cam-ket/?{query}").context["page"]}

    ours = client_of(cast.ht.desk)
    assert titles(client, "tien_do=overdue") == {"Kết nối cung cầu -20", "Kết nối cung cầu -3"}
    assert titles(client, "tien_do=done_late") == {"Ký biên bản"}
    assert titles(ours, "q=DAO+tao") == {"Đào tạo cán bộ"}
    assert titles(ours, "q=nghiep") == {"Bồi dưỡng nghiệp vụ"}
    assert titles(ours, "q=khong+cong+khai") == {"Tuần lễ không công khai"}
    assert titles(client, "q=khong+cong+khai") == set()
    assert "Việc Hà Nội làm" in titles(client, "dia_phuong=ha-noi")
    assert "Việc Hà Nội làm" not in titles(client, "dia_phuong=ha-tinh")
    assert "Việc riêng của Hà Nội" in titles(client_of(cast.hn.desk), "")
    assert "Việc riêng của Hà Nội" not in titles(ours, "") | titles(client, "")
    assert len(titles(client, "q=---")) == len(titles(client, ""))  # no letter or digit is no word


@pytest.mark.parametrize("most", [2_000, 4])
def test_what_strangers_are_not_told_changes_nothing_of_what_they_see(
    client, client_of, cast, programme, monkeypatch, most
):
    """Whatever day, details or lead an internal commitment has: the same rows at the same places, the same counts."""
    monkeypatch.setattr(every_commitment, "MOST", most)
    monkeypatch.setattr(every_commitment, "PAGE_SIZE", 2)
    asked = [
        *(f"{query}&sap-xep={sort}" for query in FILTERS for sort in ("thoi-han", "-thoi-han", "noi-dung", "trang-thai")),
        "q=bi+mat", "q=dao+tao+bi+mat", "q=thoi+han", "tien_do=silent",
    ]  # fmt: skip
    strangers = [client, client_of(cast.nb.focal)]

    def seen():
        return [rows(reader, query) for reader in strangers for query in asked]

    before = seen()
    inside = Commitment.objects.select_related("programme").get(title="Đào tạo cán bộ")
    with clock.set_to(TODAY):
        commitment_actions.edit_commitment(
            inside, title=inside.title, description="Danh sách bí mật, thời hạn riêng", output="Bí mật",
            deadline=inside.deadline, sector=inside.sector, group=None, by=cast.hn.focal,
        )  # fmt: skip
        for day in (TODAY - dt.timedelta(days=10), TODAY + dt.timedelta(days=20), None):
            Commitment.objects.filter(pk=inside.pk).update(deadline=day, last_activity_on=day)
            assert seen() == before


def test_a_longer_list_says_so_and_pages_end_at_the_limit(client_of, cast, programme, monkeypatch):
    monkeypatch.setattr(every_commitment, "MOST", 4)
    monkeypatch.setattr(every_commitment, "PAGE_SIZE", 2)
    answer = client_of(cast.hn.desk).get("/cam-ket/?trang=99")
    page = answer.context["page"]
    assert (page.number, page.paginator.num_pages, page.paginator.more) == (2, 2, True)
    text = " ".join(answer.text.split())
    assert "Hơn 4 nội dung cam kết" in text
    assert "3–4 trong hơn 4" in text
    narrowed = client_of(cast.hn.desk).get("/cam-ket/?q=ky+bien+ban")
    assert (narrowed.context["page"].paginator.count, narrowed.context["page"].paginator.more) == (1, False)


def test_a_file_has_every_row_of_the_list_as_it_is_told(client, client_of, cast, programme, monkeypatch):
    monkeypatch.setattr(every_commitment, "AT_ONCE", 3)
    with clock.set_to(TODAY):
        for reader in (client, client_of(cast.ht.desk)):
            lines = reader.get("/cam-ket/?dang=csv&sap-xep=-noi-dung").text.splitlines()[1:]
            page = reader.get("/cam-ket/?sap-xep=-noi-dung").context["page"]
            assert [line.split(",")[1] for line in lines] == [one.number for one in page]
            (inside,) = (line for line in lines if "Đào tạo cán bộ" in line)
            assert ("24/11/2026" in inside) is (reader is not client)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_list_too_long_for_a_file_says_how_to_get_one(client, programme, monkeypatch, kind):
    monkeypatch.setattr(commitments, "MOST_HANDED_OUT", 3)
    answer = client.get(f"/cam-ket/?dang={kind}&sap-xep=so&q=ket+noi", follow=True)
    assert answer.redirect_chain == [("/cam-ket/?sap-xep=so&q=ket+noi", 302)]
    assert "dài hơn 3 nội dung" in " ".join(answer.text.split())
    assert client.get(f"/cam-ket/?dang={kind}&q=ky+bien+ban")["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("query", "most"), [("", 6), ("dia_phuong=ha-noi&q=tuan", 7), ("trang=9&sap-xep=-thoi-han", 9)]
)
def test_the_list_has_its_budget(client_of, cast, programme, django_assert_max_num_queries, query, most):
    officer = client_of(cast.nb.desk)
    officer.get("/cam-ket/")
    with django_assert_max_num_queries(most + 3):
        officer.get(f"/cam-ket/?{query}")
