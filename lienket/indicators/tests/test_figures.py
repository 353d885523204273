"""Figures: recorded with unit, bound and source; replaced by newer ones; withdrawn."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from lienket.accounts.tests.cast import Cast
from lienket.indicators import actions
from lienket.indicators.models import Figure
from lienket.indicators.refusals import Superseded
from lienket.lib import clock
from lienket.lib.refusals import NotAllowed
from lienket.lib.saving import Incomplete
from lienket.localities.models import Locality
from lienket.programmes.tests.builders import PAPER, a_programme
from lienket.search.models import IndexRow


@pytest.fixture(autouse=True)
def today():
    with clock.set_to(dt.date(2026, 11, 24)):
        yield


def a_figure(cast: Cast, locality: Locality | None = None, **changes: Any) -> Figure:
    facts: dict[str, Any] = {
        "subject": "Dự án đầu tư",
        "kind": Figure.Kind.COUNT,
        "value": Decimal(1300),
        "bound": "more_than",
        "unit": "dự án",
        "as_of": dt.date(2019, 11, 30),
        "citation": PAPER,
        "by": cast.ht.focal,
    }
    return actions.record_figure(locality or cast.ht.locality, **facts | changes)


def test_a_figure_keeps_bound_day_and_source(cast: Cast):
    figure = a_figure(cast)
    assert (figure.value, figure.bound, figure.sources) == (Decimal(1300), "more_than", [PAPER])
    assert IndexRow.objects.get(kind="figure").title == "Dự án đầu tư"


def test_zero_is_reported_and_a_range_has_two_ends(cast: Cast):
    assert a_figure(cast, value=Decimal(0), bound="exact").value == 0
    assert a_figure(cast, value=Decimal(5), value_to=Decimal(7), bound="range").value_to == 7
    for broken in ({"bound": "range"}, {"value_to": Decimal(2000)}, {"bound": "range", "value_to": Decimal(5)}):
        with pytest.raises(Incomplete):
            a_figure(cast, **broken)


@pytest.mark.parametrize(
    ("broken", "field"),
    [
        ({"as_of": dt.date(2026, 11, 25)}, "as_of"),
        ({"subject": ""}, "subject"),
        ({"subject": "x" * 301}, "subject"),
        ({"value": Decimal("1e30")}, "value"),
        ({"kind": "song"}, "kind"),
    ],
)
def test_broken_input_is_refused(broken, field, cast: Cast):
    with pytest.raises(Incomplete) as refused:
        a_figure(cast, **broken)
    assert field in refused.value.fields
    assert not Figure.objects.exists()


def test_a_paper_of_ours_may_tell_of_the_other_side_never_of_a_stranger(cast: Cast):
    with pytest.raises(NotAllowed):
        a_figure(cast, cast.ht.locality, by=cast.hn.focal)
    programme = a_programme(cast)
    assert a_figure(cast, cast.ht.locality, programme=programme, by=cast.hn.focal).programme == programme
    with pytest.raises(NotAllowed):
        a_figure(cast, cast.nb.locality, by=cast.hn.focal)
    with pytest.raises(NotAllowed):
        a_figure(cast, cast.ht.locality, audience="side", by=cast.hn.focal)
    with pytest.raises(Incomplete):
        a_figure(cast, cast.nb.locality, programme=programme, by=cast.nb.focal)
    for part in ("desk", "head", "leader", "clerk", "editor", "admin", "security"):
        with pytest.raises(NotAllowed):
            a_figure(cast, by=cast.ht.officers[part])


def test_a_newer_figure_takes_its_place_and_can_be_withdrawn(cast: Cast):
    old = a_figure(cast)
    newer = actions.record_newer(old, value=Decimal(1450), as_of=dt.date(2026, 6, 30), by=cast.ht.office)
    assert list(Figure.objects.latest()) == [newer]
    assert (newer.subject, newer.unit) == (old.subject, old.unit)
    for refused in (lambda: actions.record_newer(old, value=Decimal(1), by=cast.ht.focal), lambda: actions.withdraw_figure(old, by=cast.ht.focal)):  # fmt: skip
        with pytest.raises(Superseded):
            refused()
    with pytest.raises(Incomplete):
        actions.record_newer(newer, value=Decimal(2), as_of=dt.date(2020, 1, 1), by=cast.ht.focal)
    with pytest.raises(NotAllowed):
        actions.withdraw_figure(newer, by=cast.nb.focal)
    actions.withdraw_figure(newer, by=cast.ht.focal)
    assert list(Figure.objects.latest()) == [old]
    assert IndexRow.objects.get(kind="figure").thing_id == old.pk


@pytest.mark.parametrize(
    ("audience", "readers"),
    [("public", "visitor other_party own stranger"), ("parties", "other_party own"), ("side", "own")],
)
def test_who_reads_it(audience, readers, cast: Cast):
    a_figure(cast, audience=audience, programme=a_programme(cast))
    people = {"visitor": AnonymousUser(), "other_party": cast.hn.desk, "own": cast.ht.desk, "stranger": cast.nb.desk}
    assert {who for who, user in people.items() if Figure.objects.visible_to(user).exists()} == set(readers.split())
