"""What the community talks about, and whom one may know. What was reduced or withheld is not among it."""

from collections.abc import Collection
from datetime import timedelta

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.feed.policy import heat
from folkmoot.domains.feed.reach.recording import count_reach
from folkmoot.domains.feed.types import ReachSurface, Suggestion, TrendingPost, TrendingTag
from folkmoot.domains.graph import api as graph
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import Liveliness
from folkmoot.kernel import clock
from folkmoot.kernel.ids import time_of
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.viewer import Viewer

_TAG_WINDOW = timedelta(days=3)
_POST_WINDOW = timedelta(days=3)
_LEAST_PEOPLE = 2


def trending_tags(*, limit: int = 10) -> tuple[TrendingTag, ...]:
    """Tags that at least two people used in the last three days, most people first."""
    since = clock.now() - _TAG_WINDOW
    ids = posts.posts_with_tags_since([use.tag for use in posts.tag_uses(since, limit=limit * 3)], since)
    shown = posts.free_to_spread({one for of_tag in ids.values() for one in of_tag})
    found = []
    for tag, of_tag in ids.items():
        authors = [shown[one] for one in of_tag if one in shown]
        people = len(set(authors))
        if people >= _LEAST_PEOPLE:
            because = f"{people} people used it in {len(authors)} posts in the last three days."
            found.append(TrendingTag(tag, len(authors), people, because))
    return tuple(sorted(found, key=lambda tag: (-tag.accounts, -tag.posts, tag.tag))[:limit])


def trending_posts(viewer: Viewer, *, limit: int = 20, offset: int = 0) -> tuple[TrendingPost, ...]:
    """Public posts of the last three days with which people do most, freshness counted in."""
    lively = sorted(posts.lively_posts(clock.now() - _POST_WINDOW), key=_heat, reverse=True)
    by_id = {one.post_id: one for one in lively}
    spread = posts.hydrate_for_explore(viewer, list(by_id))
    page = spread.posts[offset : offset + limit]
    kept_back = [post for place, post in spread.kept_back if offset <= place < offset + limit]
    count_reach(viewer, ReachSurface.EXPLORE, page, kept_back=kept_back)
    return tuple(TrendingPost(post, _because(by_id[post.id])) for post in page)


def suggestions(viewer: Viewer, *, limit: int = 20) -> tuple[Suggestion, ...]:
    """People whom one's friends and followed people follow, else the newest who want to be found."""
    own_id = viewer.require_account()
    known = graph.followee_ids(own_id) | {own_id}
    ranked = graph.followed_by_many(own_id, limit=limit * 3)
    found = accounts.accounts_by_ids([one for one, _ in ranked])
    around = graph.surroundings(viewer, found)
    unwanted = around.blocking | around.blocked_by | around.muting | known
    present = _free_to_spread(found)
    kept = [
        Suggestion(found[one], _followed_by(count))
        for one, count in ranked
        if one in present and one not in unwanted and found[one].discoverable and not found[one].erased
    ]
    if len(kept) < limit:
        settled = {one.account.id for one in kept} | unwanted
        newcomers = [one for one in accounts.directory(limit=limit * 2, local=True) if one.id not in settled]
        met = _free_to_spread([one.id for one in newcomers])
        kept += [Suggestion(one, "In the directory of this community.") for one in newcomers if one.id in met]
    return tuple(kept[:limit])


def _free_to_spread(ids: Collection[int]) -> frozenset[int]:
    """Those of the accounts on which nothing weighs."""
    acting = integrity.treatments_for([account_ref(one) for one in ids])
    weighed = {ref.id for ref, found in acting.items() if found.is_withheld or found.factor < 1}
    return frozenset(ids) - weighed


def _followed_by(count: int) -> str:
    return "Followed by somebody you follow." if count == 1 else f"Followed by {count} people you follow."


def _heat(one: Liveliness) -> float:
    hours = (clock.now() - time_of(one.post_id)).total_seconds() / 3600
    return heat(hours, replies=one.replies, boosts=one.boosts, favourites=one.favourites, points=one.points)


def _because(one: Liveliness) -> str:
    return f"{one.replies} replies, {one.boosts} boosts, {one.favourites} favourites and {one.points} points."
