"""What a person is told."""

from contextlib import suppress
from typing import Any, Literal

import msgspec

from folkmoot.domains.notifications import api as notifications
from folkmoot.edges.mastodon.call import Call, Listed, Reply
from folkmoot.edges.mastodon.incoming import Id
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
_MOST_COUNTED = 1000
_WALKED = {"max_id": Id, "since_id": Id, "min_id": Id, "limit": int}


class Wanted(msgspec.Struct):
    """Which notifications. `types` are Mastodon's; `account_id` also brings what waits aside of that account."""

    types: list[str] = []
    exclude_types: list[str] = []
    account_id: Id | None = None
    include_filtered: bool = False


class WantedGroups(Wanted):
    """`grouped_types`: only these are told together. `expand_accounts`: full, or partial_avatars for brief ones."""

    grouped_types: list[str] | None = None
    expand_accounts: Literal["full", "partial_avatars"] = "full"


class Counted(Wanted):
    limit: int = 100


class CountedGroups(Counted):
    grouped_types: list[str] | None = None


class Named(msgspec.Struct):
    id: Id | None = None


class Ids(msgspec.Struct):
    ids: list[Id] = []


@routes.get("/api/v1/notifications", "read:notifications", sends=Wanted)
def several(call: Call) -> Listed[wire.Notification]:
    page = notifications.notifications_of(call.viewer, call.page(default=40, most=80), **_which(call.read(Wanted)))
    return Listed.like(page, present.many(call.viewer, page.items))


@routes.get("/api/v2/notifications", "read:notifications", sends=WantedGroups, fields=_WALKED)
def groups(call: Call) -> Reply[wire.GroupedNotifications]:
    """Follows, and favourites and boosts of the same post, are told together."""
    wanted = call.read(WantedGroups)
    page = notifications.grouped(
        call.viewer, call.page(default=40, most=80), **_which(wanted), **_together(wanted.grouped_types)
    )
    links = link_header(call.request, page.next_max_id, page.prev_min_id)
    brief = wanted.expand_accounts == "partial_avatars"
    return Reply(present.grouped(call.viewer, page.items, brief=brief), headers={"Link": links} if links else {})


@routes.get("/api/v1/notifications/unread_count", "read:notifications", sends=Counted)
def unread_count(call: Call) -> wire.UnreadCount:
    """How many came after the marker, counted up to `limit`."""
    wanted = call.read(Counted)
    limit = min(max(wanted.limit, 1), _MOST_COUNTED)
    page = notifications.notifications_of(call.viewer, PageRequest(limit=limit), **_which(wanted))
    return wire.UnreadCount(count=sum(one.unread for one in page.items))


@routes.get("/api/v2/notifications/unread_count", "read:notifications", sends=CountedGroups)
def unread_groups(call: Call) -> wire.UnreadCount:
    """The same in groups."""
    wanted = call.read(CountedGroups)
    limit = min(max(wanted.limit, 1), _MOST_COUNTED)
    page = notifications.grouped(
        call.viewer, PageRequest(limit=limit), **_which(wanted), **_together(wanted.grouped_types)
    )
    return wire.UnreadCount(count=sum(group.newest.unread for group in page.items))


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


@routes.post("/api/v1/notifications/dismiss", "write:notifications", sends=Named)
def dismiss_named(call: Call) -> None:
    """The old form, with the id in the body."""
    wanted = call.read(Named).id
    if wanted is None:
        raise NotFound("no notification named")
    notifications.dismiss(call.viewer, notification_id=wanted)


@routes.delete("/api/v1/notifications/destroy_multiple", "write:notifications", sends=Ids)
def dismiss_several(call: Call) -> None:
    """Those of the ids that are there and one's own."""
    for notification_id in call.read(Ids).ids[:_MOST_COUNTED]:
        with suppress(NotFound):
            notifications.dismiss(call.viewer, notification_id=notification_id)


def _group(call: Call) -> notifications.NotificationGroup:
    """One of the newest groups. Raises NotFound."""
    key = call.params["group_key"]
    page = notifications.grouped(call.viewer, PageRequest(limit=_MOST_GROUPS), aside=True)
    found = next((group for group in page.items if group.key == key), None)
    if found is None:
        raise NotFound("no such group")
    return found


def _which(wanted: Wanted) -> dict[str, Any]:
    return {
        "kinds": present.kinds_of(wanted.types) if wanted.types else None,
        "exclude": present.kinds_of(wanted.exclude_types) or None,
        "from_account": wanted.account_id,
        "aside": wanted.include_filtered,
    }


def _together(types: list[str] | None) -> dict[str, Any]:
    return {} if types is None else {"together": present.kinds_of(types)}
