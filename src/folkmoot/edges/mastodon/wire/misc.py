"""Small entities."""

from folkmoot.edges.mastodon.wire.accounts import Account, Reason
from folkmoot.edges.mastodon.wire.base import UNSET, Entity, Optional
from folkmoot.edges.mastodon.wire.statuses import Status


class UserList(Entity):
    id: str
    title: str
    replies_policy: str
    exclusive: bool


class History(Entity):
    """One day; Mastodon writes the numbers as text."""

    day: str
    uses: str
    accounts: str


class Tag(Entity):
    id: str
    name: str
    url: str
    history: list[History]
    following: bool | Optional = UNSET
    featuring: bool | Optional = UNSET


class Search(Entity):
    accounts: list[Account]
    statuses: list[Status]
    hashtags: list[Tag]


class Report(Entity):
    id: str
    action_taken: bool
    action_taken_at: str | None
    category: str
    comment: str
    forwarded: bool
    created_at: str
    status_ids: list[str] | None
    rule_ids: list[str] | None
    target_account: Account


class AnnualReports(Entity):
    """Always empty: nobody's year is summed up."""

    annual_reports: list[str]
    accounts: list[Account]
    statuses: list[Status]


class AnnualReportState(Entity):
    state: str


class Preferences(
    Entity,
    rename={
        "visibility": "posting:default:visibility",
        "sensitive": "posting:default:sensitive",
        "language": "posting:default:language",
        "quote_policy": "posting:default:quote_policy",
        "expand_media": "reading:expand:media",
        "expand_spoilers": "reading:expand:spoilers",
        "autoplay": "reading:autoplay:gifs",
    },
):
    visibility: str
    sensitive: bool
    language: str | None
    quote_policy: str
    expand_media: str
    expand_spoilers: bool
    autoplay: bool


class WhyTerm(Entity):
    name: str
    label: str
    value: float
    because: str


class Why(Entity):
    """Why a post stands where it stands in the ranked view: score = sum of the terms × factor."""

    because: str
    terms: list[WhyTerm]
    sum: float
    factor: float
    score: float
    reductions: list[Reason]


class RankedItem(Entity):
    status: Status
    why: Why


class Ranked(Entity):
    """`next_cursor` continues the same ranking; null at its end."""

    items: list[RankedItem]
    next_cursor: str | None


class PublicDecision(Entity):
    id: str
    subject: str
    policy_version: str
    clause: str
    title: str
    treatment: str
    factor: float | None
    automated: bool
    created_at: str
    undone_at: str | None
    log_entry: str
