"""What of the graph the fast lane may read in SQL."""

from typing import Final

from folkmoot.infra.declared import Declared

FOLLOW: Final = Declared(
    "graph.Follow", "graph_follow", ("id", "follower_id", "followee_id", "state", "show_boosts", "languages")
)  # fmt: skip
BLOCK: Final = Declared("graph.Block", "graph_block", ("blocker_id", "blocked_id"))
MUTE: Final = Declared("graph.Mute", "graph_mute", ("muter_id", "muted_id", "notifications", "expires_at"))
FILTER: Final = Declared(
    "graph.Filter", "graph_filter", ("id", "owner_id", "title", "contexts", "action", "expires_at")
)  # fmt: skip
FILTER_KEYWORD: Final = Declared(
    "graph.FilterKeyword", "graph_filterkeyword", ("id", "filter_id", "keyword", "whole_word")
)  # fmt: skip
FILTER_POST: Final = Declared("graph.FilterPost", "graph_filterpost", ("id", "filter_id", "post_id"))
LIST: Final = Declared("graph.AccountList", "graph_accountlist", ("owner_id", "exclusive"))
FOLLOWED_TAG: Final = Declared("graph.FollowedTag", "graph_followedtag", ("account_id", "tag"))
GRAPH_COUNTS: Final = Declared("graph.GraphCounts", "graph_graphcounts", ("account_id", "followers", "following"))

DECLARED: Final = (FOLLOW, BLOCK, MUTE, FILTER, FILTER_KEYWORD, FILTER_POST, LIST, FOLLOWED_TAG, GRAPH_COUNTS)
