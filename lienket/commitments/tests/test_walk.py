"""A commitment's whole life, both sides in step: what each step changes, who it waits for, and what the trail keeps."""

import datetime as dt

from django.utils import translation

from lienket.accounts.tests.cast import Cast
from lienket.audit.models import Event
from lienket.audit.verify import verify_chain
from lienket.commitments import actions
from lienket.commitments.history import LINES
from lienket.commitments.models import CommitmentState as S
from lienket.commitments.transitions import TRANSITIONS
from lienket.lib import clock
from lienket.localities.models import Agency, AgencyType
from lienket.programmes.history import LINES as PROGRAMME_LINES
from lienket.search.models import IndexRow

from .builders import (
    DEADLINE,
    a_commitment,
    ask_for_time,
    assign,
    at_review,
    bring_to,
    confirm,
    in_state,
    pause,
    report,
    stop,
)


def test_a_shared_commitment_moves_when_the_last_acting_party_has_taken_each_step(cast: Cast):
    promise = a_commitment(cast)
    assert promise.commitment.number == "CK-01"
    assign(promise, cast.hn)
    assert promise.state == S.DRAFTED
    assign(promise, cast.ht)
    assert promise.state == S.ASSIGNED
    actions.accept(promise.ht, receiving_division="Phòng Thương mại", by=cast.ht.head)
    assert promise.state == S.ASSIGNED
    actions.accept(promise.hn, by=cast.hn.desk)
    assert promise.state == S.ACCEPTED
    actions.start(promise.ht, plan_number="12/KH-SCT", by=cast.ht.desk)
    assert promise.state == S.IN_PROGRESS
    actions.report_progress(promise.hn, result="Đã chọn địa điểm", percent=0, by=cast.hn.other_desk)
    report(promise, cast.hn)
    assert promise.state == S.IN_PROGRESS
    report(promise, cast.ht)
    assert promise.state == S.AWAITING_CONFIRMATION
    confirm(promise, cast.ht, completed_on=dt.date(2026, 11, 20), by=cast.ht.office)
    assert promise.state == S.AWAITING_CONFIRMATION
    confirm(promise, cast.hn, completed_on=dt.date(2026, 11, 18))
    assert promise.state == S.DONE
    assert promise.commitment.completed_on == dt.date(2026, 11, 20)
    assert [s.transition for s in promise.commitment.steps.order_by("id")] == [
        "T2", "T2", "T3", "T3", "T5", "T7", "T7", "T8", "T8",
    ]  # fmt: skip
    verbs = list(Event.objects.order_by("sequence").values_list("verb", flat=True))
    assert "programmes.created" in verbs
    assert verbs.count("commitments.completion_confirmed") == 2
    assert verify_chain() is None


def test_every_line_of_the_history_reads(cast: Cast):
    """The data each deed records fill the sentence of its verb, in both languages."""
    other = in_state(cast, S.ASSIGNED)
    actions.ask_reassignment(other.hn, reason="Không đúng chức năng", by=cast.hn.head)
    promise = in_state(cast, S.AWAITING_CONFIRMATION)
    actions.return_for_more(promise.hn, reason="Thiếu", by=cast.hn.office)
    actions.report_progress(promise.hn, result="Đã bổ sung", by=cast.hn.desk)
    actions.change_deadline(promise.commitment, new=None, reason="Hai bên thống nhất", by=cast.hn.office)
    actions.set_audience(promise.commitment, "parties", by=cast.hn.focal)
    actions.keep_lead(other.hn, reason="Đúng chức năng", by=cast.hn.office)
    pause(promise, cast.hn)
    actions.resume(promise.hn, by=cast.hn.office)
    more = in_state(cast, S.IN_PROGRESS)
    for answer in (
        lambda: actions.refuse_extension(more.hn, reason="Giữ", by=cast.hn.office),
        lambda: actions.approve_extension(more.hn, new=DEADLINE + dt.timedelta(days=30), by=cast.hn.office),
    ):
        ask_for_time(more, cast.hn)
        answer()
    stop(more, cast.hn)
    done = in_state(cast, S.DONE)
    actions.reopen(done.hn, reason="Sản phẩm bị thu hồi", by=cast.hn.office)
    at_review(done)
    actions.carry_over(done.hn, programme=more.commitment.programme, by=cast.hn.focal)
    recurring = a_commitment(cast)
    actions.set_recurrence(recurring.commitment, recurrence="month", by=cast.hn.focal)
    with clock.set_to(dt.date(2026, 12, 15)):
        actions.make_instances()
    actions.set_recurrence(recurring.commitment, recurrence="", by=cast.hn.focal)
    Agency.objects.filter(pk=cast.ht.so_ct.pk).update(valid_to=dt.date(2026, 11, 1))
    AgencyType.objects.filter(code="so_ct").update(valid_to=dt.date(2026, 11, 1))
    actions.pass_to_successors()
    AgencyType.objects.get(code="so_ct").became.add(AgencyType.objects.get(code="so_tc"))
    actions.pass_to_successors()
    Agency.objects.filter(pk=cast.hn.so_ct.pk).update(valid_to=dt.date(2026, 11, 1))
    actions.hand_over(promise.hn, lead=cast.hn.so_tc, by=cast.hn.focal)
    actions.withdraw_commitment(a_commitment(cast).commitment, by=cast.hn.focal)
    lines = LINES | PROGRAMME_LINES
    seen = {}
    for event in Event.objects.order_by("sequence").filter(verb__regex=r"^(commitments|programmes)"):
        for language in ("vi", "en"):
            with translation.override(language):
                seen[event.verb, language] = lines[event.verb] % event.data
    assert seen["commitments.assigned", "vi"] == "đã giao CK-01 cho phía Hà Tĩnh theo văn bản 188/KH-UBND"
    assert seen["commitments.accepted", "en"] == "accepted CK-01 for Hà Tĩnh"
    ours = {row.verb for row in TRANSITIONS} | {
        f"commitments.{name}"
        for name in ("recurrence_set", "series_ended", "instance_made", "passed_on", "successor_asked", "handed_over")
    }
    assert ours <= {verb for verb, _language in seen}


def test_a_supported_party_only_confirms_what_it_received(cast: Cast):
    promise = bring_to(S.AWAITING_CONFIRMATION, a_commitment(cast, supported=True))
    assert promise.ht.assigned_on is None
    confirm(promise, cast.hn)
    assert promise.state == S.AWAITING_CONFIRMATION
    confirm(promise, cast.ht)
    assert promise.state == S.DONE


def test_numbers_go_upward(cast: Cast):
    first = a_commitment(cast)
    second = a_commitment(cast, first.commitment.programme)
    assert (first.commitment.number, second.commitment.number) == ("CK-01", "CK-02")


def test_search_finds_what_the_deeds_put(cast: Cast):
    promise = in_state(cast, S.DONE)
    row = IndexRow.objects.get(kind="commitment", thing_id=promise.commitment.pk)
    assert row.title == promise.commitment.title
    assert row.url == f"/cam-ket/{promise.commitment.pk}/"
    assert set(row.sides.values_list("pk", flat=True)) == {cast.hn.locality.pk, cast.ht.locality.pk}
