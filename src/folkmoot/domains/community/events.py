"""Facts about the community that other processes may want to hear at once."""

from dataclasses import dataclass
from typing import ClassVar

from folkmoot.infra.outbox.api import Event


@dataclass(frozen=True, slots=True)
class EmojisChanged(Event):
    """A custom emoji was added, changed or removed."""

    kind: ClassVar[str] = "community.emojis_changed"
    emoji_id: int


@dataclass(frozen=True, slots=True)
class AnnouncementChanged(Event):
    """An announcement was made or changed; it may wait for its time."""

    kind: ClassVar[str] = "community.announcement_changed"
    announcement_id: int


@dataclass(frozen=True, slots=True)
class AnnouncementRemoved(Event):
    kind: ClassVar[str] = "community.announcement_removed"
    announcement_id: int


@dataclass(frozen=True, slots=True)
class AnnouncementAnswered(Event):
    """The reactions to an announcement changed. The name is left out: events carry ids only."""

    kind: ClassVar[str] = "community.announcement_answered"
    announcement_id: int
