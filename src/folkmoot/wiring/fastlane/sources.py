"""Where the fast lane reads: its own connections, one a thread, that can only read."""

import json
import mmap
import re
import sqlite3
import threading
from collections.abc import Collection, Hashable, Mapping
from datetime import date, datetime
from functools import cache
from itertools import count
from typing import Any, Protocol

import msgspec
from django.db import close_old_connections, connection

Row = tuple[Any, ...]
_NAMED = re.compile(r"%\((\w+)\)s")
_ON_SQLITE = {
    "ids": "SELECT value FROM json_each(%({name})s)",
    "joined": "group_concat({what}, {by})",
    "packed": "json_array({columns})",
}
_ON_POSTGRESQL = {
    "ids": "SELECT unnest(%({name})s::bigint[])",
    "joined": "string_agg(CAST({what} AS text), {by})",
    "packed": "CAST(json_build_array({columns}) AS text)",
}


_HEADER_BYTES = 48
_ROWS = msgspec.json.Decoder(list[tuple[Any, ...]])
_OF_DJANGO = frozenset({"prepare_threshold", "cursor_factory", "context"})


class Unreadable(Exception):
    """The database did not answer; Django may say why."""


class Source(Hashable, Protocol):
    """Reads the central database. `words` are what databases say differently."""

    words: Mapping[str, str]

    def said(self, statement: str, values: Mapping[str, Any]) -> list[Row]:
        """What a statement of five columns finds, in the way that costs least where the rows are many."""

    def rows(self, statement: str, values: Mapping[str, Any]) -> list[Row]:
        """Run a statement with named values, `%(name)s`."""

    def moment(self, value: datetime | date) -> Any:
        """A moment or day as this database compares it."""

    def ids(self, ids: Collection[int]) -> Any:
        """Ids as a value for `words["ids"]`."""

    def renew(self) -> None:
        """Before Django's own connections are used: no signal says here that a request begins."""


class SqliteSource:
    """The site's own file, opened to read only."""

    words: Mapping[str, str] = _ON_SQLITE

    def __init__(self, file: str) -> None:
        self._file = file
        self._threads = threading.local()
        self._watching = threading.Lock()
        self._watcher = self._connect()
        self._header = _header(f"{file}-shm")

    def version(self) -> object:
        """Changes whenever anybody has committed anything; asked before a reading."""
        return self._asked() if self._header is None else self._header[:_HEADER_BYTES]

    def _asked(self) -> object:
        # What a connection says here changes with the commits of all others, and this one never commits.
        try:
            with self._watching:
                return self._watcher.execute("PRAGMA data_version").fetchone()[0]
        except sqlite3.Error as error:
            raise Unreadable from error

    def said(self, statement: str, values: Mapping[str, Any]) -> list[Row]:
        return _ROWS.decode(self.rows(_in_one_row(statement), values)[0][0])

    def rows(self, statement: str, values: Mapping[str, Any]) -> list[Row]:
        try:
            cursor = self._threads.cursor
        except AttributeError:
            cursor = self._threads.cursor = self._connect().cursor()
        try:
            found: list[Row] = cursor.execute(_colons(statement), values).fetchall()
        except sqlite3.Error as error:
            raise Unreadable from error
        return found

    def moment(self, value: datetime | date) -> Any:
        return sqlite_moment(value)

    def ids(self, ids: Collection[int]) -> Any:
        return sqlite_ids(ids)

    def renew(self) -> None:
        close_old_connections()

    def _connect(self) -> sqlite3.Connection:
        made = sqlite3.connect(
            f"file:{self._file}?mode=ro", uri=True, isolation_level=None, check_same_thread=False, timeout=20
        )
        made.execute("PRAGMA mmap_size=134217728")
        made.execute("PRAGMA cache_size=-16384")
        made.execute("SELECT count(*) FROM sqlite_master").fetchone()  # the index of the log is there after a reading
        return made


class PostgresqlSource:
    """A connection of each thread to the site's server, in read-only transactions of one statement each."""

    words: Mapping[str, str] = _ON_POSTGRESQL

    def __init__(self, parameters: Mapping[str, Any]) -> None:
        self._parameters = parameters
        self._threads = threading.local()

    def said(self, statement: str, values: Mapping[str, Any]) -> list[Row]:
        return self.rows(statement, values)

    def rows(self, statement: str, values: Mapping[str, Any]) -> list[Row]:
        import psycopg

        try:
            return self._rows(statement, values)
        except psycopg.OperationalError:
            self._threads.__dict__.clear()  # the server was restarted, or went away: once more on a new connection
        except psycopg.Error as error:
            raise Unreadable from error
        try:
            return self._rows(statement, values)
        except psycopg.Error as error:
            raise Unreadable from error

    def moment(self, value: datetime | date) -> Any:
        return value

    def ids(self, ids: Collection[int]) -> Any:
        return list(ids)

    def renew(self) -> None:
        close_old_connections()

    def _rows(self, statement: str, values: Mapping[str, Any]) -> list[Row]:
        cursor = getattr(self._threads, "cursor", None)
        if cursor is None:
            cursor = self._threads.cursor = self.connected()
        found: list[Row] = cursor.execute(statement, values).fetchall()
        return found

    def connected(self) -> Any:
        """A cursor on a new connection."""
        import psycopg

        made = psycopg.connect(**self._parameters, autocommit=True, prepare_threshold=2)
        made.execute("SET default_transaction_read_only = on")
        made.execute("SET plan_cache_mode = force_generic_plan")
        return made.cursor(binary=True)


class DjangoSource:
    """Django's own connection: for a database that no second connection sees, as in tests. Each version is new."""

    def __init__(self) -> None:
        self._packs = connection.vendor == "sqlite"
        self.words: Mapping[str, str] = _ON_SQLITE if self._packs else _ON_POSTGRESQL
        self._versions = count()

    def version(self) -> object:
        return ("asked", next(self._versions))

    def said(self, statement: str, values: Mapping[str, Any]) -> list[Row]:
        if not self._packs:
            return self.rows(statement, values)
        return _ROWS.decode(self.rows(_in_one_row(statement), values)[0][0])

    def rows(self, statement: str, values: Mapping[str, Any]) -> list[Row]:
        with connection.cursor() as cursor:
            cursor.execute(statement, dict(values))
            return [tuple(row) for row in cursor.fetchall()]

    def moment(self, value: datetime | date) -> Any:
        return sqlite_moment(value) if connection.vendor == "sqlite" else value

    def ids(self, ids: Collection[int]) -> Any:
        return sqlite_ids(ids) if connection.vendor == "sqlite" else list(ids)

    def renew(self) -> None:
        """Nothing: it is in the middle of something."""


def _header(file: str) -> mmap.mmap | None:
    """The head of the index of SQLite's write-ahead log, which every commit changes (sqlite.org/walformat.html, 2.1);
    None without such a log.
    """
    try:
        with open(file, "rb") as opened:  # noqa: PTH123 - a descriptor is needed, for as long as this takes
            return mmap.mmap(opened.fileno(), _HEADER_BYTES, access=mmap.ACCESS_READ)
    except (OSError, ValueError):
        return None


def source_of_site() -> Source:
    """The source that fits the settings of Django."""
    settings = connection.settings_dict
    if connection.vendor == "postgresql":
        given = connection.get_connection_params()
        return PostgresqlSource({name: value for name, value in given.items() if name not in _OF_DJANGO})
    name = str(settings["NAME"])
    return DjangoSource() if ":memory:" in name or "mode=memory" in name else SqliteSource(name)


def sqlite_moment(value: datetime | date) -> str:
    """As Django stores it: in UTC and without saying so."""
    return str(value.replace(tzinfo=None)) if isinstance(value, datetime) else str(value)


def sqlite_ids(ids: Collection[int]) -> str:
    return json.dumps(list(ids))


@cache
def _in_one_row(statement: str) -> str:
    """All rows as one: each row that a thread fetches is an occasion for the others to be let in."""
    return f"WITH s(k, a, b, c, d) AS ({statement}) SELECT json_group_array(json_array(k, a, b, c, d)) FROM s"  # noqa: S608 - ours


@cache
def _colons(statement: str) -> str:
    return _NAMED.sub(r":\1", statement)
