"""The Daft side: one unit's documents → its rows, computed by processes of this machine or by a Ray cluster; the code is the same.

Importing this module imports Daft. Its three ways of reporting home are switched off first.
"""

import os

for _switch, _off in (("DO_NOT_TRACK", "1"), ("DAFT_ANALYTICS_ENABLED", "0"), ("RAY_USAGE_STATS_ENABLED", "0")):
    os.environ[_switch] = _off

from pathlib import Path  # noqa: E402 - the switches above must be set before Daft is imported
from typing import Any  # noqa: E402 - the switches above must be set before Daft is imported

import daft  # noqa: E402 - the switches above must be set before Daft is imported
from daft import DataType, col, lit  # noqa: E402 - the switches above must be set before Daft is imported
from daft.functions import monotonically_increasing_id  # noqa: E402 - the switches above must be set before Daft is imported

from vanban.archive.reader import rows_of_document  # noqa: E402 - the switches above must be set before Daft is imported
from vanban.archive.sources import BadSource, Columns, Unit, choose_columns  # noqa: E402 - the switches above must be set before Daft is imported

_TEXT = DataType.string()
_ROW = DataType.struct(
    {
        "kind": _TEXT,
        "subkind": _TEXT,
        "start": DataType.int64(),
        "end": DataType.int64(),
        "text": _TEXT,
        "rule": _TEXT,
        "code": _TEXT,
        "value": _TEXT,
        "value_to": _TEXT,
        "bound": _TEXT,
        "unit": _TEXT,
        "year": DataType.int64(),
        "from_date": _TEXT,
        "to_date": _TEXT,
        "data": _TEXT,
    }
)
FIELDS = (
    "kind",
    "subkind",
    "start",
    "end",
    "text",
    "rule",
    "code",
    "value",
    "value_to",
    "bound",
    "unit",
    "year",
    "from_date",
    "to_date",
    "data",
)
_BATCH = 128  # documents handed to a process at once


@daft.func(return_dtype=DataType.list(_ROW), use_process=True)
def _read(text: str | None, content: bytes | None, name: str | None, problem: str | None) -> list[dict[str, Any]]:
    rows = rows_of_document(text, content, name, problem)
    return [{field: row.get(field) for field in FIELDS} for row in rows]


def use(ray: str | None) -> None:
    """Run on this machine, or on the Ray cluster at an address."""
    if ray is None:
        daft.set_runner_native()
    else:
        daft.set_runner_ray(address=ray)


class Written:
    """What one unit became: counts, the files of facts, the documents set aside."""

    def __init__(self, documents: int, facts: int, bad: list[dict[str, Any]], files: list[Path]) -> None:
        self.documents, self.facts, self.bad, self.files = documents, facts, bad, files


def work(unit: Unit, columns: Columns, folder: Path) -> Written:
    """Read every document of a unit once and write its facts as Parquet into a folder of its own."""
    rows = (
        _frame(unit, columns)
        .into_batches(_BATCH)
        .select(col("document"), lit(unit.source.path).alias("source"), _read(*map(col, _INPUT)).alias("row"))
        .explode("row")
        .select(col("document"), col("source"), col("row").unnest())
        .collect()
    )
    bad = rows.where("kind = 'bad'").select("document", "source", "text").to_pylist()
    facts = rows.where("kind <> 'bad'")
    files = facts.write_parquet(str(folder), compression="zstd").to_pydict()["path"]
    documents = facts.where("kind = 'document'").count_rows()
    return Written(
        documents, facts.count_rows() - documents, bad, [Path(path.removeprefix("file://")) for path in files]
    )


_INPUT = ("text", "content", "name", "problem")


def _frame(unit: Unit, columns: Columns) -> daft.DataFrame:
    """The documents of a unit: document, text, content, name, problem."""
    if unit.documents is not None:
        names = [document[0] for document in unit.documents]
        return daft.from_pydict(
            {
                "document": names,
                "text": daft.Series.from_pylist([document[1] for document in unit.documents], dtype=_TEXT),
                "content": daft.Series.from_pylist(
                    [document[2] for document in unit.documents], dtype=DataType.binary()
                ),
                "name": names,
                "problem": daft.Series.from_pylist([document[3] for document in unit.documents], dtype=_TEXT),
            }
        )
    frame = daft.read_parquet([unit.source.path], row_groups=[unit.row_groups or []])
    text, name = choose_columns(frame.column_names, columns)
    if text is None:
        wanted = columns.text or "text"
        raise BadSource(
            f"expected a column {wanted!r} in {unit.source.path}, found {', '.join(frame.column_names)}. Name it with --text."
        )
    place = f"{Path(unit.source.path).name}:{unit.start}:"
    document = col(name).cast(_TEXT) if name else lit(place) + monotonically_increasing_id().cast(_TEXT)
    return frame.select(
        document.alias("document"),
        col(text).cast(_TEXT).fill_null("").alias("text"),
        lit(None).cast(DataType.binary()).alias("content"),
        lit(None).cast(_TEXT).alias("name"),
        lit(None).cast(_TEXT).alias("problem"),
    )
