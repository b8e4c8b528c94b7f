"""What Folkmoot says of events."""

from folkmoot.edges.mastodon.wire.accounts import Account
from folkmoot.edges.mastodon.wire.base import Entity
from folkmoot.edges.mastodon.wire.statuses import Status


class Event(Entity):
    """`starts_at` and `ends_at` are in UTC; `zone` is the IANA zone by whose clocks it is told. `own_answer` is going,
    maybe or not, null without one. `status` announces it; where that is gone, all words are empty.
    """

    id: str
    url: str
    title: str
    text: str
    content: str
    place: str
    link: str
    starts_at: str
    ends_at: str
    zone: str
    sequence: int
    changed_at: str
    cancelled_at: str | None
    going_count: int
    maybe_count: int
    own_answer: str | None
    may_edit: bool
    may_cancel: bool
    by_group: bool
    account: Account
    status: Status
