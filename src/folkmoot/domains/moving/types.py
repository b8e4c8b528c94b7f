"""What passes through the door of moving."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class ArchiveView:
    """One's own archive; `made_at` None: it is being made. `size` in bytes."""

    id: int
    size: int
    posts: int
    made_at: datetime | None
    ends_at: datetime | None


class ArrivalKind(StrEnum):
    FOLKMOOT = "folkmoot"
    MASTODON = "mastodon"
    FACEBOOK = "facebook"
    LISTS = "lists"
    """CSV files as Mastodon makes them."""


class Part(StrEnum):
    """What can be chosen of an arrival."""

    PROFILE = "profile"
    POSTS = "posts"
    MEDIA = "media"
    FOLLOWS = "follows"
    LISTS = "lists"
    BLOCKS = "blocks"
    MUTES = "mutes"
    BOOSTS = "boosts"
    FAVOURITES = "favourites"
    BOOKMARKS = "bookmarks"
    FILTERS = "filters"
    TAGS = "tags"
    DRAFTS = "drafts"
    FRIENDS = "friends"


@dataclass(frozen=True, slots=True)
class ArrivalView:
    """`holds`: how many of each part; `counts`: how many were taken in; `left_out`: how many were not."""

    id: int
    kind: ArrivalKind
    holds: Mapping[str, int]
    parts: tuple[Part, ...]
    total: int
    done: int
    counts: Mapping[str, int]
    left_out: int
    brought_at: datetime
    began_at: datetime | None
    finished_at: datetime | None
    ends_at: datetime
