"""What a client learns of a community before it asks for anything else."""

from folkmoot.edges.mastodon.wire.accounts import Account
from folkmoot.edges.mastodon.wire.base import UNSET, Entity, Optional


class Rule(Entity):
    id: str
    text: str
    hint: str
    translations: dict[str, dict[str, str]]


class StatusLimits(Entity):
    max_characters: int
    max_media_attachments: int
    characters_reserved_per_url: int


class MediaLimits(Entity):
    supported_mime_types: list[str]
    description_limit: int
    image_size_limit: int
    image_matrix_limit: int
    video_size_limit: int
    video_frame_rate_limit: int
    video_matrix_limit: int


class PollLimits(Entity):
    max_options: int
    max_characters_per_option: int
    min_expiration: int
    max_expiration: int


class AccountLimits(Entity):
    max_featured_tags: int
    max_pinned_statuses: int
    max_profile_fields: int
    profile_field_name_limit: int
    profile_field_value_limit: int
    max_note_length: int
    max_display_name_length: int


class Switch(Entity):
    enabled: bool


class Vapid(Entity):
    public_key: str


class Urls(Entity):
    streaming: str
    status: str | None
    about: str
    privacy_policy: str
    terms_of_service: str


class TimelineAccess(Entity):
    """public, authenticated or disabled."""

    local: str
    remote: str


class TimelinesAccess(Entity):
    live_feeds: TimelineAccess
    hashtag_feeds: TimelineAccess
    trending_link_feeds: TimelineAccess


class Configuration(Entity):
    urls: Urls
    vapid: Vapid
    accounts: AccountLimits
    statuses: StatusLimits
    media_attachments: MediaLimits
    polls: PollLimits
    translation: Switch
    timelines_access: TimelinesAccess
    limited_federation: bool


class ActiveMonth(Entity):
    active_month: int


class Usage(Entity):
    users: ActiveMonth


class Thumbnail(Entity):
    url: str
    description: str
    blurhash: str | None
    versions: dict[str, str]


class Icon(Entity):
    src: str
    size: str


class Registrations(Entity):
    enabled: bool
    approval_required: bool
    reason_required: bool
    message: str | None
    min_age: int | None
    url: str | None


class Contact(Entity):
    email: str
    account: Account | None


class ApiVersions(Entity):
    mastodon: int
    folkmoot: int


class Instance(Entity):
    """Version 2."""

    domain: str
    title: str
    version: str
    source_url: str
    description: str
    usage: Usage
    thumbnail: Thumbnail
    icon: list[Icon]
    languages: list[str]
    configuration: Configuration
    registrations: Registrations
    api_versions: ApiVersions
    contact: Contact
    rules: list[Rule]


class UrlsV1(Entity):
    streaming_api: str


class StatsV1(Entity):
    user_count: int
    status_count: int
    domain_count: int


class ConfigurationV1(Entity):
    accounts: AccountLimits
    statuses: StatusLimits
    media_attachments: MediaLimits
    polls: PollLimits


class InstanceV1(Entity):
    """Version 1, which older clients still ask for. `uri` is the bare domain."""

    uri: str
    title: str
    short_description: str
    description: str
    email: str
    version: str
    urls: UrlsV1
    stats: StatsV1
    thumbnail: str
    languages: list[str]
    registrations: bool
    approval_required: bool
    invites_enabled: bool
    configuration: ConfigurationV1
    contact_account: Account | None
    rules: list[Rule]


class ActiveWeek(Entity):
    """Numbers written as text. `week` is its Monday as a Unix time; `logins` is who published something."""

    week: str
    statuses: str
    logins: str
    registrations: str


class ExtendedDescription(Entity):
    updated_at: str | None
    content: str


class TermsOfService(Entity):
    """`effective_date` is the day since which these terms are in force."""

    effective_date: str
    effective: bool
    content: str
    succeeded_by: str | None


class Language(Entity):
    code: str
    name: str


class NodeSoftware(Entity):
    """`repository` and `homepage` from version 2.1 on."""

    name: str
    version: str
    repository: str | Optional = UNSET
    homepage: str | Optional = UNSET


class NodeServices(Entity):
    inbound: list[str]
    outbound: list[str]


class NodeUsers(Entity):
    total: int
    activeMonth: int  # noqa: N815 - the name in the standard
    activeHalfyear: int  # noqa: N815 - the same


class NodeUsage(Entity):
    users: NodeUsers
    localPosts: int  # noqa: N815 - the name in the standard


class NodeInfo(Entity):
    version: str
    software: NodeSoftware
    protocols: list[str]
    services: NodeServices
    openRegistrations: bool  # noqa: N815 - the name in the standard
    usage: NodeUsage
    metadata: dict[str, str]


class Link(Entity, omit_defaults=True):
    rel: str
    type: str = ""
    href: str = ""
    template: str = ""


class Links(Entity):
    links: list[Link]


class WebFinger(Entity):
    subject: str
    aliases: list[str]
    links: list[Link]
