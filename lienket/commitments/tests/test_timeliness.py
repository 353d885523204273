"""Standing against the deadline: one rule in Python and in SQL, and four counts that add up."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lienket.accounts.tests.cast import Cast
from lienket.commitments import actions
from lienket.commitments.models import Commitment, CommitmentState
from lienket.commitments.timeliness import FourStates, Timeliness, timeliness
from lienket.localities.models import Sector
from lienket.programmes.actions import add_group
from lienket.programmes.models import Programme
from lienket.programmes.tests.builders import a_programme

from .builders import TODAY, a_commitment, in_state

DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("state", "deadline", "completed_on", "expected"),
    [
        ("in_progress", TODAY - DAY, None, "overdue"),
        ("in_progress", TODAY, None, "due_soon"),  # the last day is still in time
        ("in_progress", TODAY + 15 * DAY, None, "due_soon"),
        ("in_progress", TODAY + 16 * DAY, None, "in_time"),
        ("assigned", TODAY - DAY, None, "overdue"),
        ("awaiting_confirmation", TODAY - DAY, None, "overdue"),
        ("accepted", None, None, "no_deadline"),
        ("done", TODAY, TODAY, "done_on_time"),
        ("done", TODAY - DAY, TODAY, "done_late"),
        ("done", None, TODAY, "no_deadline"),
        ("drafted", TODAY - DAY, None, "outside"),
        ("paused", TODAY - DAY, None, "outside"),  # the clock stands still
        ("stopped", TODAY - DAY, None, "outside"),
        ("carried_over", TODAY - DAY, None, "outside"),
    ],
)
def test_the_rule(state, deadline, completed_on, expected):
    assert timeliness(state, deadline, completed_on, TODAY) == expected


DAYS = st.none() | st.integers(-40, 40).map(lambda n: TODAY + n * DAY)
ROWS = st.lists(
    st.tuples(st.sampled_from(CommitmentState.values), DAYS, st.integers(-40, 0).map(lambda n: TODAY + n * DAY), DAYS),
    max_size=25,
)


@pytest.fixture
def programme(cast: Cast) -> Programme:
    return a_programme(cast)


@pytest.fixture
def next_item(cast: Cast) -> Commitment:
    """What a carried-over commitment goes on in."""
    return a_commitment(cast).commitment


@given(rows=ROWS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_four_counts_add_up_and_sql_says_what_python_says(rows, programme, next_item, django_assert_num_queries):
    Commitment.objects.filter(programme=programme).delete()
    Commitment.objects.bulk_create(
        Commitment(
            programme=programme, number=f"CK-{n}", title="x", state=state, deadline=deadline,
            original_deadline=first if deadline else None,
            completed_on=done if state == "done" else None,
            carried_to=next_item if state == "carried_over" else None,
        )
        for n, (state, deadline, done, first) in enumerate(rows)
    )  # fmt: skip
    with django_assert_num_queries(1):
        counts = Commitment.objects.under(programme).four_states(TODAY)
    assert counts.done_on_time + counts.done_late + counts.open_in_time + counts.overdue == counts.of
    assert counts.total == len(rows)
    by_rule: dict[str, int] = {}
    for commitment in Commitment.objects.under(programme).with_timeliness(TODAY):
        assert commitment.timeliness == commitment.timeliness_on(TODAY)
        by_rule[commitment.timeliness] = by_rule.get(commitment.timeliness, 0) + 1
    assert counts.overdue == by_rule.get("overdue", 0) == Commitment.objects.under(programme).overdue(TODAY).count()
    assert counts.due_soon == by_rule.get("due_soon", 0) == Commitment.objects.under(programme).due_soon(TODAY).count()
    assert counts.open_in_time == by_rule.get("in_time", 0) + counts.due_soon
    assert counts.no_deadline == by_rule.get("no_deadline", 0)
    first = counts.by_original
    for commitment in Commitment.objects.under(programme):
        commitment.deadline = commitment.original_deadline  # had it never moved
        by_rule[f"first {commitment.timeliness_on(TODAY)}"] = (
            by_rule.get(f"first {commitment.timeliness_on(TODAY)}", 0) + 1
        )
    assert first.total == counts.total
    for kind in ("done_on_time", "done_late", "overdue", "no_deadline"):
        assert getattr(first, kind) == by_rule.get(f"first {kind}", 0)
    shown = Commitment.objects.under(programme).standing(Timeliness.OVERDUE, Timeliness.DONE_LATE, today=TODAY)
    assert shown.count() == counts.overdue + counts.done_late


def test_counts_by_group_sector_side_and_lead(cast: Cast, programme, django_assert_num_queries):
    group = add_group(programme, code="II", title="Kinh tế", by=cast.hn.focal)
    late = in_state(cast, "in_progress", programme=programme, group=group, deadline=TODAY - DAY)
    in_state(cast, "in_progress", programme=programme, sector=Sector.objects.get(code="YTE"), supported=True)
    a_commitment(cast, programme, sector=None)
    today = {"today": TODAY}
    with django_assert_num_queries(4):
        by_group = Commitment.objects.four_states_by_group(**today)
        by_sector = Commitment.objects.four_states_by_sector(**today)
        by_side = Commitment.objects.four_states_by_locality(**today)
        by_lead = Commitment.objects.four_states_by_lead(**today)
    assert by_group == {group.pk: FourStates(overdue=1), None: FourStates(open_in_time=1, drafted=1)}
    assert by_sector == {"CTT": FourStates(overdue=1), "YTE": FourStates(open_in_time=1), "": FourStates(drafted=1)}
    assert by_side[cast.hn.locality.pk] == FourStates(overdue=1, open_in_time=1, drafted=1)
    assert by_side[cast.ht.locality.pk] == FourStates(overdue=1, drafted=1)
    assert by_lead[cast.hn.so_ct.pk] == FourStates(overdue=1, open_in_time=1, drafted=1)
    assert Commitment.objects.of_agency(cast.hn.so_yt).count() == 2
    assert Commitment.objects.of_locality(cast.ht.locality).count() == 3
    assert late.commitment in Commitment.objects.overdue(TODAY)


def test_a_moved_deadline_shows_beside_the_first(cast: Cast):
    promise = in_state(cast, "in_progress", deadline=TODAY - DAY)
    actions.change_deadline(promise.commitment, new=TODAY + 9 * DAY, reason="Bão", by=cast.hn.office)
    counts = Commitment.objects.four_states(TODAY)
    assert (counts.open_in_time, counts.overdue, counts.moved) == (1, 0, 1)
    assert (counts.by_original.open_in_time, counts.by_original.overdue, counts.by_original.of) == (0, 1, 1)


def test_gates_do_not_multiply_rows(cast: Cast):
    promise = in_state(cast, "in_progress")
    for user in (cast.hn.desk, cast.ht.focal):
        assert Commitment.objects.visible_to(user).four_states(TODAY).total == 1
        assert Commitment.objects.listed_to(user).get() == promise.commitment
    assert Commitment.objects.visible_to(cast.nb.focal).four_states(TODAY).total == 0


def test_silence(cast: Cast):
    promise = in_state(cast, "in_progress")
    assert not Commitment.objects.silent(TODAY).exists()
    assert Commitment.objects.silent(TODAY + 46 * DAY).get() == promise.commitment
