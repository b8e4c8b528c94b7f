"""Everything that somebody wrote, and what was written to them alone: for an archive of their own."""

from folkmoot.domains.posts.models import Post, PostMention
from folkmoot.domains.posts.reading.hydrate import hydrate
from folkmoot.domains.posts.types import PostView, Surface, Visibility
from folkmoot.kernel.viewer import Viewer


def written_by(viewer: Viewer, *, after: int, limit: int) -> tuple[tuple[int, PostView], ...]:
    """The viewer's own posts and boosts of every visibility, above an id, the oldest first, each with its id."""
    own = Post.objects.filter(author_id=viewer.require_account(), deleted_at=None, id__gt=after)
    return _views(viewer, list(own.order_by("id").values_list("id", flat=True)[:limit]))


def direct_to(viewer: Viewer, *, after: int, limit: int) -> tuple[tuple[int, PostView], ...]:
    """The direct posts of others that mention the viewer, likewise."""
    told = PostMention.objects.filter(account_id=viewer.require_account(), post_id__gt=after).values("post_id")
    found = Post.objects.filter(id__in=told, visibility=Visibility.DIRECT, deleted_at=None)
    others = found.exclude(author_id=viewer.require_account())
    return _views(viewer, list(others.order_by("id").values_list("id", flat=True)[:limit]))


def _views(viewer: Viewer, ids: list[int]) -> tuple[tuple[int, PostView], ...]:
    views = {one.id: one for one in hydrate(viewer, ids, surface=Surface.OWN)}
    return tuple((one, views[one]) for one in ids if one in views)
