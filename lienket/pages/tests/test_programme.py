"""The programme page: who sees what of it, its counts, filters, exports, and what it may cost."""

import datetime as dt
import io
import re

import pytest
import python_calamine

from lienket.commitments.models import Commitment, Responsibility
from lienket.commitments.tests.builders import a_commitment, bring_to, in_state, many_parts
from lienket.documents.models import Document, DocumentState
from lienket.lib import clock
from lienket.lib.audience import Audience
from lienket.lib.citations import Citation
from lienket.localities.models import Sector
from lienket.pages.programme_filter import COUNTED, STANDING_LABELS
from lienket.programmes import actions
from lienket.programmes.models import Clause
from lienket.programmes.tests.builders import a_programme, party_of

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)


@pytest.fixture
def public_programme(cast):
    programme = a_programme(cast)
    actions.publish(programme, by=cast.hn.focal)
    return programme


def many(programme, cast, count):
    """`count` commitments of one programme with their parts, written at once: only their number matters here."""
    sectors = list(Sector.objects.exclude(parent=None)[:12])
    groups = [
        actions.add_group(programme, code=code, title=f"Nhóm {code}", by=cast.hn.focal) for code in ("I", "II", "III")
    ]
    rows = Commitment.objects.bulk_create(
        Commitment(
            programme=programme,
            number=f"CK-{n:03}",
            title=f"Nội dung cam kết thứ {n}",
            state="in_progress" if n % 3 else "assigned",
            sector=sectors[n % len(sectors)],
            group=groups[n % 3],
            deadline=TODAY + dt.timedelta(days=n - count // 2),
            audience=Audience.PUBLIC,
            folded=f"noi dung cam ket thu {n}",
            last_activity_on=TODAY - dt.timedelta(days=n),
        )
        for n in range(count)
    )
    hn, ht = party_of(programme, cast.hn), party_of(programme, cast.ht)
    many_parts(
        Responsibility(commitment=row, party=party, lead=lead)
        for row in rows
        for party, lead in ((hn, cast.hn.so_ct), (ht, cast.ht.so_ct))
    )


def test_two_hundred_commitments_cost_ten_queries(
    client, client_of, cast, public_programme, django_assert_max_num_queries
):
    many(public_programme, cast, 200)
    with clock.set_to(TODAY):
        for visitor in (client, client_of(cast.hn.focal)):
            visitor.get(public_programme.get_absolute_url())  # the officer's session is written once
            with django_assert_max_num_queries(10):
                page = visitor.get(public_programme.get_absolute_url())
            assert page.status_code == 200
            assert page.context["found"].whole.total == 200


def test_a_visitor_sees_public_programmes_only(client, cast, public_programme):
    assert client.get(public_programme.get_absolute_url()).status_code == 200
    hidden = a_programme(cast, title="Chương trình nội bộ")
    for tail in ("", "van-ban/", "so-lieu/", "dien-bien/"):
        assert client.get(hidden.get_absolute_url() + tail).status_code == 404
        assert client.get(public_programme.get_absolute_url() + tail).status_code == 200


def test_a_stranger_sees_an_internal_programme_no_more_than_a_visitor(client_of, cast):
    hidden = a_programme(cast)
    assert client_of(cast.nb.focal).get(hidden.get_absolute_url()).status_code == 404
    assert client_of(cast.ht.desk).get(hidden.get_absolute_url()).status_code == 200


def test_of_an_internal_commitment_strangers_read_the_public_face(client, client_of, cast, public_programme):
    promise = a_commitment(
        cast,
        public_programme,
        audience=Audience.PARTIES,
        title="Trao đổi kinh nghiệm công tác cán bộ",
        output="Báo cáo nội bộ",
    )
    page = client.get(public_programme.get_absolute_url()).content.decode()
    assert "Trao đổi kinh nghiệm công tác cán bộ" in page
    assert promise.commitment.get_absolute_url() not in page
    assert str(cast.hn.so_ct) not in page.split("<tbody>")[-1]
    sheet = client.get(public_programme.get_absolute_url() + "?dang=csv").content.decode()
    assert "Trao đổi kinh nghiệm công tác cán bộ" in sheet
    assert "Báo cáo nội bộ" not in sheet
    assert "31/12/2026" not in sheet
    inside = client_of(cast.ht.desk).get(public_programme.get_absolute_url()).content.decode()
    assert promise.commitment.get_absolute_url() in inside


def test_the_four_states_add_up_and_lead_to_their_lists(client_of, cast, public_programme):
    with clock.set_to(TODAY):
        in_state(cast, "done", programme=public_programme)
        in_state(cast, "in_progress", programme=public_programme)
        a_commitment(cast, public_programme)
        no_day = bring_to("assigned", a_commitment(cast, public_programme, deadline=None))
    with clock.set_to(dt.date(2027, 1, 15)):
        page = client_of(cast.hn.focal).get(public_programme.get_absolute_url())
        whole = page.context["found"].whole
        assert (whole.done_on_time, whole.done_late, whole.open_in_time, whole.overdue) == (1, 0, 0, 1)
        assert (whole.of, whole.no_deadline, whole.drafted, whole.total) == (2, 1, 1, 4)
        assert sum(tally.counts.total for tally in page.context["found"].groups) == whole.total
        assert sum(tally.counts.total for tally in page.context["found"].sectors) == whole.total
        late = client_of(cast.hn.focal).get(public_programme.get_absolute_url() + "?tien_do=overdue")
        assert late.context["page"].paginator.count == 1
        undated = client_of(cast.hn.focal).get(public_programme.get_absolute_url() + "?tien_do=no_deadline")
        assert [c.pk for c in undated.context["page"]] == [no_day.commitment.pk]
        for standing in COUNTED:  # what the head has counted is not counted again
            narrowed = client_of(cast.hn.focal).get(public_programme.get_absolute_url(), {"tien_do": standing})
            shown = narrowed.context["page"]
            assert shown.paginator.count == len(shown.object_list) == getattr(whole, standing)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=tuan+nong+san", 1),
        ("q=TUẦN", 1),
        ("linh_vuc=YTE", 1),
        ("trang_thai=drafted", 2),
        ("trang_thai=done", 0),
        ("trang_thai=khong-co", 2),
        ("linh_vuc=%27%3B--", 2),
        ("co_quan=999999", 2),
        ("trang=abc", 2),
        ("sap-xep=-thoi-han", 2),
        ("sap-xep=khong-co", 2),
    ],
)
def test_filters_narrow_and_nonsense_narrows_nothing(client_of, cast, query, expected):
    programme = a_programme(cast)
    a_commitment(cast, programme)
    a_commitment(cast, programme, title="Hội chẩn trực tuyến", sector=Sector.objects.get(code="YTE.02"))
    page = client_of(cast.hn.desk).get(f"{programme.get_absolute_url()}?{query}")
    assert page.context["page"].paginator.count == expected


def test_the_spreadsheet_says_what_the_page_shows(client_of, cast):
    programme = a_programme(cast)
    a_commitment(cast, programme)
    a_commitment(cast, programme, title="Hội chẩn trực tuyến", sector=Sector.objects.get(code="YTE.02"))
    answer = client_of(cast.hn.desk).get(programme.get_absolute_url() + "?dang=xlsx&q=hoi+chan")
    rows = python_calamine.load_workbook(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [row[1] for row in rows] == ["Nội dung", "Hội chẩn trực tuyến"]
    assert rows[1][5] == dt.date(2026, 12, 31)


def test_an_empty_programme_teaches_the_next_step(client_of, cast):
    programme = a_programme(cast)
    page = client_of(cast.hn.focal).get(programme.get_absolute_url()).content.decode()
    assert "Hãy nộp văn bản" in page
    assert re.search(r'href="/van-ban/nop/\?chuong-trinh=', page)


def test_the_list_counts_each_programme_within_its_budget(
    client, cast, public_programme, django_assert_max_num_queries
):
    many(public_programme, cast, 30)
    with django_assert_max_num_queries(6):
        page = client.get("/chuong-trinh/")
    assert [p.pk for p, *_counts in page.context["listed"]] == [public_programme.pk]
    assert client.get("/chuong-trinh/?q=khong+co").context["listed"] == []


def test_clauses_lead_to_their_words_for_whoever_may_open_the_paper(client, client_of, cast, public_programme):
    document = Document.objects.create(
        side=cast.hn.locality, title="Thông báo", text="Hai bên thống nhất mở 5 điểm bán hàng.", pages=[],
        fingerprint="x", received_by=cast.hn.desk, state=DocumentState.READ, programme=public_programme,
    )  # fmt: skip
    actions.add_clause(
        public_programme, kind=Clause.Kind.AGREEMENT, text=document.text, by=cast.hn.focal,
        citation=Citation(document=document.pk, start=0, end=len(document.text), quote=document.text),
    )  # fmt: skip
    page = f"{public_programme.get_absolute_url()}van-ban/"
    link = f'href="/van-ban/{document.pk}/?tu=0&amp;den={len(document.text)}'
    assert link in client_of(cast.hn.desk).get(page).text
    ours = client_of(cast.ht.desk).get(page).text
    assert document.text in ours
    assert link not in ours, "the paper itself was not shared with the other party"
    assert document.text not in client.get(page).text
    Document.objects.filter(pk=document.pk).update(audience=Audience.PUBLIC)
    assert link in client.get(page).text


def test_of_an_internal_commitment_a_stranger_learns_nothing_by_asking(client, client_of, cast, public_programme):
    """Every filter, sort, count and file, as a visitor and as an officer of a third locality: only title, sector and state answer."""
    group = actions.add_group(public_programme, code="I", title="Kinh tế", by=cast.hn.focal)
    with clock.set_to(TODAY):
        inside = bring_to("in_progress", a_commitment(
            cast, public_programme, audience=Audience.PARTIES, title="Trao đổi nghiệp vụ",
            description="Danh sách nhân sự dự kiến", deadline=TODAY + dt.timedelta(days=20), group=group,
        ))  # fmt: skip
        for day in (10, 30):
            deadline = TODAY + dt.timedelta(days=day)
            bring_to("in_progress", a_commitment(cast, public_programme, deadline=deadline, group=group))
    address = public_programme.get_absolute_url()
    part = inside.hn
    days = ["q=nhan+su", "tu_han=01/12/2026", "den_han=01/12/2030"]
    days += [f"tien_do={name}" for name, _label in STANDING_LABELS]
    parts = [f"nhom={group.pk}", f"ben={part.party_id}", f"co_quan={part.lead_id}"]
    asked = [(address, query) for query in [*days, *parts]] + [("/cam-ket/", query) for query in days]
    with clock.set_to(TODAY + dt.timedelta(days=60)):
        for stranger in (client, client_of(cast.nb.focal)):
            for path, query in asked:
                assert inside.commitment not in stranger.get(f"{path}?{query}").context["page"], (path, query)
            assert (
                inside.commitment not in stranger.get(f"/cam-ket/?dia_phuong={cast.hn.locality.slug}").context["page"]
            )
            for query in ("q=trao+doi", "linh_vuc=CTT", "trang_thai=in_progress", ""):
                assert inside.commitment in stranger.get(f"{address}?{query}").context["page"], query
            for path in (address, "/cam-ket/"):  # last whichever way, not between the two days it lies between
                for sort in ("thoi-han", "-thoi-han", "hoat-dong", "-hoat-dong"):
                    assert list(stranger.get(f"{path}?sap-xep={sort}").context["page"])[-1] == inside.commitment
            (row,) = [
                one for one in stranger.get(f"{address}?dang=csv").text.splitlines() if "Trao đổi nghiệp vụ" in one
            ]
            assert "Kinh tế" not in row
            page = stranger.get(address)
            assert (page.context["found"].whole.total, page.context["page"].paginator.count) == (2, 3)
            assert [c.seen_whole for c in page.context["silent"]] == [True, True]
            assert "Không tính 1 nội dung nội bộ" in page.text
            totals = [
                stranger.get(f"{address}bang-theo-doi/").context["found"].whole,
                stranger.get("/").context["counts"],
                stranger.get(f"/dia-phuong/{cast.hn.locality.slug}/").context["counts"],
                stranger.get("/chuong-trinh/").context["listed"][0][1],
            ]
            assert [counts.total for counts in totals] == [2, 2, 2, 2]
            assert inside.commitment not in stranger.get("/").context["late"]
            (hit,) = stranger.get("/tim-kiem/?q=trao+doi+nghiep+vu").context["page"]
            assert (hit.whole, hit.day) == (False, None)
        ours = client_of(cast.ht.desk)
        assert inside.commitment in ours.get(f"{address}?q=nhan+su&tien_do=overdue").context["page"]
        page = ours.get(address)
        assert (page.context["found"].whole.overdue, page.context["found"].faces) == (3, 0)
        assert [c.pk for c in ours.get(f"{address}?sap-xep=thoi-han").context["page"]][1] == inside.commitment.pk
