"""Count a happening against its limit; forget it.

`hit` counts in the database, for what must not be forgotten; `pace` in memory that all processes share.
"""

from django.db.models import F

from folkmoot.infra import crypto
from folkmoot.infra.limits.models import Count
from folkmoot.infra.limits.pacing import Allowance, headers, network_of, pace, take
from folkmoot.infra.limits.types import Limit
from folkmoot.infra.operator_key import secret
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import RateLimited

__all__ = [
    "Allowance",
    "Limit",
    "check",
    "forget",
    "headers",
    "hit",
    "network_of",
    "pace",
    "sweep",
    "take",
]


def hit(limit: Limit, subject: object, amount: int = 1) -> None:
    """Count a happening, or so much of something. Raises RateLimited, with the seconds to wait, when it is too much:
    then it is not counted.
    """
    window, left = _window(limit)
    with atomic_write():
        row, _fresh = Count.objects.get_or_create(key=_key(limit, subject), window=window, defaults={"count": 0})
        room = Count.objects.filter(id=row.id, count__lte=limit.most - amount)
        if not room.update(count=F("count") + amount):
            raise RateLimited(f"limit {limit.name}", retry_after=left)


def check(limit: Limit, subject: object) -> None:
    """Raise RateLimited if the limit is used up, without counting."""
    window, left = _window(limit)
    row = Count.objects.filter(key=_key(limit, subject), window=window).first()
    if row is not None and row.count >= limit.most:
        raise RateLimited(f"limit {limit.name}", retry_after=left)


def forget(limit: Limit, subject: object) -> None:
    """Start again from nought, for example after a sign-in that worked."""
    with atomic_write():
        Count.objects.filter(key=_key(limit, subject)).delete()


def sweep() -> None:
    """Delete the windows of more than a day ago."""
    with atomic_write():
        Count.objects.filter(window__lt=int(clock.now().timestamp()) - 86400).delete()


def _window(limit: Limit) -> tuple[int, int]:
    length = limit.seconds
    now = int(clock.now().timestamp())
    return now - now % length, length - now % length


def _key(limit: Limit, subject: object) -> str:
    return crypto.keyed_hash(secret("limits"), f"{limit.name}:{subject}")
