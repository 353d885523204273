"""T5 Bắt đầu thực hiện and T6 Cập nhật tiến độ: append-only."""

import datetime as dt

import pytest
from django.core.files.base import ContentFile

from lienket.accounts.tests.cast import Cast
from lienket.commitments import actions
from lienket.commitments.models import CommitmentState as S
from lienket.commitments.models import ProgressUpdate
from lienket.commitments.refusals import OutOfTurn
from lienket.files.actions import store
from lienket.lib import clock
from lienket.lib.appendonly import WrittenOnce
from lienket.lib.refusals import NotAllowed
from lienket.lib.saving import Incomplete

from .builders import in_state, report


def test_the_leads_first_update_begins_the_work(cast: Cast):
    promise = in_state(cast, S.ACCEPTED)
    update = actions.report_progress(promise.hn, result="Đã ban hành kế hoạch", percent=10, by=cast.hn.desk)
    assert promise.state == S.IN_PROGRESS
    assert (update.agency, update.percent, update.by_label) == (cast.hn.so_ct, 10, cast.hn.desk.label)
    assert promise.commitment.steps.first().transition == "T5"


def test_a_coordinating_agency_contributes_but_does_not_begin(cast: Cast):
    promise = in_state(cast, S.ACCEPTED)
    with pytest.raises(OutOfTurn):
        actions.report_progress(promise.hn, result="Đã góp ý", by=cast.hn.other_desk)
    actions.start(promise.ht, plan_number="12/KH-SCT", by=cast.ht.desk)
    update = actions.report_progress(promise.hn, result="Đã góp ý", by=cast.hn.other_desk)
    assert update.agency == cast.hn.so_yt
    assert update.percent is None  # not reported is not zero


def test_an_agency_that_takes_no_part_is_refused(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS)
    part = promise.hn
    part.coordinators.clear()
    with pytest.raises(NotAllowed):
        actions.report_progress(promise.hn, result="Đã góp ý", by=cast.hn.other_desk)


def test_what_was_reported_stays_as_written(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS)
    update = actions.report_progress(promise.hn, result="Đã làm", by=cast.hn.desk)
    update.result = "Chưa làm"
    with pytest.raises(WrittenOnce):
        update.save()
    with pytest.raises(WrittenOnce):
        update.delete()
    with pytest.raises(WrittenOnce):
        ProgressUpdate.objects.filter(pk=update.pk).update(result="Chưa làm")
    with pytest.raises(WrittenOnce):
        promise.commitment.steps.all().delete()
    assert ProgressUpdate.objects.get(pk=update.pk).result == "Đã làm"


def test_a_form_sent_twice_is_one_update(cast: Cast, client_of):
    promise = in_state(cast, S.IN_PROGRESS)
    address = f"/cam-ket/{promise.commitment.pk}/cap-nhat/"
    client, words = client_of(cast.hn.desk), {"result": "Đã chọn địa điểm", "percent": "30"}
    before = ProgressUpdate.objects.count()
    assert client.post(address, words).status_code == 302
    again = client.post(address, words)
    assert again.status_code == 409
    assert "Bạn đã ghi cập nhật này" in again.content.decode()
    assert ProgressUpdate.objects.count() == before + 1
    assert client.post(address, words | {"percent": "35"}).status_code == 302
    assert client.post(address, words | {"difficulties": "Mưa"}).status_code == 302
    other = client_of(cast.hn.other_desk).post(address, words)  # another officer may say the same
    assert other.status_code == 302
    with clock.set_to(clock.now() + dt.timedelta(hours=2)):
        assert client.post(address, words).status_code == 302
    assert ProgressUpdate.objects.count() == before + 5


@pytest.mark.parametrize(
    ("broken", "field"),
    [
        ({"result": "  "}, "result"),
        ({"percent": 101}, "percent"),
        ({"percent": -1}, "percent"),
        ({"result": "Kết quả\n[TUYỆT MẬT]\nsố liệu"}, "result"),
    ],
)
def test_broken_input_is_refused(broken, field, cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS)
    with pytest.raises(Incomplete) as refused:
        actions.report_progress(promise.hn, **{"result": "Đã làm", **broken}, by=cast.hn.desk)
    assert field in refused.value.fields
    assert not promise.commitment.updates.exists()


def test_a_very_long_text_is_kept_whole(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS)
    update = actions.report_progress(promise.hn, result="ộ" * 100_000, by=cast.hn.desk)
    assert len(update.result) == 100_000


def test_updates_close_with_the_report_of_completion(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS)
    report(promise, cast.hn)
    with pytest.raises(OutOfTurn):
        actions.report_progress(promise.hn, result="Thêm", by=cast.hn.desk)
    actions.report_progress(promise.ht, result="Bên kia vẫn làm", by=cast.ht.desk)


def test_only_own_files_are_attached(cast: Cast):
    promise = in_state(cast, S.IN_PROGRESS)
    theirs = store(ContentFile(b"bien ban", name="a.txt"), name="a.txt", by=cast.ht.desk, side=cast.ht.locality)
    with pytest.raises(Incomplete):
        actions.report_progress(promise.hn, result="Đã làm", files=[theirs], by=cast.hn.desk)
    assert not promise.commitment.updates.exists()
