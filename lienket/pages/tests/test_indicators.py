"""The results tree, the indicator's page and what a commitment shows of its indicators: who sees what, from how few queries."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from lienket.accounts.tests.cast import Cast
from lienket.commitments import actions as commitments
from lienket.commitments.models import Commitment
from lienket.commitments.models import CommitmentState as S
from lienket.commitments.tests.builders import Promise, in_state
from lienket.indicators import actions
from lienket.indicators.models import Indicator, Report
from lienket.indicators.tests.builders import H1, H2, a_ratio, an_indicator, note, sent
from lienket.lib import clock
from lienket.programmes import actions as programmes
from lienket.programmes.tests.builders import a_programme

TREE_QUERIES = 10
TODAY = dt.date(2026, 11, 24)


@pytest.fixture(autouse=True)
def day():
    with clock.set_to(dt.datetime.combine(TODAY, dt.time(9))):
        yield


@pytest.fixture
def cast(module_cast: Cast) -> Cast:
    return module_cast


@pytest.fixture(scope="module")
def promised_once(module_cast: Cast) -> Promise:
    """A commitment under way that the public may read."""
    with clock.set_to(dt.datetime.combine(TODAY, dt.time(9))):
        promise = in_state(module_cast, S.IN_PROGRESS)
        programmes.publish(promise.commitment.programme, by=module_cast.hn.focal)
    return promise


@pytest.fixture
def promise(promised_once: Promise, db: None) -> Promise:
    return Promise(promised_once.cast, Commitment.objects.get(pk=promised_once.commitment.pk))


@pytest.fixture
def indicator(cast: Cast, promise: Promise) -> Indicator:
    """What the leads of the commitment report on."""
    one = an_indicator(cast, promise.commitment.programme)
    commitments.measure_by(promise.commitment, [one], main=one, by=cast.hn.focal)
    return one


def approve(one: Indicator, side, value, **changes) -> Report:
    return actions.approve_value(sent(one, side, value, **changes), by=side.head)


def test_the_tree_shows_sides_beside_each_other_and_only_approved_values(cast: Cast, indicator, client_of):
    approve(indicator, cast.hn, 7)
    approve(indicator, cast.ht, 9)
    sent(indicator, cast.ht, 77777, day=H2)
    page = client_of(cast.ht.desk).get(reverse("programmes:indicators", args=[indicator.programme.slug]))
    words = page.content.decode()
    assert page.status_code == 200
    assert "7 hợp đồng" in words
    assert "9 hợp đồng" in words
    assert "Chênh lệch" in words
    assert "77.777" not in words
    assert 'aria-current="page">Chỉ tiêu' in words


def test_visitors_see_public_indicators_of_public_programmes_only(cast: Cast, indicator, client_of):
    internal = an_indicator(cast, indicator.programme, name="Số tọa đàm nội bộ", audience="parties")
    visitor = Client()
    assert visitor.get(indicator.get_absolute_url()).status_code == 200
    assert visitor.get(internal.get_absolute_url()).status_code == 404
    assert client_of(cast.ht.leader).get(internal.get_absolute_url()).status_code == 200
    assert client_of(cast.nb.focal).get(internal.get_absolute_url()).status_code == 404
    tree = visitor.get(reverse("programmes:indicators", args=[indicator.programme.slug])).content.decode()
    assert indicator.name in tree
    assert internal.name not in tree
    programmes.make_internal(indicator.programme, by=cast.hn.focal)
    assert visitor.get(indicator.get_absolute_url()).status_code == 404


def test_notes_reasons_and_waiting_values_are_not_for_visitors(cast: Cast, indicator, client_of):
    hn = approve(indicator, cast.hn, 7, note="Đếm theo ngày ký")
    approve(indicator, cast.ht, 9)
    note(indicator, cast.hn, hn, reason="Hà Tĩnh đếm cả nguyên tắc")
    sent(indicator, cast.hn, 4321, day=H2)
    address = indicator.get_absolute_url()
    secret = ("Đếm theo ngày ký", "Hà Tĩnh đếm cả nguyên tắc", "4.321")
    seen = Client().get(address).content.decode()
    assert not [words for words in secret if words in seen]
    own = client_of(cast.hn.leader).get(address).content.decode()
    assert not [words for words in secret if words not in own]
    other = client_of(cast.ht.leader).get(address).content.decode()
    assert "4.321" not in other
    assert "Hà Tĩnh đếm cả nguyên tắc" in other


def test_a_draft_is_the_desks_own(cast: Cast, indicator, client_of):
    sent(indicator, cast.hn, 4321, draft=True)
    assert "4.321" in client_of(cast.hn.desk).get(indicator.get_absolute_url()).content.decode()
    assert "4.321" not in client_of(cast.hn.leader).get(indicator.get_absolute_url()).content.decode()


def test_from_the_desk_to_a_counted_value(cast: Cast, indicator, client_of):
    report_page = reverse("indicators:report", args=[indicator.pk]) + f"?ky={H1}"
    for side in (cast.hn, cast.ht):
        desk, head = client_of(side.desk), client_of(side.head)
        assert indicator.name in desk.get(reverse("pages:desk")).content.decode()
        assert desk.post(report_page, {"value": "không"}).status_code == 422
        assert desk.post(report_page, {"value": ""}).status_code == 422
        assert desk.post(report_page, {"value": "1.200"}).status_code == 302
        value = Report.objects.own_to(side.desk).get(state="sent")
        page = reverse("indicators:value", args=[indicator.pk, value.pk])
        assert page in head.get(reverse("pages:desk")).content.decode()
        assert "Duyệt giá trị" not in desk.get(page).content.decode()
        assert desk.post(page, {"approve": "1"}).status_code == 403
        assert head.post(page, {"approve": "1"}).status_code == 302
    shown = Client().get(indicator.get_absolute_url()).content.decode()
    assert "1.200 hợp đồng" in shown
    assert "Thống nhất" in shown
    assert "Cách tính con số này" in shown


def test_returned_corrected_and_withdrawn_in_the_browser(cast: Cast, indicator, client_of):
    desk, head = client_of(cast.hn.desk), client_of(cast.hn.head)
    value = sent(indicator, cast.hn, 7)
    page = reverse("indicators:value", args=[indicator.pk, value.pk])
    assert head.post(page, {"reason": ""}).status_code == 422
    assert head.post(page, {"reason": "Thiếu một hợp đồng"}).status_code == 302
    again = desk.get(reverse("indicators:report", args=[indicator.pk]) + f"?ky={H1}").content.decode()
    assert "Thiếu một hợp đồng" in again
    assert 'value="7"' in again
    newer = approve(indicator, cast.hn, 8)
    withdraw = reverse("indicators:withdraw_approval", args=[indicator.pk, newer.pk])
    assert desk.get(withdraw).status_code == 403
    assert head.post(withdraw, {"reason": "Đếm trùng"}).status_code == 302
    newer.refresh_from_db()
    assert newer.state == "withdrawn"
    assert head.post(withdraw, {"reason": "Lần nữa"}).status_code == 409


def test_a_difference_settled_in_the_browser(cast: Cast, indicator, client_of):
    hn = approve(indicator, cast.hn, 7)
    page = reverse("indicators:difference", args=[indicator.pk]) + f"?ky={H1}"
    assert client_of(cast.hn.focal).get(page).context["refusal"] is not None
    approve(indicator, cast.ht, 9)
    for officer in (cast.hn.focal, cast.ht.head):
        client = client_of(officer)
        assert client.post(page, {"stands": "both"}).status_code == 422
        assert client.post(page, {"stands": "999999", "reason": "x"}).status_code == 422
        assert client.post(page, {"stands": hn.pk, "reason": "Đã đối chiếu hợp đồng"}).status_code == 302
    assert "Đã xử lý chênh lệch" in Client().get(indicator.get_absolute_url()).content.decode()
    assert client_of(cast.hn.desk).get(page).status_code == 403
    assert client_of(cast.nb.focal).get(page).status_code == 404


def test_a_ratio_asks_for_both_parts(cast: Cast, promise, client_of):
    one = a_ratio(cast, programme=promise.commitment.programme)
    desk = client_of(cast.hn.focal)
    page = reverse("indicators:report", args=[one.pk]) + f"?ky={H1}"
    words = desk.get(page).content.decode()
    assert 'name="numerator"' in words
    assert 'name="value"' not in words
    assert desk.post(page, {"numerator": "5", "denominator": "0"}).status_code == 422
    assert desk.post(page, {"numerator": "5", "denominator": "8"}).status_code == 302
    assert "62,5% (5/8)" in desk.get(one.get_absolute_url()).content.decode()


@pytest.mark.parametrize("asked", ["2027-03-01", "2020-01-01", "abc", "31/02/2026"])
def test_a_period_that_is_none_is_not_found(asked, cast: Cast, indicator, client_of):
    page = reverse("indicators:report", args=[indicator.pk])
    assert client_of(cast.hn.desk).get(page, {"ky": asked}).status_code == 404


def test_an_indicator_is_defined_chosen_and_taken_back_in_the_browser(cast: Cast, promise, client_of):
    programme, focal = promise.commitment.programme, client_of(cast.hn.focal)
    page = reverse("indicators:define", args=[programme.slug])
    facts = {
        "name": "Số điểm bán", "unit": "điểm", "period": "half", "aggregation": "last", "direction": "up", "baseline": "1",
        "target": "5", "audience": "public", "paper": "01/BGN",
    }  # fmt: skip
    assert client_of(cast.hn.desk).get(page).status_code == 404
    assert focal.post(page, facts | {"target": "0"}).status_code == 422
    assert focal.post(page, facts).status_code == 302
    one = Indicator.objects.get(name="Số điểm bán")
    assert (one.baseline, one.target, one.aggregation) == (1, 5, "last")
    choose = reverse("commitments:measure_by", args=[promise.commitment.pk])
    assert focal.post(choose, {"indicators": [one.pk], "main": one.pk}).status_code == 302
    shown = Client().get(promise.commitment.get_absolute_url()).content.decode()
    assert "Số điểm bán" in shown
    assert "chưa có giá trị thống nhất" in shown
    withdraw = reverse("indicators:withdraw", args=[one.pk])
    assert focal.post(withdraw).status_code == 409
    assert focal.post(choose, {"main": ""}).status_code == 302
    assert focal.post(withdraw).status_code == 302
    assert not Indicator.objects.filter(pk=one.pk).exists()


def test_pages_of_deeds_and_english(cast: Cast, indicator, client_of):
    value = approve(indicator, cast.hn, 7)
    approve(indicator, cast.ht, 9)
    pages = [
        reverse("indicators:report", args=[indicator.pk]), reverse("indicators:withdraw", args=[indicator.pk]),
        reverse("indicators:value", args=[indicator.pk, value.pk]), indicator.get_absolute_url(),
        reverse("programmes:indicators", args=[indicator.programme.slug]),
        reverse("indicators:define", args=[indicator.programme.slug]),
        reverse("indicators:difference", args=[indicator.pk]) + f"?ky={H1}",
    ]  # fmt: skip
    client = client_of(cast.hn.focal)
    for page in pages:
        words = client.get(page, headers={"accept-language": "en"})
        assert words.status_code == 200, page
        assert not re.search(r"\bstyle=|\son[a-z]+=", words.content.decode()), page


def test_the_tree_of_many_costs_as_few_queries_as_of_one(cast: Cast, client_of, django_assert_max_num_queries):
    programme = a_programme(cast)
    groups = [programmes.add_group(programme, code=f"{n}", title=f"Nhóm {n}", by=cast.hn.focal) for n in range(3)]
    for number in range(9):
        one = an_indicator(cast, programme, name=f"Chỉ tiêu {number}", group=groups[number % 3], target=Decimal(50))
        for party in programme.parties.all():
            Report.objects.create(
                indicator=one, party=party, agency=cast.hn.so_ct, period_start=one.period_on(H1).start,
                period_end=one.period_on(H1).end, value=number, state="approved", by=cast.hn.desk, by_label="x",
                approved_by=cast.hn.head, approved_by_label="y", approved_at=clock.now(),
            )  # fmt: skip
    client = client_of(cast.ht.leader)
    address = reverse("programmes:indicators", args=[programme.slug])
    client.get(address)
    with django_assert_max_num_queries(TREE_QUERIES):
        page = client.get(address)
    assert page.content.decode().count("indicator-card") == 9
    assert Report.objects.visible_to(AnonymousUser()).count() == 0


def test_the_indicators_can_be_taken_along_as_a_table(cast: Cast, client_of):
    programme = a_programme(cast)
    an_indicator(cast, programme)
    a_ratio(cast, programme=programme)
    address = f"{programme.get_absolute_url()}chi-tieu/?dang="
    sheet = client_of(cast.ht.leader).get(f"{address}csv").content.decode("utf-8-sig").splitlines()
    assert len(sheet) == 3
    assert "Hà Nội,Hà Tĩnh" in sheet[0]
    assert any("hợp đồng,0,12," in line for line in sheet[1:])
    assert client_of(cast.ht.leader).get(f"{address}xlsx").content[:2] == b"PK"
    assert client_of(cast.nb.leader).get(f"{address}csv").status_code == 404
