"""Follow, block, mute and what goes with them."""

import msgspec

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.graph import api as graph
from folkmoot.edges.mastodon.call import Call, Listed
from folkmoot.edges.mastodon.present import accounts as people
from folkmoot.edges.mastodon.routing import Routes
from folkmoot.edges.mastodon.wire import accounts as wire
from folkmoot.edges.mastodon.wire.base import moment_or_none

routes = Routes()


class SentFollow(msgspec.Struct):
    reblogs: bool | None = None
    notify: bool | None = None
    languages: list[str] | None = None


class SentMute(msgspec.Struct):
    notifications: bool = True
    duration: int = 0


class SentNote(msgspec.Struct):
    comment: str = ""


@routes.post("/api/v1/accounts/<account_id>/follow", "write:follows", sends=SentFollow)
def follow(call: Call) -> wire.Relationship:
    sent = call.read(SentFollow)
    found = graph.follow(
        call.viewer,
        target_id=call.id("account_id"),
        show_boosts=sent.reblogs,
        notify=sent.notify,
        languages=sent.languages,
    )
    return people.relationship(found)


@routes.post("/api/v1/accounts/<account_id>/unfollow", "write:follows")
def unfollow(call: Call) -> wire.Relationship:
    return people.relationship(graph.unfollow(call.viewer, target_id=_target(call)))


@routes.post("/api/v1/accounts/<account_id>/remove_from_followers", "write:follows")
def remove_follower(call: Call) -> wire.Relationship:
    return people.relationship(graph.remove_follower(call.viewer, follower_id=_target(call)))


@routes.post("/api/v1/accounts/<account_id>/block", "write:blocks")
def block(call: Call) -> wire.Relationship:
    return people.relationship(graph.block(call.viewer, target_id=call.id("account_id")))


@routes.post("/api/v1/accounts/<account_id>/unblock", "write:blocks")
def unblock(call: Call) -> wire.Relationship:
    return people.relationship(graph.unblock(call.viewer, target_id=_target(call)))


@routes.post("/api/v1/accounts/<account_id>/mute", "write:mutes", sends=SentMute)
def mute(call: Call) -> wire.Relationship:
    sent = call.read(SentMute)
    found = graph.mute(
        call.viewer,
        target_id=call.id("account_id"),
        notifications=sent.notifications,
        lasts_seconds=sent.duration or None,
    )
    return people.relationship(found)


@routes.post("/api/v1/accounts/<account_id>/unmute", "write:mutes")
def unmute(call: Call) -> wire.Relationship:
    return people.relationship(graph.unmute(call.viewer, target_id=_target(call)))


@routes.post("/api/v1/accounts/<account_id>/note", "write:accounts", sends=SentNote)
def note(call: Call) -> wire.Relationship:
    text = call.read(SentNote).comment
    return people.relationship(graph.set_note(call.viewer, target_id=call.id("account_id"), text=text))


@routes.get("/api/v1/follow_requests", "read:follows")
def follow_requests(call: Call) -> Listed[wire.Account]:
    page = graph.follow_requests(call.viewer, call.page(default=40, most=80))
    return Listed.like(page, people.many(page.items))


@routes.post("/api/v1/follow_requests/<account_id>/authorize", "write:follows")
def authorize_request(call: Call) -> wire.Relationship:
    return people.relationship(graph.accept_request(call.viewer, follower_id=call.id("account_id")))


@routes.post("/api/v1/follow_requests/<account_id>/reject", "write:follows")
def reject_request(call: Call) -> wire.Relationship:
    return people.relationship(graph.reject_request(call.viewer, follower_id=call.id("account_id")))


@routes.get("/api/v1/blocks", "read:blocks")
def blocks(call: Call) -> Listed[wire.Account]:
    page = graph.blocks(call.viewer, call.page(default=40, most=80))
    return Listed.like(page, people.many(page.items))


@routes.get("/api/v1/mutes", "read:mutes")
def mutes(call: Call) -> Listed[wire.Account]:
    """Each with the moment at which its mute ends."""
    page = graph.mutes(call.viewer, call.page(default=40, most=80))
    found = graph.relationships(call.viewer, [view.id for view in page.items])
    ends = {str(view.id): moment_or_none(found[view.id].mute_expires_at) for view in page.items}
    shown = people.many(page.items)
    return Listed.like(page, [msgspec.structs.replace(one, mute_expires_at=ends[one.id]) for one in shown])


@routes.get("/api/v1/domain_blocks", "read:blocks")
def domain_blocks(_call: Call) -> list[str]:
    """There are no other servers yet."""
    return []


def _target(call: Call) -> int:
    """An account that is or was there: what one did to somebody who left can still be undone. Raises NotFound."""
    account_id = call.id("account_id")
    if account_id not in accounts.accounts_by_ids([account_id]):
        accounts.access_account(call.viewer, account_id)
    return account_id
