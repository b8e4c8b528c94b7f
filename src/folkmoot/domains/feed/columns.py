"""What of the feed the fast lane may read in SQL."""

from typing import Final

from folkmoot.infra.declared import Declared

HOME_ENTRY: Final = Declared(
    "feed.HomeEntry", "feed_homeentry", ("account_id", "post_id", "author_id", "answers_id")
)  # fmt: skip
READER: Final = Declared(
    "feed.Reader", "feed_reader", ("account_id", "read_at", "filled", "floor_id", "follow_id")
)  # fmt: skip
WEIGHTS: Final = Declared(
    "feed.FeedWeights", "feed_feedweights", ("account_id", "closeness", "freshness", "conversation", "rarity")
)  # fmt: skip
DISMISSED: Final = Declared("feed.DismissedSuggestion", "feed_dismissedsuggestion", ("account_id",))

DECLARED: Final = (HOME_ENTRY, READER, WEIGHTS, DISMISSED)
