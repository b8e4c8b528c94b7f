"""Other accounts: find them, read them."""

import msgspec

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.feed import api as feed
from folkmoot.domains.feed.api import ReachSurface
from folkmoot.domains.graph import api as graph
from folkmoot.domains.posts import api as posts
from folkmoot.edges.mastodon.call import Call, Listed
from folkmoot.edges.mastodon.incoming import Id
from folkmoot.edges.mastodon.names import local_name
from folkmoot.edges.mastodon.present import accounts as people
from folkmoot.edges.mastodon.present import misc, statuses
from folkmoot.edges.mastodon.routing import Asks, Routes
from folkmoot.edges.mastodon.wire import accounts as wire
from folkmoot.edges.mastodon.wire.misc import UserList
from folkmoot.edges.mastodon.wire.statuses import Status

routes = Routes()
_WHICH = {"exclude_replies": bool, "exclude_reblogs": bool, "only_media": bool, "pinned": bool, "tagged": str}
_MOST_IDS = 100
_MOST_DIRECTORY = 80


class Ids(msgspec.Struct):
    id: list[Id] = []


@routes.get("/api/v1/accounts", "read:accounts", asks=Asks.ANYONE, sends=Ids)
def several(call: Call) -> list[wire.Account]:
    """Those of the accounts asked for that there are, and that the viewer may meet."""
    found = accounts.accounts_by_ids(call.read(Ids).id[:_MOST_IDS])
    present = accounts.present_for(call.viewer, list(found))
    return people.many(view for view in found.values() if view.id in present and not view.erased)


@routes.get("/api/v1/accounts/lookup", "read:accounts", asks=Asks.ANYONE, fields={"acct": str})
def lookup(call: Call) -> wire.Account:
    return people.one(accounts.access_account_by_name(call.viewer, local_name(call.text("acct"))))


@routes.get("/api/v1/accounts/relationships", "read:follows", sends=Ids)
def relationships(call: Call) -> list[wire.Relationship]:
    ids = [int(number) for number in call.read(Ids).id[:_MOST_IDS]]
    known = accounts.accounts_by_ids(ids)
    found = graph.relationships(call.viewer, [number for number in ids if number in known])
    return [people.relationship(found[number]) for number in ids if number in found]


@routes.get("/api/v1/accounts/familiar_followers", "read:follows", sends=Ids)
def familiar_followers(call: Call) -> list[wire.FamiliarFollowers]:
    return people.familiar_followers(graph.familiar_followers(call.viewer, call.read(Ids).id[:_MOST_IDS]))


@routes.get("/api/v1/accounts/<account_id>", "read:accounts", asks=Asks.ANYONE)
def account(call: Call) -> wire.Account:
    return people.one(accounts.access_account(call.viewer, call.id("account_id")))


@routes.get("/api/v1/accounts/<account_id>/statuses", "read:statuses", asks=Asks.ANYONE, fields=_WHICH)
def account_statuses(call: Call) -> Listed[Status]:
    owner = accounts.access_account(call.viewer, call.id("account_id"))
    page = posts.posts_of_account(
        call.viewer,
        owner.id,
        call.page(),
        replies=not call.flag("exclude_replies"),
        boosts=not call.flag("exclude_reblogs"),
        only_media=call.flag("only_media"),
        pinned=call.flag("pinned"),
        tag=call.text("tagged"),
    )
    feed.count_reach(call.viewer, ReachSurface.PROFILE, page.items)
    return Listed.like(page, statuses.many(call.viewer, page.items))


@routes.get("/api/v1/accounts/<account_id>/followers", "read:accounts", asks=Asks.ANYONE)
def followers(call: Call) -> Listed[wire.Account]:
    owner = accounts.access_account(call.viewer, call.id("account_id"))
    page = graph.followers(call.viewer, owner.id, call.page(default=40, most=80))
    return Listed.like(page, people.many(page.items))


@routes.get("/api/v1/accounts/<account_id>/following", "read:accounts", asks=Asks.ANYONE)
def following(call: Call) -> Listed[wire.Account]:
    owner = accounts.access_account(call.viewer, call.id("account_id"))
    page = graph.following(call.viewer, owner.id, call.page(default=40, most=80))
    return Listed.like(page, people.many(page.items))


@routes.get("/api/v1/accounts/<account_id>/lists", "read:lists")
def lists(call: Call) -> list[UserList]:
    owner = accounts.access_account(call.viewer, call.id("account_id"))
    return [misc.user_list(view) for view in graph.lists_of_account(call.viewer, owner.id)]


@routes.get("/api/v1/directory", asks=Asks.ANYONE, fields={"limit": int, "offset": int, "local": bool, "order": str})
def directory(call: Call) -> list[wire.Account]:
    """By their newest post (`order` active, the default) or by when they joined (`order` new)."""
    limit, offset, local = call.limit(default=40, most=_MOST_DIRECTORY), call.offset(), call.flag("local")
    if call.text("order", "active") == "new":
        return people.many(accounts.directory(limit=limit, offset=offset, local=local))
    ids = posts.active_authors(limit=limit, offset=offset)
    return people.many(accounts.findable(ids, local=local))
