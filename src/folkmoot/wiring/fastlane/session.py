"""One session with PostgreSQL for a statement that every request needs, below the cursors of psycopg."""

from collections.abc import Sequence
from typing import Any, Final

from folkmoot.wiring.fastlane.sources import PostgresqlSource, Unreadable

_NOT_PREPARED: Final = b"26000"
"""invalid_sql_statement_name"""


class Session:
    """Not for two threads at once. `number`: which session it is, from 1; another one may be with another server, which
    knows nothing of the transactions of the one before.
    """

    def __init__(self, source: PostgresqlSource) -> None:
        self.number = 0
        self._source = source
        self._cursor: Any = None

    def row(self, statement: str, *values: str) -> list[bytes | None]:
        """The one row that a statement with values $1, $2 … finds, as text, at half of what a cursor costs. Raises
        Unreadable.
        """
        import psycopg

        try:
            return self._row(statement.encode(), values)
        except psycopg.Error:
            self._end()  # the server was restarted, or went away: once more in a new session
        try:
            return self._row(statement.encode(), values)
        except psycopg.Error as error:
            self._end()
            raise Unreadable from error

    def _end(self) -> None:
        cursor, self._cursor = self._cursor, None
        if cursor is not None:
            cursor.connection.close()

    def _row(self, statement: bytes, values: Sequence[str]) -> list[bytes | None]:
        if self._cursor is None:
            self.number += 1
            self._cursor = self._source.connected()
        return _only_row(self._cursor.connection.pgconn, statement, [one.encode() for one in values])


def _only_row(connection: Any, statement: bytes, values: Sequence[bytes]) -> list[bytes | None]:
    """`connection` is one of libpq (postgresql.org/docs/current/libpq-exec.html). The statement is prepared the first
    time, under a name that nothing else of this connection has. Raises psycopg.OperationalError.
    """
    from psycopg import OperationalError, pq

    name = b"only %x" % (hash(statement) & 0xFFFFFFFF)
    found = connection.exec_prepared(name, values)
    if found.status != pq.ExecStatus.TUPLES_OK and found.error_field(pq.DiagnosticField.SQLSTATE) == _NOT_PREPARED:
        connection.prepare(name, statement)
        found = connection.exec_prepared(name, values)
    if found.status != pq.ExecStatus.TUPLES_OK:
        raise OperationalError(found.get_error_message())
    return [found.get_value(0, column) for column in range(found.nfields)]
