"""What people publish."""

from folkmoot.edges.mastodon.wire.accounts import Account, Emoji, Reason
from folkmoot.edges.mastodon.wire.base import UNSET, Entity, Optional
from folkmoot.edges.mastodon.wire.filters import FilterResult


class Focus(Entity):
    x: float
    y: float


class Dimensions(Entity):
    width: int
    height: int
    size: str
    aspect: float


class MediaMeta(Entity, omit_defaults=True):
    original: Dimensions | None = None
    small: Dimensions | None = None
    focus: Focus | None = None


class MediaAttachment(Entity):
    """`url` is null while the file is being worked on."""

    id: str
    type: str
    url: str | None
    preview_url: str | None
    remote_url: str | None
    preview_remote_url: str | None
    text_url: str | None
    meta: MediaMeta
    description: str | None
    blurhash: str | None


class PollOption(Entity):
    """`votes_count` is null where the totals are hidden until the end."""

    title: str
    votes_count: int | None


class Poll(Entity):
    id: str
    expires_at: str | None
    expired: bool
    multiple: bool
    votes_count: int
    voters_count: int | None
    options: list[PollOption]
    emojis: list[Emoji]
    voted: bool | Optional = UNSET
    own_votes: list[int] | Optional = UNSET


class Mention(Entity):
    id: str
    username: str
    acct: str
    url: str


class StatusTag(Entity):
    name: str
    url: str


class Votes(Entity):
    points: int
    up: int
    down: int
    up_percent: int
    down_percent: int
    own: int


class StatusGroup(Entity):
    """The group in which a status stands. `admission` is open, request or hidden."""

    id: str
    acct: str
    display_name: str
    admission: str


class FolkmootStatus(Entity):
    """What Folkmoot adds to a status. `distribution` is the factor of its reach: 1.0 unless it was reduced."""

    kind: str
    visibility: str
    title: str
    distribution: float
    reduced: list[Reason]
    informed: list[Reason]
    removed: Reason | None
    held: Reason | None
    gap: str | None
    votes: Votes
    thread_id: str
    group: StatusGroup | None
    out_of_group: Reason | None


class PreviewCard(Entity):
    """What a link leads to. None is made: nothing is fetched from other sites."""

    url: str
    title: str


class Quote(Entity):
    """`state` is accepted, deleted or unauthorized; the post is there only where it is accepted.

    In a post that is itself shown as a quote only the id of what it quotes is told.
    """

    state: str
    quoted_status: "Status | Optional | None" = UNSET
    quoted_status_id: str | Optional | None = UNSET


class QuoteApproval(Entity):
    automatic: list[str]
    manual: list[str]
    current_user: str


class Status(Entity):
    id: str
    created_at: str
    edited_at: str | None
    in_reply_to_id: str | None
    in_reply_to_account_id: str | None
    sensitive: bool
    spoiler_text: str
    visibility: str
    language: str | None
    uri: str
    url: str | None
    replies_count: int
    reblogs_count: int
    favourites_count: int
    quotes_count: int
    content: str
    reblog: "Status | None"
    quote: Quote | None
    quote_approval: QuoteApproval
    application: None
    account: Account
    media_attachments: list[MediaAttachment]
    mentions: list[Mention]
    tags: list[StatusTag]
    emojis: list[Emoji]
    card: None
    poll: Poll | None
    folkmoot: FolkmootStatus
    text: str | Optional = UNSET
    favourited: bool | Optional = UNSET
    reblogged: bool | Optional = UNSET
    muted: bool | Optional = UNSET
    bookmarked: bool | Optional = UNSET
    pinned: bool | Optional = UNSET
    filtered: list[FilterResult] | Optional = UNSET


class StatusSource(Entity):
    id: str
    text: str
    spoiler_text: str


class StatusEdit(Entity):
    content: str
    spoiler_text: str
    sensitive: bool
    created_at: str
    account: Account
    media_attachments: list[MediaAttachment]
    emojis: list[Emoji]
    poll: Poll | Optional | None = UNSET


class Context(Entity):
    ancestors: list[Status]
    descendants: list[Status]


class ScheduledPoll(Entity):
    options: list[str]
    expires_in: str
    multiple: bool
    hide_totals: bool


class ScheduledParams(Entity):
    text: str
    poll: ScheduledPoll | None
    media_ids: list[str] | None
    sensitive: bool | None
    spoiler_text: str | None
    visibility: str
    language: str | None
    in_reply_to_id: str | None
    quoted_status_id: str | None
    scheduled_at: None
    idempotency: str | None
    application_id: str
    with_rate_limit: bool


class ScheduledStatus(Entity):
    id: str
    scheduled_at: str
    params: ScheduledParams
    media_attachments: list[MediaAttachment]


class Conversation(Entity):
    id: str
    unread: bool
    accounts: list[Account]
    last_status: Status | None
