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
from folkmoot.domains.feed.ranked import ranked, why
from folkmoot.domains.feed.trends import suggestions, trending_posts, trending_tags
from folkmoot.domains.feed.types import RankedItem, RankedPage, Suggestion, Term, TrendingPost, TrendingTag, Why

__all__ = [
    "RankedItem", "RankedPage", "Suggestion", "Term", "TrendingPost", "TrendingTag", "Why", "forget_homes", "latest",
    "list_timeline", "on_accepted", "on_boosted", "on_deleted", "on_erased", "on_followed", "on_published",
    "on_unboosted", "ranked", "suggestions", "sweep", "trending_posts", "trending_tags", "why",
]  # fmt: skip
