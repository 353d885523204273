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
def quiet_load(*tables: str) -> Iterator[None]:
    """One transaction in which foreign keys are not asked: the generator knows them to hold.

    The indexes of `tables` are made anew at the end, in one go each, instead of being kept row by row; what constraints need stays.
    """
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        indexes: list[str] = []
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
            cursor.execute(
                "SET LOCAL max_parallel_maintenance_workers = 1"
            )  # two in all: as many as there are processors
            indexes = _without_indexes(cursor, tables)
        yield
        if connection.vendor == "postgresql":
            for definition in indexes:
                cursor.execute(definition)
            _bring_sequences_up(cursor)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _without_indexes(cursor: Any, tables: Sequence[str]) -> list[str]:
    """Drop the indexes that no constraint stands on; returns the statements that make them."""
    cursor.execute(
        "SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i "
        "WHERE i.indrelid::regclass::text = ANY(%s) AND NOT i.indisunique ORDER BY 1",
        [list(tables)],
    )
    found = cursor.fetchall()
    for name, _definition in found:
        cursor.execute(f"DROP INDEX {name}")
    return [definition for _name, definition in found]


def load(model: Any, names: Sequence[str], rows: Iterable[Row], **same: Any) -> None:
    """Rows of `model`: `names` are attribute names whose values each row has in this order; `same` are equal in every row.

    Fields named in neither take their default.
    """

    constant = _defaults(model, names) | same
    columns = [model._meta.get_field(name).column for name in [*names, *constant]]
    insert(model._meta.db_table, columns, rows, list(constant.values()))


def load_from(model: Any, columns: Mapping[str, str], source: str, values: Sequence[Any]) -> None:
    """Rows the database makes itself: `columns` are attribute names and what of `source` each takes, in SQL; `values` fill its places.

    Ten million rows then never leave the server. Fields not named take their default.
    """
    from django.db import connection

    constant = _defaults(model, columns)
    named = ", ".join(model._meta.get_field(name).column for name in [*columns, *constant])
    taken = ", ".join([*columns.values(), *["%s"] * len(constant)])
    statement = f"INSERT INTO {model._meta.db_table} ({named}) SELECT {taken} FROM {source}"
    with connection.cursor() as cursor:
        cursor.execute(statement, [*constant.values(), *values])


def table_of(rows: Sequence[Row]) -> tuple[str, list[Any]]:
    """A small table to join with, its columns named column1, column2 and so on by both databases; and its values."""
    from django.db import connection

    kept = connection.vendor == "postgresql"
    one = "(" + ", ".join(["%s"] * len(rows[0])) + ")"
    return f"(VALUES {', '.join([one] * len(rows))})", [
        value if kept else _plain(value) for row in rows for value in row
    ]


def _defaults(model: Any, names: Iterable[str]) -> dict[str, Any]:
    """What the fields not named have in every row."""
    from django.db import connection

    named = {*names, "id"}
    fields = [f for f in model._meta.concrete_fields if f.attname not in named and not f.generated]
    return {f.attname: f.get_db_prep_save(f.get_default(), connection) for f in fields}


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
    if isinstance(value, str):
        return value
    if value is None:
        return "\\N"
    if value is True:
        return "t"
    if value is False:
        return "f"
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
    if isinstance(value, list | Mapping):
        return json.dumps(value)
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
