"""Two people press at once, each over a connection of its own: exactly one is done, the other is told who and when."""

import contextlib
import threading
from collections.abc import Callable
from functools import partial

import pytest

from lienket.accounts.tests.cast import build_cast
from lienket.audit.models import Event
from lienket.audit.verify import verify_chain
from lienket.commitments import actions, bulk
from lienket.commitments.actions import promises, taking
from lienket.commitments.models import Batch, Responsibility, Step
from lienket.commitments.models import CommitmentState as S
from lienket.commitments.recounting import Recount, recount
from lienket.commitments.refusals import AlreadyTaken
from lienket.lib.tests.at_once import at_once as lib_at_once

from .builders import TODAY, a_commitment, in_state

pytestmark = pytest.mark.django_db(transaction=True)


at_once = partial(lib_at_once, day=TODAY)


@pytest.fixture
def between(monkeypatch) -> Callable[[object, str], None]:
    """`between(module, "function")`: whoever has come through the function waits for the other to come through too.

    So both have looked before either has written, which is the race. Where a lock holds the other back the wait just runs out.
    """

    def hold_up(module: object, name: str) -> None:
        meeting, original = threading.Barrier(2), getattr(module, name)

        def slowly(*args: object) -> object:
            found = original(*args)
            with contextlib.suppress(threading.BrokenBarrierError):
                meeting.wait(0.5)
            return found

        monkeypatch.setattr(module, name, slowly)

    return hold_up


def fresh(part: Responsibility) -> Responsibility:
    """The part as a second request would have loaded it, before the first one saved."""
    return Responsibility.objects.with_people().get(pk=part.pk)


def test_one_accepts_and_the_other_is_told(between):
    cast = build_cast()
    promise = in_state(cast, S.ASSIGNED)
    mine, yours = fresh(promise.hn), fresh(promise.hn)
    between(taking, "out_of_turn")
    results = at_once(lambda: actions.accept(mine, by=cast.hn.desk), lambda: actions.accept(yours, by=cast.hn.head))
    (done,) = [r for r in results if isinstance(r, Step)]
    (refused,) = [r for r in results if isinstance(r, AlreadyTaken)]
    assert done.by_label in refused.message
    assert promise.commitment.steps.filter(transition="T3").count() == 1
    assert verify_chain() is None


def test_both_sides_accept_at_once_and_the_commitment_moves(between):
    """Neither side may miss that the other has just taken its step."""
    cast = build_cast()
    promise = in_state(cast, S.ASSIGNED)
    hn, ht = fresh(promise.hn), fresh(promise.ht)
    between(taking, "out_of_turn")
    results = at_once(lambda: actions.accept(hn, by=cast.hn.desk), lambda: actions.accept(ht, by=cast.ht.desk))
    assert all(isinstance(r, Step) for r in results)
    assert promise.state == S.ACCEPTED
    assert not list(recount(Recount(), mend=False))


def test_numbers_are_given_out_once(between):
    cast = build_cast()
    programme = a_commitment(cast).commitment.programme
    part = [actions.ResponsibilityDraft(programme.parties.first())]

    def add(by):
        return lambda: actions.add_commitment(programme, title="Nội dung", responsibilities=part, by=by)

    between(promises, "_next_number")
    at_once(add(cast.hn.focal), add(cast.ht.office))
    assert sorted(programme.commitments.values_list("number", flat=True)) == ["CK-01", "CK-02", "CK-03"]


def test_one_preview_confirmed_in_two_windows_is_done_once():
    cast = build_cast()
    one = in_state(cast, S.IN_PROGRESS).commitment
    data = {"new": None, "days": 30, "reason": "Chờ kinh phí"}
    deed = bulk.BY_DEED["doi-thoi-han"]
    slip = bulk.new_slip(deed, bulk.rehearse(deed, [one], data, cast.hn.office), {})
    results = at_once(*[lambda: bulk.carry_out(deed, one.programme, slip, data, by=cast.hn.office)] * 2)
    assert results[0] == results[1] == Batch.objects.get()
    assert one.deadline_changes.count() == 1
    assert Event.objects.filter(verb="commitments.batch_done").count() == 1
    assert verify_chain() is None
