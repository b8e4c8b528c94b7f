from dataclasses import dataclass
from typing import ClassVar

from folkmoot.infra.outbox.api import Event


@dataclass(frozen=True, slots=True)
class EventMoved(Event):
    """Its time or place is another."""

    kind: ClassVar[str] = "events.moved"
    event_id: int


@dataclass(frozen=True, slots=True)
class EventCancelled(Event):
    kind: ClassVar[str] = "events.cancelled"
    event_id: int


@dataclass(frozen=True, slots=True)
class EventNear(Event):
    """It begins within a day."""

    kind: ClassVar[str] = "events.near"
    event_id: int
