"""What is chosen for a reader: the home timeline, lists, trends, suggestions; and why."""

from folkmoot.domains.feed import api as feed
from folkmoot.domains.feed.api import SuggestionSource
from folkmoot.edges.mastodon.call import Call, Listed
from folkmoot.edges.mastodon.present import accounts as people
from folkmoot.edges.mastodon.present import feeds as present
from folkmoot.edges.mastodon.present import misc, statuses
from folkmoot.edges.mastodon.routing import Asks, Routes
from folkmoot.edges.mastodon.wire import accounts as wire
from folkmoot.edges.mastodon.wire.misc import Ranked, Tag, Why
from folkmoot.edges.mastodon.wire.statuses import Status

routes = Routes()
_WALKED = {"limit": int, "offset": int}
_SOURCES = {
    SuggestionSource.FOLLOWED: ("past_interactions", "friends_of_friends"),
    SuggestionSource.TAG: ("past_interactions", "similar_to_recently_interacted"),
    SuggestionSource.COMMUNITY: ("global", "most_followed"),
}


@routes.get("/api/v1/timelines/home", "read:statuses")
def home(call: Call) -> Listed[Status]:
    """Latest: everything by those whom the reader follows, newest first."""
    page = feed.latest(call.viewer, call.page())
    return Listed.like(page, statuses.many(call.viewer, page.items))


@routes.get("/api/v1/timelines/list/<list_id>", "read:lists")
def list_timeline(call: Call) -> Listed[Status]:
    page = feed.list_timeline(call.viewer, call.id("list_id"), call.page())
    return Listed.like(page, statuses.many(call.viewer, page.items))


@routes.get("/api/v1/trends/tags", asks=Asks.ANYONE, fields=_WALKED)
@routes.get("/api/v1/trends", asks=Asks.ANYONE, fields=_WALKED)
def trending_tags(call: Call) -> list[Tag]:
    limit, offset = call.limit(default=10, most=20), call.offset()
    found = feed.trending_tags(limit=limit + offset)[offset:]
    return misc.tags([one.tag for one in found])


@routes.get("/api/v1/trends/statuses", asks=Asks.ANYONE, fields=_WALKED)
def trending_statuses(call: Call) -> list[Status]:
    found = feed.trending_posts(call.viewer, limit=call.limit(default=20, most=40), offset=call.offset())
    return statuses.many(call.viewer, (one.post for one in found))


@routes.get("/api/v2/suggestions", "read:accounts", fields={"limit": int})
def suggestions(call: Call) -> list[wire.Suggestion]:
    found = feed.suggestions(call.viewer, limit=call.limit(default=40, most=80))
    shown = people.many(one.account for one in found)
    return [_suggestion(one.source, account) for one, account in zip(found, shown, strict=True)]


def _suggestion(source: SuggestionSource, account: wire.Account) -> wire.Suggestion:
    old, new = _SOURCES[source]
    return wire.Suggestion(source=old, sources=[new], account=account)


@routes.delete("/api/v1/suggestions/<account_id>", "write:accounts")
def dismiss_suggestion(call: Call) -> dict[str, str]:
    feed.dismiss_suggestion(call.viewer, account_id=call.id("account_id"))
    return {}


@routes.get("/api/v1/suggestions", "read:accounts", fields={"limit": int})
def first_suggestions(call: Call) -> list[wire.Account]:
    """Version 1: the accounts alone."""
    found = feed.suggestions(call.viewer, limit=call.limit(default=40, most=80))
    return people.many(one.account for one in found)


@routes.get("/api/folkmoot/v1/timelines/ranked", "read:statuses", fields={"cursor": str, "limit": int})
def ranked(call: Call) -> Ranked:
    """Ranked, with the reasons of every item; `cursor` continues the same ranking."""
    page = feed.ranked(call.viewer, cursor=call.text("cursor") or None, limit=call.limit())
    shown = statuses.many(call.viewer, (item.post for item in page.items))
    return present.ranked(page, shown)


@routes.get("/api/folkmoot/v1/statuses/<status_id>/why", "read:statuses")
def why(call: Call) -> Why:
    """Why am I seeing this?"""
    return present.why(feed.why(call.viewer, call.id("status_id")))
