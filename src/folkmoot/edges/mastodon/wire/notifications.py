from folkmoot.edges.mastodon.wire.accounts import Account
from folkmoot.edges.mastodon.wire.base import UNSET, Entity, Optional
from folkmoot.edges.mastodon.wire.statuses import Status


class AccountWarning(Entity):
    """A decision about the reader. `text` holds the reason."""

    id: str
    action: str
    text: str
    status_ids: list[str] | None
    target_account: Account
    appeal: None
    created_at: str


class FolkmootNotification(Entity):
    kind: str
    unread: bool
    decision_id: str | None
    report_id: str | None
    text: str


class Notification(Entity):
    id: str
    type: str
    group_key: str
    created_at: str
    account: Account
    status: Status | Optional = UNSET
    moderation_warning: AccountWarning | Optional = UNSET
    folkmoot: FolkmootNotification | Optional = UNSET


class UnreadCount(Entity):
    count: int


class Marker(Entity):
    last_read_id: str
    version: int
    updated_at: str
