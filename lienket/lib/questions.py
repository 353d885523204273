"""Questions that every page asks: put into SQL once for each form they take, asked again with other values.

Django builds a queryset and its SQL anew each time, which for a question of many parts costs more than the database's answer.
`ask(form, build, …)` builds it the first time a `form` comes by and keeps its SQL; values that differ from one asking to the next
stand in it as `Given("name")`:

    ask(("parties",), lambda: Party.objects.filter(programme=Given("programme")), programme=programme.pk)

Whatever else `build` reads (who asks, the language, a setting) is part of the question: it has to be part of `form`.
"""

import copy
import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Self, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections, models
from django.db.models.expressions import Expression
from django.db.transaction import TransactionManagementError

MOST = 500  # forms kept in a process; beyond that all are built anew
T = TypeVar("T", bound=models.Model)


class Given(Expression):
    """A value that is given when the question is asked. A day may be moved: `Given("today", DateField()) + timedelta(15)`."""

    def __init__(
        self, name: str, output_field: "models.Field[Any, Any] | None" = None, moved: dt.timedelta | None = None
    ):
        super().__init__(output_field=output_field)
        self.name, self.kind, self.moved = name, output_field, moved

    def __add__(self, days: dt.timedelta) -> Self:  # type: ignore[override]  # the day moves here, not in the database
        return type(self)(self.name, self.kind, days + (self.moved or dt.timedelta()))

    def __sub__(self, days: dt.timedelta) -> Self:  # type: ignore[override]  # as above
        return self + -days

    def as_sql(self, *_compiler_and_connection: Any) -> tuple[str, Any]:
        """A place in the SQL; this very object marks whose it is."""
        return "%s", [self]

    def of(self, values: dict[str, Any], connection: Any) -> Any:
        """What stands in the place this time, as the database takes it."""
        value = values[self.name] if self.moved is None else values[self.name] + self.moved
        return value if self.kind is None else self.kind.get_db_prep_value(value, connection)


@dataclass(frozen=True, slots=True)
class _Kept:
    """A question with its SQL; the compiler knows which column is what."""

    queryset: Any
    compiler: Any
    sql: str
    places: tuple[Any, ...]


_kept: dict[Hashable, _Kept] = {}


def ask(form: Hashable, build: Callable[[], "models.QuerySet[Any, Any]"], **values: Any) -> list[Any]:
    """The rows of the question, as its queryset gives them."""
    kept = _kept.get(form)
    if kept is None:
        if len(_kept) >= MOST:
            _kept.clear()
        kept = _kept[form] = _compiled(build())
    if not kept.sql:
        return []
    connection = connections[kept.queryset.db]
    if kept.queryset.query.select_for_update and connection.get_autocommit():
        raise TransactionManagementError("a row is held for the rest of a transaction: there is none")
    compiler = copy.copy(kept.compiler)
    compiler.connection = connection  # each thread has its own
    bound = tuple(place.of(values, connection) if isinstance(place, Given) else place for place in kept.places)
    compiler.as_sql = lambda *_args, **_options: (kept.sql, bound)
    rows = kept.queryset._chain()
    rows.query.get_compiler = lambda *_args, **_options: compiler
    return list(rows)


def _compiled(queryset: Any) -> _Kept:
    compiler = queryset.query.get_compiler(using=queryset.db)
    try:
        sql, places = compiler.as_sql()
    except EmptyResultSet:  # nothing can fit: the database need not be asked
        sql, places = "", ()
    return _Kept(queryset, compiler, sql, tuple(places))


def renew(thing: models.Model, rows: Sequence[models.Model]) -> None:
    """Bring `thing` up to date with what was read of it, as refresh_from_db does: what else hung on it is forgotten.

    Raises DoesNotExist where nothing was read: it is gone.
    """
    if not rows:
        raise type(thing).DoesNotExist(f"{thing._meta.label} {thing.pk} is gone")  # type: ignore[attr-defined]  # every model has it
    (fresh,) = rows
    for field in thing._meta.concrete_fields:
        setattr(thing, field.attname, getattr(fresh, field.attname))
    thing._state.fields_cache = fresh._state.fields_cache
    thing.__dict__.pop("_prefetched_objects_cache", None)


def at_hand(thing: models.Model, name: str, rows: Sequence[models.Model]) -> None:
    """What `thing` is related to under `name` has been read: `thing.name.all()` gives it without a query, as after a prefetch."""
    field: Any = getattr(type(thing), name).field
    if field.many_to_one:  # and each of them knows what it belongs to
        for row in rows:
            field.set_cached_value(row, thing)
    found: Any = getattr(thing, name).all()
    found._result_cache, found._prefetch_done = list(rows), True
    cache: dict[str, Any] = thing.__dict__.setdefault("_prefetched_objects_cache", {})
    cache[name] = found


def shared_out(things: Iterable[models.Model], name: str, key: str, rows: Iterable[T]) -> None:
    """The same for many things at once: `key` names the attribute of a row that holds the id of the thing it belongs to."""
    of: dict[Any, list[T]] = {thing.pk: [] for thing in things}
    for row in rows:
        of[getattr(row, key)].append(row)
    for thing in things:
        at_hand(thing, name, of[thing.pk])
