from typing import Any

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_TABLES = {"search_postwords": ", tags UNINDEXED", "search_personwords": "", "search_tagwords": ""}


def make(_apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """FTS5 tables on SQLite; on PostgreSQL tables of the same shape with a GIN index."""
    for table, more in _TABLES.items():
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(
                f"CREATE VIRTUAL TABLE {table} USING fts5(words{more}, tokenize=\"ascii tokenchars ':_'\", prefix='2 3')"
            )
        else:
            tags = more and ", tags text NOT NULL"
            schema_editor.execute(f"CREATE TABLE {table} (rowid bigint PRIMARY KEY, words tsvector NOT NULL{tags})")
            schema_editor.execute(f"CREATE INDEX {table}_words ON {table} USING gin (words)")


def drop(_apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for table in _TABLES:
        schema_editor.execute(f"DROP TABLE {table}")


def _words(name: str, *more: Any) -> migrations.CreateModel:
    fields: list[Any] = [
        ("id", models.BigIntegerField(db_column="rowid", primary_key=True, serialize=False)),
        ("words", models.TextField()),
        *more,
    ]
    return migrations.CreateModel(name=name, fields=fields, options={"abstract": False})


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                _words("PostWords", ("tags", models.TextField())),
                _words("PersonWords"),
                _words("TagWords"),
            ],
            database_operations=[migrations.RunPython(make, drop)],
        ),
        migrations.CreateModel(
            name="Tag",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=100, unique=True)),
                ("uses", models.IntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Walk",
            fields=[
                ("kind", models.CharField(max_length=10, primary_key=True, serialize=False)),
                ("version", models.IntegerField()),
                ("below", models.BigIntegerField(null=True)),
                ("done", models.BooleanField(default=False)),
            ],
        ),
    ]
