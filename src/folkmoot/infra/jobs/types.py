"""What callers see of jobs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class DueJob:
    """A job that `owner` took at `taken_at`, or one that is parked: then `error` says how it failed last."""

    id: int
    name: str
    arguments: dict[str, Any]
    attempts: int
    error: str = ""
    owner: str = ""
    taken_at: datetime | None = None

    @property
    def kind(self) -> str:
        """What the job is for: its name, or that of the subscriber whom it brings an event."""
        return str(self.arguments.get("subscriber") or self.name)


@dataclass(frozen=True, slots=True)
class JobKind:
    """How many jobs of a kind there are: `due` now, `later`, `running`, `again` (failed and waiting), `parked`.

    `oldest` is since when the oldest due one waits.
    """

    kind: str
    due: int
    later: int
    running: int
    again: int
    parked: int
    oldest: datetime | None
