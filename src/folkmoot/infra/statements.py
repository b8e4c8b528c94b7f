"""Run a statement with as little around it as can be, where nothing is said on the database "default".

Django's cursor costs several times what SQLite needs to find a row by its key. So where nobody listens to statements
(as tests do that count them), they go to SQLite's driver; errors are still Django's. With PostgreSQL the way is long
anyway, and Django's cursor takes it.
"""

import functools
from collections.abc import Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper


def fetch(statement: str, values: Sequence[Any], *, using: str = DEFAULT_DB_ALIAS) -> list[tuple[Any, ...]]:
    """All rows of a SELECT with %s for each value."""
    database = connections[using]
    if _is_heard(database):
        with database.cursor() as cursor:
            cursor.execute(statement, values)
            return list(cursor.fetchall())
    with database.wrap_database_errors:
        found: list[tuple[Any, ...]] = _run(database, statement, values).fetchall()
        return found


def change(statement: str, values: Sequence[Any]) -> int:
    """Run what changes rows, with %s for each value; returns how many it touched."""
    database = connections[DEFAULT_DB_ALIAS]
    if _is_heard(database):
        with database.cursor() as cursor:
            cursor.execute(statement, values)
            return int(cursor.rowcount)
    with database.wrap_database_errors:
        return int(_run(database, statement, values).rowcount)


@functools.cache
def vendor() -> str:
    """Of "default": "sqlite" or "postgresql"."""
    return str(connections[DEFAULT_DB_ALIAS].vendor)


def _is_heard(database: BaseDatabaseWrapper) -> bool:
    return database.vendor != "sqlite" or bool(database.execute_wrappers) or database.queries_logged


def _run(database: BaseDatabaseWrapper, statement: str, values: Sequence[Any]) -> Any:
    if database.connection is None:
        database.ensure_connection()
    database.validate_no_broken_transaction()
    return database.connection.execute(_with_question_marks(statement), values)


@functools.lru_cache(1024)
def _with_question_marks(statement: str) -> str:
    """As SQLite's driver marks the places of values; %% is a percent sign."""
    return "%".join(part.replace("%s", "?") for part in statement.split("%%"))
