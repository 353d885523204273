"""The head of the reporting agency approves or sends back; an approval taken back leaves every total at once."""

import pytest
from django.contrib.auth.models import AnonymousUser

from lienket.accounts.models import Appointment, Role
from lienket.accounts.tests.cast import SINCE, Cast
from lienket.audit.models import Event
from lienket.indicators import actions
from lienket.indicators.models import ReportState
from lienket.indicators.reckoning import Agreement
from lienket.indicators.refusals import OutOfTurn
from lienket.lib.refusals import NotAllowed
from lienket.lib.saving import Incomplete
from lienket.notices.models import OutgoingMail

from .builders import an_indicator, approved, number, period, sent, series

S = ReportState


def test_two_approved_equal_values_count(cast: Cast):
    one = an_indicator(cast)
    report = approved(one, cast.hn, 7)
    assert (report.approved_by, report.approved_by_label) == (cast.hn.head, cast.hn.head.label)
    assert series(one).cell(period(one)).agreement == Agreement.ONE_SIDE
    assert number(one) is None
    approved(one, cast.ht, 7)
    assert number(one) == 7


def test_only_the_head_of_the_reporting_agency_approves(cast: Cast):
    report = sent(an_indicator(cast), cast.hn)
    refused = [o for part, o in cast.hn.officers.items() if part != "head"]
    for officer in [*refused, *cast.ht.officers.values(), *cast.nb.officers.values(), AnonymousUser()]:
        for deed in (actions.approve_value, lambda report, by: actions.return_value(report, reason="x", by=by)):
            with pytest.raises(NotAllowed):
                deed(report, by=officer)
    actions.approve_value(report, by=cast.hn.head)


def test_nobody_approves_what_they_reported_themselves(cast: Cast):
    Appointment.objects.create(officer=cast.hn.head, agency=cast.hn.so_ct, role=Role.DESK, valid_from=SINCE)
    report = sent(an_indicator(cast), cast.hn, by=cast.hn.head)
    with pytest.raises(NotAllowed):
        actions.approve_value(report, by=cast.hn.head)


def test_a_value_is_approved_once_and_never_as_a_draft(cast: Cast):
    one = an_indicator(cast)
    with pytest.raises(OutOfTurn):
        actions.approve_value(sent(one, cast.hn, draft=True), by=cast.hn.head)
    report = approved(one, cast.hn)
    for late in (actions.approve_value, lambda r, by: actions.return_value(r, reason="Sai", by=by)):
        with pytest.raises(OutOfTurn):
            late(report, by=cast.hn.head)


def test_a_returned_value_goes_back_to_its_reporter_with_the_reason(cast: Cast):
    one = an_indicator(cast)
    report = sent(one, cast.hn)
    with pytest.raises(Incomplete):
        actions.return_value(report, reason="  ", by=cast.hn.head)
    actions.return_value(report, reason="Thiếu hợp đồng tháng 5.", by=cast.hn.head)
    assert (report.state, report.reason, report.closed_by_label) == (
        S.RETURNED, "Thiếu hợp đồng tháng 5.", cast.hn.head.label,
    )  # fmt: skip
    assert OutgoingMail.objects.order_by("pk").last().to == cast.hn.desk.email
    assert sent(one, cast.hn, 6).version == 2


def test_a_withdrawn_approval_leaves_every_total_and_brings_nothing_back(cast: Cast):
    one = an_indicator(cast)
    approved(one, cast.hn, 5)
    approved(one, cast.ht, 6)
    report = approved(one, cast.hn, 6)
    assert number(one) == 6
    for officer in [cast.hn.desk, cast.hn.focal, cast.ht.head, cast.ht.office, cast.nb.office, AnonymousUser()]:
        with pytest.raises(NotAllowed):
            actions.withdraw_approval(report, reason="x", by=officer)
    with pytest.raises(Incomplete):
        actions.withdraw_approval(report, reason="", by=cast.hn.head)
    actions.withdraw_approval(report, reason="Đếm trùng một hợp đồng.", by=cast.hn.office)
    assert report.state == S.WITHDRAWN
    found = series(one)
    assert (found.total, found.cell(period(one)).agreement) == (None, Agreement.ONE_SIDE)
    assert found.total_of(found.parties[0]) is None
    with pytest.raises(OutOfTurn):
        actions.withdraw_approval(report, reason="Lần nữa", by=cast.hn.head)
    assert Event.objects.latest("sequence").verb == "indicators.approval_withdrawn"


def test_a_difference_is_told_to_both_sides(cast: Cast):
    one = an_indicator(cast)
    approved(one, cast.hn, 5)
    OutgoingMail.objects.all().delete()
    report = sent(one, cast.ht, 6)
    OutgoingMail.objects.all().delete()
    actions.approve_value(report, by=cast.ht.head)
    told = set(OutgoingMail.objects.values_list("to", flat=True))
    assert told == {cast.hn.head.email, cast.hn.focal.email, cast.ht.focal.email}  # who pressed the button knows
    assert Event.objects.filter(verb="indicators.differ").count() == 1
