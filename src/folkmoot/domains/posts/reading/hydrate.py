"""The four steps in one."""

from collections.abc import Sequence

from folkmoot.domains.graph.api import FilterContext
from folkmoot.domains.posts.models import Post
from folkmoot.domains.posts.reading.loaded import Loaded, load
from folkmoot.domains.posts.reading.present import present
from folkmoot.domains.posts.reading.rules import Ruling, rule
from folkmoot.domains.posts.types import Gap, PostView, Surface, Visibility
from folkmoot.infra.audit.api import record
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel.refs import post_ref
from folkmoot.kernel.viewer import Viewer

_CONTEXTS = {
    Surface.PAGE: None,
    Surface.OWN: None,
    Surface.LATEST: FilterContext.HOME,
    Surface.LIST: FilterContext.HOME,
    Surface.RANKED: FilterContext.HOME,
    Surface.PUBLIC: FilterContext.PUBLIC,
    Surface.TAG: FilterContext.PUBLIC,
    Surface.SEARCH: FilterContext.PUBLIC,
    Surface.EXPLORE: FilterContext.PUBLIC,
    Surface.NOTIFICATION: FilterContext.NOTIFICATIONS,
}


def review_posts(viewer: Viewer, ids: Sequence[int]) -> dict[int, PostView]:
    """Posts as a moderator must see them: whatever was decided about them, and for whomever they were written.

    Staff only. Every reading of a post that is not public is on record. A direct message opens for its participants
    only, and stands here as a gap.
    """
    reader_id = viewer.require_staff()
    loaded = load(viewer, ids)
    rows = [row for one in ids if (row := loaded.rows.get(one)) is not None]
    with atomic_write():
        for row in rows:
            if Visibility(row.visibility).in_vault and row.author_id != reader_id:
                record(reader_id, "post.review", post_ref(row.id))
    return {row.id: present(loaded, row, Ruling(show=True, gap=_gap_for_staff(loaded, row))) for row in rows}


def _gap_for_staff(loaded: Loaded, row: Post) -> Gap | None:
    if row.deleted_at is not None:
        return Gap.ERASED if row.erased else Gap.DELETED
    return None if row.id in loaded.words or row.boost_of_id else Gap.UNREADABLE


def hydrate(
    viewer: Viewer, ids: Sequence[int], *, surface: Surface, filter_context: FilterContext | None = None
) -> tuple[PostView, ...]:
    """These posts as the viewer may see them on this surface, in the order of `ids`; the rest is left out."""
    if not ids:
        return ()
    loaded = load(viewer, ids)
    context = filter_context or _CONTEXTS[surface]
    ruled = [(row, rule(loaded, row, surface, context)) for one in ids if (row := loaded.rows.get(one)) is not None]
    return tuple(present(loaded, row, ruling) for row, ruling in ruled if ruling.show)
