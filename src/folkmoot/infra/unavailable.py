"""Which errors of the machine say nothing of what was asked: a store is away, locked or read-only, or has no room.

Codes of SQLite after https://www.sqlite.org/rescode.html, SQLSTATE after appendix A of PostgreSQL's manual.
"""

import errno
import sqlite3

from django.db import Error, InterfaceError, OperationalError, connections

from folkmoot.kernel.errors import DiskFull, Unavailable

_SQLITE_FULL = {sqlite3.SQLITE_FULL}
_SQLITE_AWAY = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
}
_PRIMARY_CODE = 0xFF

_STATE_FULL = {"53100"}
_STATES_AWAY = (
    "08",  # connection exceptions
    "25006",  # a transaction that may only read
    "40001",  # could not serialise
    "40P01",  # deadlock
    "53",  # insufficient resources, such as too many connections
    "55P03",  # a lock was not to be had in time
    "57P",  # the server is shut down, starts, or crashed
    "25P03",  # an idle transaction was ended
)

_OS_FULL = {errno.ENOSPC, errno.EDQUOT}
_OS_AWAY = {errno.EROFS, errno.EACCES, errno.EIO, errno.EMFILE, errno.ENFILE}


def unavailable(error: BaseException | None) -> Unavailable | None:
    """What to answer where an error, or what caused it, is of this kind; None for every other error."""
    while error is not None:
        found = _of_one(error)
        if found is not None:
            return found
        error = error.__cause__
    return None


def stores_answer() -> bool:
    """Whether every database can be asked something at this moment."""
    for alias in connections:
        connection = connections[alias]
        try:
            if not connection.in_atomic_block:
                connection.close_if_unusable_or_obsolete()
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        except Error:
            return False
    return True


def _of_one(error: BaseException) -> Unavailable | None:
    if isinstance(error, Unavailable):
        return error
    if isinstance(error, OSError):
        return _of_code(error.errno, _OS_FULL, _OS_AWAY, str(error.strerror))
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", None)
        return _of_code(code and code & _PRIMARY_CODE, _SQLITE_FULL, _SQLITE_AWAY, str(error))
    state = getattr(error, "sqlstate", None)
    if isinstance(state, str):
        return _of_state(state)
    if isinstance(error, OperationalError | InterfaceError) and getattr(error.__cause__, "sqlstate", "") is None:
        return Unavailable("the connection to a database is lost")
    return None


def _of_code(code: int | None, full: set[int], away: set[int], text: str) -> Unavailable | None:
    if code in full:
        return DiskFull(text)
    return Unavailable(text) if code in away else None


def _of_state(state: str) -> Unavailable | None:
    if state in _STATE_FULL:
        return DiskFull(f"SQLSTATE {state}")
    return Unavailable(f"SQLSTATE {state}") if state.startswith(_STATES_AWAY) else None
