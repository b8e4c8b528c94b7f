"""Walk through all of something, a page at a time."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostView
from folkmoot.kernel.pages import Page, PageRequest
from folkmoot.kernel.viewer import Viewer

T = TypeVar("T")
_BATCH = 100


def every(fetch: Callable[[PageRequest], Page[T]]) -> Iterator[T]:
    """All that a list holds, the newest first."""
    request = PageRequest(limit=_BATCH)
    while True:
        page = fetch(request)
        yield from page.items
        if page.next_max_id is None:
            return
        request = PageRequest(max_id=page.next_max_id, limit=_BATCH)


def own_posts(viewer: Viewer) -> Iterator[PostView]:
    """What the viewer wrote and boosted, of every visibility, the oldest first, where it can be read."""
    after = 0
    while found := posts.written_by(viewer, after=after, limit=_BATCH):
        after = found[-1][0]
        yield from (post for _, post in found if post.gap is None)


def letters(viewer: Viewer) -> Iterator[PostView]:
    """The direct posts of others to the viewer, the oldest first."""
    after = 0
    while found := posts.direct_to(viewer, after=after, limit=_BATCH):
        after = found[-1][0]
        yield from (post for _, post in found if post.gap is None)
