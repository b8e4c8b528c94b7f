"""The keys of persons: made on first use, wrapped by the operator key, erased for good."""

import threading
from collections import OrderedDict
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from folkmoot.domains.residency.errors import KeyErased
from folkmoot.domains.residency.models import Erasure, PersonKey
from folkmoot.domains.residency.stores import HOME, KEYS
from folkmoot.infra import crypto
from folkmoot.infra.operator_key import secret
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock

_CACHE_SIZE = 10_000
_REMEMBERED = timedelta(minutes=10)
"""So long another process may still know the key of somebody who was erased; their records are gone at once."""
_cache: OrderedDict[int, tuple[datetime, bytes]] = OrderedDict()
_cache_lock = threading.Lock()


def create(account_id: int, region: str = HOME) -> bytes:
    """Make the key of a new person. Raises KeyErased for one who was erased."""
    key = crypto.new_key()
    with atomic_write(KEYS):
        if Erasure.objects.using(KEYS).filter(account_id=account_id).exists():
            raise KeyErased
        row, _ = PersonKey.objects.using(KEYS).get_or_create(
            account_id=account_id, defaults={"region": region, "wrapped": _wrap(account_id, key)}
        )
    return _remember(row)


def create_many(account_ids: Collection[int], region: str = HOME) -> None:
    """Make the keys that these new people lack; three queries. Those who were erased get none."""
    with atomic_write(KEYS):
        erased = Erasure.objects.using(KEYS).filter(account_id__in=account_ids).values_list("account_id", flat=True)
        present = PersonKey.objects.using(KEYS).filter(account_id__in=account_ids).values_list("account_id", flat=True)
        lacking = sorted(set(account_ids) - set(erased) - set(present))
        PersonKey.objects.using(KEYS).bulk_create(
            PersonKey(account_id=account_id, region=region, wrapped=_wrap(account_id, crypto.new_key()))
            for account_id in lacking
        )


def of(account_id: int) -> bytes:
    """A person's key. Raises KeyErased."""
    try:
        return of_many([account_id])[account_id]
    except KeyError:
        raise KeyErased from None


def of_many(account_ids: Collection[int]) -> dict[int, bytes]:
    """The keys that there are, by account; at most one query."""
    fresh = clock.now() - _REMEMBERED
    with _cache_lock:
        held = {account_id: _cache[account_id] for account_id in account_ids if account_id in _cache}
    known = {account_id: key for account_id, (read_at, key) in held.items() if read_at > fresh}
    missing = set(account_ids) - set(known)
    rows = PersonKey.objects.using(KEYS).filter(account_id__in=missing) if missing else []
    return known | {row.account_id: _remember(row) for row in rows}


def erase(account_id: int) -> None:
    """Delete the key, and remember that it must stay deleted."""
    with atomic_write(KEYS):
        Erasure.objects.using(KEYS).get_or_create(account_id=account_id, defaults={"erased_at": clock.now()})
        PersonKey.objects.using(KEYS).filter(account_id=account_id).delete()
    with _cache_lock:
        _cache.pop(account_id, None)


def erasures() -> dict[int, datetime]:
    """Everybody whose key was erased, and when."""
    return dict(Erasure.objects.using(KEYS).order_by("account_id").values_list("account_id", "erased_at"))


def learn_erasures(erased: Mapping[int, datetime]) -> None:
    """Add to the list those who were erased after a backup was taken."""
    rows = [Erasure(account_id=account_id, erased_at=erased_at) for account_id, erased_at in erased.items()]
    with atomic_write(KEYS):
        Erasure.objects.using(KEYS).bulk_create(rows, ignore_conflicts=True)


def reapply_erasures() -> int:
    """After a restore: delete the keys of everybody on the list of erasures; returns how many there were."""
    with atomic_write(KEYS):
        erased = Erasure.objects.using(KEYS).values("account_id")
        deleted, _ = PersonKey.objects.using(KEYS).filter(account_id__in=erased).delete()
    forget_cached()
    return deleted


def forget_cached() -> None:
    """Empty this process's cache of keys."""
    with _cache_lock:
        _cache.clear()


def _wrap(account_id: int, key: bytes) -> bytes:
    return crypto.seal(secret("person-keys"), key, _context(account_id))


def _remember(row: PersonKey) -> bytes:
    key = crypto.unseal(secret("person-keys"), bytes(row.wrapped), _context(row.account_id))
    with _cache_lock:
        _cache[row.account_id] = (clock.now(), key)
        while len(_cache) > _CACHE_SIZE:
            _cache.popitem(last=False)
    return key


def _context(account_id: int) -> bytes:
    return f"person {account_id}".encode()
