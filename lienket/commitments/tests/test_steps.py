"""The next legal steps and whom each waits for; and that the table is the handbook's."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from lienket.accounts.tests.cast import Cast
from lienket.commitments.models import Commitment
from lienket.commitments.models import CommitmentState as S
from lienket.commitments.steps import next_steps, waiting_for_whom
from lienket.commitments.transitions import TRANSITIONS

from .builders import TODAY, a_commitment, assign, confirm, in_state, report

UNDER_WAY = (S.ACCEPTED, S.IN_PROGRESS)
OPEN = (S.DRAFTED, S.ASSIGNED, S.ACCEPTED, S.IN_PROGRESS, S.AWAITING_CONFIRMATION, S.PAUSED)
HANDBOOK = {
    "T1": ((), S.DRAFTED),
    "T2": ((S.DRAFTED,), S.ASSIGNED),
    "T3": ((S.ASSIGNED,), S.ACCEPTED),
    "T4": ((S.ASSIGNED,), S.DRAFTED),
    "T5": ((S.ACCEPTED,), S.IN_PROGRESS),
    "T6": ((S.IN_PROGRESS,), S.IN_PROGRESS),
    "T7": ((S.IN_PROGRESS,), S.AWAITING_CONFIRMATION),
    "T8": ((S.AWAITING_CONFIRMATION,), S.DONE),
    "T9": ((S.AWAITING_CONFIRMATION,), S.IN_PROGRESS),
    "T4b": ((S.DRAFTED,), S.ASSIGNED),
    "T10": (UNDER_WAY, S.PAUSED),
    "T10b": ((S.PAUSED,), None),
    "T11": (OPEN, S.STOPPED),
    "T12": (OPEN, S.CARRIED_OVER),
    "T13": (UNDER_WAY, None),
    "T13b": ((*UNDER_WAY, S.AWAITING_CONFIRMATION, S.PAUSED), None),
    "T13c": ((*UNDER_WAY, S.AWAITING_CONFIRMATION, S.PAUSED), None),
    "T14": ((S.DONE,), S.IN_PROGRESS),
}


def test_the_table_is_the_handbooks():
    assert {row.code: (row.frm, row.to) for row in TRANSITIONS} == HANDBOOK


def test_every_row_has_its_page():
    for row in TRANSITIONS:
        argument = "mot-chuong-trinh" if row.code == "T1" else 1
        assert reverse(row.page, args=[argument])


@pytest.mark.parametrize(
    ("state", "waits"),
    [
        (S.DRAFTED, "T2"),
        (S.ASSIGNED, "T3"),
        (S.ACCEPTED, "T5"),
        (S.IN_PROGRESS, "T7"),
        (S.AWAITING_CONFIRMATION, "T8"),
        (S.DONE, None),
    ],
)
def test_it_waits_for_every_side(state, waits, cast: Cast):
    promise = in_state(cast, state)
    waiting = waiting_for_whom(promise.commitment)
    assert [(w.transition.code, w.responsibility) for w in waiting] == (
        [(waits, promise.hn), (waits, promise.ht)] if waits else []
    )


def test_a_side_that_has_done_its_step_is_not_waited_for(cast: Cast):
    promise = a_commitment(cast)
    assign(promise, cast.hn)
    (waiting,) = waiting_for_whom(promise.commitment)
    assert waiting.responsibility == promise.ht
    assert "Hà Tĩnh" in waiting.who
    assert str(waiting).startswith(waiting.who)


def test_a_receiving_side_is_waited_for_only_to_confirm(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS, supported=True)
    assert [w.responsibility for w in waiting_for_whom(promise.commitment)] == [promise.hn]
    report(promise, cast.hn)
    promise.commitment.refresh_from_db()
    assert [w.responsibility for w in waiting_for_whom(promise.commitment)] == [promise.hn, promise.ht]
    confirm(promise, cast.hn)
    assert [w.responsibility for w in waiting_for_whom(promise.commitment)] == [promise.ht]


@pytest.mark.parametrize(
    ("state", "who", "open_to"),
    [
        (S.DRAFTED, "office", ["T2", "T11"]),
        (S.ACCEPTED, "office", ["T10", "T11"]),
        (S.ACCEPTED, "focal", []),
        (S.ASSIGNED, "desk", ["T3"]),
        (S.ASSIGNED, "head", ["T3", "T4"]),
        (S.ACCEPTED, "desk", ["T5", "T6"]),
        (S.ACCEPTED, "other_desk", []),
        (S.IN_PROGRESS, "desk", ["T6"]),
        (S.IN_PROGRESS, "other_desk", ["T6"]),
        (S.IN_PROGRESS, "head", ["T7", "T6", "T13"]),
        (S.AWAITING_CONFIRMATION, "focal", ["T8", "T9"]),
        (S.AWAITING_CONFIRMATION, "head", []),
        (S.DONE, "office", ["T14"]),
        (S.DONE, "focal", []),
        (S.IN_PROGRESS, "clerk", []),
    ],
)
def test_buttons(state, who, open_to, cast: Cast):
    promise = in_state(cast, state)
    steps = next_steps(promise.commitment, cast.hn.officers[who])
    assert [s.transition.code for s in steps if s.allowed] == open_to
    assert all(s.responsibility == promise.hn for s in steps if s.allowed)
    assert all(bool(s.why_not) != s.allowed for s in steps)
    assert all(s.url.startswith(f"/cam-ket/{promise.commitment.pk}/") for s in steps)


def test_who_would_take_a_step_that_is_not_possible_reads_why(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS, deadline=TODAY - dt.timedelta(days=1))
    (extend,) = [s for s in next_steps(promise.commitment, cast.hn.head) if s.transition.code == "T13"]
    assert not extend.allowed
    assert "23/11/2026" in extend.why_not
    (carry,) = [s for s in next_steps(promise.commitment, cast.hn.focal) if s.transition.code == "T12"]
    assert not carry.allowed
    assert "tổng kết" in carry.why_not
    assert not [s for s in next_steps(promise.commitment, cast.hn.clerk) if s.transition.code in {"T12", "T13"}]


def test_visitors_have_no_buttons(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS)
    assert not any(step.allowed for step in next_steps(promise.commitment, AnonymousUser()))


def test_steps_of_a_prefetched_commitment_cost_no_query(cast: Cast, django_assert_max_num_queries):
    promise = in_state(cast, S.IN_PROGRESS)
    loaded = Commitment.objects.select_related("programme").prefetch_related(
        "responsibilities__party__locality",
        "responsibilities__party__focal_agency__type",
        "responsibilities__lead__type",
        "responsibilities__coordinators__type",
        "responsibilities__requests",
    )
    commitment = loaded.get(pk=promise.commitment.pk)
    cast.hn.head.appointments_on(promise.commitment.created_at.date())
    with django_assert_max_num_queries(1):
        next_steps(commitment, cast.hn.head)
        waiting_for_whom(commitment)
