from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class SitePageName(StrEnum):
    ABOUT = "about"
    RULES = "rules"
    """What stands above the clauses of the policy, which nobody edits here."""
    TERMS = "terms"
    PRIVACY = "privacy"
    IMPRINT = "imprint"


@dataclass(frozen=True, slots=True)
class CommunitySettings:
    """What operators decide. `registration` is open, invitation, approval or closed."""

    name: str
    description: str
    registration: str
    contact_email: str
    operator_name: str
    languages: tuple[str, ...]
    refuse_ai_crawlers: bool | None = None
    """None: as the configuration says."""


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page as its operator wrote it (Markdown) and as it is shown; `edited_at` None: still the text we ship."""

    name: SitePageName
    title: str
    source: str
    html: str
    edited_at: datetime | None


@dataclass(frozen=True, slots=True)
class CustomEmoji:
    """`key` and `still_key` are the files (`media.public_address`); `shown`: pickers offer it."""

    id: int
    shortcode: str
    category: str
    key: str
    still_key: str
    shown: bool


@dataclass(frozen=True, slots=True)
class EmojiPicture:
    """A finished picture: as it is shown, and the same standing still, with the extensions of their files."""

    moving: bytes
    moving_extension: str
    still: bytes
    still_extension: str


@dataclass(frozen=True, slots=True)
class Reaction:
    """How many gave an announcement this emoji. `own`: the viewer is one of them."""

    name: str
    count: int
    own: bool


@dataclass(frozen=True, slots=True)
class Announcement:
    """As its viewer meets it. `published`: everybody sees it now; `starts_at` and `ends_at` are of what it is about."""

    id: int
    text: str
    html: str
    starts_at: datetime | None
    ends_at: datetime | None
    all_day: bool
    publish_at: datetime
    changed_at: datetime
    published: bool
    read: bool = False
    reactions: tuple[Reaction, ...] = ()
