"""The desk: which values are asked of whom, found without reading every indicator of the side."""

import datetime as dt

import pytest
from django.db.models import F

from lienket.accounts.tests.cast import Cast
from lienket.indicators import leads
from lienket.indicators.desk import waiting_for
from lienket.indicators.models import Indicator
from lienket.lib import clock
from lienket.programmes.models import Party, ProgrammeState

from .builders import H1, TODAY, an_indicator, approved, sent

SOON = dt.date(2026, 12, 10)  # the second half of the year closes on the 14th


def asked(officer) -> list[tuple[str, dt.date | None]]:
    return [(item.title, item.due) for item in waiting_for(officer, clock.today()) if item.kind == "values_to_report"]


def test_the_desk_of_the_lead_is_asked_for_the_period_that_is_over(cast: Cast):
    one = an_indicator(cast)
    over = one.period_on(H1).end
    for side in (cast.hn, cast.ht):
        assert asked(side.desk) == [(one.name, over)]
        assert [asked(officer) for officer in (side.head, side.focal, side.other_desk, side.office, side.leader)] == [
            []
        ] * 5
    sent(one, cast.hn, 5, day=H1)
    assert asked(cast.hn.desk) == []
    assert asked(cast.ht.desk) == [(one.name, over)]


def test_before_it_closes_the_running_period_is_asked_too(cast: Cast):
    one = an_indicator(cast)
    with clock.set_to(SOON):
        assert asked(cast.hn.desk) == [(one.name, one.period_on(H1).end), (one.name, one.period_on(SOON).end)]
        sent(one, cast.hn, 5, day=SOON)
        assert asked(cast.hn.desk) == [(one.name, one.period_on(H1).end)]


def test_where_nobody_leads_the_focal_agency_is_asked(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(leads, "SOURCE", f"{nobody_leads.__module__}.{nobody_leads.__name__}")
    one = an_indicator(cast)
    assert asked(cast.hn.focal) == [(one.name, one.period_on(H1).end)]
    assert asked(cast.hn.desk) == []
    Party.objects.filter(programme=one.programme).update(left_on=TODAY, left_paper="12/QĐ-UBND")
    assert asked(cast.hn.focal) == []


def nobody_leads():
    return Party.objects.none().annotate(party=F("pk"), of_indicator=F("programme__indicators"), lead=F("focal_agency"))


def test_of_a_programme_that_ended_its_own_last_period(cast: Cast):
    one = an_indicator(cast)
    programme = one.programme
    programme.period_to, programme.state = dt.date(2026, 5, 31), ProgrammeState.AWAITING_REVIEW
    programme.save()
    with clock.set_to(dt.date(2027, 9, 1)):
        assert asked(cast.hn.desk) == [(one.name, one.period_on(H1).end)]
        approved(one, cast.hn, 5, day=H1)
        assert asked(cast.hn.desk) == []


def test_of_very_many_some_and_few_queries(cast: Cast, django_assert_max_num_queries):
    one = an_indicator(cast)
    Indicator.objects.bulk_create(
        Indicator(programme=one.programme, name=f"Chỉ tiêu {n}", unit="hợp đồng", since=one.since) for n in range(60)
    )
    officer = type(cast.hn.desk).objects.get(pk=cast.hn.desk.pk)
    with django_assert_max_num_queries(11):
        assert len(asked(officer)) == 20
