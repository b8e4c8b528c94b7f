from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Relationship:
    """How the viewer stands to `account_id`. The first group is what the viewer did, the second what the other did."""

    account_id: int
    following: bool = False
    requested: bool = False
    show_boosts: bool = True
    notify: bool = False
    languages: tuple[str, ...] = ()
    """Only posts in these are wanted at home; all where there are none."""
    blocking: bool = False
    muting: bool = False
    muting_notifications: bool = False
    mute_expires_at: datetime | None = None
    note: str = ""
    endorsed: bool = False
    followed_by: bool = False
    requested_by: bool = False
    blocked_by: bool = False

    @property
    def friends(self) -> bool:
        return self.following and self.followed_by


@dataclass(frozen=True, slots=True)
class GraphCounts:
    followers: int = 0
    following: int = 0


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a reader's rules need of the graph, loaded once for a page of posts; empty for nobody.

    Restricted to the accounts asked about.
    """

    viewer_id: int | None = None
    following: frozenset[int] = frozenset()
    followed_by: frozenset[int] = frozenset()
    blocking: frozenset[int] = frozenset()
    blocked_by: frozenset[int] = frozenset()
    muting: frozenset[int] = frozenset()
    boosts_hidden: frozenset[int] = frozenset()
    languages: frozenset[tuple[int, str]] = frozenset()
    """The languages in which accounts are followed, of those that are followed in some only."""

    def reads(self, account_id: int, language: str) -> bool:
        """Whether posts of the account in this language are wanted at home. `en` stands for `en-GB`, too."""
        wanted = {code for one, code in self.languages if one == account_id}
        return not wanted or not language or bool(wanted & {language.lower(), language.lower().partition("-")[0]})

    def friends(self, account_id: int) -> bool:
        return account_id in self.following and account_id in self.followed_by


class FilterAction(StrEnum):
    WARN = "warn"
    HIDE = "hide"


class FilterContext(StrEnum):
    HOME = "home"
    NOTIFICATIONS = "notifications"
    PUBLIC = "public"
    THREAD = "thread"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class FilterKeyword:
    id: int
    keyword: str
    whole_word: bool


@dataclass(frozen=True, slots=True)
class FilterView:
    id: int
    title: str
    contexts: tuple[FilterContext, ...]
    action: FilterAction
    expires_at: datetime | None
    keywords: tuple[FilterKeyword, ...]
    post_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class FilterMatch:
    """Which filter of the reader matched a post, and by which of its words."""

    filter: FilterView
    keywords: tuple[str, ...]
    post_ids: tuple[int, ...] = ()


class RepliesPolicy(StrEnum):
    FOLLOWED = "followed"
    LIST = "list"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ListView:
    id: int
    title: str
    replies_policy: RepliesPolicy
    exclusive: bool


class FollowState(StrEnum):
    """A request waits for the answer of a locked account, or of an account's own server."""

    REQUESTED = "requested"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class FollowedTagView:
    id: int
    tag: str


@dataclass(frozen=True, slots=True)
class FilterPostView:
    """One post that a filter names; `id` is that of the entry."""

    id: int
    post_id: int


@dataclass(frozen=True, slots=True)
class Followee:
    """Somebody whom an account follows. `follow_id` tells when; `followers` how many follow them."""

    account_id: int
    follow_id: int
    show_boosts: bool
    followers: int
