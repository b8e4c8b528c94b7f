"""Migrate a database that others are using.

On PostgreSQL an ALTER TABLE waits until nobody uses the table, and whoever comes after waits behind it, readers too.
So each step waits half a second at most, gives up and tries again, and the others get through in between. Half a second
is less than PostgreSQL's deadlock_timeout of one: where a step and a request wait for each other, the step gives way.
On SQLite the steps queue for the write lock like every writer; readers read on.
"""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections

from folkmoot.infra.changes import api as changes
from folkmoot.infra.writes import lock_for

LOCK_TIMEOUT = "500ms"
PATIENCE = 300.0
_PAUSE = 0.5
_LOCK_NOT_AVAILABLE = "55P03"
_ADVISORY = 0x666F6C6B  # "folk": one number for the whole database


class Busy(Exception):
    """Others kept using the tables; `str()` is a line for the operator."""


@contextmanager
def alone(data: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """No other process migrates this site during the block, here or on another machine with the same PostgreSQL.

    `waiting` is called once where somebody else is at it.
    """
    with ExitStack() as held:
        descriptor = os.open(data / "migrate.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        held.callback(os.close, descriptor)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        if connections[DEFAULT_DB_ALIAS].vendor == "postgresql":
            own = held.enter_context(closing(connections[DEFAULT_DB_ALIAS].copy()))
            with own.cursor() as cursor:
                cursor.execute("SELECT pg_try_advisory_lock(%s)", [_ADVISORY])
                if not cursor.fetchone()[0]:
                    waiting()
                    cursor.execute("SELECT pg_advisory_lock(%s)", [_ADVISORY])
        yield


def migrate(alias: str, busy: Callable[[], None]) -> None:
    """Take every step that is pending; each is one transaction. `busy` is called once where tables are in use.

    Raises Busy after five minutes of trying, with whole steps taken only.
    """
    last_moment = time.monotonic() + PATIENCE
    told = False
    while not _tried(alias):
        if time.monotonic() > last_moment:
            raise Busy(
                f"The database {alias!r} is not migrated to its end: its tables were in use for "
                f"{PATIENCE / 60:.0f} minutes, perhaps by a backup. Nothing is half done; try again later."
            )
        if not told:
            busy()
            told = True
        time.sleep(_PAUSE)


def _tried(alias: str) -> bool:
    """Whether nobody was in the way."""
    connection = connections[alias]
    try:
        with lock_for(alias):
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute(f"SET lock_timeout = '{LOCK_TIMEOUT}'")
            changes.uninstall(alias)
            call_command("migrate", database=alias, interactive=False, verbosity=0, skip_checks=True)
            changes.install(alias)
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") != _LOCK_NOT_AVAILABLE:
            raise
        return False
    finally:
        connection.close()
    return True
