"""Finding: every word, without diacritics, through the gate, best first."""

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

# The kind of which there may be a million; of it so many of what fits are read, ranked and counted, whatever else would fit.
MANY, MOST = "commitment", 500


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
    """One page of hits; `total` counts all of the asked kinds, `counts` all kinds there are.

    `more` names the kind of which more would fit than was counted: its count is then MOST.
    """

    rows: Sequence[Hit] = ()
    total: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    more: str = ""


def find(
    query: str, *, user: Officer | AnonymousUser, kinds: Collection[str] = (), limit: int = 25, offset: int = 0
) -> Found:
    """What `user` may find by `query`. No text raises; a question without letters or digits finds nothing.

    One query; where nothing has the words as they are typed (the last may be a beginning), a second one takes all for beginnings.
    """
    words = asked(query)
    if not words:
        return Found()
    found = _find(words, user, kinds, limit, offset, beginnings=False)
    if not found.counts and len(words) > 1:
        found = _find(words, user, kinds, limit, offset, beginnings=True)
    return found


def _find(
    words: Sequence[str],
    user: Officer | AnonymousUser,
    kinds: Collection[str],
    limit: int,
    offset: int,
    *,
    beginnings: bool,
) -> Found:
    candidates, values = _candidates(words, user, beginnings=beginnings)
    wanted = sorted(kinds)
    narrowed = f"WHERE kind IN ({_places(wanted)})" if wanted else ""
    best = "score, CASE WHEN day IS NULL THEN 1 ELSE 0 END, day DESC, id"
    with connection.cursor() as cursor:
        # Counts and page in one statement: what was found by common words is gathered once, in few columns.
        # S608: it is made of this room's constants and placeholders; what was typed is in `values`.
        cursor.execute(
            f"WITH found AS ({candidates}), "  # noqa: S608 - constants and placeholders
            f"page AS (SELECT id, whole, score FROM found {narrowed} ORDER BY {best} LIMIT %s OFFSET %s) "
            "SELECT kind, COUNT(*) AS many, NULL AS id, NULL AS thing_id, NULL AS url, NULL AS title, NULL AS detail, "
            "NULL AS day, NULL AS illustrative, NULL AS whole, NULL AS score FROM found GROUP BY kind "
            "UNION ALL SELECT i.kind, 0, i.id, i.thing_id, i.url, "
            "CASE WHEN page.whole = 1 THEN i.title ELSE i.public_title END, "
            "CASE WHEN page.whole = 1 THEN i.detail ELSE '' END, "
            "CASE WHEN page.whole = 1 THEN i.day END AS day, i.illustrative, page.whole, page.score FROM page JOIN search_indexrow i ON i.id = page.id",
            [*values, *wanted, max(limit, 0), max(offset, 0)],
        )
        answer = cursor.fetchall()
    counts = {kind: many for kind, many, *_ in answer if many}
    more = MANY if counts.get(MANY, 0) > MOST else ""
    if more:
        counts[MANY] = MOST
    rows = sorted((_score_and_hit(row) for row in answer if not row[1]), key=_best_first)
    total = sum(many for kind, many in counts.items() if not wanted or kind in wanted)
    return Found([hit for *_, hit in rows], total, counts, more)


def _score_and_hit(row: Sequence[object]) -> tuple[float, int, Hit]:
    """What the rows of a page are put in order by, and the hit; the database chose them, a join does not keep their order."""
    kind, _many, pk, *shown, score = row
    return float(str(score)), int(str(pk)), _hit([kind, *shown])


def _best_first(row: tuple[float, int, Hit]) -> tuple[float, bool, int, int]:
    """The same order as the database's: best score, newest day, those without a day last."""
    score, pk, hit = row
    return score, hit.day is None, -hit.day.toordinal() if hit.day else 0, pk


def _candidates(
    words: Sequence[str], user: Officer | AnonymousUser, *, beginnings: bool
) -> tuple[str, list[str | int]]:
    """SQL of everything the user may find: rows seen whole, and public faces of the others; and its values."""
    its, mine = engine(), sorted(sides(user))
    # OFFSET 0 keeps PostgreSQL from reading everything the side has a part in: it is asked of the rows at hand.
    shared = (
        "EXISTS (SELECT 1 FROM search_indexrow_sides s WHERE s.indexrow_id = i.id "  # noqa: S608 - placeholders only
        f"AND s.locality_id IN ({_places(mine)}) LIMIT 1 OFFSET 0)"
        if mine
        else "1 = 0"
    )
    whole = (
        f"SELECT i.id, i.kind, i.day, 1 AS whole, {its.whole_score} AS score "  # noqa: S608 - constants and placeholders
        f"FROM {its.source} WHERE {its.whole} AND (i.audience = %s OR {shared})"
    )
    # The CASE is a NULL that PostgreSQL knows to be a day: the day of what is internal must not order what strangers see.
    face = (
        f"SELECT i.id, i.kind, CASE WHEN 1 = 0 THEN i.day END AS day, 0 AS whole, {its.face_score} AS score FROM {its.source} "  # noqa: S608 - constants and placeholders
        f"WHERE {its.face} AND i.audience <> %s AND i.public_title <> '' AND NOT {shared}"
    )
    public = Audience.PUBLIC.value
    asked_whole = [its.question(words, face=False, beginnings=beginnings)] * its.times
    asked_face = [its.question(words, face=True, beginnings=beginnings)] * its.times
    # Of what is many no more than can be read at once, and faces only where there is too little to read whole; of what is few
    # everything, so that common words cannot hide it.
    kept: tuple[tuple[str, list[str | int]], ...] = (
        (whole, [*asked_whole, public, *mine]),
        (face, [*asked_face, public, *mine]),
    )
    parts = [f"{rows} AND i.kind <> '{MANY}'" for rows, _ in kept]
    many = [f"{rows} AND i.kind = '{MANY}' AND {part}" for rows, _ in kept for part in its.parts]
    parts.append(f"SELECT * FROM ({' UNION ALL '.join(many)}) m LIMIT {MOST + 1}")  # noqa: S608 - constants and placeholders
    values: list[str | int] = [value for _, its_values in kept for value in its_values]
    values += [value for _, its_values in kept for _part in its.parts for value in its_values]
    # The limit belongs to its own part.
    return " UNION ALL ".join(f"SELECT * FROM ({part}) p" for part in parts), values  # noqa: S608 - as above


def _places(values: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(values))


def _hit(row: Sequence[object]) -> Hit:
    kind, thing_id, url, title, detail, day, illustrative, whole = row
    return Hit(
        kind=str(kind), thing_id=int(str(thing_id)), url=str(url), title=str(title), detail=str(detail),
        day=day if isinstance(day, dt.date) or day is None else dt.date.fromisoformat(str(day)),
        illustrative=bool(illustrative), whole=bool(whole),
    )  # fmt: skip
