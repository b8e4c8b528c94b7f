"""What of posts the fast lane may read in SQL. `POST` has all columns but the words, which only change with those."""

from typing import Final

from folkmoot.infra.declared import Declared

POST: Final = Declared(
    "posts.Post",
    "posts_post",
    (
        "id", "boost_of_id", "quote_of_id", "author_id", "kind", "visibility", "reply_to_id", "reply_to_author_id",
        "thread_id", "record_id", "sensitive", "language", "revision", "edited_at", "deleted_at", "erased",
        "has_media", "uri", "source_url", "group_id", "quote_policy", "quote_revoked", "moved_in",
    ),
)  # fmt: skip
COUNTS: Final = Declared(
    "posts.PostCounts",
    "posts_postcounts",
    ("post_id", "replies", "boosts", "favourites", "quotes", "up", "down", "uncounted"),
)
AUTHOR_COUNT: Final = Declared("posts.AuthorCount", "posts_authorcount", ("account_id", "posts", "last_post_id"))
MENTION: Final = Declared("posts.PostMention", "posts_postmention", ("id", "post_id", "account_id"))
TAG: Final = Declared("posts.PostTag", "posts_posttag", ("id", "post_id"))
MARK: Final = Declared("posts.Mark", "posts_mark", ("id", "account_id", "post_id", "kind"))
VOTE: Final = Declared("posts.Vote", "posts_vote", ("account_id", "post_id", "value"))
POLL: Final = Declared(
    "posts.Poll", "posts_poll", ("post_id", "multiple", "hide_totals", "expires_at", "voters")
)  # fmt: skip
POLL_OPTION: Final = Declared("posts.PollOption", "posts_polloption", ("post_id", "place", "text", "votes"))
POLL_VOTE: Final = Declared("posts.PollVote", "posts_pollvote", ("post_id", "account_id", "place"))
UNSPREAD: Final = Declared("posts.Unspread", "posts_unspread", ("post_id", "author_id"))

DECLARED: Final = (
    POST, COUNTS, AUTHOR_COUNT, MENTION, TAG, MARK, VOTE, POLL, POLL_OPTION, POLL_VOTE, UNSPREAD,
)  # fmt: skip
