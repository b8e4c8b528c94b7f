"""Facts that graph publishes."""

from dataclasses import dataclass
from typing import ClassVar

from folkmoot.infra.outbox.api import Event


@dataclass(frozen=True, slots=True)
class Followed(Event):
    """A follow exists that nobody had to accept."""

    kind: ClassVar[str] = "graph.followed"
    follower_id: int
    followee_id: int


@dataclass(frozen=True, slots=True)
class FollowRequested(Event):
    kind: ClassVar[str] = "graph.follow_requested"
    follower_id: int
    followee_id: int


@dataclass(frozen=True, slots=True)
class FollowAccepted(Event):
    """A request became a follow."""

    kind: ClassVar[str] = "graph.follow_accepted"
    follower_id: int
    followee_id: int


@dataclass(frozen=True, slots=True)
class FollowRejected(Event):
    kind: ClassVar[str] = "graph.follow_rejected"
    follower_id: int
    followee_id: int


@dataclass(frozen=True, slots=True)
class Unfollowed(Event):
    """An accepted follow ended, whoever ended it; also by a block."""

    kind: ClassVar[str] = "graph.unfollowed"
    follower_id: int
    followee_id: int


@dataclass(frozen=True, slots=True)
class RequestWithdrawn(Event):
    """A request ended before it was answered."""

    kind: ClassVar[str] = "graph.request_withdrawn"
    follower_id: int
    followee_id: int


@dataclass(frozen=True, slots=True)
class Blocked(Event):
    kind: ClassVar[str] = "graph.blocked"
    blocker_id: int
    blocked_id: int


@dataclass(frozen=True, slots=True)
class Unblocked(Event):
    kind: ClassVar[str] = "graph.unblocked"
    blocker_id: int
    blocked_id: int


@dataclass(frozen=True, slots=True)
class Muted(Event):
    kind: ClassVar[str] = "graph.muted"
    muter_id: int
    muted_id: int


@dataclass(frozen=True, slots=True)
class Unmuted(Event):
    kind: ClassVar[str] = "graph.unmuted"
    muter_id: int
    muted_id: int


@dataclass(frozen=True, slots=True)
class TagFollowed(Event):
    kind: ClassVar[str] = "graph.tag_followed"
    account_id: int
    followed_tag_id: int


@dataclass(frozen=True, slots=True)
class FiltersChanged(Event):
    """Somebody made, changed or deleted one of their filters, its keywords or its posts."""

    kind: ClassVar[str] = "graph.filters_changed"
    account_id: int


@dataclass(frozen=True, slots=True)
class PageChanged(Event):
    """What an account recommends on its page changed."""

    kind: ClassVar[str] = "graph.page_changed"
    account_id: int
