"""One search for people, posts and hashtags."""

from folkmoot.domains.graph import api as graph
from folkmoot.domains.posts import api as posts
from folkmoot.edges.mastodon.call import Call
from folkmoot.edges.mastodon.finding import find_accounts, find_posts
from folkmoot.edges.mastodon.present import accounts as people
from folkmoot.edges.mastodon.present import misc, statuses
from folkmoot.edges.mastodon.routing import Asks, Routes
from folkmoot.edges.mastodon.wire.accounts import Account
from folkmoot.edges.mastodon.wire.misc import Search, Tag
from folkmoot.edges.mastodon.wire.statuses import Status
from folkmoot.kernel.errors import NotSignedIn
from folkmoot.kernel.ids import parse_id

routes = Routes()
_DEFAULT, _MOST = 20, 40


@routes.get("/api/v2/search", "read:search", asks=Asks.ANYONE)
def search(call: Call) -> Search:
    """Who walks on by number, or wants what only members see, must be signed in."""
    if call.viewer.account_id is None and (call.offset() or call.flag("resolve")):
        raise NotSignedIn("search by number")
    text, kind = call.text("q").strip(), call.text("type")
    wanted = {kind} if kind else {"accounts", "statuses", "hashtags"}
    return Search(
        accounts=_accounts(call, text) if text and "accounts" in wanted else [],
        statuses=_statuses(call, text) if text and "statuses" in wanted else [],
        hashtags=_hashtags(call, text) if text and "hashtags" in wanted else [],
    )


def _accounts(call: Call, text: str) -> list[Account]:
    following = call.flag("following") and call.viewer.account_id is not None
    found = find_accounts(
        call.viewer, text, limit=call.limit(default=_DEFAULT, most=_MOST), offset=call.offset(), following=following
    )
    return people.many(found)


def _statuses(call: Call, text: str) -> list[Status]:
    found = find_posts(
        call.viewer,
        text,
        limit=call.limit(default=_DEFAULT, most=_MOST),
        offset=call.offset(),
        author_id=parse_id(call.text("account_id")),
    )
    return statuses.many(call.viewer, found)


def _hashtags(call: Call, text: str) -> list[Tag]:
    limit, offset = call.limit(default=_DEFAULT, most=_MOST), call.offset()
    names = posts.search_tags(text, limit=limit + offset)[offset:] if not text.startswith("@") else ()
    account_id = call.viewer.account_id
    own = graph.tags_followed_by(account_id) if account_id is not None else None
    return [misc.tag(name, following=None if own is None else name in own) for name in names]
