"""How many rows each table has, and which migrations a database took: what a copy is compared by."""

import sqlite3

from django.db.backends.base.base import BaseDatabaseWrapper

_MIGRATIONS = "SELECT app, name FROM django_migrations ORDER BY app, name"


def counted(connection: BaseDatabaseWrapper) -> dict[str, int]:
    counts = {}
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608 - own tables
            counts[name] = cursor.fetchone()[0]
    return counts


def counted_sqlite(database: sqlite3.Connection) -> dict[str, int]:
    names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return {
        name: database.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - names of own tables
        for (name,) in names.fetchall()
    }


def migrations(connection: BaseDatabaseWrapper) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(_MIGRATIONS)
        return [f"{app}.{name}" for app, name in cursor.fetchall()]


def migrations_sqlite(database: sqlite3.Connection) -> list[str]:
    return [f"{app}.{name}" for app, name in database.execute(_MIGRATIONS).fetchall()]
