"""What becomes of news about a stranger. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from folkmoot.domains.notifications.kinds import FOR_STAFF, OF_EDITS, NotificationKind

NEW_FOR = timedelta(days=30)
"""How long an account counts as new."""


class Choice(StrEnum):
    ACCEPT = "accept"
    FILTER = "filter"
    """Kept aside: all that one account does becomes one request."""
    DROP = "drop"
    """Not stored, so nothing of it can be brought back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What somebody chose for each sort of account and for messages out of the blue."""

    not_following: Choice = Choice.ACCEPT
    not_followers: Choice = Choice.ACCEPT
    new_accounts: Choice = Choice.ACCEPT
    private_mentions: Choice = Choice.ACCEPT
    limited_accounts: Choice = Choice.ACCEPT


DEFAULT_POLICY = Policy()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How the account that did something stands to the one who would be told."""

    following: bool
    followed_by: bool
    created_at: datetime
    limited: bool
    """A decision restricts it or makes its posts travel less."""
    staff: bool
    permitted: bool
    """The one who would be told has accepted its request."""


ALWAYS_TOLD = frozenset(
    {
        NotificationKind.POST,
        NotificationKind.POLL,
        NotificationKind.DECISION,
        NotificationKind.REPORT_ANSWERED,
        NotificationKind.NOTE,
        *OF_EDITS,
        *FOR_STAFF,
    }
)
"""What one asked for, or what is no stranger's doing."""


def judged(policy: Policy, standing: Standing, *, now: datetime, kind: NotificationKind, private: bool) -> Choice:
    """The strictest of the choices that apply. `private`: a direct message that answers nothing of the reader's.

    Moderators reach everybody, and so does whom the reader has accepted.
    """
    if kind in ALWAYS_TOLD or standing.staff or standing.permitted:
        return Choice.ACCEPT
    chosen = [
        (policy.not_following, not standing.following),
        (policy.not_followers, not standing.followed_by),
        (policy.new_accounts, standing.created_at > now - NEW_FOR and not standing.following),
        (policy.private_mentions, private and not standing.following),
        (policy.limited_accounts, standing.limited and not standing.following),
    ]
    found = {choice for choice, applies in chosen if applies}
    return next((choice for choice in (Choice.DROP, Choice.FILTER) if choice in found), Choice.ACCEPT)
