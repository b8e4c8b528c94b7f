"""PostgreSQL tells what changes while many write at once: nothing is missed, however late it is committed."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection

from folkmoot.infra.changes import trimming
from folkmoot.infra.changes.on_postgresql import WORDS
from folkmoot.infra.changes.triggers import Told, Tracking
from folkmoot.infra.changes.words import KEPT_SECONDS, TABLE
from folkmoot.wiring.fastlane import lines, told
from folkmoot.wiring.fastlane.lines import LinesBySnapshot, Untold
from folkmoot.wiring.fastlane.sources import PostgresqlSource, source_of_site

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="on SQLite who writes waits for the one before"),
]

_LETTER = 1
_TRACKING = Tracking([Told("letter", _LETTER, "{row}.id")])
_TABLES = f"""
CREATE TABLE {TABLE} (id bigserial PRIMARY KEY, kind smallint, subject bigint, transaction_number bigint);
CREATE TABLE letter (id bigint PRIMARY KEY, words text)
"""

PARAMETERS: dict[str, Any] = {}

Connect = Callable[[], Any]


@pytest.fixture
def connect(monkeypatch: pytest.MonkeyPatch) -> Iterator[Connect]:
    """Connections to a schema of the test's own, in which letters are told."""
    import psycopg

    given = source_of_site()
    assert isinstance(given, PostgresqlSource)
    PARAMETERS.update(given._parameters, options="-c search_path=told")
    made: list[Any] = []

    def connected() -> Any:
        made.append(psycopg.connect(**PARAMETERS))
        return made[-1]

    first = connected()
    first.autocommit = True
    for statement in ("DROP SCHEMA IF EXISTS told CASCADE", "CREATE SCHEMA told", *_TABLES.split(";")):
        first.execute(statement)
    repair(first)
    monkeypatch.setattr(lines, "TRACKING", _TRACKING)
    yield connected
    for one in made[1:]:
        one.close()
    first.execute("DROP SCHEMA told CASCADE")
    first.close()


def repair(database: Any) -> None:
    for statement in WORDS.repairs(dict(database.execute(WORDS.found).fetchall()), _TRACKING.triggers):
        database.execute(statement)


@pytest.fixture
def source(connect: Connect) -> Iterator[PostgresqlSource]:
    made = PostgresqlSource(PARAMETERS)
    yield made
    made._threads.cursor.connection.close()


@pytest.fixture(name="reading")
def _reading(source: PostgresqlSource) -> Iterator[LinesBySnapshot]:
    made = LinesBySnapshot(source)
    assert made.new() is None, "first of all everything is forgotten"
    assert made.new() == []
    yield made
    made._session._end()


def write(database: Any, *numbers: int) -> None:
    for number in numbers:
        database.execute("INSERT INTO letter VALUES (%s, 'come')", [number])


def test_each_committed_change_is_told_once(connect: Connect, reading: LinesBySnapshot) -> None:
    writer = connect()
    write(writer, 1, 2)
    assert reading.new() == []
    writer.commit()
    assert sorted(reading.new() or []) == [(_LETTER, 1), (_LETTER, 2)]
    assert reading.new() == []
    writer.execute("UPDATE letter SET words = 'go' WHERE id = 1")
    writer.execute("DELETE FROM letter WHERE id = 2")
    writer.commit()
    assert sorted(reading.new() or []) == [(_LETTER, 1), (_LETTER, 2)]
    write(writer, 3)
    writer.rollback()
    assert reading.new() == []


def test_who_began_first_and_commits_last_is_told(connect: Connect, reading: LinesBySnapshot) -> None:
    slow, quick = connect(), connect()
    write(slow, 1)
    for number in (2, 3):
        write(quick, number)
        quick.commit()
        assert reading.new() == [(_LETTER, number)]
    slow.commit()
    assert reading.new() == [(_LETTER, 1)]
    assert reading.new() == []


def test_what_is_done_within_a_savepoint_is_told(connect: Connect, reading: LinesBySnapshot) -> None:
    writer = connect()
    with writer.transaction(), writer.transaction():
        write(writer, 1)
        assert reading.new() == []
    writer.commit()
    assert reading.new() == [(_LETTER, 1)]


def test_two_who_wait_are_served_by_one_reading(reading: LinesBySnapshot) -> None:
    before = reading.version()
    assert before == reading.version()
    reading.new()
    assert reading.version() != before


@pytest.mark.parametrize("how", ["DROP TRIGGER told_letter_insert ON letter", "ALTER TABLE letter DISABLE TRIGGER ALL"])
def test_a_database_without_its_triggers_is_not_believed(
    connect: Connect, reading: LinesBySnapshot, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    writer = connect()
    writer.execute(how)
    writer.commit()
    reading._look_again = 0.0
    with pytest.raises(Untold):
        reading.new()
    with pytest.raises(Untold):
        reading.new()
    repair(writer)
    writer.commit()
    reading._look_again = 0.0
    assert reading.new() is None
    write(writer, 1)
    writer.commit()
    assert reading.new() == [(_LETTER, 1)]


def test_where_the_database_takes_no_triggers_none_are_made(monkeypatch: pytest.MonkeyPatch) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER told_graph_block_insert ON graph_block")
    monkeypatch.setattr(type(WORDS), "refused", "SELECT 1 FROM pg_extension WHERE extname = 'plpgsql'")
    told.TRACKING.install("default")
    assert not told.TRACKING.is_whole("default")
    monkeypatch.undo()
    told.TRACKING.install("default")
    assert told.TRACKING.is_whole("default")


def test_triggers_that_were_mended_let_everything_be_forgotten(connect: Connect, reading: LinesBySnapshot) -> None:
    writer = connect()
    writer.execute("DROP TRIGGER told_letter_insert ON letter")
    write(writer, 1)
    repair(writer)
    writer.commit()
    assert reading.new() is None
    assert reading.new() == []


def test_another_session_lets_everything_be_forgotten(connect: Connect, reading: LinesBySnapshot) -> None:
    connect().execute("SELECT pg_terminate_backend(%s, 5000)", [reading._session._cursor.connection.info.backend_pid])
    assert reading.new() is None
    assert reading.new() == []
    assert reading._session.number == 2


def test_of_too_much_everything_is_forgotten(
    connect: Connect, reading: LinesBySnapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "KEPT", 2)
    writer = connect()
    write(writer, 1, 2)
    writer.execute("UPDATE letter SET words = 'go'")
    writer.commit()
    assert sorted(reading.new() or []) == [(_LETTER, 1), (_LETTER, 2)]
    write(writer, 3, 4, 5)
    writer.commit()
    assert reading.new() is None
    assert reading.new() == []


def test_after_a_pause_everything_is_forgotten(reading: LinesBySnapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "_LONGEST_PAUSE", -1)
    assert reading.new() is None


def test_lines_go_once_all_have_seen_them_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1_000.0
    monkeypatch.setattr(trimming, "monotonic", lambda: now)
    with connection.cursor() as cursor:
        cursor.execute("SELECT CAST(CAST(pg_snapshot_xmax(pg_current_snapshot()) AS text) AS bigint) - 1")
        done = cursor.fetchone()[0]  # others may be open that began before this one
        cursor.execute(f"DELETE FROM {TABLE}")  # noqa: S608 - ours
        values = [(1, 5), (2, done), (3, done + 1_000_000), (4, None)]
        into = f"INSERT INTO {TABLE} (kind, subject, transaction_number) VALUES (1, %s, %s)"  # noqa: S608 - ours
        cursor.executemany(into, values)

        def left() -> list[int]:
            cursor.execute(f"SELECT subject FROM {TABLE} ORDER BY subject")  # noqa: S608 - ours
            return [row[0] for row in cursor.fetchall()]

        trim = trimming.Trimming()
        trim()
        trim._seen_by_all = (now, 10)  # as if a transaction had been open that has ended by now
        now += KEPT_SECONDS - 1
        trim()
        assert left() == [1, 2, 3, 4], "it is not known yet for how long everybody has seen them"
        now += 1
        trim()
        assert left() == [2], "that may be new to somebody; the third is from another server"
