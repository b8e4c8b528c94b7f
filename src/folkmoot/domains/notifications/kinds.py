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
    GROUP_ASKED = "group_asked"
    """Somebody asks to come into a group that one looks after. Of the others of groups, the actor is the group."""
    GROUP_ACCEPTED = "group_accepted"
    GROUP_INVITED = "group_invited"
    GROUP_ROLE = "group_role"
    GROUP_REMOVED = "group_removed"
    EVENT_CHANGED = "event_changed"
    """Of an event to which one goes; the subject is the post that announces it."""
    EVENT_CANCELLED = "event_cancelled"
    EVENT_REMINDER = "event_reminder"
    UPDATE = "update"
    """A post that one boosted was edited."""
    QUOTED_UPDATE = "quoted_update"
    """A post that one quoted was edited; the subject is one's own post, in which it is quoted."""
    SIGN_UP = "sign_up"
    """Somebody has joined. This and the next are for moderators and operators."""
    REPORT = "report"


ABOUT_POSTS = frozenset(
    {
        NotificationKind.MENTION,
        NotificationKind.REPLY,
        NotificationKind.QUOTE,
        NotificationKind.POST,
        NotificationKind.BOOST,
        NotificationKind.FAVOURITE,
        NotificationKind.POLL,
        NotificationKind.UPDATE,
        NotificationKind.QUOTED_UPDATE,
    }
)

OF_EDITS = frozenset({NotificationKind.UPDATE, NotificationKind.QUOTED_UPDATE})

FOR_STAFF = frozenset({NotificationKind.SIGN_UP, NotificationKind.REPORT})

WITH_REPORTS = frozenset({NotificationKind.REPORT_ANSWERED, NotificationKind.REPORT})

OF_EVENTS = frozenset(
    {NotificationKind.EVENT_CHANGED, NotificationKind.EVENT_CANCELLED, NotificationKind.EVENT_REMINDER}
)

WITH_POSTS = ABOUT_POSTS | OF_EVENTS | {NotificationKind.NOTE}
"""Those whose subject is a post, also where no actor is named."""

OF_GROUPS = frozenset(
    {
        NotificationKind.GROUP_ASKED,
        NotificationKind.GROUP_ACCEPTED,
        NotificationKind.GROUP_INVITED,
        NotificationKind.GROUP_ROLE,
        NotificationKind.GROUP_REMOVED,
    }
)
