"""The home in order of score, every item with its reasons."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice

from folkmoot.domains.feed.fan_out import touch
from folkmoot.domains.feed.policy import missing_from, spaced
from folkmoot.domains.feed.reach.recording import count_reach
from folkmoot.domains.feed.skeleton import Home, home_of, skeleton
from folkmoot.domains.feed.types import RankedItem, RankedPage, ReachSurface, Why
from folkmoot.domains.feed.weighing import Weighing, minute_of, windows_at
from folkmoot.domains.feed.weights import Weights, checked, weights_of
from folkmoot.domains.graph import api as graph
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostView, Surface
from folkmoot.kernel import clock
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.ids import parse_id
from folkmoot.kernel.pages import PageRequest
from folkmoot.kernel.viewer import Viewer

CANDIDATES = 400
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Start:
    """Where a page begins: among the candidates below the id `until` (None: all) as they were at `at`, after so many
    items.
    """

    until: int | None
    at: datetime
    offset: int = 0

    def cursor(self, newest: int, offset: int) -> str:
        """Continues the ranking whose newest candidate this is, after so many items."""
        return f"{self.until or newest + 1}-{int(self.at.timestamp()) // 60}-{offset}"


@dataclass(frozen=True, slots=True)
class _Ranking:
    """`placed` in order, before authors are set apart; `missed` would stand there, had they been drawn."""

    weighing: Weighing
    placed: list[tuple[tuple[float, int], PostView]]
    missed: list[tuple[tuple[float, int], PostView]]
    newest: int

    def first(self, many: int) -> list[PostView]:
        return list(islice(spaced((post.shown.author.id, post) for _, post in self.placed), many))

    def item(self, post: PostView) -> RankedItem:
        return RankedItem(post, self.weighing.why(post))


def ranked(viewer: Viewer, *, cursor: str | None = None, limit: int = 20) -> RankedPage:
    """A page of Ranked. The cursor keeps the candidates and the time of the first page, so that nothing moves between.

    A cursor that makes no sense begins anew.
    """
    reader_id = viewer.require_account()
    touch(reader_id)
    start = start_at(cursor)
    ranking = _ranking(viewer, start, weights_of(reader_id))
    end = start.offset + limit
    page = ranking.first(end)[start.offset :]
    placed = [order for order, _ in ranking.placed]
    kept_back = missing_from(placed, ranking.missed, offset=start.offset, limit=limit)
    count_reach(viewer, ReachSurface.RANKED, page, kept_back=kept_back)
    items = tuple(ranking.item(post) for post in page)
    return RankedPage(items, start.cursor(ranking.newest, end) if end < len(placed) else None)


def start_at(cursor: str | None) -> Start:
    """Where the page of this cursor begins; the newest, where it makes no sense."""
    parts = [parse_id(part) for part in (cursor or "").split("-")]
    now = minute_of(clock.now())
    until, minute, offset = parts if len(parts) == 3 else (None, None, None)  # noqa: PLR2004 - as `Start.cursor` writes
    if until is None or minute is None or offset is None or minute > now.timestamp() // 60:
        return Start(None, now)
    return Start(until, datetime.fromtimestamp(minute * 60, tz=UTC), min(offset, CANDIDATES))


def preview(viewer: Viewer, *, weights: Weights, limit: int = 5) -> tuple[RankedItem, ...]:
    """The top of the viewer's Ranked as it would stand with other weights; it counts as nothing shown."""
    ranking = _ranking(viewer, start_at(None), checked(weights))
    return tuple(ranking.item(post) for post in ranking.first(limit))


def why(viewer: Viewer, post_id: int) -> Why:
    """Why a post would stand in the viewer's Ranked where it would, or who brought it. Raises NotFound, Gone."""
    reader_id = viewer.require_account()
    post = posts.access_post(viewer, post_id)
    if post.shown.gap is not None:
        raise NotFound("post is gone")
    return _weighing(home_of(reader_id), [post], minute_of(clock.now()), weights_of(reader_id)).why(post)


def _ranking(viewer: Viewer, start: Start, weights: Weights) -> _Ranking:
    """What stands in the reader's Ranked, and what would, had it been drawn.

    A reduced post that was drawn for this reader stands where its sum puts it: the draw is the reduction.
    """
    home = home_of(viewer.require_account())
    ids = skeleton(home, PageRequest(max_id=start.until, limit=CANDIDATES)).items
    found = once_each(posts.hydrate(viewer, ids, surface=Surface.RANKED))
    weighing = _weighing(home, found, start.at, weights)
    sums = weighing.sums(found)
    weighed = sorted(((-total, -post.id), post) for total, post in zip(sums, found, strict=True))
    placed = [one for one in weighed if weighing.is_drawn(one[1])]
    missed = [one for one in weighed if not weighing.is_drawn(one[1])]
    return _Ranking(weighing, placed, missed, max(ids, default=0))


def once_each(found: Iterable[PostView]) -> list[PostView]:
    """A post and its boosts are one item: the post itself where it is there, else the newest boost. `found`: the newest
    first.
    """
    views = list(found)
    own = {post.id for post in views if post.wraps is None}
    seen: set[int] = set()
    kept = []
    for post in views:
        if post.shown.id in seen or (post.wraps is not None and post.shown.id in own):
            continue
        seen.add(post.shown.id)
        kept.append(post)
    return kept


def _weighing(home: Home, found: Sequence[PostView], at: datetime, weights: Weights) -> Weighing:
    authors = {post.shown.author.id for post in found}
    around, windows = graph.surroundings(Viewer(account_id=home.reader_id), authors), windows_at(at)
    return Weighing(
        reader_id=home.reader_id,
        friends=around.following & around.followed_by,
        attention=posts.attention_by_author(home.reader_id, windows.attention_from),
        author_posts=posts.posts_per_author(authors, windows.rarity_from),
        authors=home.authors,
        tags=home.tags,
        weights=weights,
        at=at,
    )
