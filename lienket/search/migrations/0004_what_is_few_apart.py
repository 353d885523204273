"""Commitments are many, all else is few: on PostgreSQL the few have an index of their own, so that common words cannot hide them."""

from django.db import migrations

FEW = [
    "CREATE INDEX search_vector_few ON search_indexrow USING gin (vector) WHERE kind <> 'commitment'",
    "CREATE INDEX search_face_vector_few ON search_indexrow USING gin (face_vector) WHERE kind <> 'commitment'",
]
GONE = ["DROP INDEX search_vector_few", "DROP INDEX search_face_vector_few"]


def _run(statements):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("search", "0003_saved_filters")]
    operations = [migrations.RunPython(_run(FEW), _run(GONE))]
