"""What a person is told."""

import msgspec

from folkmoot.domains.notifications import api as notifications
from folkmoot.domains.notifications.api import NotificationKind
from folkmoot.edges.mastodon.call import Call, Listed, Reply
from folkmoot.edges.mastodon.paging import link_header
from folkmoot.edges.mastodon.present import accounts as people
from folkmoot.edges.mastodon.present import notifications as present
from folkmoot.edges.mastodon.routing import Routes
from folkmoot.edges.mastodon.wire import notifications as wire
from folkmoot.edges.mastodon.wire.accounts import Account
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.pages import PageRequest

routes = Routes()
_MOST_GROUPS = 80


class Wanted(msgspec.Struct):
    types: list[str] = []
    exclude_types: list[str] = []


@routes.get("/api/v1/notifications", "read:notifications")
def several(call: Call) -> Listed:
    kinds, exclude = _kinds(call)
    page = notifications.notifications_of(call.viewer, call.page(default=40, most=80), kinds=kinds, exclude=exclude)
    return Listed.like(page, present.many(call.viewer, page.items))


@routes.get("/api/v2/notifications", "read:notifications")
def groups(call: Call) -> Reply:
    """Follows, and favourites and boosts of the same post, are told together."""
    kinds, exclude = _kinds(call)
    page = notifications.grouped(call.viewer, call.page(default=40, most=80), kinds=kinds, exclude=exclude)
    links = link_header(call.request, page.next_max_id, page.prev_min_id)
    return Reply(present.grouped(call.viewer, page.items), headers={"Link": links} if links else {})


@routes.get("/api/v2/notifications/policy", "read:notifications")
@routes.get("/api/v1/notifications/policy", "read:notifications")
def policy(_call: Call) -> wire.NotificationPolicy:
    """Nothing is held back, so there is nothing to set."""
    accept = "accept"
    return wire.NotificationPolicy(
        for_not_following=accept,
        for_not_followers=accept,
        for_new_accounts=accept,
        for_private_mentions=accept,
        for_limited_accounts=accept,
        summary=wire.PolicySummary(pending_requests_count=0, pending_notifications_count=0),
    )


@routes.get("/api/v1/notifications/requests", "read:notifications")
def requests(_call: Call) -> list[wire.Notification]:
    return []


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


@routes.get("/api/v2/notifications/<group_key>", "read:notifications")
def group(call: Call) -> wire.GroupedNotifications:
    return present.grouped(call.viewer, [_group(call)])


@routes.get("/api/v2/notifications/<group_key>/accounts", "read:notifications")
def group_accounts(call: Call) -> list[Account]:
    return people.many(_group(call).actors)


@routes.post("/api/v2/notifications/<group_key>/dismiss", "write:notifications")
def dismiss_group(call: Call) -> None:
    for view in _group(call).notifications:
        notifications.dismiss(call.viewer, notification_id=view.id)


@routes.post("/api/v1/notifications/<notification_id>/dismiss", "write:notifications")
def dismiss(call: Call) -> None:
    notifications.dismiss(call.viewer, notification_id=call.id("notification_id"))


def _group(call: Call) -> notifications.NotificationGroup:
    """One of the newest groups. Raises NotFound."""
    key = call.params["group_key"]
    page = notifications.grouped(call.viewer, PageRequest(limit=_MOST_GROUPS))
    found = next((group for group in page.items if group.key == key), None)
    if found is None:
        raise NotFound("no such group")
    return found


def _kinds(call: Call) -> tuple[set[NotificationKind] | None, set[NotificationKind] | None]:
    wanted = call.read(Wanted)
    kinds = present.kinds_of(wanted.types) if wanted.types else None
    return kinds, present.kinds_of(wanted.exclude_types) or None
