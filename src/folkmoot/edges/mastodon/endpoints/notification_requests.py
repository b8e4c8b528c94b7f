"""Of whom one wants to hear, and what waits aside."""

from dataclasses import replace
from typing import Literal

import msgspec

from folkmoot.domains.notifications import api as notifications
from folkmoot.domains.notifications.api import Choice, Policy
from folkmoot.edges.mastodon.call import Call, Listed
from folkmoot.edges.mastodon.incoming import Id
from folkmoot.edges.mastodon.present import community as present
from folkmoot.edges.mastodon.routing import Routes
from folkmoot.edges.mastodon.wire import notifications as wire
from folkmoot.edges.mastodon.wire.community import Merged, NotificationRequest

routes = Routes()
Word = Literal["accept", "filter", "drop"]


class SentPolicy(msgspec.Struct):
    for_not_following: Word | None = None
    for_not_followers: Word | None = None
    for_new_accounts: Word | None = None
    for_private_mentions: Word | None = None
    for_limited_accounts: Word | None = None


class SentFilters(msgspec.Struct):
    """Version 1: a switch for each sort."""

    filter_not_following: bool | None = None
    filter_not_followers: bool | None = None
    filter_new_accounts: bool | None = None
    filter_private_mentions: bool | None = None


class SentIds(msgspec.Struct):
    id: list[Id] = []


@routes.get("/api/v2/notifications/policy", "read:notifications")
def policy(call: Call) -> wire.NotificationPolicy:
    return _second(call, notifications.policy(call.viewer))


@routes.patch("/api/v2/notifications/policy", "write:notifications", sends=SentPolicy)
def set_policy(call: Call) -> wire.NotificationPolicy:
    sent = msgspec.structs.asdict(call.read(SentPolicy))
    changes = {name.removeprefix("for_"): Choice(word) for name, word in sent.items() if word is not None}
    return _second(call, _changed(call, changes))


@routes.get("/api/v1/notifications/policy", "read:notifications")
def first_policy(call: Call) -> wire.NotificationPolicyV1:
    return _first(call, notifications.policy(call.viewer))


@routes.put("/api/v1/notifications/policy", "write:notifications", sends=SentFilters)
@routes.patch("/api/v1/notifications/policy", "write:notifications", sends=SentFilters)
def set_first_policy(call: Call) -> wire.NotificationPolicyV1:
    sent = msgspec.structs.asdict(call.read(SentFilters))
    changes = {
        name.removeprefix("filter_"): Choice.FILTER if on else Choice.ACCEPT
        for name, on in sent.items()
        if on is not None
    }
    return _first(call, _changed(call, changes))


@routes.get("/api/v1/notifications/requests", "read:notifications")
def requests(call: Call) -> Listed[NotificationRequest]:
    page = notifications.requests(call.viewer, call.page(default=40, most=80))
    return Listed.like(page, present.requests(call.viewer, page.items))


@routes.get("/api/v1/notifications/requests/merged", "read:notifications")
def merged(call: Call) -> Merged:
    """Always: what was accepted is among the notifications at once."""
    call.viewer.require_account()
    return Merged(merged=True)


@routes.get("/api/v1/notifications/requests/<request_id>", "read:notifications")
def request(call: Call) -> NotificationRequest:
    return present.requests(call.viewer, [notifications.request(call.viewer, call.id("request_id"))])[0]


@routes.post("/api/v1/notifications/requests/<request_id>/accept", "write:notifications")
def accept(call: Call) -> None:
    notifications.accept_requests(call.viewer, request_ids=[call.id("request_id")])


@routes.post("/api/v1/notifications/requests/<request_id>/dismiss", "write:notifications")
def dismiss(call: Call) -> None:
    notifications.dismiss_requests(call.viewer, request_ids=[call.id("request_id")])


@routes.post("/api/v1/notifications/requests/accept", "write:notifications", sends=SentIds)
def accept_several(call: Call) -> None:
    notifications.accept_requests(call.viewer, request_ids=call.read(SentIds).id)


@routes.post("/api/v1/notifications/requests/dismiss", "write:notifications", sends=SentIds)
def dismiss_several(call: Call) -> None:
    notifications.dismiss_requests(call.viewer, request_ids=call.read(SentIds).id)


def _changed(call: Call, changes: dict[str, Choice]) -> Policy:
    return notifications.set_policy(call.viewer, policy=replace(notifications.policy(call.viewer), **changes))


def _second(call: Call, policy: Policy) -> wire.NotificationPolicy:
    return wire.NotificationPolicy(
        for_not_following=policy.not_following.value,
        for_not_followers=policy.not_followers.value,
        for_new_accounts=policy.new_accounts.value,
        for_private_mentions=policy.private_mentions.value,
        for_limited_accounts=policy.limited_accounts.value,
        summary=_summary(call),
    )


def _first(call: Call, policy: Policy) -> wire.NotificationPolicyV1:
    return wire.NotificationPolicyV1(
        filter_not_following=policy.not_following is not Choice.ACCEPT,
        filter_not_followers=policy.not_followers is not Choice.ACCEPT,
        filter_new_accounts=policy.new_accounts is not Choice.ACCEPT,
        filter_private_mentions=policy.private_mentions is not Choice.ACCEPT,
        summary=_summary(call),
    )


def _summary(call: Call) -> wire.PolicySummary:
    found = notifications.waiting(call.viewer)
    return wire.PolicySummary(pending_requests_count=found.requests, pending_notifications_count=found.notifications)
