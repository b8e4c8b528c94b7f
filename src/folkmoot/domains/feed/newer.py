"""What came since a home was read: counted, never put in by itself."""

from folkmoot.domains.feed.skeleton import home_of, skeleton
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import Surface
from folkmoot.kernel.pages import PageRequest
from folkmoot.kernel.viewer import Viewer

MOST_NEWER = 20


def newer(viewer: Viewer, *, since_id: int) -> int:
    """How many posts stand above `since_id` in the viewer's home, up to `MOST_NEWER`.

    As long as there are none only the skeleton is asked. What the viewer would not be shown is not counted, and
    nothing counts as having been shown.
    """
    reader_id = viewer.require_account()
    ids = skeleton(home_of(reader_id), PageRequest(since_id=since_id, limit=MOST_NEWER)).items
    found = posts.hydrate(viewer, ids, surface=Surface.LATEST)
    return sum(post.author.id != reader_id for post in found)
