"""What databases say differently about triggers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

KEPT: Final = 20_000
"""So many lines stay on SQLite. Who has not read for longer than that forgets everything."""
KEPT_SECONDS: Final = 300
"""So long at least lines stay on PostgreSQL after everybody could see them."""
TABLE: Final = "changes_change"
PREFIX: Final = "told_"
ANEW: Final = 0
"""The kind of a line that says: triggers were made, so something may have gone untold before."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """After which event a row of `table` writes which lines: SQL for kinds and subjects, NULL for none."""

    name: str
    table: str
    event: str
    lines: str


class Words(Protocol):
    """`found` asks for the triggers of a database, as names and bodies. `refused` asks for a row where it takes none.
    `alone` waits until nobody else makes any. `in_the_way`: whether migrations fail while triggers are there.
    """

    found: str
    refused: str
    alone: str
    in_the_way: bool

    def bodies(self, triggers: Sequence[Trigger]) -> Mapping[str, str]:
        """How `found` gives these triggers where all is well."""

    def repairs(self, found: Mapping[str, str], triggers: Sequence[Trigger]) -> list[str]:
        """The statements that make these triggers of those that were found; none where all is well."""
