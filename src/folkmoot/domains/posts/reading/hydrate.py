"""The four steps in one."""

from collections.abc import Sequence

from folkmoot.domains.graph.api import FilterContext
from folkmoot.domains.posts.reading.loaded import load
from folkmoot.domains.posts.reading.present import present
from folkmoot.domains.posts.reading.rules import rule
from folkmoot.domains.posts.types import PostView, Surface
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
