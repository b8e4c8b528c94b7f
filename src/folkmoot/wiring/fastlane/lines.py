"""The lines in which the database tells what has changed, as they come after those that were read before."""

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

import msgspec
from django.db import connection

from folkmoot.infra.changes.triggers import words_of
from folkmoot.infra.changes.words import ANEW, KEPT, KEPT_SECONDS, TABLE
from folkmoot.wiring.fastlane.session import Session
from folkmoot.wiring.fastlane.sources import PostgresqlSource, Row, Source, SqliteSource
from folkmoot.wiring.fastlane.told import TRACKING

logger = logging.getLogger(__name__)

_AFTER: Final = f"SELECT id, kind, subject FROM {TABLE} WHERE id >= %(last)s ORDER BY 1"  # noqa: S608 - ours
_WITH_SCHEMA: Final = f"SELECT -1, 0, schema_version FROM pragma_schema_version UNION ALL {_AFTER}"  # noqa: S608 - ours
_NEWEST: Final = f"SELECT coalesce(max(id), 0) FROM {TABLE}"  # noqa: S608 - ours

_HIGHEST: Final = 2**63 - 1
_SNAPSHOT: Final = "pg_current_snapshot(), extract(epoch FROM statement_timestamp())"
_FIRST: Final = f"SELECT {_SNAPSHOT}"
# The upper end leaves nothing out. Without it PostgreSQL, which plans for any value, expects a third of all lines and
# looks for them with parallel workers: 8 ms in place of 0.3 where a million wait to be swept.
_SINCE: Final = f"""
SELECT {_SNAPSHOT}, (SELECT json_agg(json_build_array(kind, subject)) FROM (
 SELECT DISTINCT kind, subject FROM {TABLE}
 WHERE transaction_number BETWEEN CAST($1 AS bigint) AND {_HIGHEST} OR transaction_number = ANY(CAST($2 AS bigint[]))
 LIMIT {KEPT + 1}) new)
"""  # noqa: S608 - ours
"""What was written by a transaction that had not begun, or not ended, when a snapshot was taken."""
_LINES: Final = msgspec.json.Decoder(list[tuple[int, int]])
_LONGEST_PAUSE: Final = KEPT_SECONDS - 60
_LOOKED_AT_FOR: Final = 30.0
"""For so many seconds triggers are taken to be as they were; on SQLite the number of the schema says it."""


class Untold(Exception):
    """The database does not tell what changes, so nothing that is kept can be trusted; Django answers."""


class Lines(Protocol):
    """Not for two threads at once, but for `version`. `at_hand`: whether that says by itself, at no cost, that nothing
    has changed.
    """

    at_hand: bool

    def version(self) -> object:
        """Asked before `new`. Where it equals that with which a finished reading was begun, that serves this request,
        too.
        """

    def new(self) -> Sequence[Row] | None:
        """Kinds and subjects of what has changed since the last time; None where that is more than the database
        knows. Raises Untold.
        """


class LinesInOrder:
    """Where who writes waits for the one before: higher ids are newer."""

    at_hand = True

    def __init__(self, source: SqliteSource | Any) -> None:
        self._source = source
        self._statement = _WITH_SCHEMA if connection.vendor == "sqlite" else _AFTER
        self._schema = self._last = -1
        self._whole = False

    def version(self) -> object:
        return self._source.version()

    def new(self) -> Sequence[Row] | None:
        found = self._source.rows(self._statement, {"last": self._last})
        schema = found.pop(0)[2] if self._statement is _WITH_SCHEMA else 0
        if schema != self._schema:
            # A table that was made anew has lost its triggers: changes may have gone untold.
            self._whole, self._schema, self._last = tells(self._source), schema, -1
            _warn_unless(self._whole)
        if not self._whole:
            raise Untold
        if self._last > 0 and found and found[0][0] == self._last:
            found = found[1:]
        elif self._last != 0 or (found and found[0][0] != 1):
            self._last = self._source.rows(_NEWEST, {})[0][0]
            return None
        self._last = found[-1][0] if found else self._last
        return [(kind, subject) for _, kind, subject in found]


class LinesBySnapshot:
    """Where many write at once, and one that began first may be done last: what was not visible in the snapshot of the
    last reading is new (postgresql.org/docs/current/functions-info.html, snapshots).
    """

    at_hand = False

    def __init__(self, source: PostgresqlSource) -> None:
        self._source = source
        self._session = Session(source)
        self._begun = 0
        self._snapshot = Snapshot("", 0.0, 0)
        self._look_again = 0.0
        self._whole: bool | None = None

    def version(self) -> object:
        return self._begun + 1

    def new(self) -> Sequence[Row] | None:
        self._begun += 1
        if time.monotonic() > self._look_again:
            self._look_at_triggers()
        if not self._whole:
            raise Untold
        found = self._since(self._snapshot) if self._snapshot.text else None
        if found is None:
            self._begin_anew()
        return found

    def _since(self, before: "Snapshot") -> Sequence[Row] | None:
        """None for too much, after a pause, and where the server may be another one than before."""
        _, end, open_then = before.text.split(":")
        text, moment, lines = self._session.row(_SINCE, end, f"{{{open_then}}}")
        now = Snapshot.of(text, moment, self._session)
        found: list[Row] = _LINES.decode(lines) if lines else []
        if now.moment - before.moment > _LONGEST_PAUSE or now.session != before.session or len(found) > KEPT:
            return None
        if any(kind == ANEW for kind, _ in found):
            return None
        self._snapshot = now
        return found

    def _begin_anew(self) -> None:
        self._snapshot = Snapshot("", 0.0, 0)
        self._look_at_triggers()
        if not self._whole:
            raise Untold
        text, moment = self._session.row(_FIRST)
        self._snapshot = Snapshot.of(text, moment, self._session)

    def _look_at_triggers(self) -> None:
        self._look_again = time.monotonic() + _LOOKED_AT_FOR
        was, self._whole = self._whole, tells(self._source)
        if was is not self._whole:
            self._snapshot = Snapshot("", 0.0, 0)
            _warn_unless(self._whole)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`text` as PostgreSQL writes it: where the oldest open transaction is, where none has begun, which are open
    between. `moment`: when it was taken, in the server's seconds; `session`: in which session.
    """

    text: str
    moment: float
    session: int

    @classmethod
    def of(cls, text: bytes | None, moment: bytes | None, session: Session) -> "Snapshot":
        return cls((text or b"").decode(), float(moment or 0), session.number)


def tells(source: Source) -> bool:
    """Whether all triggers are there."""
    words = words_of(connection)
    return TRACKING.are(source.rows(words.found, {}), words)


def _warn_unless(whole: bool) -> None:
    if not whole:
        logger.warning("the fast lane rests: the database does not tell what changes, start anew to mend it")


def lines_of(source: Source) -> Lines:
    return LinesBySnapshot(source) if isinstance(source, PostgresqlSource) else LinesInOrder(source)
