"""Random sequences of legal and illegal steps: whatever people press, the record stays true."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lienket.accounts.tests.cast import Cast, Side
from lienket.audit.verify import verify_chain
from lienket.commitments import actions
from lienket.commitments.models import CommitmentState as S
from lienket.commitments.steps import next_steps, waiting_for_whom
from lienket.commitments.transitions import BY_CODE
from lienket.lib.refusals import DeedRefused
from lienket.programmes.models import Programme
from lienket.programmes.tests.builders import a_programme

from .builders import TODAY, Promise, a_commitment, assign, confirm, report


def press(code: str, promise: Promise, side: Side, who: str) -> None:
    """One person of one side presses one button."""
    by = side.officers[who]
    match code:
        case "T2":
            assign(promise, side, by=by)
        case "T3":
            actions.accept(promise.part(side), by=by)
        case "T4":
            actions.ask_reassignment(promise.part(side), reason="Không đúng chức năng", by=by)
        case "T5":
            actions.start(promise.part(side), by=by)
        case "T6":
            actions.report_progress(promise.part(side), result="Đã làm", by=by)
        case "T7":
            report(promise, side, by=by)
        case "T8":
            confirm(promise, side, by=by)
        case "T9":
            actions.return_for_more(promise.part(side), reason="Thiếu", by=by)


PRESSES = st.lists(
    st.tuples(
        st.sampled_from(["T2", "T3", "T4", "T5", "T6", "T7", "T8", "T9"]),
        st.sampled_from(["hn", "ht"]),
        st.sampled_from(["desk", "head", "office", "focal", "clerk"]),
    ),
    min_size=15,
    max_size=45,
)


def check(promise: Promise) -> None:
    """What must hold after every press."""
    parts = list(promise.commitment.responsibilities.all())
    acting = [r for r in parts if r.acting]
    state = promise.state
    if state != S.DRAFTED:
        assert all(r.assigned_on and r.lead_id and r.assigning_paper for r in acting)
    if state not in {S.DRAFTED, S.ASSIGNED}:
        assert all(r.accepted_on for r in acting)
    if state in {S.AWAITING_CONFIRMATION, S.DONE}:
        assert all(r.reported_on and r.output_paper for r in acting)
    else:
        assert not all(r.reported_on for r in acting)
    assert (state == S.DONE) == all(r.confirmed_on for r in parts) == (promise.commitment.completed_on is not None)
    assert bool(waiting_for_whom(promise.commitment)) == (state != S.DONE)


@given(presses=PRESSES, supported=st.booleans())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_people_press(presses, supported, cast: Cast, db):
    programme = Programme.objects.first() or a_programme(cast)
    promise = a_commitment(cast, programme, supported=supported)
    for code, side_name, who in presses:
        side = getattr(cast, side_name)
        before = promise.state
        steps = next_steps(promise.commitment, side.officers[who])
        offered = any(
            s.allowed and s.transition.code == code and s.responsibility.party.locality == side.locality for s in steps
        )
        try:
            press(code, promise, side, who)
        except DeedRefused:
            assert promise.state == before
            assert not offered, "the page offered a button that is refused"
        else:
            assert offered, "a step was possible that the page does not offer"
            assert promise.state in {before, BY_CODE[code].to, *([S.IN_PROGRESS] if code == "T6" else [])}
        check(promise)
    assert verify_chain() is None
    assert promise.commitment.last_activity_on in {None, TODAY}
