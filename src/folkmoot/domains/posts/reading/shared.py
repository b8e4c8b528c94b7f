"""The steps of reading for who keeps what was loaded: everything about posts once, then as each reader sees them."""

from collections.abc import Collection

from folkmoot.domains.graph.api import FilterContext
from folkmoot.domains.posts.reading.hydrate import CONTEXTS
from folkmoot.domains.posts.reading.loaded import Loaded, load
from folkmoot.domains.posts.reading.present import present
from folkmoot.domains.posts.reading.rules import rule
from folkmoot.domains.posts.types import PostView, Surface
from folkmoot.kernel.viewer import NOBODY


def load_shared(ids: Collection[int]) -> Loaded:
    """Posts as `load` finds them for nobody; the words of those for followers and friends are there, too."""
    return load(NOBODY, ids)


def seen(
    loaded: Loaded, post_id: int, *, surface: Surface, filter_context: FilterContext | None = None
) -> PostView | None:
    """One post as the viewer of `loaded` may see it on this surface; None where it does not stand there."""
    row = loaded.rows[post_id]
    ruling = rule(loaded, row, surface, filter_context or CONTEXTS[surface])
    return present(loaded, row, ruling) if ruling.show else None
