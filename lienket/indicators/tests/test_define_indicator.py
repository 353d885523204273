"""An indicator is defined once with its rule, and taken back only while nothing stands on it."""

import datetime as dt
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser

from lienket.accounts.tests.cast import Cast
from lienket.audit.models import Event
from lienket.indicators import actions
from lienket.indicators.models import Indicator
from lienket.indicators.refusals import BuiltUpon
from lienket.lib.audience import Audience
from lienket.lib.refusals import NotAllowed
from lienket.lib.saving import Incomplete
from lienket.localities.models import Sector
from lienket.programmes import actions as programme_actions
from lienket.programmes.tests.builders import PAPER, a_programme
from lienket.search.models import IndexRow

from .builders import an_indicator, sent


def test_an_indicator_keeps_its_rule_its_source_and_where_it_begins(cast: Cast):
    one = an_indicator(cast)
    assert (one.aggregation, one.period, one.since) == ("sum", "half", dt.date(2026, 1, 1))
    assert (one.audience, one.sources) == (Audience.PUBLIC, [PAPER])
    assert IndexRow.objects.get(kind="indicator").title == one.name
    assert Event.objects.latest("sequence").verb == "indicators.defined"


def test_an_internal_or_unknown_sector_keeps_it_with_the_parties(cast: Cast):
    programme = a_programme(cast)
    internal = an_indicator(cast, programme, name="Số tọa đàm", sector=Sector.objects.get(code="XDD.01"))
    unknown = an_indicator(cast, programme, name="Số đoàn", sector=None)
    assert {internal.audience, unknown.audience} == {Audience.PARTIES}


def test_it_is_shared_not_copied(cast: Cast):
    one = an_indicator(cast)
    with pytest.raises(Incomplete, match=r"chia sẻ|dùng chung|Share"):
        an_indicator(cast, one.programme)


@pytest.mark.parametrize(
    ("broken", "field"),
    [
        ({"name": ""}, "name"),
        ({"unit": ""}, "unit"),
        ({"name": "x" * 301}, "name"),
        ({"unit": "%"}, "aggregation"),
        ({"aggregation": "guess"}, "aggregation"),
        ({"period": "week"}, "period"),
        ({"direction": "down", "baseline": None}, "baseline"),
        ({"direction": "down", "baseline": Decimal(5), "target": Decimal(7)}, "__all__"),
        ({"baseline": Decimal(12), "target": Decimal(12)}, "__all__"),
        ({"audience": Audience.SIDE}, "__all__"),
        ({"target": Decimal("1e30")}, "target"),
    ],
)
def test_broken_input_is_refused(broken, field, cast: Cast):
    with pytest.raises(Incomplete) as refused:
        an_indicator(cast, **broken)
    assert field in refused.value.fields
    assert not Indicator.objects.exists()


def test_a_group_of_another_programme_is_refused(cast: Cast):
    other = a_programme(cast, title="Chương trình khác")
    group = programme_actions.add_group(other, code="I", title="Kinh tế", by=cast.hn.focal)
    with pytest.raises(Incomplete) as refused:
        an_indicator(cast, a_programme(cast), group=group)
    assert "group" in refused.value.fields


def test_only_the_focal_agency_and_the_office_of_a_party_define(cast: Cast):
    programme = a_programme(cast)
    for number, officer in enumerate([cast.ht.focal, cast.ht.office]):
        an_indicator(cast, programme, name=f"Chỉ tiêu {number}", by=officer)
    for officer in [cast.hn.desk, cast.hn.head, cast.hn.leader, cast.nb.focal, cast.nb.office, AnonymousUser()]:
        with pytest.raises(NotAllowed):
            an_indicator(cast, programme, name="Chỉ tiêu lạ", by=officer)


def test_it_is_taken_back_only_while_nothing_stands_on_it(cast: Cast):
    one = an_indicator(cast)
    with pytest.raises(NotAllowed):
        actions.withdraw_indicator(one, by=cast.nb.focal)
    actions.withdraw_indicator(one, by=cast.ht.focal)
    assert not Indicator.objects.exists()
    assert not IndexRow.objects.filter(kind="indicator").exists()
    again = an_indicator(cast, one.programme)
    sent(again, cast.hn, draft=True)
    with pytest.raises(BuiltUpon):
        actions.withdraw_indicator(again, by=cast.hn.focal)
