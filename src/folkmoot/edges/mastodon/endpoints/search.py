"""One search for people, posts and hashtags."""

from folkmoot.domains.feed import api as feed
from folkmoot.domains.feed.api import ReachSurface
from folkmoot.domains.graph import api as graph
from folkmoot.domains.search import api as search_domain
from folkmoot.domains.search.api import SearchKind, Span
from folkmoot.edges.mastodon.call import Call
from folkmoot.edges.mastodon.present import accounts as people
from folkmoot.edges.mastodon.present import misc, statuses
from folkmoot.edges.mastodon.routing import Asks, Routes
from folkmoot.edges.mastodon.wire.accounts import Account
from folkmoot.edges.mastodon.wire.misc import Search, Tag
from folkmoot.kernel.errors import NotSignedIn
from folkmoot.kernel.ids import parse_id

routes = Routes()
_SEARCHED = {
    "q": str,
    "type": str,
    "limit": int,
    "offset": int,
    "max_id": str,
    "min_id": str,
    "account_id": str,
    "following": bool,
    "resolve": bool,
    "exclude_unreviewed": bool,
}
_KINDS = {"accounts": SearchKind.ACCOUNTS, "statuses": SearchKind.POSTS, "hashtags": SearchKind.TAGS}


@routes.get("/api/v2/search", "read:search", asks=Asks.ANYONE, fields=_SEARCHED)
def search(call: Call) -> Search:
    """Who walks on by number, or wants what only members see, must be signed in. `max_id` and `min_id` are of posts;
    the number counts only where a type is named.
    """
    if call.viewer.account_id is None and (call.offset() or call.flag("resolve")):
        raise NotSignedIn("search by number")
    kind = _KINDS.get(call.text("type"))
    found = search_domain.search(
        call.viewer,
        query=call.text("q"),
        kind=kind,
        limit=call.limit(default=20, most=40),
        offset=call.offset() if kind else 0,
        span=Span(above=parse_id(call.text("min_id")), below=parse_id(call.text("max_id"))),
        account_id=parse_id(call.text("account_id")),
        following=call.flag("following"),
    )
    feed.count_reach(call.viewer, ReachSurface.SEARCH, found.posts)
    return Search(
        accounts=people.many(found.accounts),
        statuses=statuses.many(call.viewer, found.posts),
        hashtags=_hashtags(call, found.tags),
    )


@routes.get(
    "/api/v1/accounts/search", "read:accounts", fields={"q": str, "limit": int, "offset": int, "following": bool}
)
def accounts(call: Call) -> list[Account]:
    found = search_domain.search(
        call.viewer,
        query=call.text("q"),
        kind=SearchKind.ACCOUNTS,
        limit=call.limit(default=40, most=80),
        offset=call.offset(),
        following=call.flag("following"),
    )
    return people.many(found.accounts)


def _hashtags(call: Call, names: tuple[str, ...]) -> list[Tag]:
    account_id = call.viewer.account_id
    own = graph.tags_followed_by(account_id) if names and account_id is not None else None
    return misc.tags(names, following=own)
