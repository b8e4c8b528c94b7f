"""What the community talks about. What was reduced or withheld is not among it.

Which tags and posts are lively is the same for everybody and costs something: it is worked out anew only after a
multiple of the time that it took (see `infra.costly`). What a reader may see of it is asked at each reading.
"""

from datetime import timedelta

from folkmoot.domains.feed import policy
from folkmoot.domains.feed.policy import heat
from folkmoot.domains.feed.reach.recording import count_reach
from folkmoot.domains.feed.types import ReachSurface, TrendingPost, TrendingTag
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import Liveliness
from folkmoot.infra.costly import Costly
from folkmoot.kernel import clock
from folkmoot.kernel.ids import time_of
from folkmoot.kernel.sentences import sentence
from folkmoot.kernel.viewer import Viewer

_TAG_WINDOW = timedelta(days=3)
_POST_WINDOW = timedelta(days=3)
_LEAST_PEOPLE = 2
_HALF_DAYS = 6
_TAGS: Costly[tuple[TrendingTag, ...]] = Costly(most=50)
_POSTS: Costly[list[Liveliness]] = Costly(most=1)


def trending_tags(*, limit: int = 10) -> tuple[TrendingTag, ...]:
    """Tags that at least two people used in the last three days, most people first."""
    return _TAGS.get(limit, lambda: _lively_tags(limit))


def _lively_tags(limit: int) -> tuple[TrendingTag, ...]:
    since = clock.now() - _TAG_WINDOW
    ids = posts.posts_with_tags_since([use.tag for use in posts.tag_uses(since, limit=limit * 3)], since)
    shown = posts.free_to_spread({one for of_tag in ids.values() for one in of_tag})
    found = []
    for tag, of_tag in ids.items():
        spread = [one for one in of_tag if one in shown]
        people = len({shown[one] for one in spread})
        if people >= _LEAST_PEOPLE:
            because = sentence(
                "{people} people used it in {count} post in the last three days.",
                plural="{people} people used it in {count} posts in the last three days.",
                people=people,
                count=len(spread),
            )
            curve = policy.curve([time_of(one) - since for one in spread], _TAG_WINDOW, _HALF_DAYS)
            found.append(TrendingTag(tag, len(spread), people, because, curve))
    return tuple(sorted(found, key=lambda tag: (-tag.accounts, -tag.posts, tag.tag))[:limit])


def trending_posts(viewer: Viewer, *, limit: int = 20, offset: int = 0) -> tuple[TrendingPost, ...]:
    """Public posts of the last three days with which people do most, freshness counted in."""
    lively = _POSTS.get("lively", _lively_posts)
    by_id = {one.post_id: one for one in lively}
    spread = posts.hydrate_for_explore(viewer, list(by_id))
    page = spread.posts[offset : offset + limit]
    kept_back = [post for place, post in spread.kept_back if offset <= place < offset + limit]
    count_reach(viewer, ReachSurface.EXPLORE, page, kept_back=kept_back)
    return tuple(TrendingPost(post, _because(by_id[post.id])) for post in page)


def _lively_posts() -> list[Liveliness]:
    return sorted(posts.lively_posts(clock.now() - _POST_WINDOW), key=_heat, reverse=True)


def _heat(one: Liveliness) -> float:
    hours = (clock.now() - time_of(one.post_id)).total_seconds() / 3600
    return heat(hours, replies=one.replies, boosts=one.boosts, favourites=one.favourites, points=one.points)


def _because(one: Liveliness) -> str:
    figures = (
        sentence("{count} reply", plural="{count} replies", count=one.replies),
        sentence("{count} boost", plural="{count} boosts", count=one.boosts),
        sentence("{count} favourite", plural="{count} favourites", count=one.favourites),
        sentence("{count} point", plural="{count} points", count=one.points),
    )
    given = tuple(figure for figure in figures if figure.values["count"] > 0)
    return sentence("{figures} in the last three days.", figures=given)
