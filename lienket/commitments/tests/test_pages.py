"""The deeds' pages: the same doors for every step. Who sees the form, who is refused, what a second press says, nothing typed is lost."""

import datetime as dt

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from lienket.commitments import actions
from lienket.commitments.models import CommitmentState as S

from .builders import a_commitment, ask_for_time, in_state

# page → the state before, who does it (on Hà Nội's side), what is sent, the state of the commitment after Hà Nội alone has done it
STEPS = {
    "assign": (S.DRAFTED, "office", {"lead": "so_ct", "assigning_paper": "188/KH-UBND", "assigning_paper_date": "20/11/2026"}, S.DRAFTED),
    "accept": (S.ASSIGNED, "desk", {"receiving_division": "Phòng Quản lý thương mại"}, S.ASSIGNED),
    "ask_reassignment": (S.ASSIGNED, "head", {"reason": "Thuộc chức năng của sở khác", "proposed_lead": "so_tc"}, S.DRAFTED),
    "start": (S.ACCEPTED, "desk", {"plan_number": "12/KH-SCT"}, S.IN_PROGRESS),
    "report_progress": (S.IN_PROGRESS, "desk", {"result": "Đã chọn địa điểm", "percent": "30"}, S.IN_PROGRESS),
    "report_completion": (S.IN_PROGRESS, "head", {"output_paper": "45/BC-SCT", "output_date": "20/11/2026"}, S.IN_PROGRESS),
    "confirm_completion": (S.AWAITING_CONFIRMATION, "focal", {"completed_on": "20/11/2026"}, S.AWAITING_CONFIRMATION),
    "return_for_more": (S.AWAITING_CONFIRMATION, "office", {"reason": "Thiếu biên bản nghiệm thu"}, S.IN_PROGRESS),
    "keep_lead": (S.DRAFTED, "office", {"reason": "Đúng chức năng của Sở"}, S.ASSIGNED),
    "pause": (S.IN_PROGRESS, "office", {"reason": "Chờ mặt bằng", "expected_on": "20/12/2026"}, S.PAUSED),
    "resume": (S.PAUSED, "office", {"note": "Đã có mặt bằng"}, S.IN_PROGRESS),
    "stop": (S.IN_PROGRESS, "office", {"paper_number": "412-KL/TU", "paper_date": "20/11/2026", "reason": "Hết nhu cầu"}, S.IN_PROGRESS),
    "ask_extension": (S.IN_PROGRESS, "head", {"proposed": "31/01/2027", "reason": "Bão số 10"}, S.IN_PROGRESS),
    "approve_extension": (S.IN_PROGRESS, "office", {"new": "31/01/2027"}, S.IN_PROGRESS),
    "refuse_extension": (S.IN_PROGRESS, "office", {"reason": "Mùa vụ không chờ"}, S.IN_PROGRESS),
    "reopen": (S.DONE, "office", {"reason": "Biên bản bị thu hồi"}, S.IN_PROGRESS),
}  # fmt: skip


def before(page, cast):
    """The commitment as the step finds it."""
    promise = in_state(cast, S.ASSIGNED if page == "keep_lead" else STEPS[page][0])
    if page == "keep_lead":
        actions.ask_reassignment(promise.hn, reason="Thuộc tài chính", by=cast.hn.head)
    if page in {"approve_extension", "refuse_extension"}:
        ask_for_time(promise, cast.hn)
    return promise


@pytest.mark.parametrize("page", STEPS)
def test_the_step_is_done_and_leads_back_to_the_commitment(page, cast, client_of):
    _state, who, sent, after = STEPS[page]
    promise = before(page, cast)
    client = client_of(cast.hn.officers[who])
    address = reverse(f"commitments:{page}", args=[promise.commitment.pk])
    shown = client.get(address)
    assert shown.status_code == 200
    response = client.post(address, sent)
    assert response.status_code == 302, response.context and response.context["form"].errors
    assert response["Location"] == promise.commitment.get_absolute_url()
    assert promise.state == after
    assert len(list(get_messages(response.wsgi_request))) == 1


@pytest.mark.parametrize("page", STEPS)
def test_strangers_and_the_other_side_find_nothing_or_their_own_part(page, cast, client_of, client):
    state, who, sent, _after = STEPS[page]
    promise = before(page, cast)
    address = reverse(f"commitments:{page}", args=[promise.commitment.pk])
    visitor = client.get(address)
    assert visitor.status_code == 302
    assert visitor["Location"].startswith("/dang-nhap/")
    assert client_of(cast.nb.officers[who]).post(address, sent).status_code == 404
    # The other side cannot take Hà Nội's step, even by naming its part.
    part = promise.hn.pk
    assert client_of(cast.ht.officers[who]).post(f"{address}?ben={part}", sent).status_code == 404
    assert promise.state == state


@pytest.mark.parametrize("page", STEPS)
def test_the_own_side_without_the_role_is_told_whom_it_waits_for(page, cast, client_of):
    state, _who, sent, _after = STEPS[page]
    promise = before(page, cast)
    address = reverse(f"commitments:{page}", args=[promise.commitment.pk])
    response = client_of(cast.hn.clerk).post(address, sent)
    assert response.status_code == 403
    assert promise.state == state


@pytest.mark.parametrize("page", STEPS)
def test_a_step_out_of_turn_says_where_the_commitment_stands(page, cast, client_of):
    _state, who, sent, _after = STEPS[page]
    closed = S.STOPPED if page == "reopen" else S.DONE
    promise = in_state(cast, closed)
    client = client_of(cast.hn.officers[who])
    address = reverse(f"commitments:{page}", args=[promise.commitment.pk])
    assert client.get(address).status_code == 409
    response = client.post(address, sent)
    assert response.status_code == 409
    assert str(closed.label) in response.content.decode()
    assert promise.state == closed


def test_the_second_of_two_people_is_told_who_was_first_and_when(cast, client_of):
    promise = in_state(cast, S.ASSIGNED)
    actions.accept(promise.hn, by=cast.hn.head)
    response = client_of(cast.hn.desk).post(
        reverse("commitments:accept", args=[promise.commitment.pk]), {"receiving_division": "Phòng Thương mại"}
    )
    page = response.content.decode()
    assert response.status_code == 409
    assert cast.hn.head.label in page
    assert "24/11/2026" in page
    assert "Phòng Thương mại" in page  # what was typed is still there


def test_what_is_wrong_stands_beside_its_field(cast, client_of):
    promise = in_state(cast, S.IN_PROGRESS)
    address = reverse("commitments:report_completion", args=[promise.commitment.pk])
    response = client_of(cast.hn.head).post(address, {"output_paper": "45/BC-SCT", "output_date": "01/01/2027"})
    assert response.status_code == 422
    assert "output_date" in response.context["form"].errors
    assert promise.state == S.IN_PROGRESS


def test_updates_take_files_that_the_other_side_may_open(cast, client_of, settings, tmp_path):
    from django.core.files.uploadedfile import SimpleUploadedFile

    promise = in_state(cast, S.IN_PROGRESS)
    file = SimpleUploadedFile("bien-ban.txt", "Biên bản nghiệm thu".encode(), "text/plain")
    address = reverse("commitments:report_progress", args=[promise.commitment.pk])
    second = SimpleUploadedFile("anh.txt", "Ảnh hội nghị".encode(), "text/plain")
    response = client_of(cast.hn.desk).post(address, {"result": "Đã nghiệm thu", "evidence": [file, second]})
    assert response.status_code == 302
    stored = list(promise.commitment.updates.get().files.all())
    assert {f.name for f in stored} == {"bien-ban.txt", "anh.txt"}
    for file in stored:
        assert file.audience == "parties"
        assert cast.ht.locality in file.sides.all()
        assert client_of(cast.ht.clerk).get(reverse("files:open", args=[file.pk])).status_code == 200
        assert client_of(cast.nb.clerk).get(reverse("files:open", args=[file.pk])).status_code == 404


def test_a_secret_file_is_refused_before_it_is_stored(cast, client_of):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from lienket.files.models import StoredFile

    promise = in_state(cast, S.IN_PROGRESS)
    file = SimpleUploadedFile("TỐI MẬT.txt", b"noi dung", "text/plain")
    address = reverse("commitments:report_progress", args=[promise.commitment.pk])
    response = client_of(cast.hn.desk).post(address, {"result": "Đã nghiệm thu", "evidence": [file]})
    assert response.status_code == 422
    assert not StoredFile.objects.exists()
    assert not promise.commitment.updates.exists()


def test_the_deadline_is_moved_by_the_office(cast, client_of):
    promise = a_commitment(cast)
    address = reverse("commitments:change_deadline", args=[promise.commitment.pk])
    assert client_of(cast.hn.focal).get(address).status_code == 403
    assert client_of(cast.nb.office).get(address).status_code == 404
    client = client_of(cast.ht.office)
    assert client.get(address).status_code == 200
    assert client.post(address, {"new": "31/03/2027", "reason": "Hai bên thống nhất tại biên bản 3"}).status_code == 302
    promise.commitment.refresh_from_db()
    assert promise.commitment.deadline == dt.date(2027, 3, 31)


def test_a_draft_is_edited_hidden_and_withdrawn(cast, client_of):
    promise = a_commitment(cast)
    client = client_of(cast.hn.focal)
    pk = promise.commitment.pk
    assert client.get(reverse("commitments:edit", args=[pk])).status_code == 200
    sent = {"title": "Tuần hàng Hà Tĩnh", "description": "", "output": "Tuần hàng", "deadline": "30/12/2026"}
    assert client.post(reverse("commitments:edit", args=[pk]), sent).status_code == 302
    promise.commitment.refresh_from_db()
    assert promise.commitment.title == "Tuần hàng Hà Tĩnh"
    assert promise.commitment.original_deadline == dt.date(2026, 12, 30)
    assert client.get(reverse("commitments:audience", args=[pk])).status_code == 200
    assert client.post(reverse("commitments:audience", args=[pk]), {"audience": "parties"}).status_code == 302
    promise.commitment.refresh_from_db()
    assert promise.commitment.audience == "parties"
    assert client.get(reverse("commitments:withdraw", args=[pk])).status_code == 200
    assert client_of(cast.nb.focal).post(reverse("commitments:withdraw", args=[pk])).status_code == 404
    response = client.post(reverse("commitments:withdraw", args=[pk]))
    assert response["Location"] == promise.commitment.programme.get_absolute_url()
    assert not type(promise.commitment).objects.filter(pk=pk).exists()


def test_content_is_added_by_hand_with_page_and_number(cast, client_of):
    promise = a_commitment(cast)
    programme = promise.commitment.programme
    address = reverse("commitments:add", args=[programme.slug])
    client = client_of(cast.ht.focal)
    assert client.get(address).status_code == 200
    assert client_of(cast.hn.desk).get(address).status_code == 404
    hn, ht = promise.hn.party, promise.ht.party
    sent = {
        "title": "Kết nối hội chẩn trực tuyến",
        "origin": "agreement",
        f"part_{hn.pk}": "acts",
        f"lead_{hn.pk}": "so_yt",
        f"part_{ht.pk}": "receives",
        f"lead_{ht.pk}": "",
        "paper": "01/BGN-HN-HT",
        "paper_date": "18/03/2026",
        "page": "2",
        "place": "mục II.3",
        "quote": "Hai bên kết nối hội chẩn trực tuyến",
    }
    response = client.post(address, sent)
    assert response.status_code == 302, response.context["form"].errors
    added = programme.commitments.get(title="Kết nối hội chẩn trực tuyến")
    assert added.sources[0].page == 2
    assert added.sources[0].paper == "01/BGN-HN-HT"
    assert added.sources[0].clause == "II.3"
    assert [(r.party.locality, r.acting) for r in added.responsibilities.all()] == [
        (cast.hn.locality, True),
        (cast.ht.locality, False),
    ]
    without_paper = client.post(address, sent | {"paper": ""})
    assert without_paper.status_code == 422
