"""Full text on two databases: FTS5 beside the table on SQLite, generated tsvector columns on PostgreSQL.

Both answer the same question, asked either of everything searchable or of the public face: every word, the last one as a
beginning, because it may not be typed to its end; or every one as a beginning.
The fragments of SQL are constants; whatever a person typed travels as a parameter, and by then is only a–z and digits.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True, slots=True)
class Engine:
    """The pieces in which the two databases differ; `i` is search_indexrow, and a smaller score is a better one."""

    source: str
    whole: str
    face: str
    whole_score: str
    face_score: str
    times: int  # how often the question stands in a score and its condition together
    # Parts of what is many, read one after the other until enough is found: common words are found in the first ones, which have
    # indexes of their own and cost little (migration 0005); together the parts are everything.
    parts: Sequence[str]

    def question(self, words: Sequence[str], *, face: bool, beginnings: bool) -> str:
        """The words as the database's own query language takes them; whole ones but the last, unless all are `beginnings`."""
        last = len(words) - 1
        open_ended = [beginnings or n == last for n in range(len(words))]
        if connection.vendor == "postgresql":
            return " & ".join(f"{word}:*" if one else word for word, one in zip(words, open_ended, strict=True))
        asked = " AND ".join(f'"{word}"*' if one else f'"{word}"' for word, one in zip(words, open_ended, strict=True))
        return ("{face}" if face else "{title words}") + f" : ({asked})"


# bm25 saturates: only a large weight lets one word of a title outweigh many of a long text.
_SQLITE = Engine(
    source="search_fulltext JOIN search_indexrow i ON i.id = search_fulltext.rowid",
    whole="search_fulltext MATCH %s",
    face="search_fulltext MATCH %s",
    whole_score="bm25(search_fulltext, 1000.0, 1.0, 0.0)",
    face_score="bm25(search_fulltext, 0.0, 0.0, 10.0)",
    times=1,
    parts=("1 = 1",),  # it stops by itself as soon as enough is found
)
_POSTGRESQL = Engine(
    # The question stands twice, as a constant each time: from a joined one the planner could not tell rare from common.
    source="search_indexrow i",
    whole="i.vector @@ to_tsquery('simple', %s)",
    face="i.face_vector @@ to_tsquery('simple', %s)",
    whole_score="-ts_rank(i.vector, to_tsquery('simple', %s))",
    face_score="-ts_rank(i.face_vector, to_tsquery('simple', %s))",
    times=2,
    parts=(
        "MOD(i.id, 257) = 0",
        "MOD(i.id, 17) = 0 AND MOD(i.id, 257) <> 0",
        "MOD(i.id, 17) <> 0 AND MOD(i.id, 257) <> 0",
    ),
)


def engine() -> Engine:
    """The pieces for the database in use."""
    return _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE


def keep(row_id: int, *, title: str, words: str, face: str) -> None:
    """Bring the full text of a row up to date; PostgreSQL does it itself."""
    if connection.vendor == "postgresql":
        return
    forget(row_id)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO search_fulltext(rowid, title, words, face) VALUES (%s, %s, %s, %s)",
            [row_id, title, words, face],
        )


def forget(row_id: int) -> None:
    """Take a row out of the full text; PostgreSQL does it itself."""
    if connection.vendor == "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_fulltext WHERE rowid = %s", [row_id])


def forget_all() -> None:
    """Empty the full text, before it is made anew."""
    if connection.vendor == "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_fulltext")
