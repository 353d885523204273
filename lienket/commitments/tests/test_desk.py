"""The desk: only what waits for this officer, most urgent first, few queries."""

import datetime as dt

import pytest

from lienket.accounts.tests.cast import Cast
from lienket.commitments import actions
from lienket.commitments.desk import waiting_for
from lienket.commitments.models import Commitment, Responsibility
from lienket.commitments.models import CommitmentState as S
from lienket.lib import clock

from .builders import TODAY, a_commitment, confirm, in_state, many_parts, report

DAY = dt.timedelta(days=1)
FAR = dt.date(2028, 12, 31)


def kinds(officer, today=TODAY) -> list[str]:
    return [item.kind for item in waiting_for(officer, today)]


@pytest.mark.parametrize(
    ("state", "deadline", "expected"),
    [
        (S.DRAFTED, FAR, {"office": "to_assign"}),
        (S.ASSIGNED, FAR, {"desk": "to_accept", "head": "to_accept"}),
        (S.ACCEPTED, FAR, {"desk": "to_start", "head": "to_start"}),
        (S.IN_PROGRESS, FAR, {}),
        (S.IN_PROGRESS, TODAY + 5 * DAY, {"desk": "due_soon", "head": "due_soon"}),
        (S.IN_PROGRESS, TODAY - DAY, {"desk": "overdue", "head": "overdue"}),
        (S.AWAITING_CONFIRMATION, TODAY - DAY, {"focal": "to_confirm", "office": "to_confirm"}),
        (S.DONE, FAR, {}),
    ],
)
def test_what_waits_for_whom(state, deadline, expected, cast: Cast):
    in_state(cast, state, deadline=deadline)
    for side in (cast.hn, cast.ht):
        for part, officer in side.officers.items():
            assert kinds(officer) == ([expected[part]] if part in expected else []), part
    for officer in cast.nb.officers.values():
        assert kinds(officer) == []


def test_what_is_done_for_my_side_leaves_the_desk(cast: Cast):
    promise = in_state(cast, S.AWAITING_CONFIRMATION)
    confirm(promise, cast.hn)
    assert kinds(cast.hn.focal) == []
    assert kinds(cast.ht.focal) == ["to_confirm"]


def test_a_reported_side_is_not_pressed(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS, deadline=TODAY - DAY)
    report(promise, cast.hn)
    assert kinds(cast.hn.desk) == []
    assert kinds(cast.ht.desk) == ["overdue"]


def test_silence_asks_for_a_word(cast: Cast):
    in_state(cast, S.IN_PROGRESS, deadline=FAR)
    with clock.set_to(TODAY + 31 * DAY):
        assert kinds(cast.hn.desk, clock.today()) == ["to_report"]


def test_most_urgent_first_and_each_opens_its_page(cast: Cast, client_of):
    late = in_state(cast, S.IN_PROGRESS, deadline=TODAY - DAY)
    programme = late.commitment.programme
    in_state(cast, S.ACCEPTED, programme=programme, deadline=FAR)
    in_state(cast, S.ASSIGNED, programme=programme, deadline=FAR)
    in_state(cast, S.IN_PROGRESS, programme=programme, deadline=TODAY + DAY)
    items = waiting_for(cast.hn.head, TODAY)
    assert [item.kind for item in items] == ["overdue", "to_accept", "due_soon", "to_start"]
    client = client_of(cast.hn.head)
    assert [client.get(item.url).status_code for item in items] == [200] * 4
    assert items[0].url.startswith(f"/cam-ket/{late.commitment.pk}/bao-cao-hoan-thanh/")


def test_few_queries_however_much_waits(cast: Cast, django_assert_max_num_queries):
    programme = in_state(cast, S.ASSIGNED).commitment.programme
    for _ in range(5):
        in_state(cast, S.ASSIGNED, programme=programme)
        a_commitment(cast, programme)
    head = type(cast.hn.head).objects.get(pk=cast.hn.head.pk)
    with django_assert_max_num_queries(5):
        assert len(waiting_for(head, TODAY)) == 6


def test_two_working_days_to_accept_leave_weekends_and_holidays_out(cast: Cast):
    with clock.set_to(dt.date(2026, 12, 31)):  # Thursday; New Year's Day and a weekend follow
        in_state(cast, S.ASSIGNED, deadline=FAR)
        (item,) = waiting_for(cast.hn.desk, clock.today())
    assert item.due == dt.date(2027, 1, 5)


def test_the_reporter_is_not_asked_to_confirm(cast: Cast):
    from lienket.accounts.models import Appointment, Role

    Appointment.objects.create(officer=cast.hn.focal, agency=cast.hn.so_ct, role=Role.HEAD, valid_from=TODAY)
    promise = in_state(cast, S.IN_PROGRESS, supported=True)
    actions.report_completion(promise.hn, output_paper="45/BC-SCT", output_date=TODAY, by=cast.hn.focal)
    assert kinds(cast.hn.focal) == []
    assert kinds(cast.hn.office) == ["to_confirm"]


def test_of_very_many_the_ones_with_the_earliest_deadlines(cast: Cast):
    """Whatever the order they were made in; those without a deadline last."""
    first = a_commitment(cast, deadline=None).commitment
    drafts = [
        Commitment(programme=first.programme, number=f"CK-{n}", title="x", deadline=FAR - n * DAY) for n in range(2, 44)
    ]
    Commitment.objects.bulk_create(drafts)
    party = first.responsibilities.get(party__locality=cast.hn.locality).party
    many_parts(Responsibility(commitment=one, party=party) for one in drafts)
    dues = [item.due for item in waiting_for(cast.hn.office, TODAY)]
    assert dues == [FAR - n * DAY for n in range(43, 3, -1)]


def test_a_substitute_sees_what_the_lead_has_before_it(cast: Cast):
    promise = in_state(cast, S.ASSIGNED)
    stand_in = cast.hn.editor
    assert kinds(stand_in) == []
    Responsibility.objects.filter(pk=promise.hn.pk).update(substitute=stand_in)
    assert kinds(stand_in) == ["to_accept"]
    Responsibility.objects.filter(pk=promise.ht.pk).update(substitute=stand_in)
    assert kinds(stand_in) == ["to_accept"], "only while an officer of that side"
