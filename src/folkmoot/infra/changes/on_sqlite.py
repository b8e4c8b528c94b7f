"""Triggers of SQLite (sqlite.org/lang_createtrigger.html)."""

from collections.abc import Mapping, Sequence
from typing import Final

from folkmoot.infra.changes.words import KEPT, PREFIX, TABLE, Trigger, Words

_TRIMMED: Final = f"{PREFIX}trimmed"
_DELETED: Final = f"DELETE FROM {TABLE} WHERE id = NEW.id - {KEPT}"  # noqa: S608 - ours
_TRIM: Final = f'CREATE TRIGGER "{_TRIMMED}" AFTER INSERT ON {TABLE} BEGIN {_DELETED}; END'


class _Sqlite:
    found = f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND substr(name, 1, 5) = '{PREFIX}'"  # noqa: S608 - ours
    refused = alone = ""
    in_the_way = True  # no table is renamed while a trigger names one that is not there, as while one is made anew

    def bodies(self, triggers: Sequence[Trigger]) -> Mapping[str, str]:
        return {one.name: _made(one) for one in triggers} | {_TRIMMED: _TRIM}

    def repairs(self, found: Mapping[str, str], triggers: Sequence[Trigger]) -> list[str]:
        """All of them anew: the number of the schema changes with the first, which is what readers look at."""
        wanted = self.bodies(triggers)
        if wanted.items() <= found.items():
            return []
        return [*[f'DROP TRIGGER "{name}"' for name in found], *wanted.values()]


def _made(trigger: Trigger) -> str:
    lines = f"SELECT kind, subject FROM ({trigger.lines}) WHERE subject IS NOT NULL"  # noqa: S608 - ours
    inserted = f"INSERT INTO {TABLE} (kind, subject) {lines}"
    return f'CREATE TRIGGER "{trigger.name}" AFTER {trigger.event} ON "{trigger.table}" BEGIN {inserted}; END'


WORDS: Final[Words] = _Sqlite()
