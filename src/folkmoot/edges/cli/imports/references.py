"""Which record answers or boosts which, found by the ids that the file uses: on disk, because there may be millions."""

import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

_TABLES = """
    PRAGMA journal_mode=OFF;
    PRAGMA synchronous=OFF;
    CREATE TABLE original (id TEXT PRIMARY KEY, record INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE link (record INTEGER NOT NULL, boost INTEGER NOT NULL, id TEXT NOT NULL);
"""
_LINKED = """
    SELECT link.record, original.record FROM link LEFT JOIN original USING (id) WHERE boost = ? ORDER BY link.record
"""


class References:
    """Use it as a context: what it wrote is gone afterwards. `repeated`: records whose id another had before them."""

    def __init__(self) -> None:
        self.repeated: list[int] = []
        self._folder = tempfile.TemporaryDirectory(prefix="folkmoot-import-")
        self._rows = sqlite3.connect(Path(self._folder.name) / "references", isolation_level=None)
        self._rows.executescript(_TABLES)

    def __enter__(self) -> Self:
        self._rows.execute("BEGIN")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._rows.close()
        self._folder.cleanup()

    def add(self, record: int, original: str, reply_to: str, boost_of: str) -> None:
        """Note what a record is called and what it names; empty texts name nothing."""
        if original:
            added = self._rows.execute("INSERT OR IGNORE INTO original VALUES (?, ?)", (original, record))
            if added.rowcount == 0:
                self.repeated.append(record)
                return
        if boost_of or reply_to:
            self._rows.execute("INSERT INTO link VALUES (?, ?, ?)", (record, bool(boost_of), boost_of or reply_to))

    def boosts(self) -> Iterator[tuple[int, int | None]]:
        """Each record that boosts, in the order of the file, and what; None where the file does not hold it."""
        return self._rows.execute(_LINKED, (1,))

    def replies(self) -> Iterator[tuple[int, int | None]]:
        """Likewise the records that answer."""
        return self._rows.execute(_LINKED, (0,))
