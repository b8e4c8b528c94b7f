"""A post in its thread."""

from collections import defaultdict

from folkmoot.domains.graph.api import FilterContext
from folkmoot.domains.posts.access import access_post
from folkmoot.domains.posts.models import Post
from folkmoot.domains.posts.reading.hydrate import hydrate
from folkmoot.domains.posts.types import Gap, PostView, Surface, Thread
from folkmoot.kernel.viewer import Viewer

MOST = 1000
_NOTHING_TO_SEE = frozenset({Gap.NOT_FOR_YOU, Gap.BLOCKED, Gap.UNREADABLE})


def thread(viewer: Viewer, post_id: int) -> Thread:
    """A post with what it answers and what answers it, each branch to its end before the next begins.

    Raises NotFound, Gone. At most 1000 posts of a thread are looked at.
    """
    post = access_post(viewer, post_id).shown
    links = dict(Post.objects.filter(thread_id=post.thread_id).order_by("id").values_list("id", "reply_to_id")[:MOST])
    above = _ancestors(links, post.id)
    below = _descendants(links, post.id)
    views = hydrate(viewer, [*above, *below], surface=Surface.PAGE, filter_context=FilterContext.THREAD)
    shown = {view.id: view for view in views if view.gap not in _NOTHING_TO_SEE or view.id in above}
    answered = _with_answers(shown, below)
    return Thread(
        ancestors=tuple(shown[one] for one in above if one in shown),
        post=post,
        descendants=tuple(shown[one] for one in below if one in shown and one in answered),
    )


def _ancestors(links: dict[int, int | None], post_id: int) -> list[int]:
    above: list[int] = []
    parent = links.get(post_id)
    while parent is not None and parent not in above:
        above.append(parent)
        parent = links.get(parent)
    return above[::-1]


def _descendants(links: dict[int, int | None], post_id: int) -> list[int]:
    children: dict[int, list[int]] = defaultdict(list)
    for one, parent in links.items():
        if parent is not None:
            children[parent].append(one)
    below: list[int] = []
    waiting = children[post_id][::-1]
    while waiting:
        one = waiting.pop()
        below.append(one)
        waiting.extend(reversed(children[one]))
    return below


def _with_answers(shown: dict[int, PostView], below: list[int]) -> set[int]:
    """A gap stays in the thread only while something below it is readable."""
    kept = {one for one in below if one in shown and shown[one].gap is None}
    for one in reversed(below):
        if one in kept and (parent := shown[one].reply_to_id) in shown:
            kept.add(parent or 0)
    return kept
