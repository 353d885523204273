"""The page on which a table comes in: for whom it is there, which deed each change takes, and what is refused in which words."""

import datetime as dt

import pytest

from lienket.accounts.tests.cast import PARTS, Cast
from lienket.commitments import actions, bulk
from lienket.commitments.models import Batch, Commitment
from lienket.commitments.models import CommitmentState as S
from lienket.commitments.tests.builders import DEADLINE, TODAY, a_commitment, bring_to, in_state
from lienket.lib import clock
from lienket.programmes.actions import PartyDraft, leave_programme
from lienket.programmes.tests.builders import a_programme, party_of
from lienket.versions import actions as versions
from lienket.versions.models import NextVersion
from lienket.versions.things import present

from .tables import HEAD, address, confirm, counts, hand_in, opened, slip, words, workbook

TITLE = "Tổ chức Tuần nông sản Hà Tĩnh"
NEW = [["", "Mở tuyến du lịch di sản"]]
NEXT = dt.date(2027, 3, 31)


@pytest.fixture(scope="module")
def made_once(module_cast: Cast):
    with clock.set_to(TODAY):
        programme = a_programme(module_cast)
        a_commitment(module_cast, programme, title=TITLE)
        bring_to(S.IN_PROGRESS, a_commitment(module_cast, programme, title="Mở điểm bán OCOP"))
    return programme


# -- who --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("side", ["hn", "ht", "nb"])
@pytest.mark.parametrize("part", PARTS)
def test_only_the_office_and_the_focal_agency_of_a_party_find_it(part, side, programme, cast: Cast, client_of):
    client = client_of(getattr(cast, side).officers[part])
    may = part in {"focal", "office"} and side != "nb"
    assert client.get(address(programme)).status_code == (200 if may else 404)
    assert hand_in(client, programme, NEW, paper="512/TB-VP").status_code == (200 if may else 404)
    shown = client.get(programme.get_absolute_url())
    assert ("nhap-tu-bang" in shown.content.decode()) is may
    assert Commitment.objects.count() == 2


def test_a_visitor_signs_in_first(programme, client):
    assert client.get(address(programme)).status_code == 302
    assert hand_in(client, programme, NEW).status_code == 401


def test_a_party_that_left_brings_nothing_in(cast: Cast, client_of, db):
    parties = [PartyDraft(side.locality, side.so_tc) for side in (cast.hn, cast.ht, cast.nb)]
    programme = a_programme(cast, parties=parties)
    seen = hand_in(client_of(cast.nb.office), programme, NEW, paper="512/TB-VP")
    party = party_of(programme, cast.nb)
    leave_programme(party, left_on=TODAY, paper_number="9/CV", paper_date=TODAY, reason="Sáp nhập", by=cast.nb.office)
    assert client_of(cast.nb.office).get(address(programme)).status_code == 404
    sealed = {"buoc": "lam", "phieu": slip(seen)}
    assert client_of(cast.nb.office).post(address(programme), sealed).status_code == 404
    named = hand_in(client_of(cast.hn.office), programme, [["", "Việc mới", "", "", "Ninh Bình: —"]], paper="512/TB-VP")
    assert "“Ninh Bình” không phải là một bên đang tham gia" in words(named, "refused")[0]
    every = hand_in(client_of(cast.hn.office), programme, NEW, paper="512/TB-VP")
    assert "Ninh Bình" not in words(every)[0]


def test_what_the_other_side_keeps_to_itself_is_as_unknown_as_any_number(programme, cast: Cast, client_of):
    hidden = Commitment.objects.get(number="CK-01")
    hidden.responsibilities.filter(party__locality=cast.ht.locality).delete()
    actions.set_audience(hidden, "side", by=cast.hn.focal)
    rows = [["CK-01", TITLE], ["CK-99", "Việc khác"]]
    seen = hand_in(client_of(cast.ht.office), programme, rows, paper="512/TB-VP")
    assert counts(seen) == (2, 0, 0)
    assert [row.notes[0].replace("CK-99", "CK-01") for row, _outlook in seen.context["allowed"]] == [
        "Chưa có số “CK-01”: dòng này được coi là nội dung mới và nhận số kế tiếp"
    ] * 2
    confirm(client_of(cast.ht.office), programme, seen)
    hidden.refresh_from_db()
    assert (hidden.number, hidden.title) == ("CK-01", TITLE)


# -- which deed -------------------------------------------------------------------------------------------------------------


def test_a_deadline_given_out_moves_by_the_office_with_its_reason(programme, cast: Cast, client_of):
    row = [["CK-02", "Mở điểm bán OCOP", "", "", "", "31/03/2027"]]
    without = hand_in(client_of(cast.hn.office), programme, row)
    assert counts(without) == (0, 1, 0)
    assert words(without, "refused")[0].startswith("Dòng 2, cột “Thời hạn”:")
    focal = hand_in(client_of(cast.hn.focal), programme, row, reason="Thống nhất")
    assert "Văn phòng" in words(focal, "refused")[0]
    again = client_of(cast.hn.office).post(
        address(programme), {"buoc": "xem-lai", "phieu": slip(without), "reason": "Hai bên thống nhất"}
    )
    assert [outlook.allowed for _row, outlook in again.context["allowed"]] == [True]
    confirm(client_of(cast.hn.office), programme, again)
    assert Commitment.objects.get(number="CK-02").deadline == NEXT


def test_what_no_table_changes_is_said_and_left(programme, cast: Cast, client_of):
    head = [*HEAD, "Trạng thái", "Hoàn thành ngày", "Tiến độ, %", "Ghi chú riêng"]
    row = ["CK-02", "Mở điểm bán OCOP", "", "", "Hà Nội: Sở Y tế", "", "", "Hoàn thành", "24/11/2026", 80, "xong"]
    seen = hand_in(client_of(cast.hn.office), programme, workbook([head, row]))
    assert counts(seen) == (0, 0, 1)
    notes = " ".join(seen.context["same"][0].notes)
    for part in ("Cơ quan chủ trì", "Trạng thái: bảng ghi “Hoàn thành”, hiện là “Đang thực hiện”", "80"):
        assert part in notes
    assert seen.context["ignored"] == ["Ghi chú riêng"]


def test_words_of_an_assigned_task_stand(programme, cast: Cast, client_of):
    seen = hand_in(client_of(cast.hn.office), programme, [["CK-02", "Chữ khác"], ["CK-01", "Chữ khác nữa"]])
    assert counts(seen) == (1, 1, 0)
    assert words(seen, "refused") == [
        "Dòng 2, cột “Nội dung”: Nhiệm vụ đã giao nên phần chữ giữ nguyên. Hãy ghi lại vào ô như cũ."
    ]


def test_an_empty_cell_leaves_and_a_dash_takes_away(programme, cast: Cast, client_of):
    client = client_of(cast.hn.office)
    seen = hand_in(client, programme, [["CK-1", "", "", "", "", "", "–"]])
    assert words(seen) == ["Sản phẩm: Tuần hàng và các biên bản ghi nhớ → không có"]
    assert seen.context["allowed"][0][0].notes == [
        "Giữ nguyên vì ô trống (muốn bỏ, hãy ghi dấu gạch ngang): Nội dung, Lĩnh vực, Thời hạn"
    ]
    confirm(client, programme, seen)
    one = Commitment.objects.get(number="CK-01")
    assert (one.output, one.deadline, one.title) == ("", DEADLINE, TITLE)


def test_what_the_public_reads_waits_for_a_colleague(cast: Cast, client_of, db):
    programme = a_programme(cast, audience="public")
    one = a_commitment(cast, programme, audience="public", title=TITLE).commitment
    client = client_of(cast.hn.focal)
    seen = hand_in(client, programme, [["CK-01", "Chữ mới", "", "", "", "31/03/2027"]])
    assert words(seen) == [
        "Thành bản đang chỉnh sửa, chờ người khác duyệt: "
        f"Nội dung: {TITLE} → Chữ mới; Thời hạn: 31/12/2026\u00a0→\u00a031/03/2027"
    ]
    assert not NextVersion.objects.exists()
    confirm(client, programme, seen)
    one.refresh_from_db()
    version = NextVersion.objects.open().get()
    assert (one.title, version.values) == (TITLE, {"title": "Chữ mới", "deadline": "2027-03-31"})
    again = hand_in(client, programme, [["CK-01", "Chữ mới"]])
    assert "chờ duyệt" in words(again, "refused")[0]
    batch = Batch.objects.get()
    client.post(f"/chuong-trinh/{programme.slug}/nhieu-noi-dung/{batch.pk}/hoan-tac/")
    assert not NextVersion.objects.open().exists()


def test_an_approved_version_is_not_taken_back(cast: Cast, client_of, db):
    programme = a_programme(cast, audience="public")
    a_commitment(cast, programme, audience="public", title=TITLE)
    client = client_of(cast.hn.focal)
    confirm(client, programme, hand_in(client, programme, [["CK-01", "Chữ mới"]]))
    versions.approve(NextVersion.objects.open().get(), by=cast.ht.focal)
    batch = Batch.objects.get()
    client.post(f"/chuong-trinh/{programme.slug}/nhieu-noi-dung/{batch.pk}/hoan-tac/")
    assert [row.done for row in batch.undone_by.rows.all()] == [False]
    assert programme.commitments.get().title == "Chữ mới"


def test_a_version_of_a_colleague_is_never_pushed_aside(cast: Cast, client_of, db):
    programme = a_programme(cast, audience="public")
    one = a_commitment(cast, programme, audience="public", title=TITLE).commitment
    client = client_of(cast.hn.focal)
    seen = hand_in(client, programme, [["CK-01", "Chữ mới"]])
    versions.propose(one, values=present(one) | {"title": "Chữ của Hà Tĩnh"}, by=cast.ht.focal)
    confirm(client, programme, seen)
    assert NextVersion.objects.open().get().values == {"title": "Chữ của Hà Tĩnh"}
    assert [row.done for row in Batch.objects.get().rows.all()] == [False]


def test_new_rows_need_the_paper_they_stand_in(programme, cast: Cast, client_of):
    client = client_of(cast.hn.focal)
    seen = hand_in(client, programme, NEW)
    assert "văn bản nguồn" in words(seen, "refused")[0]
    later = client.post(
        address(programme), {"buoc": "xem-lai", "phieu": slip(seen), "paper": "512/TB-VP", "paper_date": "01/01/2030"}
    )
    assert "paper_date" in later.context["form"].errors
    assert counts_again(later) == (0, 1)
    good = client.post(address(programme), {"buoc": "xem-lai", "phieu": slip(later), "paper": "512/TB-VP"})
    assert counts_again(good) == (1, 0)


def counts_again(response) -> tuple[int, int]:
    return len(response.context["allowed"]), len(response.context["refused"])


# -- words that are not understood --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        (["", "Việc mới", "", "Nuôi cá voi"], "Lĩnh vực", "không có lĩnh vực “Nuôi cá voi”"),
        (["CK-01", TITLE, "Nhóm lạ"], "Nhóm nội dung", "không có nhóm nội dung “Nhóm lạ”"),
        (["CK-01", TITLE, "", "", "", "31/02/2027"], "Thời hạn", "“31/02/2027” không phải là ngày"),
        (["CK-01", TITLE, "", "", "", "12/31/2027"], "Thời hạn", "không phải là ngày"),
        (["CK-01", TITLE, "", "", "", "quý I"], "Thời hạn", "không phải là ngày"),
        (["", "Việc mới", "", "", "Lào: —"], "Cơ quan chủ trì", "“Lào” không phải là một bên"),
        (["", "Việc mới", "", "", "Hà Nội: Sở Mặt trăng"], "Cơ quan chủ trì", "không có cơ quan “Sở Mặt trăng”"),
        (["", "Việc mới", "", "", "Hà Nội; Hà Nội: —"], "Cơ quan chủ trì", "được nêu hai lần"),
        (["", "", "", "Du lịch"], "Nội dung", "ô trống"),
        (["CK-01", "x" * 501], "Nội dung", "có 501 ký tự"),
        (["", "Việc mới", "", "", "", "", "x" * 301], "Sản phẩm", "có 301 ký tự"),
        (["CK-01", "Tiêu\ufffd thụ"], "Nội dung", "chữ bị hỏng"),
    ],
)
def test_a_row_that_is_not_understood_says_where_and_the_cure_and_leaves_the_others(
    row, column, said, programme, cast: Cast, client_of
):
    client = client_of(cast.hn.focal)
    seen = hand_in(client, programme, [row, ["CK-01" if row[0] != "CK-01" else "", "Việc khác"]], paper="512/TB-VP")
    assert counts(seen) == (1, 1, 0)
    (problem,) = words(seen, "refused")
    assert problem.startswith(f"Dòng 2, cột “{column}”: ")
    assert said in problem
    assert "1 đã làm, 1 bị từ chối" in confirm(client, programme, seen).content.decode()


def test_twins_within_a_table_are_refused(programme, cast: Cast, client_of):
    rows = [["CK-01", "Một"], ["ck-1", "Hai"], ["", "Việc mới"], ["", "việc  MỚI"], ["", TITLE]]
    seen = hand_in(client_of(cast.hn.focal), programme, rows, paper="512/TB-VP")
    assert counts(seen) == (1, 4, 0)
    assert [row.line for row, _outlook in seen.context["refused"]] == [2, 3, 5, 6]


def test_a_secrecy_mark_is_refused_before_anything_is_shown(programme, cast: Cast, client_of):
    seen = hand_in(client_of(cast.hn.focal), programme, [["", "TUYỆT MẬT"]])
    assert seen.status_code == 422
    assert "phieu" not in seen.content.decode()


def test_more_than_a_person_can_read_is_cut_and_said(programme, cast: Cast, client_of, monkeypatch):
    monkeypatch.setattr(bulk, "LIMIT", 2)
    rows = [["", f"Việc thứ {n}"] for n in range(3)] + [["CK-01", TITLE]]
    seen = hand_in(client_of(cast.hn.focal), programme, rows, paper="512/TB-VP")
    assert counts(seen) == (2, 0, 1)
    assert "Có 3 dòng khác với hiện tại" in seen.content.decode()


# -- slips, the empty table, the history --------------------------------------------------------------------------------------


def test_slips_of_others_of_other_deeds_and_of_none(programme, cast: Cast, client_of):
    focal = client_of(cast.hn.focal)
    mine = slip(hand_in(focal, programme, [["CK-01", "Chữ mới"]]))
    pks = list(Commitment.objects.values_list("pk", flat=True))
    many = f"/chuong-trinh/{programme.slug}/nhieu-noi-dung/"
    of_many = slip(focal.post(many, {"viec": "ai-duoc-xem", "buoc": "xem-truoc", "chon": pks, "audience": "side"}))
    for client, where, sealed in (
        (client_of(cast.ht.focal), address(programme), mine),
        (focal, many, mine),
        (focal, address(programme), of_many),
        (focal, address(programme), "x"),
        (focal, address(programme), ""),
    ):
        answer = client.post(where, {"buoc": "lam", "phieu": sealed}, follow=True)
        assert "Bản xem trước đã quá cũ" in answer.content.decode()
    assert not Batch.objects.exists()
    assert focal.post(address(programme), {"buoc": "xem-lai"}).status_code == 302


def test_the_empty_table_comes_back_filled_in(programme, cast: Cast, client_of):
    client = client_of(cast.hn.focal)
    (head,) = opened(client.get(address(programme), {"mau": "xlsx"}).content)
    assert head == HEAD
    empty = hand_in(client, programme, [])
    assert "chưa có dòng nào" in empty.content.decode()
    csv = client.get(address(programme), {"mau": "csv"}).content
    seen = hand_in(client, programme, csv + ",Việc mới,,Du lịch,,,\r\n".encode(), "mau.csv", paper="512/TB-VP")
    assert counts(seen) == (1, 0, 0)


def test_the_history_has_a_sentence_for_it(programme, cast: Cast, client_of):
    client = client_of(cast.hn.focal)
    confirm(client, programme, hand_in(client, programme, [["CK-01", "Chữ mới"]]))
    assert "nhập bảng nội dung cam kết: 1 dòng đã làm, 0 dòng bị từ chối" in client.get("/nhat-ky/").content.decode()


def test_without_a_file_what_was_typed_stays(programme, cast: Cast, client_of):
    answer = client_of(cast.hn.focal).post(address(programme), {"reason": "x"})
    assert (answer.status_code, "file" in answer.context["form"].errors) == (422, True)
    assert answer.context["form"]["reason"].value() == "x"


def test_a_closed_commitment_keeps_its_day(cast: Cast, client_of, db):
    promise = in_state(cast, S.DONE)
    client = client_of(cast.hn.office)
    row = [[promise.commitment.number, promise.commitment.title, "", "", "", "31/03/2027"]]
    seen = hand_in(client, promise.commitment.programme, row, reason="Thống nhất")
    assert "Hoàn thành" in words(seen, "refused")[0]


def test_reading_a_large_table_asks_the_database_no_more_than_a_small_one(
    programme, cast: Cast, client_of, django_assert_max_num_queries
):
    for n in range(30):
        a_commitment(cast, programme, title=f"Việc thứ {n}")
    rows = [[f"CK-{n + 3:02}", f"Việc thứ {n}"] for n in range(30)]
    client = client_of(cast.hn.focal)
    client.get(address(programme))
    with django_assert_max_num_queries(24):
        assert counts(hand_in(client, programme, rows)) == (0, 0, 30)
