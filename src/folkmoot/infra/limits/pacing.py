"""Rates of calls and of acts, counted by all processes in memory: nothing of it costs a write to a database.

What must outlast the loss of the machine, or is counted over a day, stands in the database instead (`limits.hit`).
"""

import hashlib
import ipaddress
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

from folkmoot.infra.config import current
from folkmoot.infra.limits.shared import SharedCounts
from folkmoot.infra.limits.types import Limit
from folkmoot.infra.operator_key import secret
from folkmoot.kernel import clock
from folkmoot.kernel.errors import RateLimited

_SPARE = 6
"""Regions beside the web processes': the worker, streaming, commands, and processes that end while others begin."""
_FILE = "limits.counts"
_opened: dict[int, SharedCounts] = {}


class Allowance(NamedTuple):
    """What is left of a limit in its window, which ends at the second `resets_at`; below 0: it is passed."""

    limit: Limit
    remaining: int
    resets_at: int
    wait: int

    def check(self) -> None:
        """Raise RateLimited where nothing was left for this one."""
        if self.remaining < 0:
            raise RateLimited(f"limit {self.limit.name}", retry_after=self.wait)


def take(limit: Limit, subject: object) -> Allowance:
    """Count one happening of a subject; never raises."""
    now = clock.seconds()
    ends = now - now % limit.seconds + limit.seconds
    count = _counts().add(_key(limit.name, subject), ends=ends, now=now)
    return Allowance(limit, limit.most - count, ends, ends - now)


def pace(limit: Limit, subject: object) -> None:
    """Count one happening. Raises RateLimited, with the seconds to wait, when it is one too many."""
    take(limit, subject).check()


def headers(allowances: Sequence[Allowance]) -> dict[str, str]:
    """The headers by which clients pace themselves; the first allowance is the one that Mastodon's headers tell of.

    `RateLimit` and `RateLimit-Policy` as in draft-ietf-httpapi-ratelimit-headers-11.
    """
    limit, remaining, resets_at, _wait = allowances[0]
    policies, left = limit.policy, _left(allowances[0])
    for one in allowances[1:]:
        policies, left = f"{policies}, {one.limit.policy}", f"{left}, {_left(one)}"
    return {
        "X-RateLimit-Limit": str(limit.most),
        "X-RateLimit-Remaining": str(remaining) if remaining > 0 else "0",
        "X-RateLimit-Reset": _moment(resets_at),
        "RateLimit-Policy": policies,
        "RateLimit": left,
    }


def _left(one: Allowance) -> str:
    return f'"{one.limit.name}";r={max(0, one.remaining)};t={one.wait}'


@lru_cache(maxsize=4096)
def network_of(address: str) -> str:
    """What is counted as one address: of IPv6 the first 64 bits, of which a household has at least one whole set."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        mapped = found.ipv4_mapped
        return str(mapped or ipaddress.ip_network((int(found) >> 64 << 64, 64)))
    return address


def forget() -> None:
    """Start all counts again from nought. For tests."""
    _counts().forget()


def _counts() -> SharedCounts:
    """This process's counters; a process that was forked opens its own."""
    process = os.getpid()
    found = _opened.get(process)
    if found is None:
        found = _opened.setdefault(process, SharedCounts(current().data / _FILE, current().web_processes + _SPARE))
    return found


@lru_cache(maxsize=16_384)
def _key(name: str, subject: object) -> int:
    digest = hashlib.blake2b(f"{name}:{subject}".encode(), digest_size=8, key=secret("limits")[:64]).digest()
    return int.from_bytes(digest, "little") or 1


@lru_cache(maxsize=16)
def _moment(second: int) -> str:
    return datetime.fromtimestamp(second, tz=UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
