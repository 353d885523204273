"""The commitments of all programmes one may see, page by page, at a cost that does not grow with the country.

At most MOST are counted. What fits is gathered where it is less, and put in order; where it is more, an index is walked in the
order asked for until the page is full. Both ways give the same rows, so the order is one that an index has.

Of an internal commitment a stranger is told title, sector and state (`BEYOND_THE_FACE`): in an order by anything else the faces
stand behind all others, as a list of their own.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.core.paginator import Page
from django.db import connection
from django.db.models import DateField, F, QuerySet, Value

from lienket.commitments.models import Commitment
from lienket.commitments.querysets import CommitmentQuerySet
from lienket.lib.paging import CountedTo, page_number
from lienket.lib.questions import Given, ask

from .programme_filter import BEYOND_THE_FACE, narrow

PAGE_SIZE = 50
MOST = 2_000  # forty pages: nobody turns more, a filter finds better
NEAR = 500  # so far an index is walked
AT_ONCE = 1_000
DEADLINE = "deadline"
SORTS = {"thoi-han": DEADLINE, "so": "number", "noi-dung": "title", "trang-thai": "state"}
Ids = list[tuple[int, bool]]  # and whether the reader reads each whole


@dataclass(frozen=True, slots=True)
class _Run:
    """Rows that stand together in the order of the list, by one column and the id.

    `sets` do not overlap and are quick where little fits; `walk` is all of them, asked of each row by itself as it comes. Where the
    order is turned round, every row has a value to be ordered by.
    """

    sets: list[CommitmentQuerySet]
    walk: CommitmentQuerySet
    by: str
    turned: bool

    def cut(self, first: int, last: int, most: int) -> tuple[int, Ids]:
        """How many there are, or more than `most`; and those from one place to another."""
        many, ids = self._gathered(first, last, most)
        if many <= most or last <= 0:
            return many, ids
        # Further on, looking for all that fit and sorting them is less than walking there.
        rows = self.walk if first < NEAR or len(self.sets) > 1 else self.sets[0]
        by: Any = F(self.by)
        ordered: Any = rows.order_by(*((by.desc(), "-pk") if self.turned else (by.asc(nulls_last=True), "pk")))
        return many, list(ordered.values_list("pk", "seen_whole")[max(first, 0) : last])

    def _gathered(self, first: int, last: int, most: int) -> tuple[int, Ids]:
        """The same in one question: what fits, or one more than `most` of it, is looked for before it is sorted."""
        parts: list[str] = []
        values: list[Any] = []
        for one in self.sets:
            with suppress(EmptyResultSet):  # nothing can fit
                asked: Any = one.order_by()
                sql, given = asked.values_list("pk", "seen_whole", self.by).query.sql_with_params()
                parts.append(f"SELECT * FROM ({sql} LIMIT {most + 1}) part{len(parts)}")  # noqa: S608 - what Django made, values apart
                values += given
        if not parts:
            return 0, []
        order = "ORDER BY by_this DESC, id DESC" if self.turned else "ORDER BY by_this ASC NULLS LAST, id ASC"
        with connection.cursor() as cursor:
            cursor.execute(
                f"WITH found(id, whole, by_this) AS ({' UNION ALL '.join(parts)}), "  # noqa: S608 - as above
                f"page AS (SELECT id, whole, ROW_NUMBER() OVER ({order}) AS place FROM found {order} LIMIT %s OFFSET %s) "
                "SELECT counted.many, page.id, page.whole FROM (SELECT COUNT(*) AS many FROM found) counted "
                "LEFT JOIN page ON 1 = 1 ORDER BY page.place",
                [*values, max(0, last - max(first, 0)), max(first, 0)],
            )
            answer = cursor.fetchall()
        return answer[0][0], [(pk, bool(whole)) for _many, pk, whole in answer if pk is not None]


@dataclass
class EveryCommitment:
    """What the list is narrowed to, in its order: a page of it, or all of it to be handed out."""

    reader: Any
    chosen: Mapping[str, Any]
    sort: str
    today: dt.date

    def page(self, asked: str | None) -> Page[Commitment]:
        """The page with this number, or the last one; counted no further than MOST."""
        number = page_number(asked, MOST // PAGE_SIZE)
        many, ids = self._cut((number - 1) * PAGE_SIZE, number * PAGE_SIZE, MOST)
        pages = CountedTo(PAGE_SIZE, many=many, most=MOST)
        if many and not ids:
            number = pages.num_pages
            _, ids = self._cut((number - 1) * PAGE_SIZE, number * PAGE_SIZE, MOST)
        return pages.of(_shown_on_a_page(ids, self.today), number)

    def handed_out(self, most: int) -> Iterator[Commitment] | None:
        """All of it, read in portions; None where there are more than `most`."""
        many, ids = self._cut(0, most, most)
        return None if many > most else _in_portions(ids, self.today)

    def _cut(self, first: int, last: int, most: int) -> tuple[int, Ids]:
        """How many fit, or more than `most`; and those from one place to another."""
        many, ids = 0, Ids()
        for run in self._runs:
            if many <= most:
                more, found = run.cut(first - many, min(last, most) - many, most - many)
                many, ids = many + more, ids + found
        return many, ids

    @cached_property
    def _runs(self) -> list[_Run]:
        turned = self.sort.startswith("-")
        by = SORTS.get(self.sort.removeprefix("-"), DEADLINE)
        whole, faces = self._whole, self._faces
        if by != DEADLINE:
            return [_Run([whole] if faces is None else [whole, faces], self._walk(whole=faces is None), by, turned)]
        walk = self._walk(whole=True)
        if turned:  # those without a deadline stand last, where no index has them
            runs = [
                _Run([whole.filter(deadline__isnull=False)], walk.filter(deadline__isnull=False), DEADLINE, turned),
                _Run([whole.filter(deadline=None)], walk.filter(deadline=None), "pk", turned=False),
            ]
        else:
            runs = [_Run([whole], walk, DEADLINE, turned)]
        if faces is not None:
            runs.append(_Run([faces], self._at_hand(Commitment.objects.faces_to(self.reader)), "pk", turned=False))
        return runs

    @cached_property
    def _whole(self) -> CommitmentQuerySet:
        whole = Commitment.objects.visible_to(self.reader).annotate(seen_whole=Value(True))
        if place := self.chosen.get("dia_phuong"):
            whole = whole.of_locality(place)
        return self._narrowed(whole).found_by(self.chosen.get("q", ""))

    @cached_property
    def _faces(self) -> CommitmentQuerySet | None:
        if self.chosen.keys() & BEYOND_THE_FACE:
            return None
        return self._narrowed(Commitment.objects.faces_to(self.reader)).found_by(self.chosen.get("q", ""))

    def _walk(self, *, whole: bool) -> CommitmentQuerySet:
        if whole:
            return self._at_hand(Commitment.objects.visible_to(self.reader).annotate(seen_whole=Value(True)))
        return self._at_hand(Commitment.objects.listed_to(self.reader))

    def _at_hand(self, rows: CommitmentQuerySet) -> CommitmentQuerySet:
        if place := self.chosen.get("dia_phuong"):
            rows = rows.of_locality_at_hand(place)
        return self._narrowed(rows).found_at_hand(self.chosen.get("q", ""))

    def _narrowed(self, rows: CommitmentQuerySet) -> CommitmentQuerySet:
        return narrow(rows, {name: value for name, value in self.chosen.items() if name != "q"}, self.today)


_SHOWN = (
    "number", "title", "state", "deadline", "programme__title", "programme__slug", "sector__name_vi", "sector__name_en",
)  # fmt: skip


def _shown_on_a_page(ids: Ids, today: dt.date) -> list[Commitment]:
    """The rows of a page with what the screen shows of each."""
    if not ids:
        return []
    # As many places as a page has rows: the last id fills up what is left.
    places = {f"id{n}": ids[min(n, len(ids) - 1)][0] for n in range(PAGE_SIZE)}
    return _ordered(
        ids, ask(("rows of every commitment", PAGE_SIZE, settings.DUE_SOON_DAYS), _page_of, **places, today=today)
    )


def _page_of() -> QuerySet[Commitment]:
    ids: Any = [Given(f"id{n}") for n in range(PAGE_SIZE)]
    return _rows(ids, Given("today", DateField())).with_progress().only(*_SHOWN)


def _in_portions(ids: Ids, today: dt.date) -> Iterator[Commitment]:
    for start in range(0, len(ids), AT_ONCE):
        portion = ids[start : start + AT_ONCE]
        yield from _ordered(portion, _rows([pk for pk, _ in portion], today).only(*_SHOWN))


def _rows(ids: list[Any], today: dt.date | Given) -> CommitmentQuerySet:
    rows = Commitment.objects.filter(pk__in=ids).order_by()
    return rows.with_timeliness(today).select_related("programme", "sector")


def _ordered(ids: Ids, rows: Iterable[Commitment]) -> list[Commitment]:
    """The rows as their ids stand, each saying whether it is read whole; without what went between the two questions."""
    read: dict[int, Any] = {one.pk: one for one in rows}
    for pk, seen_whole in ids:
        if pk in read:
            read[pk].seen_whole = seen_whole
    return [read[pk] for pk, _ in ids if pk in read]
