"""What moderators and operators read: accounts, reports, blocks, figures."""

from folkmoot.edges.mastodon.wire.accounts import Account, Role
from folkmoot.edges.mastodon.wire.base import UNSET, Entity, Optional
from folkmoot.edges.mastodon.wire.instance import Rule
from folkmoot.edges.mastodon.wire.misc import History, Tag
from folkmoot.edges.mastodon.wire.statuses import Status


class Ip(Entity):
    ip: str
    used_at: str


class AdminAccount(Entity):
    """`email` is always empty, `ip` null and `ips` empty: they lie in the vault, and open for a reason only."""

    id: str
    username: str
    domain: str | None
    created_at: str
    email: str
    ip: str | None
    ips: list[Ip]
    locale: str | None
    invite_request: str | None
    role: Role
    confirmed: bool
    approved: bool
    disabled: bool
    silenced: bool
    suspended: bool
    sensitized: bool
    account: Account


class Pending(Entity):
    """What waits for a second person: the removal of an account."""

    pending: bool
    proposal_id: str
    case_id: str
    clause: str
    sentence: str


class AdminReport(Entity):
    id: str
    action_taken: bool
    action_taken_at: str | None
    category: str
    comment: str
    forwarded: bool
    created_at: str
    updated_at: str
    account: AdminAccount
    target_account: AdminAccount
    assigned_account: AdminAccount | None
    action_taken_by_account: AdminAccount | None
    statuses: list[Status]
    rules: list[Rule]


class AdminTag(Tag, kw_only=True):
    """Trends are counted here, so none waits for review."""

    trendable: bool
    usable: bool
    requires_review: bool
    listable: bool


class DomainBlock(Entity):
    id: str
    domain: str
    digest: str
    created_at: str
    severity: str
    reject_media: bool
    reject_reports: bool
    private_comment: str | None
    public_comment: str | None
    obfuscate: bool


class DomainAllow(Entity):
    id: str
    domain: str
    created_at: str


class EmailDomainBlock(Entity):
    """Attempts to sign up are not counted by domain: `history` has zeros."""

    id: str
    domain: str
    created_at: str
    history: list[History]
    allow_with_approval: bool


class IpBlock(Entity):
    id: str
    ip: str
    severity: str
    comment: str
    created_at: str
    expires_at: str | None


class CanonicalEmailBlock(Entity):
    """The hash is keyed by a secret of this site, so it fits no list from elsewhere."""

    id: str
    canonical_email_hash: str


class MeasureDay(Entity):
    date: str
    value: str


class Measure(Entity):
    key: str
    unit: str | None
    total: str
    data: list[MeasureDay]
    human_value: str | Optional = UNSET
    previous_total: str | Optional = UNSET


class DimensionPart(Entity):
    key: str
    human_key: str
    value: str
    unit: str | Optional = UNSET
    human_value: str | Optional = UNSET


class Dimension(Entity):
    key: str
    data: list[DimensionPart]


class CohortPart(Entity):
    date: str
    rate: float
    value: str


class Cohort(Entity):
    period: str
    frequency: str
    data: list[CohortPart]


class PublicDomainBlock(Entity):
    """What everybody reads of a block of another server."""

    domain: str
    digest: str
    severity: str
    comment: str | None
