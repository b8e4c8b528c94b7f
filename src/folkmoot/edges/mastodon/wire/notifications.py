from folkmoot.edges.mastodon.wire.accounts import Account
from folkmoot.edges.mastodon.wire.base import UNSET, Entity, Optional
from folkmoot.edges.mastodon.wire.misc import Report
from folkmoot.edges.mastodon.wire.statuses import Status


class Appeal(Entity):
    """The reader's appeal of a decision. `state` is pending, approved or rejected; an amendment approves it."""

    text: str
    state: str


class AccountWarning(Entity):
    """A decision about the reader. `text` holds the reason."""

    id: str
    action: str
    text: str
    status_ids: list[str] | None
    target_account: Account
    appeal: Appeal | None
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
    report: Report | Optional = UNSET
    moderation_warning: AccountWarning | Optional = UNSET
    folkmoot: FolkmootNotification | Optional = UNSET


class NotificationGroup(Entity):
    """Version 2: notifications of one kind about the same thing. People and posts stand beside the groups, by id."""

    group_key: str
    notifications_count: int
    type: str
    most_recent_notification_id: int
    page_min_id: str
    page_max_id: str
    latest_page_notification_at: str
    sample_account_ids: list[str]
    status_id: str | Optional = UNSET
    report: Report | Optional = UNSET
    moderation_warning: AccountWarning | Optional = UNSET
    folkmoot: FolkmootNotification | Optional = UNSET


class PartialAccount(Entity):
    """Enough of an account to show its picture."""

    id: str
    acct: str
    url: str
    avatar: str
    avatar_static: str
    locked: bool
    bot: bool


class GroupedNotifications(Entity):
    accounts: list[Account]
    statuses: list[Status]
    notification_groups: list[NotificationGroup]
    partial_accounts: list[PartialAccount] | Optional = UNSET


class PolicySummary(Entity):
    pending_requests_count: int
    pending_notifications_count: int


class NotificationPolicy(Entity):
    """accept, filter (kept aside as requests) or drop for each sort of account."""

    for_not_following: str
    for_not_followers: str
    for_new_accounts: str
    for_private_mentions: str
    for_limited_accounts: str
    summary: PolicySummary


class NotificationPolicyV1(Entity):
    """Version 1 knows only whether something is accepted."""

    filter_not_following: bool
    filter_not_followers: bool
    filter_new_accounts: bool
    filter_private_mentions: bool
    summary: PolicySummary


class UnreadCount(Entity):
    count: int


class Marker(Entity):
    last_read_id: str
    version: int
    updated_at: str
