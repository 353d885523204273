"""Random sequences of legal and illegal steps: whatever people press, the record stays true."""

import datetime as dt
from dataclasses import asdict

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lienket.accounts.tests.cast import Cast, Side
from lienket.audit.verify import verify_chain
from lienket.commitments import actions
from lienket.commitments.models import Commitment
from lienket.commitments.models import CommitmentState as S
from lienket.commitments.steps import next_steps, waiting_for_whom
from lienket.commitments.totals import by_programme_counted_for
from lienket.commitments.transitions import BY_CODE
from lienket.lib.refusals import DeedRefused
from lienket.programmes.models import Programme, ProgrammeState
from lienket.programmes.tests.builders import a_programme

from .builders import TODAY, Promise, a_commitment, ask_for_time, assign, confirm, pause, report, stop


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
        case "T4b":
            actions.keep_lead(promise.part(side), reason="Đúng chức năng", by=by)
        case "T10":
            pause(promise, side, by=by)
        case "T10b":
            actions.resume(promise.part(side), by=by)
        case "T11":
            stop(promise, side, by=by)
        case "T12":
            item = Commitment.objects.get(programme=promise.commitment.programme, number="CK-01")
            actions.carry_over(promise.part(side), programme=item.programme, item=item, by=by)
        case "T13":
            ask_for_time(promise, side, by=by)
        case "T13b":
            later = (promise.commitment.deadline or TODAY) + dt.timedelta(days=10)
            actions.approve_extension(promise.part(side), new=later, by=by)
        case "T13c":
            actions.refuse_extension(promise.part(side), reason="Giữ thời hạn", by=by)
        case "T14":
            actions.reopen(promise.part(side), reason="Sản phẩm bị thu hồi", by=by)


# The usual steps come up more often, so that walks get somewhere; what closes a commitment comes up rarely.
USUAL = ["T2", "T3", "T5", "T6", "T7", "T8"] * 3
CODES = [*USUAL, "T4", "T4b", "T9", "T10", "T10b", "T10b", "T11", "T12", "T13", "T13b", "T13c", "T14"]
DONE_WITH = {S.STOPPED, S.CARRIED_OVER}
PRESSES = st.lists(
    st.tuples(
        st.sampled_from(CODES),
        st.sampled_from(["hn", "ht"]),
        st.sampled_from(["desk", "head", "office", "focal", "clerk"]),
    ),
    min_size=15,
    max_size=60,
)


def check(promise: Promise) -> None:
    """What must hold after every press."""
    parts = list(promise.commitment.responsibilities.all())
    acting = [r for r in parts if r.acting]
    state = promise.state
    check_counts(promise)
    pauses, requests = list(promise.commitment.pauses.all()), list(promise.commitment.requests.all())
    assert (state == S.PAUSED) == (len([p for p in pauses if p.ended_on is None]) == 1)
    if state in {*DONE_WITH, S.DONE}:
        assert all(r.state != "pending" for r in requests)
    if state in DONE_WITH:
        assert not waiting_for_whom(promise.commitment)
        return
    if state != S.DRAFTED:
        assert all(r.assigned_on and r.lead_id and r.assigning_paper for r in acting)
    if state not in {S.DRAFTED, S.ASSIGNED}:  # a pause begins after T3
        assert all(r.accepted_on for r in acting)
    if state in {S.AWAITING_CONFIRMATION, S.DONE}:
        assert all(r.reported_on and r.output_paper for r in acting)
    else:
        assert not all(r.reported_on for r in acting)
    assert (state == S.DONE) == all(r.confirmed_on for r in parts) == (promise.commitment.completed_on is not None)
    assert bool(waiting_for_whom(promise.commitment)) == (state != S.DONE)


def check_counts(promise: Promise) -> None:
    """Derived equals stored, and the four states add up, against either deadline."""
    programme = promise.commitment.programme
    counts = Commitment.objects.under(programme).four_states(TODAY)
    assert counts.total == counts.of + counts.left_out == Commitment.objects.under(programme).count()
    stored = by_programme_counted_for(promise.cast.hn.desk, [programme.pk], TODAY)[programme.pk]
    assert asdict(stored) == asdict(counts)
    changes = list(promise.commitment.deadline_changes.order_by("id"))
    if changes:
        assert promise.commitment.deadline == changes[-1].new
        assert promise.commitment.original_deadline == changes[0].old
    granted = [r for r in promise.commitment.requests.all() if r.state == "granted" and r.kind == "extension"]
    assert promise.commitment.extensions == len(granted)


def check_sides(promise: Promise) -> None:
    """Nobody acted for another side: every step of a party's part was recorded on its side, by its officers."""
    codes = {side.locality.pk: {o.pk for o in side.officers.values()} for side in (promise.cast.hn, promise.cast.ht)}
    for step in promise.commitment.steps.select_related("responsibility__party"):
        assert step.by_id in codes[step.responsibility.party.locality_id]


@given(presses=PRESSES, reviewed=st.booleans(), supported=st.booleans())
@settings(max_examples=9, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_people_press(presses, reviewed, supported, cast: Cast, db):
    programme = Programme.objects.first() or a_programme(cast, open_ended=True)
    if not programme.commitments.exists():
        a_commitment(cast, programme)  # CK-01, where others are carried over to
    promise = a_commitment(cast, programme, supported=supported)
    promise.commitment.programme.state = ProgrammeState.AWAITING_REVIEW if reviewed else ProgrammeState.IN_FORCE
    promise.commitment.programme.save()
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
            back = {S.IN_PROGRESS, S.ACCEPTED} if code in {"T6", "T10b"} else set()
            assert promise.state in {before, BY_CODE[code].to, *back}
        check(promise)
    check_sides(promise)
    assert verify_chain() is None
    assert promise.commitment.last_activity_on in {None, TODAY}
