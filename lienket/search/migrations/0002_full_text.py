"""Full text beside the index: an FTS5 table on SQLite, generated and indexed tsvector columns on PostgreSQL."""

from django.db import migrations

SQLITE = (
    "CREATE VIRTUAL TABLE search_fulltext USING fts5(title, words, face, tokenize = 'unicode61 remove_diacritics 0')",
)
POSTGRESQL = (
    "ALTER TABLE search_indexrow ADD COLUMN vector tsvector GENERATED ALWAYS AS ("
    "setweight(to_tsvector('simple', folded_title), 'A') || setweight(to_tsvector('simple', folded), 'D')) STORED",
    "ALTER TABLE search_indexrow ADD COLUMN face_vector tsvector GENERATED ALWAYS AS ("
    "to_tsvector('simple', folded_face)) STORED",
    "CREATE INDEX search_vector ON search_indexrow USING gin (vector)",
    "CREATE INDEX search_face_vector ON search_indexrow USING gin (face_vector)",
)
BACK = {
    "sqlite": ("DROP TABLE search_fulltext",),
    "postgresql": (
        "ALTER TABLE search_indexrow DROP COLUMN vector",
        "ALTER TABLE search_indexrow DROP COLUMN face_vector",
    ),
}


def build(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def remove(apps, schema_editor):
    for statement in BACK[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(build, remove)]
