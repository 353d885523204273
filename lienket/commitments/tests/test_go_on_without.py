"""A party left the programme: reminders to it stop, history stays, and a person of those who stay decides what becomes of it."""

import datetime as dt

import pytest

from lienket.accounts.tests.cast import Cast
from lienket.audit.models import Event
from lienket.commitments import actions
from lienket.commitments.actions import ResponsibilityDraft
from lienket.commitments.chase import Chase
from lienket.commitments.chasing import chase_on
from lienket.commitments.desk import waiting_for
from lienket.commitments.models import Commitment
from lienket.commitments.models import CommitmentState as S
from lienket.commitments.recounting import Recount, recount
from lienket.commitments.refusals import AlreadyTaken, OutOfTurn
from lienket.lib.refusals import NotAllowed
from lienket.lib.saving import Incomplete
from lienket.programmes.actions import PartyDraft, leave_programme
from lienket.programmes.tests.builders import PAPER, a_programme, party_of

from .builders import TODAY, Promise, a_commitment, assign, bring_to, report, stop

WHY = "Hai bên còn lại chia nhau phần việc; thời hạn giữ nguyên."


def of_three(cast: Cast, *, alone: bool = False, **changes) -> Promise:
    """Hà Nội, Hà Tĩnh and Ninh Bình act; or Ninh Bình alone, for the two others."""
    sides = (cast.hn, cast.ht, cast.nb)
    programme = a_programme(cast, parties=[PartyDraft(side.locality, side.so_tc) for side in sides])
    parts = [
        ResponsibilityDraft(party_of(programme, side), lead=side.so_ct, acting=not alone or side is cast.nb)
        for side in sides
    ]
    return a_commitment(cast, programme, responsibilities=parts, **changes)


def gone(promise: Promise):
    """Ninh Bình leaves; its part."""
    leave_programme(
        party_of(promise.commitment.programme, promise.cast.nb), left_on=TODAY, paper_number="77/UBND-TH",
        paper_date=TODAY, reason="Sáp nhập", by=promise.cast.nb.office,
    )  # fmt: skip
    return promise.part(promise.cast.nb)


def two_have_assigned(cast: Cast, **changes) -> Promise:
    """It waits for Ninh Bình alone."""
    promise = of_three(cast, **changes)
    for side in (cast.hn, cast.ht):
        assign(promise, side)
    assert promise.state == S.DRAFTED
    return promise


def test_nothing_goes_by_itself_and_then_it_goes_on_where_it_waited_for_the_party_alone(cast: Cast):
    promise = two_have_assigned(cast)
    part = gone(promise)
    assert promise.state == S.DRAFTED
    step = actions.go_on_without(part, reason=WHY, by=cast.hn.focal)
    assert (promise.state, step.note) == (S.ASSIGNED, WHY)
    event = Event.objects.filter(verb="commitments.went_on_without").get()
    assert event.data["party"] == "Ninh Bình"
    assert list(recount(Recount(), mend=False)) == []
    for side in (cast.hn, cast.ht):
        actions.accept(promise.part(side), by=side.desk)
    actions.start(promise.hn, by=cast.hn.desk)
    for side in (cast.hn, cast.ht):
        report(promise, side)
    for side in (cast.hn, cast.ht):
        actions.confirm_completion(promise.part(side), completed_on=TODAY, by=side.focal)
    assert promise.state == S.DONE


def test_who_left_is_neither_reminded_nor_pressed_and_takes_no_step(cast: Cast):
    promise = two_have_assigned(cast, deadline=TODAY + dt.timedelta(days=7))
    assign(promise, cast.nb)
    part = gone(promise)
    chase_on(TODAY)
    assert {c.responsibility.party.locality.short_name for c in Chase.objects.all()} == {"Hà Nội", "Hà Tĩnh"}
    with pytest.raises(OutOfTurn, match="24/11/2026"):
        actions.accept(part, by=cast.nb.desk)
    with pytest.raises(NotAllowed):
        stop(promise, cast.nb)
    with pytest.raises(OutOfTurn):
        actions.chase_by_hand(part, words="Đề nghị báo cáo", rung="focal", by=cast.hn.focal)
    for officer in cast.nb.officers.values():
        assert waiting_for(officer, TODAY) == []
    assert Commitment.objects.visible_to(cast.nb.desk).filter(pk=promise.commitment.pk).exists()


def test_it_waits_on_the_desks_of_those_who_decide(cast: Cast, client_of):
    promise = two_have_assigned(cast)
    part = gone(promise)
    for officer in (cast.hn.focal, cast.ht.office):
        (item,) = [i for i in waiting_for(officer, TODAY) if "ben-thoi-tham-gia" in i.url]
        assert (item.kind, "Ninh Bình" in item.why) == ("to_decide", True)
    address = f"/cam-ket/{promise.commitment.pk}/ben-thoi-tham-gia/"
    client = client_of(cast.ht.office)
    page = client.get(address).content.decode()
    assert "77/UBND-TH" in page
    assert f"/cam-ket/{promise.commitment.pk}/dung-thuc-hien/?ben={promise.ht.pk}" in page
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": WHY}).status_code == 302
    assert WHY in client.get(promise.commitment.get_absolute_url()).content.decode()
    part.refresh_from_db()
    assert part.released_on == TODAY
    assert client_of(cast.hn.desk).get(address).status_code == 403
    assert client_of(cast.nb.office).get(address).status_code == 403


def test_once_with_a_reason_and_by_those_who_stay(cast: Cast):
    promise = two_have_assigned(cast)
    with pytest.raises(OutOfTurn):
        actions.go_on_without(promise.part(cast.nb), reason=WHY, by=cast.hn.focal)
    part = gone(promise)
    for officer in (cast.hn.desk, cast.hn.head, cast.nb.focal, cast.nb.office):
        with pytest.raises(NotAllowed):
            actions.go_on_without(part, reason=WHY, by=officer)
    with pytest.raises(Incomplete):
        actions.go_on_without(part, reason=" ", by=cast.hn.office)
    actions.go_on_without(part, reason=WHY, by=cast.hn.office)
    with pytest.raises(AlreadyTaken):
        actions.go_on_without(part, reason=WHY, by=cast.ht.office)


def test_those_who_stay_stop_an_item_of_the_signed_text_without_it(cast: Cast):
    promise = two_have_assigned(cast)
    stop(promise, cast.hn)
    gone(promise)
    assert promise.state == S.DRAFTED
    stop(promise, cast.ht)
    assert promise.state == S.STOPPED


def test_where_nobody_who_acts_remains_it_can_only_be_stopped(cast: Cast, client_of):
    promise = of_three(cast, alone=True, origin="request")
    assign(promise, cast.nb)
    part = gone(promise)
    with pytest.raises(OutOfTurn):
        actions.go_on_without(part, reason=WHY, by=cast.hn.focal)
    page = client_of(cast.hn.office).get(f"/cam-ket/{promise.commitment.pk}/ben-thoi-tham-gia/")
    assert page.status_code == 200
    stop(promise, cast.hn)
    assert promise.state == S.STOPPED


def test_done_is_done(cast: Cast):
    promise = bring_to(S.DONE, a_commitment(cast, a_programme(cast)))
    with pytest.raises(OutOfTurn):
        actions.go_on_without(promise.ht, reason=WHY, by=cast.hn.focal)


def test_who_left_neither_plans_nor_judges_the_progress(cast: Cast, client_of):
    promise = of_three(cast)
    for side in (cast.hn, cast.ht, cast.nb):
        assign(promise, side)
    for side in (cast.hn, cast.ht, cast.nb):
        actions.accept(promise.part(side), by=side.desk)
    actions.start(promise.hn, by=cast.hn.desk)
    (one,) = actions.set_milestones(promise.commitment, [actions.MilestoneDraft("Khảo sát", 1)], by=cast.nb.desk)
    actions.override_progress(promise.commitment, percent=20, reason="Chưa đo được", by=cast.nb.head)
    gone(promise)
    promise.commitment.refresh_from_db()
    tries = [
        lambda by: actions.set_milestones(promise.commitment, [], by=by),
        lambda by: actions.reach_milestone(one, reached_on=TODAY, evidence="3/BB", by=by),
        lambda by: actions.override_progress(promise.commitment, percent=90, reason="Khác", by=by),
        lambda by: actions.lift_override(promise.commitment, by=by),
    ]
    for attempt in tries:
        for officer in (cast.nb.desk, cast.nb.head, cast.nb.focal, cast.nb.office):
            with pytest.raises(OutOfTurn, match="24/11/2026"):
                attempt(officer)
    actions.reach_milestone(one, reached_on=TODAY, evidence="3/BB", by=cast.hn.desk)
    with pytest.raises(OutOfTurn):
        actions.take_back_milestone(one, reason="Nhầm", by=cast.nb.head)
    page = client_of(cast.nb.head).get(f"/cam-ket/{promise.commitment.pk}/tien-do-tu-dat/")
    assert page.status_code == 403
    assert "24/11/2026" in page.text
    assert "/moc/" not in client_of(cast.nb.desk).get(promise.commitment.get_absolute_url()).text
    actions.lift_override(promise.commitment, by=cast.hn.head)


def test_nothing_of_the_record_is_kept_for_who_left(cast: Cast):
    """Every deed on the record itself, by everyone of the party that left."""
    promise = of_three(cast)
    gone(promise)
    one = Commitment.objects.get(pk=promise.commitment.pk)
    tries = [
        lambda by: actions.edit_commitment(
            one, title="Khác", description="", output="x", deadline=None, sector=None, group=None, by=by
        ),
        lambda by: actions.classify(one, sector=None, group=None, by=by),
        lambda by: actions.add_evidence(one, PAPER, by),
        lambda by: actions.set_audience(one, "parties", by),
        lambda by: actions.withdraw_commitment(one, by),
        lambda by: actions.measure_by(one, [], by=by),
        lambda by: actions.set_recurrence(one, recurrence="month", by=by),
        lambda by: actions.change_deadline(one, new=None, reason="Lý do", by=by),
        lambda by: actions.add_commitment(
            one.programme, title="Mới", responsibilities=[ResponsibilityDraft(part)], by=by
        ),
    ]
    part = party_of(one.programme, cast.hn)
    for attempt in tries:
        for officer in cast.nb.officers.values():
            with pytest.raises(NotAllowed):
                attempt(officer)
