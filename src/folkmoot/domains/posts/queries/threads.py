"""A post in its thread."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from folkmoot.domains.graph.api import FilterContext
from folkmoot.domains.posts.access import access_post
from folkmoot.domains.posts.models import Post
from folkmoot.domains.posts.reading.hydrate import hydrate
from folkmoot.domains.posts.types import Gap, Surface, Thread
from folkmoot.kernel.viewer import Viewer

MOST = 1000
_NOTHING_TO_SEE = frozenset({Gap.NOT_FOR_YOU, Gap.BLOCKED, Gap.UNREADABLE})


def thread(viewer: Viewer, post_id: int) -> Thread:
    """A post with what it answers and what answers it, each branch to its end before the next begins.

    Raises NotFound, Gone. At most 1000 posts of a thread are looked at.
    """
    post = access_post(viewer, post_id).shown
    links = dict(Post.objects.filter(thread_id=post.thread_id).order_by("id").values_list("id", "reply_to_id")[:MOST])
    above, below = around_in_thread(links, post.id)
    views = hydrate(viewer, [*above, *below], surface=Surface.PAGE, filter_context=FilterContext.THREAD)
    shown = {view.id: view for view in views}
    ancestors, descendants = standing_in_thread(links, above, below, {view.id: view.gap for view in views})
    return Thread(
        ancestors=tuple(shown[one] for one in ancestors),
        post=post,
        descendants=tuple(shown[one] for one in descendants),
    )


def around_in_thread(links: Mapping[int, int | None], post_id: int) -> tuple[list[int], list[int]]:
    """What a post answers, the first one first, and what answers it in reading order. `links`: the posts of a thread in
    the order of their ids, each with what it answers.
    """
    return ancestors_in(links, post_id), _descendants(links, post_id)


def standing_in_thread(
    links: Mapping[int, int | None], above: Sequence[int], below: Sequence[int], gaps: Mapping[int, Gap | None]
) -> tuple[list[int], list[int]]:
    """Which of the posts around one stand in its thread. `gaps` has those that a page would show; a gap among the
    answers stays only while something below it is readable.
    """
    shown = {one for one, gap in gaps.items() if gap not in _NOTHING_TO_SEE or one in above}
    kept = {one for one in below if one in shown and gaps[one] is None}
    for one in reversed(below):
        if one in kept and (parent := links[one]) in shown:
            kept.add(parent or 0)
    return [one for one in above if one in shown], [one for one in below if one in shown and one in kept]


def ancestors_in(links: Mapping[int, int | None], post_id: int) -> list[int]:
    above: list[int] = []
    parent = links.get(post_id)
    while parent is not None and parent not in above:
        above.append(parent)
        parent = links.get(parent)
    return above[::-1]


def _descendants(links: Mapping[int, int | None], post_id: int) -> list[int]:
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
