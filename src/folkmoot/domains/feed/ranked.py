"""The home in order of score, every item with its reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from folkmoot.domains.feed.fan_out import touch
from folkmoot.domains.feed.policy import Signals, drawn, missing_from, spaced, terms
from folkmoot.domains.feed.reach.recording import count_reach
from folkmoot.domains.feed.skeleton import Home, home_of, skeleton
from folkmoot.domains.feed.types import RankedItem, RankedPage, ReachSurface, Why
from folkmoot.domains.feed.weights import Weights, checked, weights_of
from folkmoot.domains.graph import api as graph
from folkmoot.domains.graph.api import Surroundings
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostView, Surface
from folkmoot.kernel import clock
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.ids import floor_id, parse_id, time_of
from folkmoot.kernel.pages import PageRequest
from folkmoot.kernel.sentences import sentence
from folkmoot.kernel.viewer import Viewer

CANDIDATES = 400
_ATTENTION = timedelta(days=30)
_RARITY = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What all candidates of one ranking share."""

    around: Surroundings
    attention: Mapping[int, int]
    author_posts: Mapping[int, int]
    weights: Weights
    home: Home
    at: datetime


def ranked(viewer: Viewer, *, cursor: str | None = None, limit: int = 20) -> RankedPage:
    """A page of Ranked. The cursor keeps the candidates and the time of the first page, so that nothing moves between.

    A cursor that makes no sense begins anew.
    """
    reader_id = viewer.require_account()
    touch(reader_id)
    until, offset = _parsed(cursor)
    items, missed = _ranking(viewer, until, weights_of(reader_id))
    page = tuple(items[offset : offset + limit])
    more = offset + limit < len(items)
    placed = sorted(_order(item) for item in items)
    kept_back = missing_from(placed, [(_order(item), item.post) for item in missed], offset=offset, limit=limit)
    count_reach(viewer, ReachSurface.RANKED, [item.post for item in page], kept_back=kept_back)
    return RankedPage(page, f"{until}-{offset + limit}" if more else None)


def preview(viewer: Viewer, *, weights: Weights, limit: int = 5) -> tuple[RankedItem, ...]:
    """The top of the viewer's Ranked as it would stand with other weights; it counts as nothing shown."""
    items, _ = _ranking(viewer, floor_id(clock.now() + timedelta(milliseconds=1)), checked(weights))
    return tuple(items[:limit])


def why(viewer: Viewer, post_id: int) -> Why:
    """Why a post would stand in the viewer's Ranked where it would, or who brought it. Raises NotFound, Gone."""
    reader_id = viewer.require_account()
    post = posts.access_post(viewer, post_id)
    if post.shown.gap is not None:
        raise NotFound("post is gone")
    shared = _shared(home_of(reader_id), [post], clock.now(), weights_of(reader_id))
    return _why(post, shared)


def _ranking(viewer: Viewer, until: int, weights: Weights) -> tuple[list[RankedItem], list[RankedItem]]:
    """What stands in the reader's Ranked, in order; and what would, had it been drawn, in any order."""
    reader_id = viewer.require_account()
    home = home_of(reader_id)
    ids = skeleton(home, PageRequest(max_id=until, limit=CANDIDATES)).items
    found = _once_each(posts.hydrate(viewer, ids, surface=Surface.RANKED))
    shared = _shared(home, found, time_of(until), weights)
    items = sorted((RankedItem(post, _why(post, shared)) for post in found), key=_order)
    placed = [item for item in items if _is_drawn(item.post, reader_id)]
    missed = [item for item in items if not _is_drawn(item.post, reader_id)]
    return spaced([(item.post.shown.author.id, item) for item in placed]), missed


def _is_drawn(post: PostView, reader_id: int) -> bool:
    return post.shown.author.id == reader_id or drawn(post.shown.id, reader_id, post.treatments.factor)


def _order(item: RankedItem) -> tuple[float, int]:
    """A reduced post that was drawn for this reader stands where its sum puts it: the draw is the reduction."""
    return (-item.why.sum, -item.post.id)


def _once_each(found: Sequence[PostView]) -> list[PostView]:
    """A post and its boosts are one item: the post itself where it is there, else the newest boost."""
    own = {post.id for post in found if post.wraps is None}
    seen: set[int] = set()
    kept = []
    for post in found:
        if post.shown.id in seen or (post.wraps is not None and post.shown.id in own):
            continue
        seen.add(post.shown.id)
        kept.append(post)
    return kept


def _shared(home: Home, found: Sequence[PostView], at: datetime, weights: Weights) -> _Surroundings:
    authors = {post.shown.author.id for post in found}
    viewer = Viewer(account_id=home.reader_id)
    return _Surroundings(
        around=graph.surroundings(viewer, authors),
        attention=posts.attention_by_author(home.reader_id, at - _ATTENTION),
        author_posts=posts.posts_per_author(authors, at - _RARITY),
        weights=weights,
        home=home,
        at=at,
    )


def _why(post: PostView, shared: _Surroundings) -> Why:
    shown = post.shown
    author_id = shown.author.id
    signals = Signals(
        author=shown.author.name,
        friends=shared.around.friends(author_id),
        attention=shared.attention.get(author_id, 0),
        age=shared.at - shown.created_at,
        replies=shown.counts.replies,
        boosts=shown.counts.boosts,
        favourites=shown.counts.favourites,
        author_posts=shared.author_posts.get(author_id, 0),
    )
    treatments = post.treatments
    own = author_id == shared.home.reader_id
    weighed = terms(signals, shared.weights.of)
    return Why(_because(post, shared.home, own=own), weighed, treatments.factor, treatments.reductions)


def _because(post: PostView, home: Home, *, own: bool) -> str:
    if post.wraps is not None:
        return sentence("{name}, whom you follow, boosted it.", name=post.author.name)
    if own:
        return sentence("It is your own.")
    if post.author.id in home.authors:
        return sentence("You follow {name}.", name=post.author.name)
    shared_tags = [tag for tag in post.tags if tag in home.tags]
    if shared_tags:
        return sentence("You follow {name}.", name=f"#{shared_tags[0]}")
    return sentence("You opened it yourself; it is not in your feed.")


def _parsed(cursor: str | None) -> tuple[int, int]:
    until, _, offset = (cursor or "").partition("-")
    start, skipped = parse_id(until), parse_id(offset)
    if start is None or skipped is None:
        return floor_id(clock.now() + timedelta(milliseconds=1)), 0
    return start, min(skipped, CANDIDATES)
