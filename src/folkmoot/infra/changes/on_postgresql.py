"""Triggers of PostgreSQL (postgresql.org/docs/current/plpgsql-trigger.html).

They stay where they are during migrations: the body of a function is looked at when it runs. An upgrade of a running
site waits for its writers only where what is told of a table has changed.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from folkmoot.infra.changes.words import ANEW, PREFIX, TABLE, Trigger, Words

_ONE_AT_A_TIME: Final = 0x746F6C64
"""The number of an advisory lock ("told")."""
_NUMBER: Final = "CAST(CAST(pg_current_xact_id() AS text) AS bigint)"
_INTO: Final = f"INSERT INTO {TABLE} (kind, subject, transaction_number)"
_SAID: Final = f"{_INTO} VALUES ({ANEW}, 0, {_NUMBER})"


class _Postgresql:
    found = f"""
SELECT t.tgname, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
 WHERE NOT t.tgisinternal AND t.tgenabled = 'O' AND left(t.tgname, 5) = '{PREFIX}' AND pg_table_is_visible(t.tgrelid)
"""  # noqa: S608 - ours
    refused = "SELECT 1 FROM pg_extension WHERE extname = 'citus'"  # which takes none on tables that it distributes
    alone = f"SELECT pg_advisory_xact_lock({_ONE_AT_A_TIME})"
    in_the_way = False

    def bodies(self, triggers: Sequence[Trigger]) -> Mapping[str, str]:
        return {one.name: _body(one) for one in triggers}

    def repairs(self, found: Mapping[str, str], triggers: Sequence[Trigger]) -> list[str]:
        wanted = self.bodies(triggers)
        statements = [f'DROP FUNCTION "{name}"() CASCADE' for name in found.keys() - wanted.keys()]
        statements += [_function(name, body) for name, body in wanted.items() if found.get(name) != body]
        # To replace the trigger, too, waits for those who have written under the old body and not committed yet.
        statements += [_trigger(one) for one in triggers if found.get(one.name) != wanted[one.name]]
        return [*statements, _SAID] if statements else []


def _function(name: str, body: str) -> str:
    return f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $told${body}$told$'


def _trigger(one: Trigger) -> str:
    after = f'AFTER {one.event} ON "{one.table}" FOR EACH ROW EXECUTE FUNCTION "{one.name}"()'
    return f'CREATE OR REPLACE TRIGGER "{one.name}" {after}'


def _body(trigger: Trigger) -> str:
    lines = f"SELECT kind, subject, {_NUMBER} FROM ({trigger.lines}) AS told WHERE subject IS NOT NULL"  # noqa: S608 - ours
    return f"BEGIN {_INTO} {lines}; RETURN NULL; END"


WORDS: Final[Words] = _Postgresql()
