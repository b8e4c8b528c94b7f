"""The four steps in one."""

from collections.abc import Sequence
from dataclasses import dataclass

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

CONTEXTS = {
    Surface.PAGE: None,
    Surface.OWN: None,
    Surface.LATEST: FilterContext.HOME,
    Surface.LIST: FilterContext.HOME,
    Surface.RANKED: FilterContext.HOME,
    Surface.PUBLIC: FilterContext.PUBLIC,
    Surface.TAG: FilterContext.PUBLIC,
    Surface.SEARCH: FilterContext.PUBLIC,
    Surface.EXPLORE: FilterContext.PUBLIC,
    Surface.GROUP: FilterContext.PUBLIC,
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
    closed = [row for row in rows if Visibility(row.visibility).in_vault and row.author_id != reader_id]
    if closed:
        with atomic_write():
            for row in closed:
                record(reader_id, "post.review", post_ref(row.id))
    return {
        row.id: present(loaded, row, Ruling(show=True, gap=_gap_for_staff(loaded, row), reviewed=True)) for row in rows
    }


def _gap_for_staff(loaded: Loaded, row: Post) -> Gap | None:
    if row.deleted_at is not None:
        return Gap.ERASED if row.erased else Gap.DELETED
    return None if row.id in loaded.words or row.boost_of_id else Gap.UNREADABLE


@dataclass(frozen=True, slots=True)
class Explored:
    """Posts that explore shows, and those that it would show but for a reduction, each with its place among them."""

    posts: tuple[PostView, ...]
    kept_back: tuple[tuple[int, PostView], ...]


def hydrate(
    viewer: Viewer, ids: Sequence[int], *, surface: Surface, filter_context: FilterContext | None = None
) -> tuple[PostView, ...]:
    """These posts as the viewer may see them on this surface, in the order of `ids`; the rest is left out."""
    if not ids:
        return ()
    loaded = load(viewer, ids)
    context = filter_context or CONTEXTS[surface]
    ruled = [(row, rule(loaded, row, surface, context)) for one in ids if (row := loaded.rows.get(one)) is not None]
    return tuple(present(loaded, row, ruling) for row, ruling in ruled if ruling.show)


def hydrate_for_explore(viewer: Viewer, ids: Sequence[int]) -> Explored:
    """Like `hydrate` for Surface.EXPLORE, and what is missing there for a reduction alone."""
    loaded = load(viewer, ids)
    posts: list[PostView] = []
    kept_back: list[tuple[int, PostView]] = []
    for row in (loaded.rows[one] for one in ids if one in loaded.rows):
        ruling = rule(loaded, row, Surface.EXPLORE, CONTEXTS[Surface.EXPLORE])
        if ruling.show:
            posts.append(present(loaded, row, ruling))
        elif rule(loaded, row, Surface.SEARCH, CONTEXTS[Surface.EXPLORE]).show:
            kept_back.append((len(posts), present(loaded, row, Ruling(show=True))))
    return Explored(tuple(posts), tuple(kept_back))
