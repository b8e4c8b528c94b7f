"""Lists of accounts, and followed hashtags."""

import msgspec

from folkmoot.domains.graph import api as graph
from folkmoot.domains.graph.api import RepliesPolicy
from folkmoot.edges.mastodon.call import Call, Listed
from folkmoot.edges.mastodon.incoming import Id
from folkmoot.edges.mastodon.present import accounts as people
from folkmoot.edges.mastodon.present import misc
from folkmoot.edges.mastodon.routing import Asks, Routes
from folkmoot.edges.mastodon.wire import misc as wire
from folkmoot.edges.mastodon.wire.accounts import Account

routes = Routes()
_MOST_TAGS = 200
_EVERYBODY = 1000


class SentList(msgspec.Struct):
    title: str | None = None
    replies_policy: RepliesPolicy | None = None
    exclusive: bool | None = None


class AccountIds(msgspec.Struct):
    account_ids: list[Id] = []


@routes.get("/api/v1/lists", "read:lists")
def lists(call: Call) -> list[wire.UserList]:
    return [misc.user_list(view) for view in graph.lists(call.viewer)]


@routes.post("/api/v1/lists", "write:lists", sends=SentList)
def create(call: Call) -> wire.UserList:
    sent = call.read(SentList)
    made = graph.create_list(
        call.viewer,
        title=sent.title or "",
        replies_policy=sent.replies_policy or RepliesPolicy.LIST,
        exclusive=bool(sent.exclusive),
    )
    return misc.user_list(made)


@routes.get("/api/v1/lists/<list_id>", "read:lists")
def one(call: Call) -> wire.UserList:
    return misc.user_list(graph.list_of(call.viewer, call.id("list_id")))


@routes.put("/api/v1/lists/<list_id>", "write:lists", sends=SentList)
def edit(call: Call) -> wire.UserList:
    sent = call.read(SentList)
    changed = graph.edit_list(
        call.viewer,
        list_id=call.id("list_id"),
        title=sent.title,
        replies_policy=sent.replies_policy,
        exclusive=sent.exclusive,
    )
    return misc.user_list(changed)


@routes.delete("/api/v1/lists/<list_id>", "write:lists")
def delete(call: Call) -> None:
    graph.delete_list(call.viewer, list_id=call.id("list_id"))


@routes.get("/api/v1/lists/<list_id>/accounts", "read:lists")
def members(call: Call) -> Listed[Account]:
    """A limit of 0 means everybody on the list."""
    everybody = call.text("limit") == "0"
    page = call.page(default=_EVERYBODY if everybody else 40, most=_EVERYBODY if everybody else 80)
    found = graph.list_members(call.viewer, call.id("list_id"), page)
    return Listed.like(found, people.many(found.items))


@routes.post("/api/v1/lists/<list_id>/accounts", "write:lists", sends=AccountIds)
def add(call: Call) -> None:
    graph.add_to_list(call.viewer, list_id=call.id("list_id"), account_ids=call.read(AccountIds).account_ids)


@routes.delete("/api/v1/lists/<list_id>/accounts", "write:lists", sends=AccountIds)
def remove(call: Call) -> None:
    graph.remove_from_list(call.viewer, list_id=call.id("list_id"), account_ids=call.read(AccountIds).account_ids)


@routes.get("/api/v1/followed_tags", "read:follows")
def followed_tags(call: Call) -> Listed[wire.Tag]:
    page = graph.followed_tags(call.viewer, call.page(default=100, most=_MOST_TAGS))
    names = [view.tag for view in page.items]
    return Listed.like(page, misc.tags(names, following=names))


@routes.get("/api/v1/tags/<name>", "read:statuses", asks=Asks.ANYONE)
def tag(call: Call) -> wire.Tag:
    name = graph.tag_key(call.params["name"])
    if call.viewer.account_id is None:
        return misc.tag(name)
    shown = {view.tag for view in graph.featured_tags(call.viewer.account_id)}
    return misc.tag(name, following=graph.follows_tag(call.viewer, name), featuring=name in shown)


@routes.post("/api/v1/tags/<name>/follow", "write:follows")
def follow_tag(call: Call) -> wire.Tag:
    return misc.tag(graph.follow_tag(call.viewer, tag=call.params["name"]), following=True)


@routes.post("/api/v1/tags/<name>/unfollow", "write:follows")
def unfollow_tag(call: Call) -> wire.Tag:
    return misc.tag(graph.unfollow_tag(call.viewer, tag=call.params["name"]), following=False)
