"""Many rows into a table at once: COPY on PostgreSQL, one prepared INSERT on SQLite. Only for a benchmark's own database."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

Row = Sequence[Any]
AT_ONCE = 20_000


@contextmanager
def quiet_load() -> Iterator[None]:
    """One transaction in which foreign keys are not asked: the generator knows them to hold. The search index is made at the end."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
            cursor.execute("DROP INDEX search_vector, search_face_vector")
        yield
        if connection.vendor == "postgresql":
            cursor.execute("CREATE INDEX search_vector ON search_indexrow USING gin (vector)")
            cursor.execute("CREATE INDEX search_face_vector ON search_indexrow USING gin (face_vector)")
            _bring_sequences_up(cursor)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def load(model: Any, names: Sequence[str], rows: Iterable[Row], **same: Any) -> None:
    """Rows of `model`: `names` are attribute names whose values each row has in this order; `same` are equal in every row.

    Fields named in neither take their default.
    """
    from django.db import connection

    fields = [f for f in model._meta.concrete_fields if f.attname not in names]
    constant = {f.attname: f.get_db_prep_save(f.get_default(), connection) for f in fields if f.attname != "id"}
    constant |= same
    columns = [model._meta.get_field(name).column for name in [*names, *constant]]
    insert(model._meta.db_table, columns, rows, list(constant.values()))


def insert(table: str, columns: Sequence[str], rows: Iterable[Row], tail: Row = ()) -> None:
    """Rows into the columns of a table; `tail` ends each of them."""
    from django.db import connection

    named = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            end = "".join(f"\t{_text(value)}" for value in tail) + "\n"
            with cursor.copy(f"COPY {table} ({named}) FROM STDIN") as copy:
                for block in _blocks(rows):
                    copy.write("".join("\t".join(map(_text, row)) + end for row in block))
            return
        places = ", ".join(["?"] * len(columns))
        ending = tuple(map(_plain, tail))
        for block in _blocks(rows):
            cursor.cursor.executemany(  # the driver's own: a million rows need no translation of placeholders
                f"INSERT INTO {table} ({named}) VALUES ({places})",
                [(*map(_plain, row), *ending) for row in block],
            )


def _blocks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    source = iter(rows)
    while block := list(islice(source, AT_ONCE)):
        yield block


def _text(value: Any) -> str:
    """A value as COPY reads it; the generator writes no tabs, line ends or backslashes."""
    if value is None:
        return "\\N"
    if value is True:
        return "t"
    if value is False:
        return "f"
    if isinstance(value, str):
        return value
    if isinstance(value, list | Mapping):
        return json.dumps(value)
    if hasattr(value, "obj"):  # psycopg's Json around a value
        return json.dumps(value.obj)
    return str(value)


def _plain(value: Any) -> Any:
    """A value as SQLite keeps it."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).replace(tzinfo=None).isoformat(" ")
    if isinstance(value, dt.date):
        return value.isoformat()
    return value


def _bring_sequences_up(cursor: Any) -> None:
    """Ids were given out by the generator: the database's own counters follow."""
    from django.apps import apps

    for model in apps.get_models(include_auto_created=True):
        if model._meta.auto_field is not None:
            table = model._meta.db_table
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), GREATEST((SELECT MAX(id) FROM {table}), 1)) "
                f"WHERE pg_get_serial_sequence('{table}', 'id') IS NOT NULL"
            )
