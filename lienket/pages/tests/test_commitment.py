"""The commitment page: its gate, its words, its next step, its trail."""

import datetime as dt

import pytest

from lienket.commitments import actions
from lienket.commitments.tests.builders import a_commitment, bring_to, in_state
from lienket.lib import clock
from lienket.lib.numbers import format_date
from lienket.programmes.actions import publish
from lienket.programmes.tests.builders import a_programme, party_of

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)


def test_who_may_open_it(client, client_of, cast):
    promise = a_commitment(cast)
    address = promise.commitment.get_absolute_url()
    assert client.get(address).status_code == 404
    assert client_of(cast.nb.focal).get(address).status_code == 404
    assert client_of(cast.hn.other_desk).get(address).status_code == 200
    assert client_of(cast.ht.leader).get(address).status_code == 200
    publish(promise.commitment.programme, by=cast.hn.focal)
    assert client.get(address).status_code == 200
    assert client.get("/cam-ket/999999/").status_code == 404


def test_it_shows_the_words_it_came_from(client_of, cast):
    promise = a_commitment(cast)
    page = client_of(cast.hn.desk).get(promise.commitment.get_absolute_url()).content.decode()
    assert "Hai bên thống nhất" in page
    assert "01/BGN-HN-HT" in page


def test_the_next_step_is_a_button_only_for_who_may(client_of, cast):
    promise = in_state(cast, "assigned")
    address = promise.commitment.get_absolute_url()
    accept = f"/cam-ket/{promise.commitment.pk}/tiep-nhan/"
    assert accept in client_of(cast.hn.desk).get(address).content.decode()
    for other in (cast.hn.other_desk, cast.hn.focal, cast.hn.leader, cast.nb.desk):
        assert accept not in client_of(other).get(address).content.decode()


def test_it_says_whom_it_waits_for(client_of, cast):
    promise = in_state(cast, "assigned")
    actions.accept(promise.hn, by=cast.hn.desk)
    page = client_of(cast.ht.focal).get(promise.commitment.get_absolute_url())
    assert [wait.responsibility.party.locality for wait in page.context["waits"]] == [cast.ht.locality]


def test_the_trail_tells_everything_newest_first(client_of, cast):
    promise = in_state(cast, "in_progress")
    actions.report_progress(promise.hn, result="Đã chọn 60 gian hàng <b>", percent=40, by=cast.hn.desk)
    actions.change_deadline(
        promise.commitment, new=dt.date(2027, 2, 1), reason="Theo đề nghị của hai bên", by=cast.hn.office
    )
    page = client_of(cast.ht.desk).get(promise.commitment.get_absolute_url())
    titles = [str(line.title) for line in page.context["trail"]]
    assert titles[0] == "Đổi thời hạn"
    assert titles[1] == "Tiến độ: 40%"
    assert "&lt;b&gt;" in page.content.decode()
    assert "31/12/2026\u00a0→\u00a001/02/2027" in page.content.decode()


def test_its_cost_does_not_grow_with_the_trail(client_of, cast, django_assert_max_num_queries):
    with clock.set_to(TODAY):
        promise = in_state(cast, "in_progress")
        for n in range(30):
            actions.report_progress(promise.hn, result=f"Cập nhật {n}", by=cast.hn.desk)
        officer = client_of(cast.hn.desk)
        officer.get(promise.commitment.get_absolute_url())
        with django_assert_max_num_queries(26):
            assert officer.get(promise.commitment.get_absolute_url()).status_code == 200


def test_a_done_commitment_waits_for_nobody(client_of, cast):
    promise = bring_to("done", a_commitment(cast))
    page = client_of(cast.hn.desk).get(promise.commitment.get_absolute_url())
    assert page.context["waits"] == []
    assert page.context["may_do"] == []


def test_on_a_paused_commitment_going_on_is_the_primary_step(cast, client_of):
    promise = in_state(cast, "paused")
    context = client_of(cast.hn.office).get(promise.commitment.get_absolute_url()).context
    assert [step.transition.code for step in context["may_do"]] == ["T10b"]
    assert "T10b" not in [step.transition.code for step in context["may_decide"]]


def test_milestones_and_progress_by_hand_stand_in_the_trail_and_the_history(client_of, cast):
    promise = in_state(cast, "in_progress")
    drafts = [actions.MilestoneDraft("Khảo sát", 1, dt.date(2026, 12, 1)), actions.MilestoneDraft("Bàn giao", 3)]
    first, _last = actions.set_milestones(promise.commitment, drafts, by=cast.hn.desk)
    actions.reach_milestone(first, reached_on=clock.today(), evidence="12/BB-SCT", by=cast.hn.desk)
    actions.take_back_milestone(first, reason="Biên bản chưa đủ chữ ký", by=cast.hn.head)
    actions.override_progress(promise.commitment, percent=20, reason="Chờ thẩm định", by=cast.hn.head)
    actions.lift_override(promise.commitment, by=cast.hn.head)
    reader = client_of(cast.ht.desk)
    lines = list(reader.get(promise.commitment.get_absolute_url()).context["trail"])[:5]
    told = reader.get(f"{promise.commitment.get_absolute_url()}lich-su/?loai=moc").text
    assert [str(line.title) for line in lines] == [
        "Bỏ tiến độ tự đặt (20%)", "Tiến độ tự đặt: 20%", "Không tính là đã đạt: Khảo sát", "Đạt mốc: Khảo sát", "Đặt các mốc",
    ]  # fmt: skip
    facts = [text for line in lines for _label, text in line.facts]
    assert facts == [
        "Chờ thẩm định", "Biên bản chưa đủ chữ ký", format_date(clock.today()), "12/BB-SCT",
        "Khảo sát (trọng số 1), dự kiến 01/12/2026", "Bàn giao (trọng số 3)",
    ]  # fmt: skip
    assert told.count('class="change"') == 5
    assert "Khảo sát (trọng số 1), dự kiến 01/12/2026; Bàn giao (trọng số 3)" in told
    assert "12/BB-SCT" in told


def test_milestones_of_a_sides_own_time_stay_with_it(client_of, cast):
    programme = a_programme(cast)
    part = actions.ResponsibilityDraft(party_of(programme, cast.hn), lead=cast.hn.so_ct)
    promise = a_commitment(cast, programme, audience="side", responsibilities=[part])
    actions.set_milestones(promise.commitment, [actions.MilestoneDraft("Khảo sát kín", 1)], by=cast.hn.desk)
    actions.set_milestones(promise.commitment, [], by=cast.hn.desk)
    actions.set_audience(promise.commitment, "parties", by=cast.hn.focal)
    page = promise.commitment.get_absolute_url()
    assert "Khảo sát kín" in client_of(cast.hn.leader).get(page).text
    assert "Khảo sát kín" not in client_of(cast.ht.desk).get(page).text
