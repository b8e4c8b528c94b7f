"""What is chosen for a reader: the home timeline, lists, trends, suggestions; and why."""

from folkmoot.domains.feed import api as feed
from folkmoot.edges.mastodon.call import Call, Listed
from folkmoot.edges.mastodon.present import accounts as people
from folkmoot.edges.mastodon.present import feeds as present
from folkmoot.edges.mastodon.present import misc, statuses
from folkmoot.edges.mastodon.routing import Asks, Routes
from folkmoot.edges.mastodon.wire import accounts as wire
from folkmoot.edges.mastodon.wire.misc import Ranked, Tag, Why
from folkmoot.edges.mastodon.wire.statuses import Status

routes = Routes()


@routes.get("/api/v1/timelines/home", "read:statuses")
def home(call: Call) -> Listed:
    """Latest: everything by those whom the reader follows, newest first."""
    page = feed.latest(call.viewer, call.page())
    return Listed.like(page, statuses.many(call.viewer, page.items))


@routes.get("/api/v1/timelines/list/<list_id>", "read:lists")
def list_timeline(call: Call) -> Listed:
    page = feed.list_timeline(call.viewer, call.id("list_id"), call.page())
    return Listed.like(page, statuses.many(call.viewer, page.items))


@routes.get("/api/v1/trends/tags", asks=Asks.ANYONE)
@routes.get("/api/v1/trends", asks=Asks.ANYONE)
def trending_tags(call: Call) -> list[Tag]:
    limit, offset = call.limit(default=10, most=20), call.offset()
    found = feed.trending_tags(limit=limit + offset)[offset:]
    return [misc.tag(one.tag, uses=one.posts, people=one.accounts) for one in found]


@routes.get("/api/v1/trends/statuses", asks=Asks.ANYONE)
def trending_statuses(call: Call) -> list[Status]:
    found = feed.trending_posts(call.viewer, limit=call.limit(default=20, most=40), offset=call.offset())
    return statuses.many(call.viewer, (one.post for one in found))


@routes.get("/api/v2/suggestions", "read:accounts")
def suggestions(call: Call) -> list[wire.Suggestion]:
    found = feed.suggestions(call.viewer, limit=call.limit(default=40, most=80))
    shown = people.many(one.account for one in found)
    return [wire.Suggestion(source="past_interactions", sources=["friends_of_friends"], account=one) for one in shown]


@routes.get("/api/folkmoot/v1/timelines/ranked", "read:statuses")
def ranked(call: Call) -> Ranked:
    """Ranked, with the reasons of every item; `cursor` continues the same ranking."""
    page = feed.ranked(call.viewer, cursor=call.text("cursor") or None, limit=call.limit())
    shown = statuses.many(call.viewer, (item.post for item in page.items))
    return present.ranked(page, shown)


@routes.get("/api/folkmoot/v1/statuses/<status_id>/why", "read:statuses")
def why(call: Call) -> Why:
    """Why am I seeing this?"""
    return present.why(feed.why(call.viewer, call.id("status_id")))
