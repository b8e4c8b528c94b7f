"""The chronological home, complete."""

from folkmoot.domains.feed.fan_out import touch
from folkmoot.domains.feed.reach.recording import count_reach
from folkmoot.domains.feed.skeleton import home_of, skeleton
from folkmoot.domains.feed.types import ReachSurface
from folkmoot.domains.graph import api as graph
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostView, Surface
from folkmoot.kernel.pages import Page, PageRequest
from folkmoot.kernel.viewer import Viewer


def latest(viewer: Viewer, page: PageRequest) -> Page[PostView]:
    """Everything by those whom the viewer follows, and with tags that the viewer follows, newest first."""
    reader_id = viewer.require_account()
    touch(reader_id)
    ids = skeleton(home_of(reader_id), page)
    items = posts.hydrate(viewer, ids.items, surface=Surface.LATEST)
    count_reach(viewer, ReachSurface.LATEST, items)
    return Page(items, next_max_id=ids.next_max_id, prev_min_id=ids.prev_min_id)


def list_timeline(viewer: Viewer, list_id: int, page: PageRequest) -> Page[PostView]:
    """The posts of a list's members, newest first. Raises NotFound for others' lists."""
    own = graph.list_of(viewer, list_id)
    members = graph.list_member_ids(viewer, list_id)
    known = {
        graph.RepliesPolicy.FOLLOWED: graph.followee_ids(viewer.require_account()) | frozenset(members),
        graph.RepliesPolicy.LIST: frozenset(members),
        graph.RepliesPolicy.NONE: frozenset[int](),
    }[own.replies_policy]
    ids = posts.list_page(viewer.require_account(), members, page, known=known)
    items = posts.hydrate(viewer, ids.items, surface=Surface.LIST)
    count_reach(viewer, ReachSurface.LIST, items)
    return Page(items, next_max_id=ids.next_max_id, prev_min_id=ids.prev_min_id)
