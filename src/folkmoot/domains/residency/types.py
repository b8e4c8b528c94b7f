from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SessionPlace:
    """Where a session was opened: the browser's own name for itself, and its network address."""

    user_agent: str
    address: str


@dataclass(frozen=True, slots=True)
class Session:
    id: int
    place: SessionPlace
    created_at: datetime
    last_used_at: datetime
