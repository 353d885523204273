"""Full text on two databases: FTS5 beside the table on SQLite, generated tsvector columns on PostgreSQL.

Both answer the same question, "every word, as a prefix", asked either of everything searchable or of the public face.
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

    def question(self, words: Sequence[str], *, face: bool) -> str:
        """The words as the database's own query language takes them."""
        if connection.vendor == "postgresql":
            return " & ".join(f"{word}:*" for word in words)
        return ("{face}" if face else "{title words}") + " : (" + " AND ".join(f'"{word}"*' for word in words) + ")"


# bm25 saturates: only a large weight lets one word of a title outweigh many of a long text.
_SQLITE = Engine(
    source="search_fulltext JOIN search_indexrow i ON i.id = search_fulltext.rowid",
    whole="search_fulltext MATCH %s",
    face="search_fulltext MATCH %s",
    whole_score="bm25(search_fulltext, 1000.0, 1.0, 0.0)",
    face_score="bm25(search_fulltext, 0.0, 0.0, 10.0)",
    times=1,
)
_POSTGRESQL = Engine(
    # The question stands twice, as a constant each time: from a joined one the planner could not tell rare from common.
    source="search_indexrow i",
    whole="i.vector @@ to_tsquery('simple', %s)",
    face="i.face_vector @@ to_tsquery('simple', %s)",
    whole_score="-ts_rank(i.vector, to_tsquery('simple', %s))",
    face_score="-ts_rank(i.face_vector, to_tsquery('simple', %s))",
    times=2,
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
