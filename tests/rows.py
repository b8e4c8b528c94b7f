"""Everything that lies in a database, to be compared with what lies in another one."""

import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql


@dataclass(frozen=True, slots=True)
class Table:
    columns: tuple[str, ...]
    rows: Counter[tuple[object, ...]]

    def only(self, columns: tuple[str, ...]) -> "Table":
        """The same rows with these columns."""
        places = [self.columns.index(name) for name in columns]
        rows: Counter[tuple[object, ...]] = Counter()
        for row, times in self.rows.items():
            rows[tuple(row[place] for place in places)] += times
        return Table(columns, rows)


def tables_of(database: Path | str) -> dict[str, Table]:
    """All rows of all tables: of a SQLite file, or of a PostgreSQL by its address."""
    return _of_sqlite(database) if isinstance(database, Path) else _of_postgresql(database)


def _of_sqlite(file: Path) -> dict[str, Table]:
    found = {}
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        for (name,) in names.fetchall():
            cursor = database.execute(f'SELECT * FROM "{name}"')  # noqa: S608 - names of own tables
            rows = Counter(cursor.fetchall())
            found[name] = Table(tuple(column[0] for column in cursor.description), rows)
    return found


def _of_postgresql(url: str) -> dict[str, Table]:
    found = {}
    with psycopg.connect(url) as database:
        names = database.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        for (name,) in names:
            columns = [
                column.name
                for column in database.execute(
                    sql.SQL("SELECT * FROM {} LIMIT 0").format(sql.Identifier(name))
                ).description
                or ()
            ]
            as_text = sql.SQL(", ").join(sql.SQL("{}::text").format(sql.Identifier(column)) for column in columns)
            rows = database.execute(sql.SQL("SELECT {} FROM {}").format(as_text, sql.Identifier(name))).fetchall()
            found[name] = Table(tuple(columns), Counter(rows))
    return found
