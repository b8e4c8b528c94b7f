"""What readers do with a post."""

from collections.abc import Callable
from typing import Any

import msgspec

from folkmoot.domains.posts import api as posts
from folkmoot.edges.mastodon.call import Call, Listed
from folkmoot.edges.mastodon.endpoints.statuses import visibility_of
from folkmoot.edges.mastodon.present import accounts as people
from folkmoot.edges.mastodon.present import statuses
from folkmoot.edges.mastodon.routing import Asks, Routes
from folkmoot.edges.mastodon.wire import statuses as wire
from folkmoot.edges.mastodon.wire.accounts import Account
from folkmoot.kernel.errors import NotFound

routes = Routes()

# The verb in the address, the scope, the command behind it.
_MARKS: tuple[tuple[str, str, Callable[..., Any]], ...] = (
    ("favourite", "write:favourites", posts.favourite),
    ("unfavourite", "write:favourites", posts.unfavourite),
    ("bookmark", "write:bookmarks", posts.bookmark),
    ("unbookmark", "write:bookmarks", posts.unbookmark),
    ("pin", "write:accounts", posts.pin),
    ("unpin", "write:accounts", posts.unpin),
    ("mute", "write:mutes", posts.mute_thread),
    ("unmute", "write:mutes", posts.unmute_thread),
    ("unreblog", "write:statuses", posts.unboost),
)


class SentBoost(msgspec.Struct):
    visibility: str = ""


class SentChoices(msgspec.Struct):
    choices: list[int] = []


def _mark(command: Callable[..., posts.PostView]) -> Callable[[Call], wire.Status]:
    def handler(call: Call) -> wire.Status:
        return statuses.one(call.viewer, command(call.viewer, post_id=call.id("status_id")))

    return handler


for _verb, _scope, _command in _MARKS:
    routes.post(f"/api/v1/statuses/<status_id>/{_verb}", _scope)(_mark(_command))


@routes.post("/api/v1/statuses/<status_id>/reblog", "write:statuses", sends=SentBoost)
def reblog(call: Call) -> wire.Status:
    """Answers with the boost, which carries the post."""
    visibility = visibility_of(call.read(SentBoost).visibility)
    return statuses.one(call.viewer, posts.boost(call.viewer, post_id=call.id("status_id"), visibility=visibility))


@routes.get("/api/v1/statuses/<status_id>/reblogged_by", "read:accounts", asks=Asks.ANYONE)
def reblogged_by(call: Call) -> Listed[Account]:
    page = posts.boosted_by(call.viewer, call.id("status_id"), call.page(default=40, most=80))
    return Listed.like(page, people.many(page.items))


@routes.get("/api/v1/statuses/<status_id>/favourited_by", "read:accounts", asks=Asks.ANYONE)
def favourited_by(call: Call) -> Listed[Account]:
    page = posts.favourited_by(call.viewer, call.id("status_id"), call.page(default=40, most=80))
    return Listed.like(page, people.many(page.items))


@routes.get("/api/v1/polls/<poll_id>", "read:statuses", asks=Asks.ANYONE)
def poll(call: Call) -> wire.Poll:
    return _poll(call, posts.access_post(call.viewer, call.id("poll_id")))


@routes.post("/api/v1/polls/<poll_id>/votes", "write:statuses", sends=SentChoices)
def vote_in_poll(call: Call) -> wire.Poll:
    choices = tuple(call.read(SentChoices).choices)
    return _poll(call, posts.vote_in_poll(call.viewer, post_id=call.id("poll_id"), choices=choices))


def _poll(call: Call, post: posts.PostView) -> wire.Poll:
    if post.shown.poll is None:
        raise NotFound("no poll")
    return statuses.poll(post.shown.poll, signed_in=call.viewer.account_id is not None)
