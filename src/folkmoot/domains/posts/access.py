"""The only way to get a post on somebody's behalf."""

from folkmoot.domains.posts.models import Post
from folkmoot.domains.posts.reading.hydrate import hydrate
from folkmoot.domains.posts.types import Gap, PostView, Surface
from folkmoot.kernel.errors import Gone, NotFound
from folkmoot.kernel.viewer import Viewer

_SECRET = frozenset({Gap.NOT_FOR_YOU, Gap.BLOCKED, Gap.UNREADABLE})


def access_post(viewer: Viewer, post_id: int) -> PostView:
    """A post that the viewer may read, or the gap that a removal left.

    Raises NotFound for what is not for this viewer, Gone for what its author deleted.
    """
    found = hydrate(viewer, [post_id], surface=Surface.PAGE)
    if not found or found[0].gap in _SECRET:
        raise NotFound("no such post")
    post = found[0]
    if post.gap in {Gap.DELETED, Gap.ERASED}:
        raise Gone("deleted post", safe="This post was deleted by its author.")
    return post


def access_own_row(viewer: Viewer, post_id: int, *, held: bool = False) -> Post:
    """The row of one's own post, for commands; `held` to the end of the caller's write. Raises NotFound."""
    rows = Post.objects.select_for_update() if held else Post.objects.all()
    row = rows.filter(id=post_id, author_id=viewer.require_account(), deleted_at=None).first()
    if row is None:
        raise NotFound("no such post of one's own")
    return row
