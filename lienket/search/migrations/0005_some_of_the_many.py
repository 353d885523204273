"""On PostgreSQL: indexes over every 17th and every 257th commitment, in which common words are found without reading all of them."""

from typing import Any

from django.db import migrations

SAMPLES = [257, 17]  # primes, so that no regularity of the ids comes through; as in lienket/search/fulltext.py
COLUMNS = ["vector", "face_vector"]


def build(_apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor != "postgresql":
        return
    for one_in in SAMPLES:
        for column in COLUMNS:
            schema_editor.execute(
                f"CREATE INDEX search_{column}_{one_in} ON search_indexrow USING gin ({column}) "
                f"WHERE kind = 'commitment' AND MOD(id, {one_in}) = 0"
            )


def drop(_apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        for one_in in SAMPLES:
            for column in COLUMNS:
                schema_editor.execute(f"DROP INDEX search_{column}_{one_in}")


class Migration(migrations.Migration):
    dependencies = [("search", "0004_what_is_few_apart")]
    operations = [migrations.RunPython(build, drop)]
