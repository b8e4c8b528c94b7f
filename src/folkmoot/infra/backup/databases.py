"""Copy a database while it is written to, and bring a copy back. SQLite through its online backup, PostgreSQL
through pg_dump and pg_restore.
"""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connections

from folkmoot.infra.backup.counting import counted, counted_sqlite
from folkmoot.infra.backup.manifest import DatabaseCopy, Unusable, sha256
from folkmoot.infra.backup.tools import run_tool


def require_empty(alias: str) -> None:
    """Raise Unusable where there is anything in the database already."""
    connection = connections[alias]
    if connection.vendor == "sqlite":
        if Path(connection.settings_dict["NAME"]).exists():
            raise Unusable(f"The database {alias!r} exists already. A backup is restored into empty ones.")
    elif connection.introspection.table_names():
        raise Unusable(f"The database {alias!r} is not empty. A backup is restored into empty ones.")


def empty(alias: str) -> None:
    """Drop every table of a PostgreSQL database; SQLite's files go with their folder."""
    connection = connections[alias]
    if connection.vendor == "postgresql" and (names := connection.introspection.table_names()):
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE {', '.join(map(connection.ops.quote_name, names))} CASCADE")


def bring_back(alias: str, file: Path, copied: DatabaseCopy) -> None:
    """Fill an empty database from a copy and count its rows. Raises Unusable."""
    connection = connections[alias]
    if copied.engine != connection.vendor:
        raise Unusable(f"{file} is a copy of {copied.engine}, and the database {alias!r} is {connection.vendor}.")
    if connection.vendor == "sqlite":
        counts = _bring_back_sqlite(Path(connection.settings_dict["NAME"]), file)
    else:
        # An attempt that was cut off may have left functions, which are no tables.
        options = ("--no-owner", "--no-privileges", "--clean", "--if-exists", "--single-transaction")
        run_tool(connection, "pg_restore", *options, "--dbname", str(file))
        counts = counted(connection)
    different = sorted(name for name in {*copied.tables, *counts} if counts.get(name) != copied.tables.get(name))
    if different:
        raise Unusable(f"The database {alias!r} came back with another number of rows in {', '.join(different)}.")


def _bring_back_sqlite(database: Path, file: Path) -> dict[str, int]:
    shutil.copyfile(file, database)
    if sha256(database) != sha256(file):
        raise Unusable(f"{database} is not what was copied there. Is the disk sound?")
    with closing(sqlite3.connect(database)) as target:
        return counted_sqlite(target)
