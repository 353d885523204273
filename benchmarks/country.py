"""A country full of programmes: N commitments, two hundred a programme, ten updates each, reports, all of it findable.

Deterministic, and written past the deeds, because ten million deeds would take days; the stored totals are made by `lienket
recount` afterwards. Commitments stand in every state, some late, some moved, some without a deadline, one in five internal.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from benchmarks.loading import insert, load, load_from, quiet_load, table_of

TODAY = dt.date(2026, 11, 24)
NOW = dt.datetime(2026, 11, 24, 2, 0, tzinfo=dt.UTC)
FROM, TO = dt.date(2026, 1, 1), dt.date(2030, 12, 31)
PER_PROGRAMME, GROUPS, INDICATORS = 200, 8, 2
FIRST = 5  # programmes in which the side whose pages are measured takes part, at every size
LEAD_TYPES = (
    "so_ct", "so_tc", "so_yt", "so_xd", "so_nnmt", "so_gddt", "so_vhttdl", "so_khcn", "so_nv", "so_ngv",
)  # fmt: skip
STATES = (
    ["drafted"] * 2 + ["assigned"] * 2 + ["accepted"] * 2 + ["in_progress"] * 6 + ["awaiting_confirmation"] * 2
    + ["done"] * 5 + ["paused", "stopped"]
)  # fmt: skip
VERBS = (
    "Tổ chức", "Phối hợp", "Hỗ trợ", "Triển khai", "Xây dựng", "Kết nối", "Trao đổi", "Đào tạo", "Quảng bá",
    "Nghiên cứu", "Rà soát", "Ký kết",
)  # fmt: skip
OBJECTS = (
    "tuần nông sản", "sản phẩm OCOP", "tour du lịch", "hội nghị xúc tiến đầu tư", "lớp tập huấn chuyển đổi số",
    "dự án cảng biển", "vùng nguyên liệu", "hợp đồng tiêu thụ bưởi", "đoàn công tác", "chương trình khám bệnh",
    "học bổng", "nhà tránh lũ", "trung tâm dữ liệu", "khu công nghiệp", "lễ hội văn hóa", "giao lưu thể thao",
    "tài liệu chuyên đề", "mã số vùng trồng", "tuyến vận tải", "ngày hội việc làm",
)  # fmt: skip
RESULT = "Đã hoàn thành phần việc của kỳ, hai bên trao đổi và thống nhất kế hoạch tiếp theo, lần {}"


@dataclass(frozen=True, slots=True)
class Country:
    """Where to look afterwards."""

    programme: str  # slug of a programme of 200 commitments
    commitment: int
    desk: Any  # officers of one side
    office: Any


@dataclass(slots=True)
class _Place:
    """A side as the generator needs it: ids."""

    locality: int
    code: str
    name: str
    leads: list[int]
    desk: int
    label: str
    focal: int


def fill(commitments: int, *, per_programme: int = PER_PROGRAMME, updates: int = 10) -> Country:
    """Fill the (empty) database with `commitments`, `updates` for each. Returns where to look."""
    from django.core.management import call_command

    from lienket.accounts.tests.cast import build_side
    from lienket.commitments.models import Commitment, ProgressUpdate, Responsibility
    from lienket.localities.models import Locality
    from lienket.programmes.models import Programme
    from lienket.search.models import IndexRow

    sides = {one.code: build_side(f"t{one.code}", one.code) for one in Locality.objects.on(TODAY).order_by("code")}
    places = _places(sides)
    programmes = max(1, commitments // per_programme)
    many: list[Any] = [Commitment, Responsibility, ProgressUpdate, IndexRow, IndexRow.sides.through]
    with quiet_load(*(model._meta.db_table for model in many)):
        _programmes(places, programmes)
        _promises(places, programmes, per_programme)
        _open_matters(places, programmes, per_programme)
        _updates(places, updates)
    call_command("recount", verbosity=0, stdout=_Nowhere())
    home = sides["01"]
    chosen = Commitment.objects.filter(programme__pk=1, state="in_progress").order_by("pk")[0]
    return Country(Programme.objects.get(pk=1).slug, chosen.pk, home.desk, home.office)


class _Nowhere:
    """What the command says is not wanted here."""

    def write(self, _words: str) -> None:
        """Nothing."""


def _places(sides: dict[str, Any]) -> list[_Place]:
    """Hà Nội first; every side has the same ten lead agencies."""
    from lienket.localities.actions import agency_facts
    from lienket.localities.models import Agency, AgencyType

    types = {t.code: t for t in AgencyType.objects.filter(code__in=LEAD_TYPES)}
    found = []
    for code, side in sorted(sides.items()):
        known = {
            a.type.code: a
            for a in Agency.objects.filter(locality=side.locality, type__code__in=types).select_related("type")
        }
        for name in types.keys() - known.keys():
            known[name] = Agency(type=types[name], locality=side.locality, **agency_facts(types[name], side.locality))
            known[name].keep_sort_key()
            known[name].save()
        leads = [known[name].pk for name in sorted(types)]
        found.append(
            _Place(
                side.locality.pk, code, side.locality.short_name, leads, side.desk.pk, side.desk.label, side.focal.pk
            )
        )
    return found


def _sides_of(number: int, count: int) -> tuple[int, int]:
    """Places of the two parties of the programme with this number (from 1): the first few are Hà Nội's."""
    if number <= FIRST:
        return 0, number
    first = number % count
    return first, (first + 1 + number // count % (count - 1)) % count


def _title(number: int) -> str:
    return f"{VERBS[number % 12]} {OBJECTS[number // 12 % 20]}"


def _programmes(places: list[_Place], programmes: int) -> None:
    from lienket.indicators.models import Indicator, Report
    from lienket.programmes.models import ContentGroup, Party, Programme
    from lienket.search.models import IndexRow
    from lienket.search.words import indexed

    numbers = range(1, programmes + 1)
    pairs = {n: _sides_of(n, len(places)) for n in numbers}
    titles = {n: f"Chương trình hợp tác {places[a].name} và {places[b].name} {n}" for n, (a, b) in pairs.items()}
    load(
        Programme,
        ["id", "slug", "title", "audience", "folded"],
        ([n, f"ct-{n}", titles[n], _programme_audience(n), indexed(titles[n])] for n in numbers),
        state="in_force", period_from=FROM, period_to=TO, created_at=NOW, promise="",
    )  # fmt: skip
    load(
        Party,
        ["id", "programme_id", "locality_id", "order"],
        ([2 * n - 1 + k, n, places[pair[k]].locality, k] for n, pair in pairs.items() for k in (0, 1)),
    )
    load(
        ContentGroup,
        ["id", "programme_id", "code", "title", "order"],
        ([GROUPS * (n - 1) + g, n, str(g), f"Nhóm nội dung {g}", g] for n in numbers for g in range(1, GROUPS + 1)),
    )
    load(
        Indicator,
        ["id", "programme_id", "name"],
        ([INDICATORS * (n - 1) + i, n, f"Chỉ tiêu {i}"] for n in numbers for i in range(1, INDICATORS + 1)),
        unit="hợp đồng", since=FROM, target=200, baseline=0, created_at=NOW, audience="public", period="quarter",
    )  # fmt: skip
    load(
        Report,
        ["id", "indicator_id", "party_id", "agency_id", "period_start", "period_end", "value", "by_id", "by_label",
         "approved_by_id", "approved_by_label"],
        _reports(places, pairs),
        state="approved", approved_at=NOW, at=NOW,
    )  # fmt: skip
    load(
        IndexRow,
        ["id", "thing_id", "url", "title", "folded_title", "folded", "audience"],
        (
            [n, n, f"/chuong-trinh/ct-{n}/", titles[n], indexed(titles[n]), "chuong trinh", _programme_audience(n)]
            for n in numbers
        ),
        kind="programme",
    )
    _index_sides(((n, places[k].locality) for n, pair in pairs.items() for k in pair), 1)


def _programme_audience(number: int) -> str:
    return "parties" if number % 5 == 2 else "public"


def _reports(places: list[_Place], pairs: dict[int, tuple[int, int]]) -> Iterator[list[Any]]:
    """Both parties' values of the quarters that are over; one programme in ten has yet to report the last one, in one in ten they differ."""
    from lienket.lib.periods import PeriodKind, periods_between

    quarters = list(periods_between(PeriodKind.QUARTER, FROM, TODAY))[:-1]
    pk = 0
    for n, pair in pairs.items():
        for i in range(1, INDICATORS + 1):
            for number, quarter in enumerate(quarters):
                for k in (0, 1):
                    if n % 10 == 5 and k and quarter is quarters[-1]:
                        continue
                    pk += 1
                    place = places[pair[k]]
                    value = n % 40 + number + (k if n % 10 == 0 else 0)
                    yield [
                        pk, INDICATORS * (n - 1) + i, 2 * n - 1 + k, place.leads[0], quarter.start, quarter.end, value,
                        place.desk, place.label, place.focal, place.label,
                    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Promise:
    """What is known of the commitment with this number, the same each time it is asked."""

    pk: int
    programme: int
    state: str
    deadline: dt.date | None
    original: dt.date | None
    completed: dt.date | None
    active: dt.date | None
    audience: str
    one_sided: bool


def _facts(programmes: int, per_programme: int) -> Iterator[_Promise]:
    random = Random(2026)
    pk = 0
    for n in range(1, programmes + 1):
        for place in range(per_programme):
            pk += 1
            state = STATES[(place * 7 + n) % len(STATES)]
            offset = random.randrange(-120, 1100)
            deadline = None if place % 20 == 3 else TODAY + dt.timedelta(days=offset)
            original = deadline - dt.timedelta(days=60) if deadline and place % 9 == 0 else deadline
            completed = TODAY - dt.timedelta(days=random.randrange(1, 200)) if state == "done" else None
            active = None if state == "drafted" else TODAY - dt.timedelta(days=random.randrange(0, 70))
            audience = "side" if place % 40 == 11 else "parties" if place % 5 == 1 else "public"
            yield _Promise(
                pk, n, state, deadline, original, completed, active, audience, audience == "side" or place % 7 == 5
            )


def _promises(places: list[_Place], programmes: int, per_programme: int) -> None:
    from lienket.commitments.models import Commitment, Responsibility
    from lienket.localities.models import Sector
    from lienket.search.models import IndexRow
    from lienket.search.words import indexed

    sectors = list(Sector.objects.exclude(parent=None).order_by("code").values_list("pk", flat=True))
    folds = {n: indexed(_title(n)) for n in range(240)}

    def numbered() -> Iterator[tuple[_Promise, str, str]]:
        for p in _facts(programmes, per_programme):
            place = p.pk - (p.programme - 1) * per_programme
            yield p, f"CK-{place:02}", f"{_title(p.pk % 240)} {place} năm {2026 + p.pk % 5}"

    load(
        Commitment,
        ["id", "programme_id", "group_id", "number", "title", "state", "sector_id", "deadline", "original_deadline",
         "completed_on", "last_activity_on", "audience", "folded"],
        (
            [
                p.pk, p.programme, GROUPS * (p.programme - 1) + 1 + p.pk % GROUPS, number, title, p.state,
                sectors[p.pk % len(sectors)], p.deadline, p.original, p.completed, p.active, p.audience,
                f"{folds[p.pk % 240]} {title.rsplit(' ', 3)[1]} nam",
            ]
            for p, number, title in numbered()
        ),
        output="Báo cáo kết quả", created_at=NOW, citations=[], made_on=FROM - dt.timedelta(days=300),
        description="Hai bên thống nhất phối hợp thực hiện theo kế hoạch hằng năm.",
    )  # fmt: skip
    load(
        Responsibility,
        ["id", "commitment_id", "party_id", "lead_id", "assigned_on", "accepted_on", "reported_on", "confirmed_on",
         "completed_on", "assigning_paper", "stopping_on", "side_id", "commitment_state", "commitment_deadline"],
        _parts(places, programmes, per_programme),
        assigning_paper_date=FROM,
    )  # fmt: skip
    load(
        IndexRow,
        ["id", "thing_id", "url", "title", "detail", "folded_title", "folded", "folded_face", "audience",
         "public_title", "day"],
        (
            _index_row(programmes + p.pk, p, number, title, folds[p.pk % 240]) for p, number, title in numbered()
        ),
        kind="commitment",
    )  # fmt: skip
    _index_sides(
        (
            (programmes + p.pk, places[k].locality)
            for p in _facts(programmes, per_programme)
            for k in _sides_of(p.programme, len(places))[: 1 if p.audience == "side" else 2]
        ),
        2 * programmes + 1,
    )
    _fill_fulltext()


def _index_row(pk: int, p: _Promise, number: str, title: str, fold: str) -> list[Any]:
    public = _programme_audience(p.programme) == "public"
    face = title if public and p.audience == "parties" else ""
    folded = f"{fold} {title.rsplit(' ', 3)[1]} nam {2026 + p.pk % 5}"
    return [
        pk, p.pk, f"/cam-ket/{p.pk}/", title, f"{number} · Chương trình hợp tác {p.programme}", folded,
        f"ck {number[3:]} chuong trinh hop tac {p.programme} hai ben thong nhat phoi hop thuc hien theo ke hoach",
        folded if face else "", "public" if public and p.audience == "public" else "parties", face, p.deadline,
    ]  # fmt: skip


def _index_sides(rows: Iterator[tuple[int, int]], first: int) -> None:
    from lienket.search.models import IndexRow

    table = IndexRow.sides.through._meta.db_table
    insert(table, ["id", "indexrow_id", "locality_id"], ([first + n, *row] for n, row in enumerate(rows)))


def _fill_fulltext() -> None:
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO search_fulltext(rowid, title, words, face) "
                "SELECT id, folded_title, folded, folded_face FROM search_indexrow"
            )


def _parts(places: list[_Place], programmes: int, per_programme: int) -> Iterator[list[Any]]:
    """Both parties' parts; the id of a commitment's first part is twice its own, less one."""
    begun = ("assigned", "accepted", "in_progress", "awaiting_confirmation", "done", "paused", "stopped")
    for p in _facts(programmes, per_programme):
        for k, which in enumerate(_sides_of(p.programme, len(places))):
            if k and p.audience == "side":
                continue
            given = FROM if p.state in begun else None
            taken = FROM if p.state in begun[1:] else None
            told = TODAY if p.state in ("awaiting_confirmation", "done") else None
            closed = p.completed
            yield [
                2 * p.pk - 1 + k, p.pk, 2 * p.programme - 1 + k, places[which].leads[p.pk % len(places[which].leads)],
                given, taken, told, closed, closed, "188/KH-UBND" if given else "", _stopping(p, k),
                places[which].locality, p.state, p.deadline,
            ]  # fmt: skip


def _stopping(p: _Promise, order: int) -> dt.date | None:
    """Of what is stopped every side has agreed; of one in 400 that run the first side has, and the other has not yet."""
    return TODAY if p.state == "stopped" or (p.state == "in_progress" and p.pk % 400 == 1 and order == 0) else None


def _open_matters(places: list[_Place], programmes: int, per_programme: int) -> None:
    """What waits for an Office: pauses, some of them over; of every fiftieth that runs more time is asked for. And what is measured."""
    from lienket.commitments.models import CommitmentIndicator, Pause, Request

    facts = list(_facts(programmes, per_programme))
    load(
        Pause,
        ["id", "commitment_id", "expected_on"],
        (
            [n, p.pk, TODAY + dt.timedelta(days=30 if p.pk % 10 else -3)]
            for n, p in enumerate((p for p in facts if p.state == "paused"), start=1)
        ),
        paused_on=FROM, reason="Chờ bố trí vốn", state_before="in_progress",
    )  # fmt: skip
    load(
        Request,
        ["id", "commitment_id", "responsibility_id", "side_id"],
        (
            [n, p.pk, 2 * p.pk - 1, places[_sides_of(p.programme, len(places))[0]].locality]
            for n, p in enumerate((p for p in facts if p.state == "in_progress" and p.pk % 50 == 3), start=1)
        ),
        kind="extension", at=NOW, by_label="Thủ trưởng sở", reason="Chậm giải phóng mặt bằng", proposed=TO,
    )  # fmt: skip
    load(
        CommitmentIndicator,
        ["id", "commitment_id", "indicator_id"],
        (
            [n, p.pk, INDICATORS * (p.programme - 1) + 1]  # the second indicator of a programme nobody leads
            for n, p in enumerate((p for p in facts if p.pk % 50 == 7), start=1)
        ),
    )


def _updates(places: list[_Place], each: int) -> None:
    """Of every commitment `each` updates, by the lead of its first part; made by the database out of the parts."""
    from lienket.commitments.models import ProgressUpdate

    who, people = table_of([(place.locality, place.desk, place.label) for place in places])
    what, updates = table_of(
        [
            (n, NOW - dt.timedelta(days=20 * (each - n)), RESULT.format(n + 1), 100 * (n + 1) // each)
            for n in range(each)
        ]
    )
    columns = {
        "id": f"(part.commitment_id - 1) * {each} + one.column1 + 1",
        "commitment_id": "part.commitment_id",
        "responsibility_id": "part.id",
        "agency_id": "part.lead_id",
        "at": "one.column2",
        "by_id": "person.column2",
        "by_label": "person.column3",
        "result": "one.column3",
        "percent": "one.column4",
    }
    source = (
        "commitments_responsibility part JOIN programmes_party party ON party.id = part.party_id "
        f"JOIN {who} person ON person.column1 = party.locality_id CROSS JOIN {what} one WHERE part.id %% 2 = 1"
    )
    load_from(ProgressUpdate, columns, source, [*people, *updates])
