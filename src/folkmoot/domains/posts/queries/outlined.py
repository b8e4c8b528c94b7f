"""A thread as a page shows it: however long it is, one page of it costs the same."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from folkmoot.domains.graph import api as graph
from folkmoot.domains.graph.api import FilterContext
from folkmoot.domains.posts.access import access_post
from folkmoot.domains.posts.models import Post, PostMention
from folkmoot.domains.posts.outline import Stop, outline
from folkmoot.domains.posts.policy import may_see
from folkmoot.domains.posts.queries.threads import ancestors_in
from folkmoot.domains.posts.reading.hydrate import hydrate
from folkmoot.domains.posts.types import Gap, PostView, Surface, ThreadLine, ThreadPart, Visibility
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.viewer import Viewer

MOST = 5_000
"""So many posts of a thread are looked at, from the first."""
ABOVE = 4
_NOTHING_TO_SEE = frozenset({Gap.NOT_FOR_YOU, Gap.BLOCKED, Gap.UNREADABLE})


class _Row(NamedTuple):
    id: int
    reply_to_id: int | None
    author_id: int
    visibility: str
    gone: bool


def thread_part(
    viewer: Viewer, post_id: int, *, under: int | None = None, after: int = 0, depth: int = 1, whole: bool = False
) -> ThreadPart:
    """A post, what it answers (the first and the last three, or with `whole` all of it), and a part of its replies.

    With `under` the part is that of the replies to this post further down that come after `after`.
    Raises NotFound, Gone.
    """
    post = access_post(viewer, post_id).shown
    rows = _rows(post.thread_id)
    links = {row.id: row.reply_to_id for row in rows}
    children = _children(links)
    root = post.id if under is None else under
    if under is not None and post.id not in [under, *ancestors_in(links, under)]:
        raise NotFound("not a part of this thread")
    readable = _readable(viewer, rows)
    stops = outline(children, readable.__contains__, root, after=after, depth=depth)
    above = ancestors_in(links, post.id)
    kept = above if whole or len(above) <= ABOVE else [above[0], *above[-ABOVE + 1 :]]
    shown = _hydrated(viewer, [*kept, *(stop.post_id for stop in stops if stop.post_id is not None)])
    return ThreadPart(
        post=post,
        ancestors=tuple(shown[one] for one in kept if one in shown),
        skipped=len(above) - len(kept),
        lines=_lines(stops, shown),
        replies=len(_below(children, post.id) & readable),
    )


def _rows(thread_id: int) -> list[_Row]:
    fields = ("id", "reply_to_id", "author_id", "visibility", "deleted_at")
    found = Post.objects.filter(thread_id=thread_id).order_by("id").values_list(*fields)[:MOST]
    return [_Row(one, parent, author, seen_by, deleted is not None) for one, parent, author, seen_by, deleted in found]


def _children(links: dict[int, int | None]) -> dict[int, list[int]]:
    children: dict[int, list[int]] = defaultdict(list)
    for one, parent in links.items():
        if parent is not None and parent != one:
            children[parent].append(one)
    return children


def _readable(viewer: Viewer, rows: Sequence[_Row]) -> frozenset[int]:
    """What was written for the viewer, and not by anybody who blocks them: no line counts what it may not tell of."""
    around = graph.surroundings(viewer, {row.author_id for row in rows})
    narrow = [row.id for row in rows if Visibility(row.visibility).in_vault]
    named = PostMention.objects.filter(post_id__in=narrow, account_id=viewer.account_id or 0)
    mentioned = set(named.values_list("post_id", flat=True)) if narrow else set()
    return frozenset(
        row.id
        for row in rows
        if not row.gone
        and row.author_id not in around.blocked_by
        and may_see(
            visibility=Visibility(row.visibility),
            author_id=row.author_id,
            mentioned=row.id in mentioned,
            around=around,
        )
    )


def _below(children: dict[int, list[int]], root: int) -> set[int]:
    found: set[int] = set()
    waiting = list(children.get(root, ()))
    while waiting:
        one = waiting.pop()
        found.add(one)
        waiting.extend(children.get(one, ()))
    return found


def _hydrated(viewer: Viewer, ids: Sequence[int]) -> dict[int, PostView]:
    return {view.id: view for view in hydrate(viewer, ids, surface=Surface.PAGE, filter_context=FilterContext.THREAD)}


def _lines(stops: Sequence[Stop], shown: dict[int, PostView]) -> tuple[ThreadLine, ...]:
    """A gap stays only while something stands below it."""
    lines: list[ThreadLine] = []
    for stop in reversed(stops):
        view = shown.get(stop.post_id or 0)
        if stop.post_id is None:
            lines.append(ThreadLine(stop.depth, None, stop.more, stop.under, stop.after))
        elif view is not None and view.gap not in _NOTHING_TO_SEE and (view.gap is None or _answered(view, lines)):
            lines.append(ThreadLine(stop.depth, view))
    return tuple(reversed(lines))


def _answered(view: PostView, below: Sequence[ThreadLine]) -> bool:
    return any(view.id in {line.under, line.post.reply_to_id if line.post else None} for line in below)
