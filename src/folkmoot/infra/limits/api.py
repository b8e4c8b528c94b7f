"""Count a happening against its limit; forget it."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F

from folkmoot.infra import crypto
from folkmoot.infra.limits.models import Count
from folkmoot.infra.operator_key import secret
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import RateLimited


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` happenings called `name` for one subject in each window of `within`."""

    name: str
    most: int
    within: timedelta


def hit(limit: Limit, subject: object) -> None:
    """Count one happening. Raises RateLimited, with the seconds to wait, when it is one too many."""
    window, left = _window(limit)
    key = _key(limit, subject)
    with atomic_write():
        row, fresh = Count.objects.get_or_create(key=key, window=window, defaults={"count": 1})
        if not fresh:
            Count.objects.filter(id=row.id).update(count=F("count") + 1)
    if row.count + (not fresh) > limit.most:
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
    length = int(limit.within.total_seconds())
    now = int(clock.now().timestamp())
    return now - now % length, length - now % length


def _key(limit: Limit, subject: object) -> str:
    return crypto.keyed_hash(secret("limits"), f"{limit.name}:{subject}")
