"""What the community says as a whole."""

from folkmoot.edges.mastodon.wire.accounts import Account, Emoji
from folkmoot.edges.mastodon.wire.base import UNSET, Entity, Optional
from folkmoot.edges.mastodon.wire.statuses import Mention, Status, StatusTag


class Reaction(Entity):
    """`name` is an emoji, or the shortcode of a custom one, which then has its addresses."""

    name: str
    count: int
    me: bool
    url: str | Optional = UNSET
    static_url: str | Optional = UNSET


class Announcement(Entity):
    id: str
    content: str
    starts_at: str | None
    ends_at: str | None
    all_day: bool
    published_at: str
    updated_at: str
    read: bool
    mentions: list[Mention]
    statuses: list[StatusTag]
    tags: list[StatusTag]
    emojis: list[Emoji]
    reactions: list[Reaction]


class FeaturedTag(Entity):
    """`statuses_count` is a number written as text."""

    id: str
    name: str
    url: str
    statuses_count: str
    last_status_at: str | None


class NotificationRequest(Entity):
    """All that waits aside of one account. `notifications_count` is a number written as text."""

    id: str
    created_at: str
    updated_at: str
    account: Account
    notifications_count: str
    last_status: Status | Optional = UNSET


class Merged(Entity):
    merged: bool


class Profile(Entity):
    """One's own profile as it was written, for editing it."""

    id: str
    display_name: str
    note: str
    fields: list["ProfileField"]
    avatar: str | None
    avatar_static: str | None
    avatar_description: str
    header: str | None
    header_static: str | None
    header_description: str
    locked: bool
    bot: bool
    hide_collections: bool | None
    discoverable: bool | None
    indexable: bool
    show_media: bool
    show_media_replies: bool
    show_featured: bool
    attribution_domains: list[str]
    featured_tags: list[FeaturedTag]


class ProfileField(Entity):
    name: str
    value: str
    verified_at: str | None = None
