"""Stored totals: after each deed what a count over the commitments gives, for whoever asks; a wrong one is found and mended."""

import datetime as dt
import io
from dataclasses import asdict

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command

from lienket.accounts.tests.cast import Cast, build_side
from lienket.commitments import actions
from lienket.commitments.locality_totals import of_locality_counted_for
from lienket.commitments.models import (
    Commitment,
    CommitmentState,
    LocalityTotal,
    ProgrammeTotal,
    PublicTotal,
    Responsibility,
)
from lienket.commitments.recounting import Recount, recount
from lienket.commitments.totals import by_programme_counted_for, everything_counted_for
from lienket.lib import clock
from lienket.programmes.actions import make_internal, publish
from lienket.programmes.models import Programme
from lienket.programmes.tests.builders import a_programme, party_of

from .builders import DEADLINE, TODAY, Promise, a_commitment, ask_for_time, at_review, bring_to, in_state, pause

DAY = dt.timedelta(days=1)


@pytest.fixture
def stored_is_derived(cast: Cast):
    """Ask as a visitor, as an officer of each side and as one of a third locality, on three days."""
    third = build_side("na", "40")
    people = [AnonymousUser(), cast.hn.desk, cast.ht.leader, third.desk]

    def check() -> None:
        for today in (TODAY, DEADLINE, DEADLINE + DAY):
            for person in people:
                listed, whole = Commitment.objects.listed_to(person), Commitment.objects.visible_to(person)
                assert asdict(everything_counted_for(person, today)) == asdict(whole.four_states(today))
                for side in (cast.hn, cast.ht, third):
                    counts = of_locality_counted_for(person, side.locality, today)
                    assert asdict(counts) == asdict(whole.of_locality(side.locality).four_states(today))
                for programme in Programme.objects.visible_to(person):  # the shorter way to the same rows
                    under = Commitment.objects.listed_under(programme, person)
                    assert set(under.values_list("pk", "seen_whole")) == set(
                        listed.under(programme).values_list("pk", "seen_whole")
                    )
                ids = list(Programme.objects.values_list("pk", flat=True))
                derived = {pk: asdict(whole.filter(programme=pk).four_states(today)) for pk in ids}
                stored = by_programme_counted_for(person, ids, today)
                assert {pk: asdict(counts) for pk, counts in stored.items()} == {
                    pk: counts for pk, counts in derived.items() if any(counts.values())
                }

    return check


def test_after_each_deed_the_totals_are_what_the_commitments_give(cast: Cast, stored_is_derived):
    shown, internal = a_programme(cast), a_programme(cast)
    publish(shown, by=cast.hn.focal)
    promises = [
        a_commitment(cast, programme, audience=audience, deadline=deadline)
        for programme in (shown, internal)
        for audience, deadline in (("public", DEADLINE), ("parties", TODAY - DAY), ("side", None))
    ]
    own = actions.ResponsibilityDraft(party_of(shown, cast.ht), lead=cast.ht.so_ct)
    of_one_side = a_commitment(cast, shown, audience="side", responsibilities=[own], by=cast.ht.focal).commitment
    stored_is_derived()
    for state, promise in zip(CommitmentState.values, promises, strict=False):
        bring_to(state, promise)
    stored_is_derived()
    first, second = promises[0], promises[3]
    actions.edit_commitment(
        first.commitment, title="x", description="", output="", deadline=TODAY, sector=None, group=None,
        by=cast.hn.focal,
    )  # fmt: skip
    actions.change_deadline(second.commitment, new=None, reason="Hai bên thống nhất", by=cast.hn.office)
    actions.set_audience(of_one_side, "parties", by=cast.ht.focal)
    actions.set_audience(first.commitment, "side", by=cast.hn.focal)
    stored_is_derived()
    publish(internal, by=cast.hn.focal)
    make_internal(shown, by=cast.hn.focal)
    stored_is_derived()
    actions.withdraw_commitment(first.commitment, by=cast.hn.focal)
    actions.withdraw_commitment(of_one_side, by=cast.ht.focal)
    recurring = a_commitment(cast, internal)
    actions.set_recurrence(recurring.commitment, recurrence="month", by=cast.hn.focal)
    with clock.set_to(dt.date(2026, 12, 15)):
        actions.make_instances()
    stored_is_derived()


def test_time_given_paused_reopened_and_carried_over(cast: Cast, stored_is_derived):
    """Deeds that move both the state and the deadline, or a second commitment."""
    more = in_state(cast, "in_progress")
    ask_for_time(more, cast.hn)
    actions.approve_extension(more.hn, new=DEADLINE + 30 * DAY, by=cast.hn.office)
    paused = in_state(cast, "paused")
    with clock.set_to(TODAY + 7 * DAY):
        actions.resume(paused.hn, by=cast.hn.office)
    done: Promise = in_state(cast, "done")
    stored_is_derived()
    actions.reopen(done.hn, reason="Sản phẩm bị thu hồi", by=cast.hn.office)
    at_review(done)
    for part, side in ((done.hn, cast.hn), (done.ht, cast.ht)):
        actions.carry_over(part, programme=more.commitment.programme, by=side.focal)
    assert done.state == "carried_over"
    stored_is_derived()


def test_a_wrong_total_is_named_and_mended(cast: Cast, stored_is_derived):
    promise = in_state(cast, "in_progress")
    publish(promise.commitment.programme, by=cast.hn.focal)
    assert _recount("--check") == (0, [])
    ProgrammeTotal.objects.filter(basis="current").update(count=7)
    ProgrammeTotal.objects.filter(basis="original").delete()
    PublicTotal.objects.create(basis="current", state="done", outcome="late", count=3)
    code, said = _recount("--check")
    slug = promise.commitment.programme.slug
    assert code == 1
    assert f"{slug} current in_progress 2026-12-31: stored 7, derived 1" in said
    assert f"{slug} original in_progress 2026-12-31: stored 0, derived 1" in said
    assert "public current done late: stored 3, derived 0" in said
    assert _recount("--check")[0] == 1, "a check mends nothing"
    code, said = _recount()
    assert (code, len(said)) == (0, 3)
    assert _recount() == (0, [])
    stored_is_derived()


def test_a_part_that_strayed_is_named_and_mended(cast: Cast):
    """The desk looks for what waits by these copies: a stray one would be forgotten."""
    promise = in_state(cast, "in_progress")
    number, slug = promise.commitment.number, promise.commitment.programme.slug
    hn, ht = cast.hn.locality.pk, cast.ht.locality.pk
    Responsibility.objects.filter(pk=promise.hn.pk).update(side=ht, commitment_state="done", commitment_deadline=None)
    Responsibility.objects.filter(pk=promise.ht.pk).update(commitment_deadline=TODAY)
    code, said = _recount("--check")
    day = promise.commitment.deadline
    assert (code, said) == (
        1,
        [
            f"{slug} {number} part {promise.hn.pk}: stored {ht} done —, derived {hn} in_progress {day}",
            f"{slug} {number} part {promise.ht.pk}: stored {ht} in_progress {TODAY}, derived {ht} in_progress {day}",
        ],
    )
    assert len(_recount()[1]) == 2
    assert _recount("--check") == (0, [])


def test_a_wrong_total_of_a_locality_is_named_and_mended(cast: Cast, stored_is_derived):
    promise = in_state(cast, "assigned")
    LocalityTotal.objects.filter(locality=cast.hn.locality, basis="current").update(count=7)
    LocalityTotal.objects.filter(locality=cast.ht.locality, basis="original").delete()
    LocalityTotal.objects.create(locality=cast.nb.locality, public=True, basis="current", state="done", count=3)
    code, said = _recount("--check")
    assert code == 1
    assert set(said) == {
        "ha-noi parties current in_progress 2026-12-31: stored 7, derived 1",
        "ha-tinh parties original in_progress 2026-12-31: stored 0, derived 1",
        "ninh-binh public current done: stored 3, derived 0",
    }
    assert len(_recount()[1]) == 3
    assert _recount() == (0, [])
    publish(promise.commitment.programme, by=cast.hn.focal)
    stored_is_derived()


def test_a_step_between_open_states_leaves_the_totals_of_localities_alone(cast: Cast, django_assert_max_num_queries):
    promise = in_state(cast, "accepted")
    before = set(LocalityTotal.objects.values_list("pk", "count"))
    actions.start(promise.hn, by=cast.hn.desk)
    assert promise.state == "in_progress"
    assert set(LocalityTotal.objects.values_list("pk", "count")) == before
    with django_assert_max_num_queries(2):
        of_locality_counted_for(AnonymousUser(), cast.hn.locality, TODAY)


def test_a_deed_goes_through_where_a_total_is_already_wrong(cast: Cast):
    promise = in_state(cast, "in_progress")
    ProgrammeTotal.objects.all().delete()
    pause(promise, cast.hn)
    found = Recount()
    assert "paused" not in " ".join(str(difference) for difference in recount(found, mend=True))
    assert (found.commitments, found.programmes, found.differences) == (1, 1, 0)


def _recount(*arguments: str) -> tuple[int, list[str]]:
    """Exit code, and the lines that name a difference; the last two lines sum up."""
    out = io.StringIO()
    code = 0
    try:
        call_command("recount", *arguments, stdout=out)
    except SystemExit as stop:
        code = int(stop.code or 0)
    lines = out.getvalue().splitlines()
    assert lines[-1].startswith("indicators: nothing is stored")
    return code, lines[:-2]
