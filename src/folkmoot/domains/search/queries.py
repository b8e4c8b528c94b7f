"""One search over people, posts and tags."""

from collections.abc import Collection

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import AccountView
from folkmoot.domains.graph import api as graph
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import NO_TREATMENT
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostView, Surface, Visibility
from folkmoot.domains.search import finding
from folkmoot.domains.search.parsing import Query, parse
from folkmoot.domains.search.policy import Exact, exact, in_order, normal_query
from folkmoot.domains.search.types import WHOLE, SearchKind, SearchResults, Span
from folkmoot.infra.config import current
from folkmoot.infra.limits import acts
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
    span: Span = WHOLE,
) -> SearchResults:
    """What the viewer may find, of one kind or of all three. A query that makes no sense finds nothing. Raises
    RateLimited.

    `account_id`: only posts by that account. `following`: only accounts that the viewer follows. `span`: only posts
    with ids within it.
    """
    if viewer.account_id is not None:
        acts.count(acts.SEARCHES, viewer.account_id)
    text = normal_query(query)
    if not text.strip("@#"):
        return SearchResults()
    named = exact(text, origin=current().public_origin)
    if named is not None and (found := _exact(viewer, named)) is not None:
        return _first_page(found, kind, offset)
    wanted = {kind} if kind else set(SearchKind)
    asked = parse(text)
    people = _accounts(viewer, asked, following=following) if SearchKind.ACCOUNTS in wanted else ()
    written = _posts(viewer, asked, account_id, span) if SearchKind.POSTS in wanted else ()
    uses = finding.tags(asked.plain, limit=CANDIDATES) if SearchKind.TAGS in wanted and asked.is_plain else {}
    page = slice(offset, offset + limit)
    tags = tuple(uses)[page]
    return SearchResults(
        accounts=people[page],
        posts=written[page] if span.above is None else _nearest(written, page),
        tags=tags,
        counts={SearchKind.ACCOUNTS: len(people), SearchKind.POSTS: len(written), SearchKind.TAGS: len(uses)},
        tag_uses={tag: uses[tag] for tag in tags},
        terms=finding.marked(asked),
    )


def _nearest(written: tuple[PostView, ...], page: slice) -> tuple[PostView, ...]:
    """The page as counted from the oldest."""
    return written[::-1][page][::-1]


def _first_page(found: SearchResults, kind: SearchKind | None, offset: int) -> SearchResults:
    """An exact search has one result; those who asked for another kind, or for more, get none."""
    if offset:
        return SearchResults()
    people = found.accounts if kind in {None, SearchKind.ACCOUNTS} else ()
    written = found.posts if kind in {None, SearchKind.POSTS} else ()
    counts = {SearchKind.ACCOUNTS: len(people), SearchKind.POSTS: len(written), SearchKind.TAGS: 0}
    return SearchResults(accounts=people, posts=written, counts=counts)


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


def _accounts(viewer: Viewer, asked: Query, *, following: bool) -> tuple[AccountView, ...]:
    """Those with exactly this name, then those whom the viewer follows, then the others, each by name."""
    if not asked.is_plain:
        return ()
    exactly = accounts.account_by_name(asked.plain)
    ids = {*finding.people_ids(asked.plain), *([exactly.id] if exactly is not None and not exactly.erased else [])}
    ids = set(accounts.present_for(viewer, ids))
    followed = graph.surroundings(viewer, ids).following
    found = accounts.accounts_by_ids({one for one in ids if one in followed} if following else ids).values()
    handle = asked.plain.lower()
    in_line = sorted(found, key=lambda one: (one.acct.lower() != handle, one.id not in followed, one.acct.lower()))
    return tuple(_shown(viewer, in_line[:CANDIDATES]))


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


def _posts(viewer: Viewer, asked: Query, account_id: int | None, span: Span) -> tuple[PostView, ...]:
    ids = finding.post_ids(viewer, asked, limit=CANDIDATES, account_id=account_id, span=span)
    found = posts.hydrate(viewer, ids, surface=Surface.SEARCH)
    kept = [post for post in found if post.author.indexable or post.author.id == viewer.account_id]
    return tuple(in_order([(post.treatments.factor, post) for post in kept]))
