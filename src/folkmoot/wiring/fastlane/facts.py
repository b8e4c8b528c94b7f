"""What the database says of posts or people, as far as a copy can show it: read in bulk and compared with before.

A row of facts is (kind, id, carried, quoted, numbers, the rest); `statements` says what stands behind the kinds.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from folkmoot.wiring.fastlane.sources import Row, Source

_NUMBERS, _REST = 4, 5
_NOTHING_MORE: Final[tuple[Row, ...]] = ()


@dataclass(slots=True)
class Fact:
    """What was said of one. `stamp` is another one after each change, `root` after each of more than numbers."""

    row: Row
    more: tuple[Row, ...]
    stamp: int
    root: int

    @property
    def numbers(self) -> list[Any]:
        found: list[Any] = json.loads(self.row[_NUMBERS])
        return found


@dataclass(slots=True)
class Changes:
    """`anew`: of which more than numbers is another one. `counted`: of which numbers are. `gone`: what is not there.
    `carried`: what any of them carries.
    """

    anew: set[int] = field(default_factory=set)
    counted: set[int] = field(default_factory=set)
    gone: set[int] = field(default_factory=set)
    carried: set[int] = field(default_factory=set)


class Facts:
    """The facts of posts, or those of people. `stamp` is another one after each change of any of them."""

    def __init__(self, source: Source, statement: str) -> None:
        self.stamp = 0
        self._source = source
        self._statement = statement
        self._of: dict[int, Fact] = {}

    def __getitem__(self, one: int) -> Fact:
        return self._of[one]

    def doubt(self, ids: Iterable[int]) -> None:
        """Take these as changed when they are read the next time."""
        for one in ids:
            self._of.pop(one, None)

    def forget(self) -> None:
        self._of.clear()

    def read(self, ids: set[int]) -> Changes:
        """Ask the database about these."""
        found = Changes()
        if not ids:
            return found
        said = self._source.rows(self._statement, {"ids": self._source.ids(ids)})
        more: dict[int, tuple[Row, ...]] = {}
        for row in said:
            if row[0]:
                more[row[1]] = tuple(sorted((*more.get(row[1], _NOTHING_MORE), row), key=_which))
        known = self._of
        for row in said:
            if row[0]:
                continue
            fact = known.get(row[1])
            if fact is None or fact.row != row or fact.more != more.get(row[1], _NOTHING_MORE):
                self._learn(row, more.get(row[1], _NOTHING_MORE), found)
        found.carried.update(one for row in said if not row[0] for one in row[2:_NUMBERS] if one is not None)
        found.gone.update(ids.difference([row[1] for row in said if not row[0]]))
        self._lose(found.gone)
        return found

    def _learn(self, row: Row, more: tuple[Row, ...], found: Changes) -> None:
        self.stamp += 1
        known = self._of.get(row[1])
        if known is None or _but_numbers(known.row) != _but_numbers(row) or known.more != more:
            found.anew.add(row[1])
            self._of[row[1]] = Fact(row, more, self.stamp, self.stamp)
        else:
            found.counted.add(row[1])
            known.row, known.stamp = row, self.stamp

    def _lose(self, gone: Iterable[int]) -> None:
        for one in gone:
            if self._of.pop(one, None) is not None:
                self.stamp += 1


def _which(row: Row) -> Row:
    return row[:3]


def _but_numbers(row: Row) -> Row:
    return (*row[:_NUMBERS], row[_REST])
