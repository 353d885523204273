"""A thing's own history: differences people can read, for those it belongs to, and old lines still verify."""

import csv
import datetime as dt
import io

import pytest
from django.urls import reverse

from lienket.accounts.tests.cast import Cast
from lienket.audit.actions import record
from lienket.audit.changes import changed, changes_of
from lienket.audit.models import Event
from lienket.audit.verify import verify_chain
from lienket.comments import subjects
from lienket.comments.actions import add_remark
from lienket.commitments import actions
from lienket.commitments.actions import ResponsibilityDraft
from lienket.commitments.models import Commitment
from lienket.commitments.tests.builders import TODAY, a_commitment, assign
from lienket.lib import clock
from lienket.localities.models import Sector
from lienket.programmes.actions import edit_programme, publish
from lienket.programmes.tests.builders import a_programme, party_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now():
    with clock.set_to(dt.datetime.combine(TODAY, dt.time(9, 0))):
        yield


def edit(commitment: Commitment, by, **changes) -> None:
    facts = {
        name: getattr(commitment, name) for name in ("title", "description", "output", "deadline", "sector", "group")
    }
    actions.edit_commitment(commitment, **facts | changes, by=by)


def page_of(commitment: Commitment) -> str:
    return reverse("commitments:changes", args=[commitment.pk])


def test_an_edit_keeps_before_and_after(cast: Cast):
    commitment = a_commitment(cast).commitment
    edit(
        commitment, cast.hn.focal, title="Tổ chức Tuần OCOP Hà Tĩnh tại Hà Nội", output="", deadline=None,
        sector=Sector.objects.get(code="XDD"),
    )  # fmt: skip
    kept = changes_of(Event.objects.get(verb="commitments.edited").data)
    assert set(kept) == {"title", "output", "deadline", "sector"}
    assert kept["deadline"] == ("2026-12-31", None)
    assert kept["sector"] == ("CTT.01", "XDD")
    assert verify_chain() is None


def test_it_reads_as_a_difference(client_of, cast: Cast):
    promise = a_commitment(cast)
    commitment = promise.commitment
    edit(commitment, cast.hn.focal, title="Tổ chức Tuần OCOP Hà Tĩnh tại Hà Nội <b>", deadline=dt.date(2026, 11, 30))
    actions.set_audience(commitment, "parties", by=cast.ht.focal)
    assign(promise, cast.hn, lead=cast.hn.so_yt, coordinators=[])
    page = client_of(cast.ht.desk).get(page_of(commitment)).content.decode()
    assert '<del><span class="visually-hidden">bỏ: </span>nông sản và sản phẩm <span' in page
    assert "&lt;b&gt;" in page
    assert '<ins><span class="visually-hidden">thêm: </span>30/11/2026<span' in page
    assert "31/12/2026" in page
    assert "Nội bộ các bên" in page
    assert cast.hn.so_ct.name in page
    assert cast.hn.so_yt.name in page


def test_only_officers_of_its_sides(client, client_of, cast: Cast):
    programme = a_programme(cast, audience="public")
    commitment = a_commitment(cast, programme, audience="public").commitment
    for address in (page_of(commitment), reverse("programmes:changes", args=[programme.slug])):
        assert client.get(address).status_code == 302  # to the sign-in
        assert client_of(cast.nb.focal).get(address).status_code == 404
        assert client_of(cast.nb.focal).get(address + "?dang=csv").status_code == 404
        assert client_of(cast.ht.desk).get(address).status_code == 200
    assert page_of(commitment) not in client.get(commitment.get_absolute_url()).content.decode()
    assert page_of(commitment) in client_of(cast.ht.desk).get(commitment.get_absolute_url()).content.decode()


def test_what_was_one_sides_own_stays_its_own(client_of, cast: Cast):
    programme = a_programme(cast)
    mine = [ResponsibilityDraft(party_of(programme, cast.hn), lead=cast.hn.so_ct)]
    commitment = a_commitment(cast, programme, audience="side", responsibilities=mine, title="Lời mật thiết").commitment
    edit(commitment, cast.hn.focal, title="Lời sau")
    assert client_of(cast.ht.focal).get(page_of(commitment)).status_code == 404
    actions.set_audience(commitment, "parties", by=cast.hn.focal)
    edit(commitment, cast.hn.focal, title="Lời chung")
    for query in ("", "?dang=csv"):
        theirs = client_of(cast.ht.focal).get(page_of(commitment) + query).content.decode()
        assert "thiết" not in theirs
        assert "chung" in theirs
        assert "thiết" in client_of(cast.hn.desk).get(page_of(commitment) + query).content.decode()


def test_a_remark_of_one_side_stays_with_it(client_of, cast: Cast):
    commitment = a_commitment(cast).commitment
    subject = subjects.find("commitment", cast.hn.desk, pk=commitment.pk)
    add_remark(subject, text="Riêng", own_side_only=True, by=cast.hn.desk)
    add_remark(subject, text="Chung", by=cast.hn.desk)

    def count(officer) -> int:
        page = client_of(officer).get(page_of(commitment), {"loai": "y-kien"})
        return len(page.context["entries"])

    assert (count(cast.hn.head), count(cast.ht.head)) == (2, 1)


def test_a_programmes_record(client_of, cast: Cast):
    programme = a_programme(cast)
    facts = {"promise": "Liên kết vùng", "period_from": programme.period_from, "open_ended": True, "by": cast.hn.focal}
    edit_programme(programme, title=programme.title, period_to=None, **facts)
    publish(programme, by=cast.ht.office)
    page = client_of(cast.ht.desk).get(reverse("programmes:changes", args=[programme.slug])).content.decode()
    for words in ("Liên kết vùng", "31/12/2030", "Nội bộ các bên", "Công khai"):
        assert words in page
    assert verify_chain() is None


def test_filters_paging_and_export(client_of, cast: Cast, django_assert_max_num_queries):
    commitment = a_commitment(cast).commitment
    for n in range(33):
        edit(commitment, cast.hn.focal if n % 2 else cast.ht.office, output=f"=Sản phẩm {n}")
    with clock.set_to(dt.datetime.combine(TODAY + dt.timedelta(days=9), dt.time(9, 0))):
        edit(commitment, cast.hn.focal, output="Cuối")
    browser, address = client_of(cast.hn.desk), page_of(commitment)
    browser.get(address)
    with django_assert_max_num_queries(16):
        assert len(browser.get(address).context["entries"]) == 30

    def found(**query) -> int:
        return browser.get(address, query).context["page"].paginator.count

    assert found() == 35
    assert found(ai=cast.ht.office.label) == 17
    assert found(tu="01/12/2026") == 1
    assert found(den="01/12/2026", loai="noi-dung") == 34
    assert found(loai="buoc") == 0
    assert found(loai="vô lý", tu="32/13/2026", trang="x") == 35
    rows = list(csv.reader(io.StringIO(browser.get(address, {"dang": "csv"}).content.decode("utf-8-sig"))))
    assert rows[0][-2:] == ["Trước", "Sau"]
    assert rows[1][-3:] == ["Sản phẩm", "'=Sản phẩm 32", "Cuối"]
    assert browser.get(address, {"dang": "xlsx"})["Content-Disposition"].endswith('.xlsx"')


def test_lines_from_before_still_read_and_verify(client_of, cast: Cast):
    commitment = a_commitment(cast).commitment
    side, facts = cast.hn.locality, {"by": cast.hn.office, "thing": commitment}
    record(verb="commitments.edited", side=side, number="CK-01", **facts)
    record(verb="commitments.deadline_changed", side=side, number="CK-01", old=TODAY, new=None, **facts)
    record(verb="commitments.audience_set", side=side, number="CK-01", audience="public", **facts)
    record(verb="commitments.passed_on", side=side, number="CK-01", old="Sở A", new="Sở B", **facts)
    page = client_of(cast.ht.desk).get(page_of(commitment)).content.decode()
    for words in ("24/11/2026", "Công khai", "Sở A", "Sở B"):
        assert words in page
    assert verify_chain() is None


@pytest.mark.parametrize("data", [{}, {"changes": None}, {"changes": {"title": "x"}}, {"changes": {"title": ["x"]}}])
def test_data_of_another_shape_tell_nothing(data):
    assert changes_of(data) == {}
    assert changed({"a": 1}, {"a": 1}) == {}
