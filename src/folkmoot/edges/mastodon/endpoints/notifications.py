"""What a person is told."""

import msgspec

from folkmoot.domains.notifications import api as notifications
from folkmoot.domains.notifications.api import NotificationKind
from folkmoot.edges.mastodon.call import Call, Listed
from folkmoot.edges.mastodon.present import notifications as present
from folkmoot.edges.mastodon.routing import Routes
from folkmoot.edges.mastodon.wire import notifications as wire

routes = Routes()


class Wanted(msgspec.Struct):
    types: list[str] = []
    exclude_types: list[str] = []


@routes.get("/api/v1/notifications", "read:notifications")
def several(call: Call) -> Listed:
    kinds, exclude = _kinds(call)
    page = notifications.notifications_of(call.viewer, call.page(default=40, most=80), kinds=kinds, exclude=exclude)
    return Listed.like(page, present.many(call.viewer, page.items))


@routes.get("/api/v1/notifications/unread_count", "read:notifications")
@routes.get("/api/v2/notifications/unread_count", "read:notifications")
def unread_count(call: Call) -> wire.UnreadCount:
    return wire.UnreadCount(count=notifications.unread_count(call.viewer))


@routes.get("/api/v1/notifications/<notification_id>", "read:notifications")
def one(call: Call) -> wire.Notification:
    return present.many(call.viewer, [notifications.notification(call.viewer, call.id("notification_id"))])[0]


@routes.post("/api/v1/notifications/clear", "write:notifications")
def clear(call: Call) -> None:
    notifications.clear(call.viewer)


@routes.post("/api/v1/notifications/<notification_id>/dismiss", "write:notifications")
def dismiss(call: Call) -> None:
    notifications.dismiss(call.viewer, notification_id=call.id("notification_id"))


def _kinds(call: Call) -> tuple[set[NotificationKind] | None, set[NotificationKind] | None]:
    wanted = call.read(Wanted)
    kinds = present.kinds_of(wanted.types) if wanted.types else None
    return kinds, present.kinds_of(wanted.exclude_types) or None
