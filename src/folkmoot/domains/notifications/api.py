"""The door of notifications."""

from folkmoot.domains.notifications.commands import clear, dismiss, mark_read
from folkmoot.domains.notifications.handlers import (
    on_account_erased,
    on_blocked,
    on_boosted,
    on_decision,
    on_deleted,
    on_favourited,
    on_follow_requested,
    on_followed,
    on_note_shown,
    on_poll_ended,
    on_published,
    on_report_answered,
    on_request_ended,
    on_unboosted,
)
from folkmoot.domains.notifications.kinds import NotificationKind
from folkmoot.domains.notifications.queries import grouped, notification, notifications_of, unread_count
from folkmoot.domains.notifications.types import NotificationGroup, NotificationView

__all__ = [
    "NotificationGroup",
    "NotificationKind",
    "NotificationView",
    "clear",
    "dismiss",
    "grouped",
    "mark_read",
    "notification",
    "notifications_of",
    "on_account_erased",
    "on_blocked",
    "on_boosted",
    "on_decision",
    "on_deleted",
    "on_favourited",
    "on_follow_requested",
    "on_followed",
    "on_note_shown",
    "on_poll_ended",
    "on_published",
    "on_report_answered",
    "on_request_ended",
    "on_unboosted",
    "unread_count",
]  # fmt: skip
