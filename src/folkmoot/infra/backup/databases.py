"""Copy a database while it is written to, and bring a copy back. SQLite through its online backup, PostgreSQL
through pg_dump and pg_restore.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from folkmoot.infra.backup.manifest import DatabaseCopy, Unusable

_EXTENSION = {"sqlite": "sqlite3", "postgresql": "dump"}


def copy(alias: str, folder: Path) -> DatabaseCopy:
    """Copy one database, as of one moment, into a file of `folder`."""
    connection = connections[alias]
    file = folder / f"{'central' if alias == 'default' else alias}.{_EXTENSION[connection.vendor]}"
    counts = _copy_sqlite(connection, file) if connection.vendor == "sqlite" else _copy_postgresql(connection, file)
    return DatabaseCopy(file.name, connection.vendor, _migrations(alias), counts)


def require_empty(alias: str) -> None:
    """Raise Unusable where there is anything in the database already."""
    connection = connections[alias]
    if connection.vendor == "sqlite":
        if Path(connection.settings_dict["NAME"]).exists():
            raise Unusable(f"The database {alias!r} exists already. A backup is restored into empty ones.")
    elif connection.introspection.table_names():
        raise Unusable(f"The database {alias!r} is not empty. A backup is restored into empty ones.")


def require_tools(aliases: Iterable[str]) -> None:
    """Raise Unusable where PostgreSQL's programs are needed and not there."""
    if any(connections[alias].vendor == "postgresql" for alias in aliases):
        for program in ("pg_dump", "pg_restore"):
            if shutil.which(program) is None:
                raise Unusable(f"{program} is missing. Install the Debian package postgresql-client.")


def bring_back(alias: str, file: Path, copied: DatabaseCopy) -> None:
    """Fill an empty database from a copy and count its rows. Raises Unusable."""
    connection = connections[alias]
    if copied.engine != connection.vendor:
        raise Unusable(f"{file} is a copy of {copied.engine}, and the database {alias!r} is {connection.vendor}.")
    if connection.vendor == "sqlite":
        counts = _bring_back_sqlite(Path(connection.settings_dict["NAME"]), file)
    else:
        _run_tool(
            connection, "pg_restore", "--no-owner", "--no-privileges", "--single-transaction", "--dbname", str(file)
        )
        counts = _counted(connection)
    different = sorted(name for name in copied.tables if counts.get(name) != copied.tables[name])
    if different:
        raise Unusable(f"The database {alias!r} came back with another number of rows in {', '.join(different)}.")


def _copy_sqlite(connection: BaseDatabaseWrapper, file: Path) -> dict[str, int]:
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as source, closing(sqlite3.connect(file)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
        return _counted_sqlite(target)


def _bring_back_sqlite(database: Path, file: Path) -> dict[str, int]:
    shutil.copyfile(file, database)
    with closing(sqlite3.connect(database)) as target:
        return _counted_sqlite(target)


def _counted_sqlite(database: sqlite3.Connection) -> dict[str, int]:
    names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return {
        name: database.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - names of own tables
        for (name,) in names.fetchall()
    }


def _copy_postgresql(connection: BaseDatabaseWrapper, file: Path) -> dict[str, int]:
    """Count and dump in the same snapshot."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        counts = _counted(connection)
        options = ("--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", "--file", str(file))
        _run_tool(connection, "pg_dump", *options, "--dbname")
    return counts


def _counted(connection: BaseDatabaseWrapper) -> dict[str, int]:
    counts = {}
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608 - own tables
            counts[name] = cursor.fetchone()[0]
    return counts


def _migrations(alias: str) -> list[str]:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        return [f"{app}.{name}" for app, name in cursor.fetchall()]


def _run_tool(connection: BaseDatabaseWrapper, program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on this database; its name goes behind `--dbname`. Raises Unusable."""
    at = arguments.index("--dbname") + 1
    settings: dict[str, Any] = connection.settings_dict
    given = {"PGHOST": settings["HOST"], "PGPORT": settings["PORT"], "PGUSER": settings["USER"]}
    given |= {"PGPASSWORD": settings["PASSWORD"], "PGSSLMODE": settings["OPTIONS"].get("sslmode", "")}
    result = subprocess.run(
        [program, *arguments[:at], settings["NAME"], *arguments[at:]],
        env=os.environ | {name: value for name, value in given.items() if value},
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        last = (result.stderr.strip().splitlines() or ["it gave no reason"])[-1]
        raise Unusable(f"{program} failed on the database {connection.alias!r}: {last}")
