"""What is told of which table, and the triggers that write it, in the words of the database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from folkmoot.infra.changes import on_postgresql, on_sqlite
from folkmoot.infra.changes.words import PREFIX, Trigger, Words

_EVENTS: Final = {"INSERT": ("NEW",), "UPDATE": ("NEW", "OLD"), "DELETE": ("OLD",)}
_WORDS: Final[dict[str, Words]] = {"sqlite": on_sqlite.WORDS, "postgresql": on_postgresql.WORDS}


@dataclass(frozen=True, slots=True)
class Told:
    """A change of a row of `table` is one of `kind` (from 1) about `subject`: SQL for an id, in which {row} is the row.

    Where the SQL gives NULL, nothing is told. `on_update` is other SQL for a row that stays, in which NEW and OLD are
    the row after and before. `on_insert` False: nothing is told of new rows, because something else that changes with
    them tells it, in the same transaction or later.
    """

    table: str
    kind: int
    subject: str
    on_update: str = ""
    on_insert: bool = True


class Tracking:
    """Everything that is told, as triggers."""

    def __init__(self, told: Sequence[Told]) -> None:
        by_table = groupby(sorted(told, key=_table_of), key=_table_of)
        self.triggers = tuple(
            _trigger(table, event, group)
            for table, found in by_table
            for group in [list(found)]
            for event in _EVENTS
            if any(_subjects(one, event) for one in group)
        )

    def install(self, alias: str) -> None:
        """Make the triggers that are not as they should be, where the database takes any. The caller has the write
        lock.
        """
        connection = connections[alias]
        words = words_of(connection)
        with transaction.atomic(using=alias), connection.cursor() as cursor:
            if words.refused:
                cursor.execute(words.refused)
                if cursor.fetchone():
                    return
            if words.alone:
                cursor.execute(words.alone)
            for statement in words.repairs(_found(connection), self.triggers):
                cursor.execute(statement)

    def uninstall(self, alias: str) -> None:
        """Take away the triggers that would be in the way of a migration. The caller has the write lock."""
        connection = connections[alias]
        if not words_of(connection).in_the_way:
            return
        with transaction.atomic(using=alias), connection.cursor() as cursor:
            for name in _found(connection):
                cursor.execute(f'DROP TRIGGER "{name}"')

    def is_whole(self, alias: str) -> bool:
        connection = connections[alias]
        return self.are(_found(connection).items(), words_of(connection))

    def are(self, found: Iterable[tuple[str, str]], words: Words) -> bool:
        """Whether triggers, given as `words.found` asks for them, are all that should be there, as they should be."""
        return words.bodies(self.triggers).items() <= dict(found).items()


def words_of(connection: BaseDatabaseWrapper) -> Words:
    return _WORDS[connection.vendor]


def _found(connection: BaseDatabaseWrapper) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(words_of(connection).found)
        return dict(cursor.fetchall())


def _table_of(told: Told) -> str:
    return told.table


def _trigger(table: str, event: str, told: Sequence[Told]) -> Trigger:
    lines = " UNION ".join(
        f"SELECT {one.kind} AS kind, {subject} AS subject" for one in told for subject in _subjects(one, event)
    )
    return Trigger(f"{PREFIX}{table}_{event.lower()}", table, event, lines)


def _subjects(told: Told, event: str) -> list[str]:
    if event == "INSERT" and not told.on_insert:
        return []
    return (
        [told.on_update]
        if event == "UPDATE" and told.on_update
        else [told.subject.format(row=row) for row in _EVENTS[event]]
    )
