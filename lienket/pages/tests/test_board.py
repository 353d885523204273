"""The programme board: who sees it, that every number leads to as many rows, what it may cost, and what it hands out."""

import datetime as dt
import io
import re
from html import unescape

import pytest
import python_calamine

from lienket.commitments import actions as commitment_actions
from lienket.commitments.models import Commitment
from lienket.commitments.tests.builders import a_commitment, bring_to
from lienket.indicators import leads
from lienket.indicators.tests.builders import an_indicator, approved, so_ct_leads
from lienket.lib import clock
from lienket.lib.audience import Audience
from lienket.pages.board import VIEWS
from lienket.pages.board_heat import columns_between
from lienket.pages.tests.test_programme import many
from lienket.programmes import actions
from lienket.programmes.models import Programme
from lienket.programmes.tests.builders import a_programme

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)
LATER = dt.date(2027, 2, 1)


def address(programme, view="", **more):
    query = "&".join(f"{name}={value}" for name, value in ({"xem": view} | more).items() if value)
    return f"{programme.get_absolute_url()}bang-theo-doi/" + (f"?{query}" if query else "")


@pytest.fixture
def cast(module_cast):
    return module_cast


@pytest.fixture(scope="module")
def made_once(module_cast):
    """One of each: done, overdue and silent on the later day, in time, drafted without a lead, without a deadline."""
    with clock.set_to(TODAY):
        made = a_programme(module_cast)
        bring_to("done", a_commitment(module_cast, made))
        bring_to("in_progress", a_commitment(module_cast, made))
        bring_to("assigned", a_commitment(module_cast, made, deadline=dt.date(2027, 6, 30)))
        bring_to("assigned", a_commitment(module_cast, made, deadline=None))
        bring_to("paused", a_commitment(module_cast, made))
        a_commitment(module_cast, made)
    return made


@pytest.fixture
def programme(made_once, db):
    return Programme.objects.get(pk=made_once.pk)


def test_the_gate_is_the_programmes(client, client_of, cast):
    hidden = a_programme(cast)
    shown = a_programme(cast, title="Chương trình công khai")
    actions.publish(shown, by=cast.hn.focal)
    for view in ["", *VIEWS, "khong-co"]:
        assert client.get(address(hidden, view)).status_code == 404
        assert client_of(cast.nb.focal).get(address(hidden, view)).status_code == 404
        assert client_of(cast.hn.leader).get(address(hidden, view)).status_code == 200
        assert client.get(address(shown, view)).status_code == 200


@pytest.mark.parametrize("view", VIEWS)
def test_every_number_leads_to_as_many_rows(client_of, cast, programme, view):
    reader = client_of(cast.hn.leader)
    with clock.set_to(LATER):
        page = reader.get(address(programme, view)).content.decode()
        links = re.findall(rf'href="({programme.get_absolute_url()}\?[^"]+)#cam-ket"[^>]*>(?:[^<]+: )?(\d+)</a>', page)
        assert len(links) >= 7
        for link, shown in dict.fromkeys(links):
            found = reader.get(unescape(link)).context["page"].paginator.count
            assert found == int(shown), link


@pytest.mark.parametrize("view", VIEWS)
def test_ten_queries_whatever_is_shown(client, client_of, cast, view, django_assert_max_num_queries):
    programme = a_programme(cast)
    actions.publish(programme, by=cast.hn.focal)
    many(programme, cast, 200)
    with clock.set_to(TODAY):
        for n in range(3):
            an_indicator(cast, programme, name=f"Chỉ tiêu {n}")
        for visitor in (client, client_of(cast.hn.focal)):
            visitor.get(address(programme, view))  # the officer's session is written once
            with django_assert_max_num_queries(10):
                assert visitor.get(address(programme, view)).status_code == 200


def test_sides_count_what_their_agencies_count(client_of, cast, programme):
    with clock.set_to(LATER):
        sides = client_of(cast.hn.leader).get(address(programme)).context["sides"]
    assert [side.whole.label for side in sides] == ["Thành phố Hà Nội", "Tỉnh Hà Tĩnh"]
    for side in sides:
        whole = side.whole.counts
        assert (whole.done_on_time, whole.overdue, whole.open_in_time, whole.no_deadline) == (1, 1, 1, 1)
        assert (side.whole.outside, side.whole.silent) == (2, 3)
        assert sum(line.counts.total for line in side.lines) == whole.total == 6


def test_a_stranger_learns_no_lead_and_no_day_of_an_internal_commitment(client, cast):
    programme = a_programme(cast)
    actions.publish(programme, by=cast.hn.focal)
    with clock.set_to(TODAY):
        inside = bring_to("in_progress", a_commitment(cast, programme, title="Trao đổi nghiệp vụ nội bộ"))
    Commitment.objects.filter(pk=inside.commitment.pk).update(audience=Audience.PARTIES)
    pages = [client.get(address(programme, view)).content.decode() for view in VIEWS]
    assert not any("Trao đổi nghiệp vụ nội bộ" in page or "Sở Công Thương" in page for page in pages)
    lead = inside.hn.lead_id
    for query in (f"co_quan={lead}", f"ben={inside.hn.party_id}", "tu_han=01/01/2026", "den_han=31/12/2030"):
        found = client.get(f"{programme.get_absolute_url()}?{query}")
        assert found.context["page"].paginator.count == 0, query


def test_the_map_sums_up_to_what_is_counted(client_of, cast, programme):
    with clock.set_to(LATER):
        found = client_of(cast.hn.leader).get(address(programme, "linh-vuc")).context["heat"]
    assert [(column.first, column.last) for column in found.columns] == [
        (dt.date(2026, 10, 1), dt.date(2026, 12, 31)),
        (dt.date(2027, 1, 1), dt.date(2027, 3, 31)),
        (dt.date(2027, 4, 1), dt.date(2027, 6, 30)),
    ]
    (row,) = found.rows
    assert [(one.achieved, one.promised, one.overdue, one.shade) for one in row.squares] == [
        (1, 2, 1, "late"), (0, 0, 0, "nothing"), (0, 1, 0, "ahead"),
    ]  # fmt: skip
    assert (
        (row.whole.achieved, row.whole.promised) == (found.whole.whole.achieved, found.whole.whole.promised) == (1, 3)
    )


def test_a_long_programme_is_mapped_by_years():
    assert [c.label for c in columns_between(dt.date(2026, 5, 1), dt.date(2030, 2, 28))] == [
        "2026", "2027", "2028", "2029", "2030",
    ]  # fmt: skip
    (one,) = columns_between(dt.date(2027, 12, 31), dt.date(2027, 12, 31))
    assert (one.first, one.last) == (dt.date(2027, 10, 1), dt.date(2027, 12, 31))


def test_the_timeline_keeps_the_first_deadline(client_of, cast, programme):
    with clock.set_to(TODAY):
        moved = programme.commitments.filter(state="in_progress").first()
        commitment_actions.change_deadline(moved, new=dt.date(2027, 3, 31), reason="Bão số 10", by=cast.hn.office)
    with clock.set_to(LATER):
        found = client_of(cast.hn.leader).get(address(programme, "tien-trinh")).context["timeline"]
    assert (len(found.tracks), found.undated) == (4, 1)
    (track,) = [one for one in found.tracks if one.first]
    assert (track.first, track.deadline, track.standing) == (dt.date(2026, 12, 31), dt.date(2027, 3, 31), "in_time")
    assert sum(one.done is not None for one in found.tracks) == 1


def test_confirmed_work_is_held_against_the_plan(client_of, cast, programme):
    with clock.set_to(LATER):
        burn = client_of(cast.hn.leader).get(address(programme, "bieu-do")).context["burnup"]
    assert (burn.total, burn.now.planned, burn.now.confirmed, burn.behind) == (3, 2, 1, 1)
    assert [point.day for point in burn.points] == sorted(point.day for point in burn.points)
    assert burn.points[-1].planned == burn.total
    assert all((point.confirmed is None) == (point.day > LATER) for point in burn.points)


def test_silence_on_the_chart_is_the_silence_of_the_list(client_of, cast, programme):
    with clock.set_to(LATER):
        shown = client_of(cast.hn.leader).get(address(programme, "bieu-do")).context["silence"]
        listed = set(Commitment.objects.under(programme).silent(LATER).values_list("pk", flat=True))
        assert {line.pk for line in shown.lines if line.silent} == listed
        assert len(listed) == shown.silent == 3
        actions.record_meeting(
            programme, title="Họp giao ban", held_on=LATER, localities=[cast.hn.locality, cast.ht.locality],
            by=cast.hn.focal,
        )  # fmt: skip
        met = client_of(cast.hn.leader).get(address(programme, "bieu-do")).context["silence"]
        assert (met.silent, {line.days for line in met.lines}) == (0, {0})


def test_double_figures_agree_differ_or_stand_alone(client_of, cast, monkeypatch):
    monkeypatch.setattr(leads, "SOURCE", f"{so_ct_leads.__module__}.{so_ct_leads.__name__}")
    with clock.set_to(TODAY):
        programme = a_programme(cast)
        same, other, alone = (an_indicator(cast, programme, name=name) for name in ("Khớp", "Lệch", "Một bên"))
        for indicator, theirs in ((same, 5), (other, 7)):
            approved(indicator, cast.hn, 5)
            approved(indicator, cast.ht, theirs)
        approved(alone, cast.hn, 0)
        context = client_of(cast.hn.leader).get(address(programme, "bieu-do")).context
    totals = dict(context["figure_totals"])
    assert (totals["agree"], totals["differ"], totals["one_side"]) == (1, 1, 1)
    assert {line.name: dict(line.counts)["differ"] for line in context["figures"]} == {
        "Khớp": 0,
        "Lệch": 1,
        "Một bên": 0,
    }


@pytest.mark.parametrize(
    ("view", "table", "rows"),
    [
        ("co-quan", "", 2),
        ("linh-vuc", "", 2),
        ("tien-trinh", "", 4),
        ("bieu-do", "linh-vuc", 1),
        ("bieu-do", "im-lang", 3),
        ("bieu-do", "so-lieu", 0),
        ("bieu-do", "?", 1),
    ],
)
def test_the_file_holds_the_table_shown(client_of, cast, programme, view, table, rows):
    with clock.set_to(LATER):
        answer = client_of(cast.hn.leader).get(address(programme, view, bang=table, dang="xlsx"))
        text = (
            client_of(cast.hn.leader).get(address(programme, view, bang=table, dang="csv")).content.decode("utf-8-sig")
        )
    sheet = python_calamine.load_workbook(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert len(sheet) - 1 == rows
    assert len(text.splitlines()) - 1 == rows


def test_an_empty_programme_says_what_will_appear(client_of, cast):
    programme = a_programme(cast)
    pages = [client_of(cast.hn.leader).get(address(programme, view)).content.decode() for view in VIEWS]
    assert all('class="empty"' in page for page in pages)
