"""Several databases as of one moment, while all of them are written to.

A row of the central database names records of a vault: they are written before it and deleted after it, so at any one
moment every name leads somewhere. Copies of two different moments would not have that: what was deleted in between is
named by the one and missing in the other. Therefore the vaults stand still for the milliseconds in which a snapshot of
every database is opened; what is copied afterwards, however slowly, is what was there then.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from folkmoot.infra.backup.counting import counted, counted_sqlite, migrations, migrations_sqlite
from folkmoot.infra.backup.manifest import DatabaseCopy, Unusable
from folkmoot.infra.backup.tools import run_tool
from folkmoot.infra.writes import atomic_write

_PATIENCE = "5s"


class SqliteSnapshot:
    """A read transaction, which in WAL mode keeps nobody from writing."""

    def __init__(self, name: str, stem: str) -> None:
        self._stem = stem
        self._source = sqlite3.connect(name, isolation_level=None)
        self._source.execute("BEGIN")
        self._source.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()

    def copy(self, folder: Path) -> DatabaseCopy:
        """Raises Unusable where the database is damaged, sqlite3.Error where the disk is full."""
        file = folder / f"{self._stem}.sqlite3"
        with closing(sqlite3.connect(file)) as target:
            self._source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")
            (found,) = target.execute("PRAGMA quick_check(1)").fetchone()
            if found != "ok":
                raise Unusable(f"The database {self._stem!r} is damaged: {found}.")
            return DatabaseCopy(file.name, "sqlite", migrations_sqlite(target), counted_sqlite(target))

    def close(self) -> None:
        self._source.close()


class PostgresqlSnapshot:
    """A read-only transaction whose snapshot pg_dump takes part in."""

    def __init__(self, connection: BaseDatabaseWrapper, stem: str) -> None:
        self._stem = stem
        self._connection = connection
        connection.set_autocommit(False)
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SELECT pg_export_snapshot()")
            self._name = cursor.fetchone()[0]

    def copy(self, folder: Path) -> DatabaseCopy:
        file = folder / f"{self._stem}.dump"
        options = ("--format=custom", "--no-owner", "--no-privileges", f"--snapshot={self._name}", "--file", str(file))
        run_tool(self._connection, "pg_dump", *options, "--dbname")
        return DatabaseCopy(file.name, "postgresql", migrations(self._connection), counted(self._connection))

    def close(self) -> None:
        self._connection.close()


Snapshot = SqliteSnapshot | PostgresqlSnapshot


@contextmanager
def snapshots(vaults: Iterable[str]) -> Iterator[Mapping[str, Snapshot]]:
    """The central database and the vaults, by alias, all as of one moment, for the block."""
    with ExitStack() as opened:
        with ExitStack() as still:
            aliases = [DEFAULT_DB_ALIAS, *vaults]
            for alias in aliases[1:]:
                still.enter_context(_standing_still(alias))
            found = {alias: opened.enter_context(closing(_snapshot(alias))) for alias in aliases}
        yield found


def copy_alone(alias: str, folder: Path) -> DatabaseCopy:
    """Copy one database into a file of `folder`. Raises as `Snapshot.copy`."""
    with closing(_snapshot(alias)) as found:
        return found.copy(folder)


def _snapshot(alias: str) -> Snapshot:
    connection = connections[alias]
    stem = "central" if alias == DEFAULT_DB_ALIAS else alias
    if connection.vendor == "sqlite":
        return SqliteSnapshot(str(connection.settings_dict["NAME"]), stem)
    return PostgresqlSnapshot(connection.copy(), stem)


@contextmanager
def _standing_still(alias: str) -> Iterator[None]:
    """Nobody writes to the database; readers read on."""
    connection = connections[alias]
    with atomic_write(alias):
        if connection.vendor == "postgresql":
            tables = ", ".join(map(connection.ops.quote_name, connection.introspection.table_names()))
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL lock_timeout = '{_PATIENCE}'")
                cursor.execute(f"LOCK TABLE {tables} IN SHARE MODE")
        yield
