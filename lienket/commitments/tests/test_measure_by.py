"""A commitment is measured by shared indicators, one of them its main one; their leads report."""

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from lienket.accounts.policy import can
from lienket.accounts.tests.cast import Cast
from lienket.commitments import actions
from lienket.commitments.models import CommitmentState as S
from lienket.indicators import actions as indicators
from lienket.indicators.leads import leads_of, part_of
from lienket.indicators.models import Indicator
from lienket.indicators.refusals import BuiltUpon
from lienket.lib.refusals import NotAllowed
from lienket.lib.saving import Incomplete
from lienket.programmes.tests.builders import PAPER, a_programme, party_of

from .builders import a_commitment, in_state


def an_indicator(cast: Cast, programme: Any, name: str = "Số hợp đồng") -> Indicator:
    return indicators.define_indicator(
        programme, name=name, unit="hợp đồng", target=Decimal(12), citation=PAPER, by=cast.hn.focal
    )


def test_several_indicators_and_at_most_one_main(cast: Cast):
    promise = a_commitment(cast)
    first, second = (an_indicator(cast, promise.commitment.programme, name) for name in ("Số hợp đồng", "Số sản phẩm"))
    actions.measure_by(promise.commitment, [first, second], main=first, by=cast.ht.office)
    actions.measure_by(promise.commitment, [first, second], main=second, by=cast.hn.focal)
    assert [(m.indicator, m.main) for m in promise.commitment.measures.all()] == [(second, True), (first, False)]
    actions.measure_by(promise.commitment, [first], by=cast.hn.focal)
    assert [(m.indicator, m.main) for m in promise.commitment.measures.all()] == [(first, False)]


def test_broken_choices_are_refused(cast: Cast):
    promise = a_commitment(cast)
    own = an_indicator(cast, promise.commitment.programme)
    foreign = an_indicator(cast, a_programme(cast, title="Chương trình khác"))
    for chosen, main, field in (([foreign], None, "indicators"), ([], own, "main")):
        with pytest.raises(Incomplete) as refused:
            actions.measure_by(promise.commitment, chosen, main=main, by=cast.hn.focal)
        assert field in refused.value.fields
    assert not promise.commitment.measures.exists()


def test_strangers_and_other_roles_choose_nothing(cast: Cast):
    promise = a_commitment(cast)
    one = an_indicator(cast, promise.commitment.programme)
    for officer in [cast.hn.desk, cast.hn.head, cast.hn.leader, cast.nb.focal, cast.nb.office, AnonymousUser()]:
        with pytest.raises(NotAllowed):
            actions.measure_by(promise.commitment, [one], by=officer)


def test_the_lead_of_a_measured_commitment_reports_for_its_own_side(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS)
    programme = promise.commitment.programme
    one, other = an_indicator(cast, programme), an_indicator(cast, programme, "Số sản phẩm")
    hn = party_of(programme, cast.hn)
    assert not can(cast.hn.desk, "indicators.report", part_of(one, hn))
    actions.measure_by(promise.commitment, [one, other], main=one, by=cast.hn.focal)
    assert can(cast.hn.desk, "indicators.report", part_of(one, hn))
    assert not can(cast.hn.other_desk, "indicators.report", part_of(one, hn))
    assert not can(cast.ht.desk, "indicators.report", part_of(one, hn))
    found = leads_of([one.pk, other.pk])
    assert [len(agencies) for agencies in found.values()] == [1] * 4  # two indicators × two sides
    assert {indicator for indicator, _party in leads_of([one.pk])} == {one.pk}


def test_who_only_receives_or_was_not_assigned_yet_leads_nothing(cast: Cast):
    programme = a_programme(cast)
    one = an_indicator(cast, programme)
    draft = a_commitment(cast, programme)
    actions.measure_by(draft.commitment, [one], by=cast.hn.focal)
    assert leads_of([one.pk]) == {}
    supported = in_state(cast, S.IN_PROGRESS, programme=programme, supported=True)
    actions.measure_by(supported.commitment, [one], by=cast.hn.focal)
    assert leads_of([one.pk]) == {(one.pk, party_of(programme, cast.hn).pk): [cast.hn.so_ct]}


def test_an_indicator_a_commitment_is_measured_by_stays(cast: Cast):
    promise = a_commitment(cast)
    one = an_indicator(cast, promise.commitment.programme)
    actions.measure_by(promise.commitment, [one], by=cast.hn.focal)
    with pytest.raises(BuiltUpon):
        indicators.withdraw_indicator(one, by=cast.hn.focal)
    assert Indicator.objects.filter(pk=one.pk).exists()
