"""From what a page shows to counts. Asks no database: it stands in the path of every reading."""

import time
from collections.abc import Collection, Iterable

from folkmoot.domains.feed.reach import flushing
from folkmoot.domains.feed.types import ReachSurface
from folkmoot.domains.posts.api import PostView
from folkmoot.kernel.viewer import Viewer


def count_reach(
    viewer: Viewer, surface: ReachSurface, views: Iterable[PostView], *, kept_back: Iterable[PostView] = ()
) -> None:
    """Count that these posts are shown to the viewer, and those `kept_back` by a reduction are not.

    A copy that is folded into one line for a reduction counts as lost. Authors do not count for their own posts.
    """
    shown, lost = shown_and_lost(viewer, views, kept_back=kept_back)
    count_posts_shown(viewer.account_id, surface, shown, lost)


def shown_and_lost(
    viewer: Viewer, views: Iterable[PostView], *, kept_back: Iterable[PostView] = ()
) -> tuple[list[int], list[int]]:
    """The ids of the posts that `count_reach` would count as shown, and as lost."""
    shown: list[int] = []
    lost = [view.shown.id for view in kept_back if not _is_own(viewer, view.shown)]
    for view, folded in _with_quotes(views):
        if view.gap is None and not _is_own(viewer, view):
            (lost if folded else shown).append(view.id)
    return shown, lost


def count_posts_shown(
    reader_id: int | None, surface: ReachSurface, shown: Collection[int], lost: Collection[int]
) -> None:
    """Count what `shown_and_lost` found."""
    if shown or lost:
        waiting = flushing.tally.count(reader_id, surface, shown, lost, now=time.monotonic())
        flushing.wake(waiting)


def _with_quotes(views: Iterable[PostView]) -> Iterable[tuple[PostView, bool]]:
    """Each post whose words stand there, or would but for a reduction, with whether it is folded."""
    for view in views:
        folded = view.collapsed is not None
        yield view.shown, folded
        if view.shown.quote is not None:
            yield view.shown.quote, folded or view.shown.quote.collapsed is not None


def _is_own(viewer: Viewer, post: PostView) -> bool:
    return viewer.account_id is not None and post.author.id == viewer.account_id
