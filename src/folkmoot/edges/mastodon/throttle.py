"""How much one caller may ask of one web process, with the headers by which clients pace themselves.

Counted in memory: a row for each call would make every read a write. What costs more (uploads, sign-ups, sign-ins,
reports) is counted across processes where it happens, in its domain.
"""

import threading
from dataclasses import dataclass
from datetime import UTC, datetime

from folkmoot.edges.mastodon.wire.base import moment
from folkmoot.kernel import clock
from folkmoot.kernel.errors import RateLimited

WINDOW = 300
PER_PERSON = 1500
PER_ADDRESS = 300
_MOST_CALLERS = 50_000


@dataclass(frozen=True, slots=True)
class Allowance:
    limit: int
    remaining: int
    resets_at: int

    @property
    def headers(self) -> dict[str, str]:
        return {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(max(0, self.remaining)),
            "X-RateLimit-Reset": moment(datetime.fromtimestamp(self.resets_at, tz=UTC)),
        }

    def check(self) -> None:
        """Raise RateLimited where nothing is left."""
        if self.remaining < 0:
            wait = max(1, self.resets_at - int(clock.now().timestamp()))
            raise RateLimited("client API", safe="Too many requests", retry_after=wait)


class Throttle:
    """Counts calls in windows of five minutes. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._window = 0
        self._counts: dict[str, int] = {}

    def take(self, account_id: int | None, address: str) -> Allowance:
        """Count one call of a person, or of an address where nobody is signed in."""
        limit = PER_ADDRESS if account_id is None else PER_PERSON
        window = int(clock.now().timestamp()) // WINDOW
        key = address if account_id is None else f"account {account_id}"
        with self._lock:
            if window != self._window or len(self._counts) > _MOST_CALLERS:
                self._window, self._counts = window, {}
            self._counts[key] = self._counts.get(key, 0) + 1
            remaining = limit - self._counts[key]
        return Allowance(limit, remaining, (window + 1) * WINDOW)

    def forget(self) -> None:
        """Start again from nought."""
        with self._lock:
            self._counts = {}


throttle = Throttle()
