"""Finding: every word as a prefix, without diacritics, through the gate, best first."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from django.contrib.auth.models import AnonymousUser
from django.db import connection

from lienket.accounts.models import Officer
from lienket.accounts.predicates import sides
from lienket.lib.audience import Audience
from lienket.search.fulltext import engine
from lienket.search.words import asked


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found. `whole` is False when only its public face may be shown; then `detail` is empty."""

    kind: str
    thing_id: int
    url: str
    title: str
    detail: str
    day: dt.date | None
    illustrative: bool
    whole: bool


@dataclass(frozen=True, slots=True)
class Found:
    """One page of hits; `total` counts all of the asked kinds, `counts` all kinds there are."""

    rows: Sequence[Hit] = ()
    total: int = 0
    counts: dict[str, int] = field(default_factory=dict)


def find(
    query: str, *, user: Officer | AnonymousUser, kinds: Collection[str] = (), limit: int = 25, offset: int = 0
) -> Found:
    """What `user` may find by `query`, in two queries. No text raises; a question without letters or digits finds nothing."""
    words = asked(query)
    if not words:
        return Found()
    candidates, values = _candidates(words, user)
    with connection.cursor() as cursor:
        # S608: `candidates` is made of this room's constants and placeholders; what was typed is in `values`.
        cursor.execute(f"SELECT kind, COUNT(*) FROM ({candidates}) found GROUP BY kind", values)  # noqa: S608 - constants and placeholders
        counts = dict(cursor.fetchall())
        wanted = [kind for kind in counts if not kinds or kind in kinds]
        total = sum(counts[kind] for kind in wanted)
        if offset >= total or limit <= 0:
            return Found((), total, counts)
        cursor.execute(
            f"SELECT kind, thing_id, url, title, detail, day, illustrative, whole FROM ({candidates}) found "  # noqa: S608 - constants and placeholders
            f"WHERE kind IN ({_places(wanted)}) "
            "ORDER BY score, CASE WHEN day IS NULL THEN 1 ELSE 0 END, day DESC, id LIMIT %s OFFSET %s",
            [*values, *wanted, limit, max(offset, 0)],
        )
        rows = [_hit(row) for row in cursor.fetchall()]
    return Found(rows, total, counts)


def _candidates(words: Sequence[str], user: Officer | AnonymousUser) -> tuple[str, list[str | int]]:
    """SQL of everything the user may find: rows seen whole, and public faces of the others; and its values."""
    its, mine = engine(), sorted(sides(user))
    shared = (
        "EXISTS (SELECT 1 FROM search_indexrow_sides s WHERE s.indexrow_id = i.id "  # noqa: S608 - placeholders only
        f"AND s.locality_id IN ({_places(mine)}))"
        if mine
        else "1 = 0"
    )
    whole = (
        f"SELECT i.id, i.kind, i.thing_id, i.url, i.title, i.detail, i.day, i.illustrative, 1 AS whole, "  # noqa: S608 - constants and placeholders
        f"{its.whole_score} AS score FROM {its.source} WHERE {its.whole} AND (i.audience = %s OR {shared})"
    )
    face = (
        f"SELECT i.id, i.kind, i.thing_id, i.url, i.public_title AS title, '' AS detail, i.day, i.illustrative, "  # noqa: S608 - constants and placeholders
        f"0 AS whole, {its.face_score} AS score FROM {its.source} "
        f"WHERE {its.face} AND i.audience <> %s AND i.public_title <> '' AND NOT {shared}"
    )
    public = Audience.PUBLIC.value
    asked_whole = [its.question(words, face=False)] * its.times
    asked_face = [its.question(words, face=True)] * its.times
    values: list[str | int] = [*asked_whole, public, *mine, *asked_face, public, *mine]
    return f"{whole} UNION ALL {face}", values


def _places(values: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(values))


def _hit(row: Sequence[object]) -> Hit:
    kind, thing_id, url, title, detail, day, illustrative, whole = row
    return Hit(
        kind=str(kind), thing_id=int(str(thing_id)), url=str(url), title=str(title), detail=str(detail),
        day=day if isinstance(day, dt.date) or day is None else dt.date.fromisoformat(str(day)),
        illustrative=bool(illustrative), whole=bool(whole),
    )  # fmt: skip
