import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ServerSeverity(StrEnum):
    """What a block does; the words are those of the client API."""

    NOOP = "noop"
    SILENCE = "silence"
    SUSPEND = "suspend"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerRule:
    """What operators say about a server."""

    severity: str = ServerSeverity.SILENCE.value
    reject_media: bool = False
    reject_reports: bool = False
    private_comment: str = ""
    public_comment: str = ""
    obfuscate: bool = False


@dataclass(frozen=True, slots=True)
class ServerBlockView:
    id: int
    domain: str
    rule: ServerRule
    created_at: datetime

    @property
    def digest(self) -> str:
        """SHA-256 of the domain, by which others find it in a list with stars."""
        return hashlib.sha256(self.domain.encode()).hexdigest()

    @property
    def shown(self) -> str:
        """The domain as everybody reads it: with stars where the operators want that."""
        if not self.rule.obfuscate:
            return self.domain
        keep = max(1, len(self.domain) // 4)
        stars = "".join("." if sign == "." else "*" for sign in self.domain[keep:-keep])
        return self.domain[:keep] + stars + self.domain[-keep:]


@dataclass(frozen=True, slots=True)
class ServerAllowView:
    id: int
    domain: str
    created_at: datetime
