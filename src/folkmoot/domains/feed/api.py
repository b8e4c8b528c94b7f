"""The door of feed."""

from folkmoot.domains.feed.fan_out import (
    forget_homes,
    on_accepted,
    on_boosted,
    on_deleted,
    on_erased,
    on_followed,
    on_published,
    on_unboosted,
    sweep,
)
from folkmoot.domains.feed.latest import latest, list_timeline
from folkmoot.domains.feed.policy import closeness, conversation, drawn, freshness, heat, rarity, spaced
from folkmoot.domains.feed.ranked import CANDIDATES, ranked, why
from folkmoot.domains.feed.reach.flushing import flush as flush_reach
from folkmoot.domains.feed.reach.flushing import flush_in_background as flush_reach_in_background
from folkmoot.domains.feed.reach.queries import reach_of, shown_of
from folkmoot.domains.feed.reach.recording import count_reach
from folkmoot.domains.feed.trends import suggestions, trending_posts, trending_tags
from folkmoot.domains.feed.types import (
    RankedItem,
    RankedPage,
    Reach,
    ReachSurface,
    Suggestion,
    SurfaceReach,
    Term,
    TrendingPost,
    TrendingTag,
    Why,
)

__all__ = [
    "CANDIDATES", "RankedItem", "RankedPage", "Reach", "ReachSurface", "Suggestion", "SurfaceReach", "Term",
    "TrendingPost", "TrendingTag", "Why", "closeness", "conversation", "count_reach", "drawn", "flush_reach",
    "flush_reach_in_background", "forget_homes", "freshness", "heat", "latest", "list_timeline", "on_accepted",
    "on_boosted", "on_deleted", "on_erased", "on_followed", "on_published", "on_unboosted", "ranked", "rarity",
    "reach_of", "shown_of", "spaced", "suggestions", "sweep", "trending_posts", "trending_tags", "why",
]  # fmt: skip
