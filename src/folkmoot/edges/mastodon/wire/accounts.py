"""People: accounts, how they stand to each other."""

from folkmoot.edges.mastodon.wire.base import UNSET, Entity, Optional


class Emoji(Entity):
    shortcode: str
    url: str
    static_url: str
    visible_in_picker: bool
    category: str | None = None


class Field(Entity):
    name: str
    value: str
    verified_at: str | None = None


class Role(Entity):
    """`permissions` is a number written as text; its bits are Mastodon's, 0 for members."""

    id: str
    name: str
    permissions: str
    color: str
    highlighted: bool


class BriefRole(Entity):
    """What others see of a role."""

    id: str
    name: str
    color: str


class Source(Entity):
    """A profile as its owner wrote it, and what new posts start with."""

    privacy: str
    sensitive: bool
    language: str | None
    note: str
    fields: list[Field]
    follow_requests_count: int
    hide_collections: bool | None
    discoverable: bool | None
    indexable: bool
    quote_policy: str
    attribution_domains: list[str]


class Reason(Entity):
    """A decision that acts on a post or an account: what it does, in one sentence, and the clause it rests on."""

    decision_id: str
    clause: str
    title: str
    reason: str
    factor: float | Optional = UNSET
    text: str | Optional = UNSET
    link: str | Optional | None = UNSET


class FolkmootAccount(Entity):
    """What acts on an account. `distribution` is the factor of its reach: 1.0 unless it was reduced.

    `removed`, `held`, `restricted` and `strikes`, how many count now, stand in one's own account only.
    """

    distribution: float
    reduced: list[Reason]
    informed: list[Reason]
    removed: Reason | Optional = UNSET
    held: Reason | Optional = UNSET
    restricted: list[Reason] | Optional = UNSET
    strikes: int | Optional = UNSET


class Account(Entity):
    """`folkmoot` is there where a decision acts on the account."""

    id: str
    username: str
    acct: str
    display_name: str
    locked: bool
    bot: bool
    discoverable: bool | None
    indexable: bool
    group: bool
    created_at: str
    note: str
    url: str
    uri: str
    avatar: str
    avatar_static: str
    header: str
    header_static: str
    followers_count: int
    following_count: int
    statuses_count: int
    last_status_at: str | None
    hide_collections: bool | None
    noindex: bool
    emojis: list[Emoji]
    roles: list[BriefRole]
    fields: list[Field]
    suspended: bool | Optional = UNSET
    mute_expires_at: str | Optional | None = UNSET
    folkmoot: FolkmootAccount | Optional = UNSET


class CredentialAccount(Account, kw_only=True):
    """One's own account."""

    source: Source
    role: Role


class Relationship(Entity):
    id: str
    following: bool
    showing_reblogs: bool
    notifying: bool
    languages: list[str] | None
    followed_by: bool
    blocking: bool
    blocked_by: bool
    muting: bool
    muting_notifications: bool
    muting_expires_at: str | None
    requested: bool
    requested_by: bool
    domain_blocking: bool
    endorsed: bool
    note: str


class FamiliarFollowers(Entity):
    id: str
    accounts: list[Account]


class Suggestion(Entity):
    source: str
    sources: list[str]
    account: Account
