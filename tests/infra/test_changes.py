"""Triggers tell what changes, in the transaction that changes it."""

import sqlite3
from collections.abc import Iterator

import pytest

from folkmoot.infra.changes.on_sqlite import WORDS
from folkmoot.infra.changes.triggers import Told, Tracking
from folkmoot.infra.changes.words import KEPT, TABLE

_LETTER, _HOUSE, _FULL = 1, 2, 3
_TRACKING = Tracking([
    Told("letter", _LETTER, "{row}.id"),
    Told("letter", _HOUSE, "{row}.house"),
    Told(
        "house", _FULL, "CASE WHEN {row}.people > 5 THEN {row}.id END",
        on_update="CASE WHEN (NEW.people > 5) <> (OLD.people > 5) THEN NEW.id END",
    ),
])  # fmt: skip


@pytest.fixture
def database() -> Iterator[sqlite3.Connection]:
    made = sqlite3.connect(":memory:", isolation_level=None)
    made.execute(f"CREATE TABLE {TABLE} (id integer PRIMARY KEY AUTOINCREMENT, kind integer, subject integer)")
    made.execute("CREATE TABLE letter (id integer PRIMARY KEY, house integer, words text)")
    made.execute("CREATE TABLE house (id integer PRIMARY KEY, people integer)")
    for statement in WORDS.repairs({}, _TRACKING.triggers):
        made.execute(statement)
    yield made
    made.close()


def told(database: sqlite3.Connection) -> list[tuple[int, int]]:
    found = database.execute(f"SELECT kind, subject FROM {TABLE} ORDER BY id").fetchall()  # noqa: S608 - ours
    database.execute(f"DELETE FROM {TABLE}")  # noqa: S608 - ours
    return sorted(found)


def test_each_way_of_changing_a_row_is_told(database: sqlite3.Connection) -> None:
    database.execute("INSERT INTO letter VALUES (11, 7, 'come'), (12, NULL, 'stay')")
    assert told(database) == [(_LETTER, 11), (_LETTER, 12), (_HOUSE, 7)]
    database.execute("UPDATE letter SET words = 'go' WHERE id = 11")
    assert told(database) == [(_LETTER, 11), (_HOUSE, 7)]
    database.execute("UPDATE letter SET house = 8 WHERE id = 11")
    assert told(database) == [(_LETTER, 11), (_HOUSE, 7), (_HOUSE, 8)]
    database.execute("DELETE FROM letter")
    assert told(database) == [(_LETTER, 11), (_LETTER, 12), (_HOUSE, 8)]


def test_what_is_rolled_back_is_not_told(database: sqlite3.Connection) -> None:
    database.execute("BEGIN")
    database.execute("INSERT INTO letter VALUES (11, 7, 'come')")
    database.execute("ROLLBACK")
    assert told(database) == []


def test_an_update_may_be_told_by_what_it_comes_to(database: sqlite3.Connection) -> None:
    database.execute("INSERT INTO house VALUES (1, 5)")
    assert told(database) == []
    database.execute("UPDATE house SET people = 6")
    assert told(database) == [(_FULL, 1)]
    database.execute("UPDATE house SET people = 7")
    assert told(database) == []
    database.execute("UPDATE house SET people = 2")
    assert told(database) == [(_FULL, 1)]


def test_only_the_newest_lines_are_kept_and_their_numbers_follow_each_other(database: sqlite3.Connection) -> None:
    database.executemany("INSERT INTO letter VALUES (?, NULL, '')", ((number,) for number in range(KEPT + 50)))
    first, last, count = database.execute(f"SELECT min(id), max(id), count(*) FROM {TABLE}").fetchone()  # noqa: S608 - ours
    assert (first, last, count) == (51, KEPT + 50, KEPT)


def test_a_table_that_is_made_anew_has_lost_its_triggers(database: sqlite3.Connection) -> None:
    assert _TRACKING.are(database.execute(WORDS.found).fetchall(), WORDS)
    database.execute("DROP TABLE house")
    assert not _TRACKING.are(database.execute(WORDS.found).fetchall(), WORDS)
