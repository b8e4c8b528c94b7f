from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from folkmoot.domains.accounts.types import AccountView
from folkmoot.domains.notifications.kinds import NotificationKind
from folkmoot.domains.posts.types import PostView


class Frequency(StrEnum):
    """How often somebody wants a digest."""

    OFF = "off"
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True)
class Told:
    """Unread notifications of one kind: how many, and who did it, the newest first, each once."""

    count: int
    actors: tuple[AccountView, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """What somebody has missed since a day, as their own calendar has it. `posts`: the best first."""

    account: AccountView
    since: date
    told: Mapping[NotificationKind, Told]
    posts: tuple[PostView, ...]

    @property
    def is_empty(self) -> bool:
        return not self.told and not self.posts
