"""Lists narrowed by words: the things of one kind that the words find, with the index and the alphabet of the search page.

Two forms of the same condition, because no database serves both ends: `found_by` gathers what was found and is quick where
it is little; `found_at_hand` looks each row of a list up by itself and is quick where most rows fit. The gate is the list's:
whoever may not read a row whole is answered by its `face`.
"""

from typing import Any

from django.db.models import BigIntegerField, F, Func, Q
from django.db.models.expressions import RawSQL
from django.db.models.lookups import IsNull

from .fulltext import engine
from .words import asked


def found_by(kind: str, query: str, *, face: bool = False) -> Q:
    """Rows whose id is of a thing of this kind that has every word of the question, the last one as a beginning.

    A question without a letter or digit narrows nothing.
    """
    if not (words := asked(query)):
        return Q()
    its = engine()
    # S611: constants and placeholders; what was typed is in the values, as a–z and digits.
    found = f"SELECT i.thing_id FROM {its.source} WHERE {its.face if face else its.whole} AND i.kind = %s"  # noqa: S608 - as above
    return Q(pk__in=RawSQL(found, [its.question(words, face=face, beginnings=False), kind]))  # noqa: S611 - as above


def found_at_hand(kind: str, query: str, *, face: bool = False) -> Q:
    """The same, asked of each row by itself."""
    if not (words := asked(query)):
        return Q()
    return Q(IsNull(_IfFound(kind, words, face=face), False))


class _IfFound(Func):
    """The row's own id where the words find its thing, else NULL: a value, so that PostgreSQL cannot make a list of it."""

    output_field = BigIntegerField()

    def __init__(self, kind: str, words: list[str], *, face: bool) -> None:
        super().__init__(F("pk"))
        self.kind, self.words, self.face = kind, words, face

    def as_sql(self, compiler: Any, *_rest: Any, **_context: Any) -> tuple[str, tuple[Any, ...]]:
        """The look-up in the index, for one row of the list around it."""
        its = engine()
        row, values = compiler.compile(self.source_expressions[0])
        return (
            f"(SELECT i.thing_id FROM {its.source} WHERE i.kind = %s AND i.thing_id = {row} "  # noqa: S608 - constants and placeholders
            f"AND {its.face if self.face else its.whole} LIMIT 1)",
            (self.kind, *values, its.question(self.words, face=self.face, beginnings=False)),
        )
