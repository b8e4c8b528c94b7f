"""The door of notifications."""

from folkmoot.domains.notifications import columns
from folkmoot.domains.notifications.commands import clear, dismiss, mark_read
from folkmoot.domains.notifications.event_handlers import on_event
from folkmoot.domains.notifications.events import Notified, RequestsMerged
from folkmoot.domains.notifications.group_handlers import (
    on_group_accepted,
    on_group_asked,
    on_group_invited,
    on_group_removed,
    on_group_request_ended,
    on_group_role,
)
from folkmoot.domains.notifications.grouping import group_key, key_of
from folkmoot.domains.notifications.handlers import (
    on_account_erased,
    on_blocked,
    on_boosted,
    on_decision,
    on_deleted,
    on_edited,
    on_favourited,
    on_follow_requested,
    on_followed,
    on_note_shown,
    on_poll_ended,
    on_published,
    on_published_together,
    on_report_answered,
    on_request_ended,
    on_unboosted,
    on_unfavourited,
)
from folkmoot.domains.notifications.kinds import NotificationKind
from folkmoot.domains.notifications.queries import grouped, notification, notifications_of, unread_count
from folkmoot.domains.notifications.screening.commands import accept_requests, dismiss_requests, set_policy
from folkmoot.domains.notifications.screening.queries import policy, request, requests, waiting
from folkmoot.domains.notifications.screening.rules import Choice, Policy
from folkmoot.domains.notifications.staff_handlers import on_joined, on_report_filed
from folkmoot.domains.notifications.sweeping import MOST_KEPT, sweep
from folkmoot.domains.notifications.types import NotificationGroup, NotificationRequest, NotificationView, Waiting

__all__ = [
    "MOST_KEPT",
    "Choice",
    "NotificationGroup",
    "NotificationKind",
    "NotificationRequest",
    "NotificationView",
    "Notified",
    "Policy",
    "RequestsMerged",
    "Waiting",
    "accept_requests",
    "clear",
    "columns",
    "dismiss",
    "dismiss_requests",
    "group_key",
    "grouped",
    "key_of",
    "mark_read",
    "notification",
    "notifications_of",
    "on_account_erased",
    "on_blocked",
    "on_boosted",
    "on_decision",
    "on_deleted",
    "on_edited",
    "on_event",
    "on_favourited",
    "on_follow_requested",
    "on_followed",
    "on_group_accepted",
    "on_group_asked",
    "on_group_invited",
    "on_group_removed",
    "on_group_request_ended",
    "on_group_role",
    "on_joined",
    "on_note_shown",
    "on_poll_ended",
    "on_published",
    "on_published_together",
    "on_report_answered",
    "on_report_filed",
    "on_request_ended",
    "on_unboosted",
    "on_unfavourited",
    "policy",
    "request",
    "requests",
    "set_policy",
    "sweep",
    "unread_count",
    "waiting",
]  # fmt: skip
