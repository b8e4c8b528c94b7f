"""What events are, between layers."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from folkmoot.domains.accounts.types import AccountView
from folkmoot.domains.posts.types import PostView, Visibility

TITLE_LIMIT = 200
TEXT_LIMIT = 3_000
PLACE_LIMIT = 300
LINK_LIMIT = 500


class Answer(StrEnum):
    GOING = "going"
    MAYBE = "maybe"
    NOT = "not"


class Which(StrEnum):
    """Parts of the list of events."""

    MINE = "mine"
    """Those that one organises, or goes to, or may go to."""
    GROUPS = "groups"
    ALL = "all"
    """Everything that one may know of."""
    PAST = "past"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDraft:
    """What an event says. `starts` and `ends` without an offset are what the clocks in `zone` show."""

    title: str
    starts: datetime
    ends: datetime
    zone: str
    text: str = ""
    place: str = ""
    link: str = ""
    visibility: Visibility = Visibility.PUBLIC
    group_id: int | None = None
    by_group: bool = False
    """The group itself invites. Only when it is made: neither who sees an event, nor its group, nor who invites
    changes.
    """


@dataclass(frozen=True, slots=True)
class EventView:
    """An event as one viewer may see it; where `post.gap` is set, all words are empty. Times are in UTC.

    `sequence` counts its changes. `mine`: the viewer may change it; `may_cancel`: or at least cancel it.
    """

    id: int
    post: PostView
    title: str
    text: str
    html: str
    place: str
    link: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    sequence: int
    changed_at: datetime
    cancelled_at: datetime | None
    going: int
    maybe: int
    own: Answer | None
    mine: bool
    by_group: bool
    may_cancel: bool

    @property
    def organiser(self) -> AccountView:
        """Who wrote it."""
        return self.post.author

    @property
    def host(self) -> AccountView:
        """Who invites: who wrote it, or the group in whose name they did, where the viewer may know of that."""
        return self.post.group.account if self.by_group and self.post.group else self.post.author

    @property
    def starts(self) -> datetime:
        """By the clocks of its zone."""
        return self.starts_at.astimezone(ZoneInfo(self.zone))

    @property
    def ends(self) -> datetime:
        return self.ends_at.astimezone(ZoneInfo(self.zone))

    @property
    def one_day(self) -> bool:
        return self.starts.date() == self.ends.date()
