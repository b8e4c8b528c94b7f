"""Reading a real file beside its writer: every commit is seen, and nothing can be written."""

import sqlite3
from pathlib import Path

import pytest

from folkmoot.wiring.fastlane.sources import SqliteSource, Unreadable


@pytest.fixture
def writer(tmp_path: Path) -> sqlite3.Connection:
    made = sqlite3.connect(tmp_path / "site.sqlite3", isolation_level=None)
    made.execute("PRAGMA journal_mode=WAL")
    made.execute("CREATE TABLE numbers (n integer)")
    return made


def test_the_version_changes_with_every_commit_of_others(tmp_path: Path, writer: sqlite3.Connection) -> None:
    source = SqliteSource(str(tmp_path / "site.sqlite3"))
    seen = [source.version()]
    for number in range(3):
        writer.execute("INSERT INTO numbers VALUES (?)", [number])
        seen.append(source.version())
        assert len(source.rows("SELECT n FROM numbers", {})) == number + 1
    assert len(set(seen)) == 4
    assert source.version() == source.version() == seen[-1]


def test_a_change_that_is_rolled_back_is_none(tmp_path: Path, writer: sqlite3.Connection) -> None:
    source = SqliteSource(str(tmp_path / "site.sqlite3"))
    before = source.version()
    writer.execute("BEGIN")
    writer.execute("INSERT INTO numbers VALUES (1)")
    assert source.version() == before
    writer.execute("ROLLBACK")
    assert source.version() == before


def test_nothing_can_be_written(tmp_path: Path, writer: sqlite3.Connection) -> None:
    source = SqliteSource(str(tmp_path / "site.sqlite3"))
    with pytest.raises(Unreadable):
        source.rows("INSERT INTO numbers VALUES (%(n)s)", {"n": 1})
    assert source.rows("SELECT count(*) FROM numbers WHERE n = %(n)s", {"n": 1}) == [(0,)]
