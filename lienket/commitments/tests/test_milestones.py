"""Weighted milestones and progress set by hand: reckoned, explained, refused to whom they are not, never silent."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from lienket.accounts.tests.cast import Cast
from lienket.audit.models import Event
from lienket.commitments import actions
from lienket.commitments.actions import MilestoneDraft as Draft
from lienket.commitments.models import Commitment, Milestone, ProgressOverride
from lienket.commitments.models import CommitmentState as S
from lienket.commitments.progress import Source, progress_of, weighed
from lienket.commitments.refusals import AlreadyTaken, NotOpenToChange
from lienket.lib.explanation import Explanation
from lienket.lib.refusals import NotAllowed
from lienket.lib.saving import Incomplete

from .builders import TODAY, Promise, in_state

PLAN = [Draft("Khảo sát", 1, dt.date(2026, 11, 1)), Draft("Ký biên bản", 3), Draft("Bàn giao", 6)]


@pytest.fixture
def promise(cast: Cast) -> Promise:
    return in_state(cast, S.IN_PROGRESS)


def plan(promise: Promise) -> list[Milestone]:
    return actions.set_milestones(promise.commitment, PLAN, by=promise.cast.hn.desk)


def reach(promise: Promise, one: Milestone, **changes):
    facts = {"reached_on": TODAY, "evidence": "45/BC-SCT", "by": promise.cast.ht.desk}
    return actions.reach_milestone(one, **facts | changes)


def progress(commitment: Commitment):
    override = commitment.overrides.filter(lifted_at=None).first()
    return progress_of(list(commitment.milestones.all()), override, None, TODAY)


@pytest.mark.parametrize(
    ("reached", "total", "percent"), [(0, 10, 0), (1, 10, 10), (2, 3, 66), (999, 1000, 99), (10, 10, 100), (0, 0, None)]
)
def test_the_share_is_rounded_down(reached, total, percent):
    assert weighed(reached, total) == percent


def test_progress_is_reached_weight_over_all_weight(promise: Promise):
    assert progress(promise.commitment) is None
    made = plan(promise)
    assert (progress(promise.commitment).percent, progress(promise.commitment).source) == (0, Source.MILESTONES)
    reach(promise, made[1])
    found = progress(promise.commitment)
    assert found.percent == 30
    assert [row.label for row in found.told.counted] == ["Ký biên bản"]
    assert "45/BC-SCT" in found.told.counted[0].approvals[0]
    assert [row.label for row in found.told.left_out] == ["Khảo sát", "Bàn giao"]
    row = Commitment.objects.with_progress().get(pk=promise.commitment.pk)
    assert (row.by_hand, row.by_indicator, row.by_milestones) == (None, False, 30)
    assert Event.objects.filter(verb="commitments.milestone_reached").count() == 1


def test_what_is_reached_stays_when_the_plan_changes(promise: Promise):
    first, second, third = plan(promise)
    reach(promise, first)
    actions.set_milestones(
        promise.commitment, [Draft("Ký hợp đồng", 1, pk=second.pk), Draft("Nghiệm thu", 1)], by=promise.cast.hn.focal
    )
    stands = {one.title: one.reached_on for one in promise.commitment.milestones.all()}
    assert stands == {"Khảo sát": TODAY, "Ký hợp đồng": None, "Nghiệm thu": None}
    for gone in (first, third):  # reached, removed
        with pytest.raises(Incomplete):
            actions.set_milestones(promise.commitment, [Draft("Sửa", 5, pk=gone.pk)], by=promise.cast.hn.focal)


@pytest.mark.parametrize(
    "drafts", [[Draft(" ", 1)], [Draft("A", 0)], [Draft("A", 1001)], [Draft(f"Mốc {n}", 1) for n in range(21)]]
)
def test_a_broken_plan_is_refused_whole(promise: Promise, drafts):
    plan(promise)
    with pytest.raises(Incomplete):
        actions.set_milestones(promise.commitment, drafts, by=promise.cast.hn.desk)
    assert promise.commitment.milestones.count() == 3


def test_reached_once_by_evidence_of_a_day_that_has_come(promise: Promise):
    one = plan(promise)[0]
    for wrong in ({"evidence": " "}, {"reached_on": TODAY + dt.timedelta(days=1)}):
        with pytest.raises(Incomplete):
            reach(promise, one, **wrong)
    stale = Milestone.objects.get(pk=one.pk)
    reach(promise, one)
    with pytest.raises(AlreadyTaken):
        reach(promise, stale)
    with pytest.raises(Incomplete):
        actions.take_back_milestone(one, reason="", by=promise.cast.hn.head)
    actions.take_back_milestone(one, reason="Biên bản chưa đủ chữ ký", by=promise.cast.hn.head)
    assert progress(promise.commitment).percent == 0
    with pytest.raises(NotOpenToChange):
        actions.take_back_milestone(one, reason="Lần nữa", by=promise.cast.hn.head)


def test_a_number_set_by_hand_says_why_and_can_be_lifted(promise: Promise):
    reach(promise, plan(promise)[2])
    for percent, reason in ((101, "x"), (-1, "x"), (50, " ")):
        with pytest.raises(Incomplete):
            actions.override_progress(promise.commitment, percent=percent, reason=reason, by=promise.cast.hn.head)
    actions.override_progress(promise.commitment, percent=20, reason="Chưa nghiệm thu", by=promise.cast.hn.head)
    actions.override_progress(promise.commitment, percent=25, reason="Đã nghiệm thu một phần", by=promise.cast.ht.focal)
    found = progress(promise.commitment)
    assert (found.percent, found.source, found.reckoned) == (25, Source.BY_HAND, 60)
    assert "Đã nghiệm thu một phần" in found.told.formula
    assert any("60%" in row.label for row in found.told.left_out)
    assert Commitment.objects.with_progress().get(pk=promise.commitment.pk).by_hand == 25
    actions.lift_override(promise.commitment, by=promise.cast.hn.focal)
    assert progress(promise.commitment).percent == 60
    with pytest.raises(AlreadyTaken):
        actions.lift_override(promise.commitment, by=promise.cast.hn.focal)
    assert ProgressOverride.objects.filter(commitment=promise.commitment).count() == 2, "what was set stays readable"


def test_the_database_keeps_one_number_by_hand_and_asks_for_its_reason(promise: Promise):
    facts = {"commitment": promise.commitment, "by": promise.cast.hn.head, "by_label": "x"}
    ProgressOverride.objects.create(percent=1, reason="x", **facts)
    for percent, reason in ((2, "y"), (3, "")):
        with pytest.raises(IntegrityError), transaction.atomic():
            ProgressOverride.objects.create(percent=percent, reason=reason, **facts)


def test_the_main_indicator_comes_before_milestones():
    told = Explanation("", "", [], [], TODAY)
    milestones = [Milestone(title="A", weight=1, reached_on=TODAY, evidence="x")]
    assert progress_of(milestones, None, (40, told), TODAY).percent == 40
    assert progress_of(milestones, None, (140, told), TODAY).percent == 100
    assert progress_of(milestones, None, None, TODAY).percent == 100
    assert progress_of([], None, None, TODAY) is None


def test_a_closed_commitment_keeps_its_progress(cast: Cast):
    promise = in_state(cast, S.DONE)
    with pytest.raises(NotOpenToChange):
        plan(promise)
    with pytest.raises(NotOpenToChange):
        actions.override_progress(promise.commitment, percent=1, reason="x", by=cast.hn.head)


def test_nobody_from_elsewhere(promise: Promise, client_of):
    one = plan(promise)[0]
    cast = promise.cast
    base = f"/cam-ket/{promise.commitment.pk}"
    for who, status in ((cast.nb.desk, 404), (cast.hn.leader, 403), (cast.hn.office, 403)):
        for tail in ("moc/", f"moc/{one.pk}/dat/", f"moc/{one.pk}/chua-dat/", "tien-do-tu-dat/"):
            assert client_of(who).get(f"{base}/{tail}").status_code == status, tail
        assert client_of(who).post(f"{base}/bo-tien-do-tu-dat/").status_code == status
        with pytest.raises(NotAllowed):
            actions.reach_milestone(one, reached_on=TODAY, evidence="x", by=who)


def test_the_pages_set_reach_and_explain(promise: Promise, client_of, client):
    base = f"/cam-ket/{promise.commitment.pk}"
    desk, head = client_of(promise.cast.hn.desk), client_of(promise.cast.hn.head)
    wrong = desk.post(f"{base}/moc/", {"title_0": "Khảo sát", "due_1": "01/12/2026"})
    assert wrong.status_code == 422
    assert not promise.commitment.milestones.exists()
    desk.post(
        f"{base}/moc/",
        {"title_0": "Khảo sát", "weight_0": "1", "title_2": "Bàn giao", "weight_2": "3", "due_2": "01/12/2026"},
    )
    first, last = promise.commitment.milestones.all()
    assert (first.weight, last.weight, last.due) == (1, 3, dt.date(2026, 12, 1))
    assert (
        desk.post(f"{base}/moc/{last.pk}/dat/", {"reached_on": "24/11/2026", "evidence": "12/BB-SCT"}).status_code
        == 302
    )
    page = desk.get(f"{base}/").content.decode()
    assert "75%" in page
    assert "12/BB-SCT" in page
    head.post(f"{base}/tien-do-tu-dat/", {"percent": "10", "reason": "Chờ thẩm định"})
    page = client_of(promise.cast.ht.leader).get(f"{base}/").content.decode()
    assert "Chờ thẩm định" in page
    assert "75%" in page, "what is reckoned stands beside the number set by hand"
    listed = client_of(promise.cast.ht.leader).get(promise.commitment.programme.get_absolute_url()).content.decode()
    assert ">10%</a>" in listed
    head.post(f"{base}/bo-tien-do-tu-dat/")
    assert not promise.commitment.overrides.filter(lifted_at=None).exists()
