"""A party reports its own value: the desk of its lead agency or its focal agency, a new version each time, never for the other side."""

import datetime as dt
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile

from lienket.accounts.tests.cast import Cast
from lienket.files.actions import store
from lienket.indicators import actions
from lienket.indicators.models import Report, ReportState
from lienket.indicators.reckoning import Agreement
from lienket.indicators.refusals import NotOfThisProgramme
from lienket.lib import clock
from lienket.lib.appendonly import WrittenOnce
from lienket.lib.refusals import NotAllowed
from lienket.lib.saving import Incomplete
from lienket.notices.models import OutgoingMail
from lienket.programmes.tests.builders import a_programme, party_of

from .builders import H2, a_ratio, an_indicator, approved, number, period, sent, series

S = ReportState


def test_a_value_waits_for_the_head_and_does_not_count(cast: Cast):
    one = an_indicator(cast)
    report = sent(one, cast.hn, 7)
    assert (report.state, report.agency, report.version, report.by_label) == (
        S.SENT, cast.hn.so_ct, 1, cast.hn.desk.label,
    )  # fmt: skip
    assert [mail.to for mail in OutgoingMail.objects.all()] == [cast.hn.head.email]
    assert number(one) is None
    assert series(one).cell(period(one)).agreement == Agreement.NONE


def test_zero_is_reported_and_nothing_is_not_zero(cast: Cast):
    one = an_indicator(cast)
    for side in (cast.hn, cast.ht):
        approved(one, side, 0)
    assert number(one) == 0
    assert [cell.agreement for cell in series(one).cells] == [Agreement.AGREE, Agreement.NONE]


def test_a_correction_is_a_new_version_and_the_old_one_stays_as_written(cast: Cast):
    one = an_indicator(cast)
    first = sent(one, cast.hn, 7, draft=True)
    assert not OutgoingMail.objects.exists()
    second = sent(one, cast.hn, 8)
    first.refresh_from_db()
    assert (first.state, first.value, second.version, second.state) == (S.SUPERSEDED, 7, 2, S.SENT)
    first.value = Decimal(9)
    with pytest.raises(WrittenOnce):
        first.save()
    with pytest.raises(WrittenOnce):
        first.delete()
    with pytest.raises(WrittenOnce):
        Report.objects.update(value=1)


def test_what_is_approved_counts_until_its_correction_is_approved(cast: Cast):
    one = an_indicator(cast)
    approved(one, cast.ht, 8)
    approved(one, cast.hn, 8)
    newer = sent(one, cast.hn, 9)
    assert number(one) == 8
    actions.approve_value(newer, by=cast.hn.head)
    assert number(one) is None
    assert one.reports.filter(state=S.APPROVED, party__locality=cast.hn.locality).get() == newer


def test_the_focal_agency_reports_for_its_own_side(cast: Cast):
    one = an_indicator(cast)
    report = sent(one, cast.ht, 3, by=cast.ht.focal)
    assert report.agency == cast.ht.so_tc


def test_nobody_else_reports_and_nobody_for_the_other_side(cast: Cast):
    one = an_indicator(cast)
    refused = [
        *(o for part, o in cast.hn.officers.items() if part not in {"desk", "focal"}),
        cast.ht.desk, cast.ht.focal, cast.ht.head, *cast.nb.officers.values(), AnonymousUser(),
    ]  # fmt: skip
    for officer in refused:
        with pytest.raises(NotAllowed):
            sent(one, cast.hn, by=officer)
    assert not Report.objects.exists()


def test_a_party_of_another_programme_is_refused(cast: Cast):
    one, other = an_indicator(cast), a_programme(cast, title="Chương trình khác")
    with pytest.raises(NotOfThisProgramme):
        actions.report_value(one, party_of(other, cast.hn), period(one), value=Decimal(1), by=cast.hn.focal)


@pytest.mark.parametrize(
    ("broken", "field"),
    [
        ({"value": None}, "value"),
        ({"value": Decimal("1e30")}, "value"),
        ({"numerator": Decimal(1), "denominator": Decimal(2)}, "value"),
        ({"note": "Cách đếm\nTỐI MẬT\n"}, "note"),
    ],
)
def test_broken_values_are_refused(broken, field, cast: Cast):
    one = an_indicator(cast)
    facts = {"value": Decimal(5), "by": cast.hn.desk} | broken
    with pytest.raises(Incomplete) as refused:
        actions.report_value(one, party_of(one.programme, cast.hn), period(one), **facts)
    assert field in refused.value.fields
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("numerator", "denominator", "field"),
    [(None, 4, "numerator"), (3, None, "denominator"), (3, 0, "denominator"), (3, -1, "denominator")],
)
def test_a_ratio_has_both_parts(numerator, denominator, field, cast: Cast):
    one = a_ratio(cast)
    parts = {"numerator": numerator, "denominator": denominator}
    facts = {name: Decimal(value) if value is not None else None for name, value in parts.items()}
    with pytest.raises(Incomplete) as refused:
        actions.report_value(one, party_of(one.programme, cast.hn), period(one), **facts, by=cast.hn.desk)
    assert field in refused.value.fields


def test_a_period_that_has_not_begun_or_never_was_is_refused(cast: Cast):
    one = an_indicator(cast)
    for day in (dt.date(2027, 3, 1), dt.date(2025, 3, 1)):
        with pytest.raises(Incomplete) as refused:
            sent(one, cast.hn, day=day)
        assert "period" in refused.value.fields
    sent(one, cast.hn, day=H2)
    with clock.set_to(dt.date(2026, 12, 15)):
        sent(one, cast.hn, day=dt.date(2026, 12, 15))


def test_evidence_is_ones_own_and_opens_to_the_others_when_approved(cast: Cast):
    one = an_indicator(cast)
    pdf = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"
    own = store(ContentFile(pdf).read(), name="bien-ban.pdf", by=cast.hn.desk, side=cast.hn.locality)
    foreign = store(pdf, name="khac.pdf", by=cast.ht.desk, side=cast.ht.locality)
    with pytest.raises(Incomplete) as refused:
        sent(one, cast.hn, files=[foreign])
    assert "files" in refused.value.fields
    report = sent(one, cast.hn, files=[own])
    own.refresh_from_db()
    assert own.audience == "side"
    actions.approve_value(report, by=cast.hn.head)
    own.refresh_from_db()
    assert own.audience == "parties"  # evidence is working paper, even of a public indicator
    assert set(own.sides.all()) == {cast.hn.locality, cast.ht.locality}
