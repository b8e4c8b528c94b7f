"""What there is to tell. Pure."""

from enum import StrEnum


class NotificationKind(StrEnum):
    """`post`: somebody whose posts one asked to be told of has published one."""

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
