"""The door of feed."""

from folkmoot.domains.feed import columns
from folkmoot.domains.feed.audience import homes_holding, lists_holding
from folkmoot.domains.feed.fan_out import (
    TOUCH_AFTER,
    forget_homes,
    on_accepted,
    on_boosted,
    on_deleted,
    on_erased,
    on_followed,
    on_published,
    on_published_together,
    on_unboosted,
    sweep,
)
from folkmoot.domains.feed.latest import latest, list_timeline
from folkmoot.domains.feed.newer import MOST_NEWER, newer
from folkmoot.domains.feed.policy import (
    closeness,
    conversation,
    drawn,
    freshness,
    heat,
    missing_from,
    rarity,
    spaced,
)
from folkmoot.domains.feed.ranked import CANDIDATES, Start, once_each, preview, ranked, start_at, why
from folkmoot.domains.feed.reach.flushing import flush as flush_reach
from folkmoot.domains.feed.reach.flushing import flush_in_background as flush_reach_in_background
from folkmoot.domains.feed.reach.queries import reach_of, shown_of
from folkmoot.domains.feed.reach.recording import count_posts_shown, count_reach, shown_and_lost
from folkmoot.domains.feed.suggesting import dismiss_suggestion, suggestions
from folkmoot.domains.feed.trends import trending_posts, trending_tags
from folkmoot.domains.feed.types import (
    RankedItem,
    RankedPage,
    Reach,
    ReachSurface,
    Suggestion,
    SuggestionSource,
    SurfaceReach,
    Term,
    TrendingPost,
    TrendingTag,
    Why,
)
from folkmoot.domains.feed.weighing import Weighing, Windows, windows_at
from folkmoot.domains.feed.weights import EVEN, MOST_WEIGHT, Weights, set_weights, weights_of

__all__ = [
    "CANDIDATES",
    "EVEN",
    "MOST_NEWER",
    "MOST_WEIGHT",
    "TOUCH_AFTER",
    "RankedItem",
    "RankedPage",
    "Reach",
    "ReachSurface",
    "Start",
    "Suggestion",
    "SuggestionSource",
    "SurfaceReach",
    "Term",
    "TrendingPost",
    "TrendingTag",
    "Weighing",
    "Weights",
    "Why",
    "Windows",
    "closeness",
    "columns",
    "conversation",
    "count_posts_shown",
    "count_reach",
    "dismiss_suggestion",
    "drawn",
    "flush_reach",
    "flush_reach_in_background",
    "forget_homes",
    "freshness",
    "heat",
    "homes_holding",
    "latest",
    "list_timeline",
    "lists_holding",
    "missing_from",
    "newer",
    "on_accepted",
    "on_boosted",
    "on_deleted",
    "on_erased",
    "on_followed",
    "on_published",
    "on_published_together",
    "on_unboosted",
    "once_each",
    "preview",
    "ranked",
    "rarity",
    "reach_of",
    "set_weights",
    "shown_and_lost",
    "shown_of",
    "spaced",
    "start_at",
    "suggestions",
    "sweep",
    "trending_posts",
    "trending_tags",
    "weights_of",
    "why",
    "windows_at",
]  # fmt: skip
