"""What there is to tell. Pure."""

from enum import StrEnum


class NotificationKind(StrEnum):
    """`post`: somebody whose posts one asked to be told of has published one. `note`: context under one's post."""

    MENTION = "mention"
    REPLY = "reply"
    QUOTE = "quote"
    POST = "post"
    BOOST = "boost"
    FAVOURITE = "favourite"
    POLL = "poll"
    FOLLOW = "follow"
    FOLLOW_REQUEST = "follow_request"
    DECISION = "decision"
    REPORT_ANSWERED = "report_answered"
    NOTE = "note"


ABOUT_POSTS = frozenset(
    {
        NotificationKind.MENTION,
        NotificationKind.REPLY,
        NotificationKind.QUOTE,
        NotificationKind.POST,
        NotificationKind.BOOST,
        NotificationKind.FAVOURITE,
        NotificationKind.POLL,
    }
)

WITH_POSTS = ABOUT_POSTS | {NotificationKind.NOTE}
"""Those whose subject is a post, also where no actor is named."""
