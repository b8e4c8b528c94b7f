"""One search over people, posts and tags."""

from collections.abc import Collection

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import AccountView
from folkmoot.domains.graph import api as graph
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import NO_TREATMENT
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostView, Surface, Visibility
from folkmoot.domains.search.policy import Exact, exact, in_order, normal_query
from folkmoot.domains.search.types import SearchKind, SearchResults
from folkmoot.infra.config import current
from folkmoot.kernel.errors import Gone, NotFound
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.viewer import Viewer

CANDIDATES = 200
"""So many accounts and newest posts with the words are looked at; what lies beyond is not found."""


def search(
    viewer: Viewer,
    *,
    query: str,
    kind: SearchKind | None = None,
    limit: int = 20,
    offset: int = 0,
    account_id: int | None = None,
    following: bool = False,
) -> SearchResults:
    """What the viewer may find, of one kind or of all three. A query that makes no sense finds nothing.

    `account_id`: only posts by that account. `following`: only accounts that the viewer follows.
    """
    words = normal_query(query)
    if not words.strip("@#"):
        return SearchResults()
    named = exact(words, origin=current().public_origin)
    if named is not None and (found := _exact(viewer, named)) is not None:
        return _first_page(found, kind, offset)
    wanted = {kind} if kind else set(SearchKind)
    page = slice(offset, offset + limit)
    return SearchResults(
        accounts=_accounts(viewer, words, following=following)[page] if SearchKind.ACCOUNTS in wanted else (),
        posts=_posts(viewer, words, account_id)[page] if SearchKind.POSTS in wanted else (),
        tags=_tags(words)[page] if SearchKind.TAGS in wanted else (),
    )


def _first_page(found: SearchResults, kind: SearchKind | None, offset: int) -> SearchResults:
    """An exact search has one result; those who asked for another kind, or for more, get none."""
    if offset:
        return SearchResults()
    return SearchResults(
        accounts=found.accounts if kind in {None, SearchKind.ACCOUNTS} else (),
        posts=found.posts if kind in {None, SearchKind.POSTS} else (),
    )


def _exact(viewer: Viewer, named: Exact) -> SearchResults | None:
    if named.post_id is not None:
        return SearchResults(posts=_named_post(viewer, named.post_id))
    try:
        account = accounts.access_account_by_name(viewer, f"{named.handle}@{named.domain}".rstrip("@"))
    except (NotFound, Gone):
        return None
    shown = _shown(viewer, [account])
    return SearchResults(accounts=tuple(shown)) if shown else None


def _named_post(viewer: Viewer, post_id: int) -> tuple[PostView, ...]:
    """By its address a post is found as a direct link shows it: whoever has the link may look."""
    found = posts.hydrate(viewer, [post_id], surface=Surface.PAGE)
    return tuple(post for post in found if post.gap is None and post.visibility in _LINKED)


_LINKED = {Visibility.PUBLIC, Visibility.UNLISTED}


def _accounts(viewer: Viewer, words: str, *, following: bool) -> tuple[AccountView, ...]:
    found = _shown(viewer, accounts.search_accounts(words, limit=CANDIDATES))
    if following:
        followed = graph.surroundings(viewer, [account.id for account in found]).following
        found = [account for account in found if account.id in followed]
    return tuple(found)


def _shown(viewer: Viewer, found: Collection[AccountView]) -> list[AccountView]:
    """Those who are not withheld and stand in no block with the viewer; oneself always. The reduced stand behind."""
    around = graph.surroundings(viewer, [account.id for account in found])
    treatments = integrity.treatments_for([account_ref(account.id) for account in found])
    blocked = around.blocking | around.blocked_by
    kept = [
        account
        for account in found
        if account.id == viewer.account_id
        or (account.id not in blocked and not treatments.get(account_ref(account.id), NO_TREATMENT).is_withheld)
    ]
    return in_order([(treatments.get(account_ref(one.id), NO_TREATMENT).factor, one) for one in kept])


def _posts(viewer: Viewer, words: str, account_id: int | None) -> tuple[PostView, ...]:
    ids = posts.search_ids(words, limit=CANDIDATES, author_id=account_id)
    found = posts.hydrate(viewer, ids, surface=Surface.SEARCH)
    kept = [post for post in found if post.author.indexable or post.author.id == viewer.account_id]
    return tuple(in_order([(post.treatments.factor, post) for post in kept]))


def _tags(words: str) -> tuple[str, ...]:
    word = words.removeprefix("#")
    return posts.search_tags(word, limit=CANDIDATES) if word and " " not in word else ()
