from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Severity(StrEnum):
    """What a range of network addresses may not do; the words are those of the client API."""

    APPROVAL = "sign_up_requires_approval"
    NO_SIGN_UP = "sign_up_block"
    NO_ACCESS = "no_access"


@dataclass(frozen=True, slots=True)
class EmailDomainBlockView:
    id: int
    domain: str
    needs_approval: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class AddressBlockView:
    """`expires_at` None: until somebody lifts it."""

    id: int
    network: str
    severity: Severity
    comment: str
    created_at: datetime
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class EmailBlockView:
    """`email_hash` is keyed by a secret of this site: it means nothing elsewhere."""

    id: int
    email_hash: str


@dataclass(frozen=True, slots=True)
class NameBlockView:
    id: int
    name: str
    exact: bool
