"""What goes out comes back: unchanged it does nothing, changed it does just that, and it can be taken back."""

import datetime as dt

import pytest

from lienket.accounts.tests.cast import Cast
from lienket.audit.models import Event
from lienket.audit.verify import verify_chain
from lienket.commitments import actions
from lienket.commitments.models import Batch, Commitment
from lienket.commitments.models import CommitmentState as S
from lienket.commitments.tests.builders import TODAY, a_commitment, bring_to
from lienket.lib import clock
from lienket.localities.models import Sector
from lienket.programmes.actions import add_group
from lienket.programmes.tests.builders import a_programme

from .tables import as_csv, confirm, counts, hand_in, handed_out, opened, words, workbook

TITLES = ["Tổ chức Tuần nông sản Hà Tĩnh", "-- = Mở điểm bán OCOP", "Đào tạo hướng dẫn viên", "Kết nối 12 siêu thị"]
TITLE, GROUP, SECTOR, LEADS, DEADLINE, STATE, OUTPUT = 1, 2, 3, 4, 5, 6, 9
NEXT = dt.date(2027, 3, 31)
FIELDS = ("number", "title", "output", "deadline", "original_deadline", "sector_id", "group_id", "audience", "state")


@pytest.fixture(scope="module")
def made_once(module_cast: Cast):
    """Four commitments of many kinds: a draft, a running one, a done one, one without day, group or sector."""
    with clock.set_to(TODAY):
        programme = a_programme(module_cast)
        group = add_group(programme, code="II", title="Kinh tế - xã hội", by=module_cast.hn.focal)
        a_commitment(module_cast, programme, title=TITLES[0], group=group)
        bring_to(S.IN_PROGRESS, a_commitment(module_cast, programme, title=TITLES[1]))
        bring_to(S.DONE, a_commitment(module_cast, programme, title=TITLES[2]))
        a_commitment(module_cast, programme, title=TITLES[3], sector=None, deadline=None, output="", supported=True)
    return programme


def standing() -> list[tuple]:
    return list(Commitment.objects.order_by("number").values_list(*FIELDS))


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_file_that_was_not_changed_does_nothing(kind, language, programme, cast: Cast, client_of):
    client = client_of(cast.hn.office)
    content = handed_out(client, programme, kind, language)
    before, lines = standing(), Event.objects.count()
    client.get("/", {"lang": "vi"})
    seen = hand_in(client, programme, content, f"bang.{kind}")
    assert seen.status_code == 200
    assert counts(seen) == (0, 0, 4)
    assert all(row.notes == [] for row in seen.context["same"])
    assert 'value="lam"' not in seen.content.decode()
    assert (standing(), Event.objects.count()) == (before, lines)


def test_changed_and_new_rows_from_preview_to_result_and_back(programme, cast: Cast, client_of):
    client = client_of(cast.hn.office)
    rows = opened(handed_out(client, programme))
    before, lines = standing(), Event.objects.count()
    rows[1][TITLE], rows[1][OUTPUT], rows[1][DEADLINE] = "Tổ chức Tuần hàng Hà Tĩnh", "Biên bản", "31/3/2027"
    rows[2][DEADLINE] = NEXT
    rows[4][GROUP], rows[4][SECTOR] = "kinh te - xa hoi", "DUL"
    new = [None] * len(rows[0])
    new[TITLE], new[SECTOR], new[DEADLINE] = "Mở tuyến du lịch di sản", "Du lịch", 46477
    new[LEADS] = "Hà Nội: Sở Du lịch; Hà Tĩnh: —"
    seen = hand_in(
        client, programme, workbook([*rows, new]), reason="Hai bên thống nhất", paper="512/TB-VP", place="mục II.3"
    )
    assert counts(seen) == (4, 0, 1)
    said = words(seen)
    assert "Thời hạn: 31/12/2026\u00a0→\u00a031/03/2027" in said[0]
    assert "Nội dung: Tổ chức Tuần nông sản Hà Tĩnh → Tổ chức Tuần hàng Hà Tĩnh" in said[0]
    assert said[1] == "Thời hạn: 31/12/2026\u00a0→\u00a031/03/2027"
    assert (
        said[2].replace("\u00a0", " ") == "Lĩnh vực: không có → Du lịch; Nhóm nội dung: không có → II. Kinh tế - xã hội"
    )
    assert "Thời hạn: 31/03/2027" in said[3]
    assert (standing(), Event.objects.count()) == (before, lines)
    done = confirm(client, programme, seen).content.decode()
    assert "4 đã làm, 0 bị từ chối" in done
    made = Commitment.objects.get(number="CK-05")
    assert (made.deadline, made.sector.code, made.state) == (NEXT, "DUL", S.DRAFTED)
    assert made.citations[0]["paper"] == "512/TB-VP"
    parts = [(r.party.locality, str(r.lead or "")) for r in made.responsibilities.order_by("party__order")]
    assert parts == [(cast.hn.locality, "Sở Du lịch thành phố Hà Nội"), (cast.ht.locality, "")]
    moved = Commitment.objects.get(number="CK-02").deadline_changes.get()
    assert (moved.new, moved.reason) == (NEXT, "Hai bên thống nhất")
    assert Commitment.objects.get(number="CK-04").group.code == "II"
    verbs = list(Event.objects.order_by("sequence").values_list("verb", flat=True))[lines:]
    assert verbs[-1] == "sheets.brought_in"
    assert {"commitments.edited", "commitments.deadline_changed", "commitments.classified", "commitments.added"} <= set(
        verbs
    )
    batch = Batch.objects.get()
    assert "hoan-tac" in done
    client.post(f"/chuong-trinh/{programme.slug}/nhieu-noi-dung/{batch.pk}/hoan-tac/", follow=True)
    assert standing() == before
    assert [row.done for row in batch.undone_by.rows.all()] == [True] * 4
    assert verify_chain() is None


def test_the_same_file_again_finds_all_of_it_done(programme, cast: Cast, client_of):
    client = client_of(cast.hn.office)
    rows = opened(handed_out(client, programme))
    rows[2][DEADLINE] = NEXT
    rows.append(["", "Mở tuyến du lịch di sản"])
    seen = hand_in(client, programme, workbook(rows), reason="Thống nhất", paper="512/TB-VP")
    confirm(client, programme, seen)
    confirm(client, programme, seen)
    assert Batch.objects.count() == 1
    again = hand_in(client, programme, workbook(rows), reason="Thống nhất", paper="512/TB-VP")
    assert counts(again) == (0, 1, 4)
    assert "CK-05 đã có đúng nội dung này" in words(again, "refused")[0]


def test_what_was_done_since_is_not_taken_back(programme, cast: Cast, client_of):
    client = client_of(cast.hn.office)
    new = [["", "Mở tuyến du lịch"], ["", "Mở tuyến xe buýt"], ["CK-02", TITLES[1], "", "", "", NEXT]]
    confirm(client, programme, hand_in(client, programme, new, reason="Thống nhất", paper="512/TB-VP"))
    actions.set_audience(Commitment.objects.get(number="CK-05"), "side", by=cast.hn.focal)
    batch = Batch.objects.get()
    page = client.post(f"/chuong-trinh/{programme.slug}/nhieu-noi-dung/{batch.pk}/hoan-tac/", follow=True)
    assert "2 đã làm, 1 bị từ chối" in page.content.decode()
    assert list(Commitment.objects.order_by("number").values_list("number", flat=True)) == [
        "CK-01", "CK-02", "CK-03", "CK-04", "CK-05",
    ]  # fmt: skip
    assert client.get(f"/chuong-trinh/{programme.slug}/nhieu-noi-dung/{batch.pk}/").status_code == 200


def test_a_row_that_changed_after_the_preview_is_refused_and_the_others_are_done(programme, cast: Cast, client_of):
    client = client_of(cast.hn.office)
    rows = [["CK-01", "Chữ mới"], ["CK-04", "Chữ mới hơn"]]
    seen = hand_in(client, programme, rows)
    actions.set_audience(Commitment.objects.get(number="CK-01"), "side", by=cast.ht.focal)
    page = confirm(client, programme, seen).content.decode()
    assert "1 đã làm, 1 bị từ chối" in page
    assert list(Commitment.objects.filter(number__in=["CK-01", "CK-04"]).values_list("title", flat=True)) == [
        TITLES[0], "Chữ mới hơn",
    ]  # fmt: skip


def test_a_guarded_title_comes_back_as_it_was(programme, cast: Cast, client_of):
    client = client_of(cast.hn.office)
    rows = [["Số", "Nội dung"], ["", "'=Tiêu thụ nông sản"], ["CK-02", f"'{TITLES[1]}"]]
    seen = hand_in(client, programme, as_csv(rows, ";"), "bang.csv", paper="512/TB-VP")
    assert counts(seen) == (1, 0, 1)
    confirm(client, programme, seen)
    assert Commitment.objects.get(number="CK-05").title == "=Tiêu thụ nông sản"
    assert "'=Tiêu thụ nông sản" in handed_out(client, programme, "csv").decode()


def test_an_internal_sector_takes_it_from_the_public_and_back(cast: Cast, client_of, db):
    programme = a_programme(cast, title="Chương trình công khai", audience="public")
    one = a_commitment(cast, programme, audience="public").commitment
    client = client_of(cast.hn.focal)
    confirm(client, programme, hand_in(client, programme, [[one.number, one.title, "", "QPA"]]))
    one.refresh_from_db()
    assert (one.sector, one.audience) == (Sector.objects.get(code="QPA"), "parties")
    batch = Batch.objects.get()
    client.post(f"/chuong-trinh/{programme.slug}/nhieu-noi-dung/{batch.pk}/hoan-tac/")
    one.refresh_from_db()
    assert (one.sector.code, one.audience) == ("CTT.01", "public")
