from dataclasses import dataclass
from datetime import datetime

from folkmoot.domains.accounts.api import AccountView
from folkmoot.domains.integrity.api import DecisionView, ReportView
from folkmoot.domains.notifications.kinds import NotificationKind
from folkmoot.domains.posts.api import PostView


@dataclass(frozen=True, slots=True)
class NotificationView:
    """One thing that a person is told. `actor` is None where moderators acted; at most one subject is given."""

    id: int
    kind: NotificationKind
    created_at: datetime
    unread: bool
    actor: AccountView | None = None
    post: PostView | None = None
    decision: DecisionView | None = None
    report: ReportView | None = None
    group: AccountView | None = None
    """Of a request to come in: the group that is asked."""
    reason: str = ""
    """Of a removal from a group: why."""
    reported: AccountView | None = None
    """Whom a report is about, where moderators are told of it."""


@dataclass(frozen=True, slots=True)
class NotificationRequest:
    """All that waits aside of one account: how much, and the post of the newest where it is about one."""

    id: int
    account: AccountView
    count: int
    last_post: PostView | None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits aside."""

    requests: int
    notifications: int


@dataclass(frozen=True, slots=True)
class NotificationGroup:
    """Notifications of one kind about the same thing, newest first. `key` is the same from page to page."""

    key: str
    kind: NotificationKind
    notifications: tuple[NotificationView, ...]

    @property
    def newest(self) -> NotificationView:
        return self.notifications[0]

    @property
    def actors(self) -> tuple[AccountView, ...]:
        """Everybody who did it, the newest first."""
        return tuple(one.actor for one in self.notifications if one.actor is not None)
