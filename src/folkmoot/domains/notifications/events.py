"""Facts that notifications publish."""

from dataclasses import dataclass
from typing import ClassVar

from folkmoot.infra.outbox.api import Event


@dataclass(frozen=True, slots=True)
class Notified(Event):
    """People were told something: the ids of their notifications, each with whose it is, in the same order."""

    kind: ClassVar[str] = "notifications.notified"
    notification_ids: tuple[int, ...]
    account_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RequestsMerged(Event):
    """What waited aside of some accounts is among somebody's notifications now."""

    kind: ClassVar[str] = "notifications.requests_merged"
    account_id: int
