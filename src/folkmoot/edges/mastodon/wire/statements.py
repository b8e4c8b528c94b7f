"""What Folkmoot adds about decisions: statements of reasons, appeals, strikes."""

from folkmoot.edges.mastodon.wire.base import Entity


class AppealMessage(Entity):
    """`from_staff`: a moderator wrote it; no name is told."""

    text: str
    from_staff: bool
    created_at: str


class OwnAppeal(Entity):
    """`state` is pending, approved or rejected; an amendment approves it. Decided by `due_at` at the latest."""

    id: str
    state: str
    due_at: str
    messages: list[AppealMessage]


class Strike(Entity):
    decision_id: str
    title: str
    given_at: str
    expires_at: str


class Statement(Entity):
    """The reasons for a decision about oneself, in sentences. `appeal_until` is null where it cannot be appealed."""

    id: str
    subject: str
    subject_id: str
    treatment: str
    factor: float | None
    clause: str
    title: str
    clause_text: str
    policy_version: str
    reason: str
    facts: str
    decided: str
    detected: str
    effect: str
    scope: str
    duration: str
    how_to_appeal: str
    automated: bool
    strike: bool
    countries: list[str]
    created_at: str
    undone_at: str | None
    appeal_until: str | None
    log_entry: str
    appeal: OwnAppeal | None
